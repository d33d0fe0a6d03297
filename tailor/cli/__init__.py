"""The command line. `main` finds the command, runs it, and turns errors into exit codes."""

import argparse
import atexit
import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Protocol, cast

from tailor.errors import TailorError

# A command makes hardly any cyclic garbage: looking for it every 700 objects, which is the
# default, would cost an eighth of the main job.
_GARBAGE_AFTER = 50_000

DONE, FAILED, USAGE, REFUSED, INTERRUPTED = 0, 1, 2, 3, 130

# The module tailor.cli.<name> holds each command; only the one that runs is imported.
COMMANDS = {
    "review": "accept, reject or edit the suggested bullets of a run",
    "render": "write the reviewed résumé as md, txt, json, docx or pdf",
    "check": "verify any text or résumé against a profile",
    "import": "make a profile from your documents",
    "lint": "find impossible dates, overlaps, typos and gaps in a profile",
    "job": "show what a job posting asks for, as we read it",
    "ask": "answer questions about what the ad wants and the profile lacks",
    "letter": "draft a cover letter in which every sentence is checked",
    "prep": "likely interview questions, with the facts to answer from",
    "batch": "many profiles and many jobs at once",
    "evals": "measure all of it",
    "mcp": "serve the checker to an assistant (Model Context Protocol)",
    "schema": "print the JSON Schema of a profile, for editors",
}

_EPILOG = """\
start here:
  tailor --job job.txt                 tailor the résumé for this posting
  tailor review                        accept, reject or edit each suggestion
  tailor render --format md,docx,pdf   write the result

more commands (tailor COMMAND --help):
{commands}

exit codes: 0 done, 1 bad input or provider, 2 wrong usage,
            3 finished but something was refused or left open, 130 interrupted
"""


class Command(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the command's arguments and its description."""

    def run(self, args: argparse.Namespace) -> int:
        """Do the work; return the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    gc.set_threshold(_GARBAGE_AFTER)
    atexit.register(gc.freeze)  # else the interpreter looks through everything again before it ends
    # Whatever else is installed here, none of it may see a profile being validated; and the search
    # for such plugins would read the metadata of every package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except TailorError as error:
        print(f"tailor: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\ntailor: interrupted; what was finished is kept.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away (`tailor … | head`); keep the interpreter's last flush silent too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def parser_of(name: str) -> argparse.ArgumentParser:
    """Build the parser of one command ("" is the main job), importing only its module."""
    if name:
        parser = argparse.ArgumentParser(
            prog=f"tailor {name}", formatter_class=argparse.RawDescriptionHelpFormatter
        )
    else:
        commands = "\n".join(f"  {command:<8} {text}" for command, text in COMMANDS.items())
        parser = argparse.ArgumentParser(
            prog="tailor",
            usage="tailor --job JOB [--profile FILE] [options]\n       tailor COMMAND ...",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            epilog=_EPILOG.format(commands=commands),
        )
    _module(name).add_arguments(parser)
    return parser


def _module(name: str) -> Command:
    return cast("Command", importlib.import_module(f"tailor.cli.{name or 'tailor'}_command"))


def _run(arguments: list[str]) -> int:
    name = arguments.pop(0) if arguments and arguments[0] in COMMANDS else ""
    args = parser_of(name).parse_args(arguments)
    return _module(name).run(args)
