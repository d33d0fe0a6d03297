"""`tailor mcp`: serve the checker to an assistant."""

import argparse
from datetime import date
from pathlib import Path

from tailor.cli import DONE
from tailor.errors import InputError

_DESCRIPTION = """\
Serve the checker to an assistant over standard input and output (Model Context Protocol). Tools:
read_job, match, propose, check_text, list_evidence. They read files of this folder only, and write
none. To use it, give your assistant this command and the folder to start it in:
  {"command": "tailor", "args": ["mcp", "--folder", "/path/to/your/folder"]}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `tailor mcp`."""
    parser.description = _DESCRIPTION
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="serve the files of this folder (default: the working folder)",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until the assistant hangs up."""
    from tailor.assistant.server import build_server
    from tailor.assistant.workspace import Workspace

    if not args.folder.is_dir():
        raise InputError(f"{args.folder} is no folder. Name one with --folder.")
    # Local time: the day on the person's calendar.
    today = date.today()  # noqa: DTZ011
    build_server(Workspace(args.folder, today=today)).run("stdio")
    return DONE
