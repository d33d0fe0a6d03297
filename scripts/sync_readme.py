"""Rewrite the help blocks of the README from the real `--help`."""

import re
import sys
from pathlib import Path

from tailor.cli import parser_of

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"(```\n\$ tailor ?(\w*) --help\n)(.*?)(```)", re.DOTALL)


def synced(text: str) -> str:
    """The README's text with every help block as the command prints it."""
    return _BLOCK.sub(lambda m: m[1] + parser_of(m[2]).format_help() + m[4], text)


if __name__ == "__main__":
    README.write_text(synced(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
