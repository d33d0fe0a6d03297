"""The README tells the truth about the command line."""

import re
from pathlib import Path

from tailor.cli import COMMANDS, parser_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def words(text):
    """Words alone: argparse breaks lines differently from one Python to the next."""
    return text.split()


def test_the_help_in_the_readme_is_the_real_one():
    blocks = re.findall(r"```\n\$ tailor ?(\w*) --help\n(.*?)```", README, re.DOTALL)
    assert blocks
    for command, shown in blocks:
        assert words(shown) == words(parser_of(command).format_help())


def test_every_command_the_readme_names_exists():
    named = set(re.findall(r"`tailor (\w+)", README)) | set(
        re.findall(r"^tailor (\w+)", README, re.MULTILINE)
    )
    assert named <= set(COMMANDS)


def test_every_file_the_readme_links_to_exists():
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
