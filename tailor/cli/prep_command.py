"""`tailor prep`: likely interview questions, with the facts to answer from."""

import argparse

from tailor.cli import DONE
from tailor.cli.console import say

_DESCRIPTION = """\
Prepare for the interview: what may be asked about the lines of a run's résumé, with the facts of
your profile to answer from, and about what the ad wants and you lack. Warns of lines that rest on
your word alone. Written to the run folder as prep.md; the ledger beside it is brought up to date.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `tailor prep`."""
    parser.description = _DESCRIPTION
    add = parser.add_argument
    add("run", nargs="?", metavar="RUN", help="a run's folder (default: the newest run)")
    add("--out", metavar="DIR", help="folder of the run folders (default: runs)")
    add("--json", action="store_true", help="print the questions as JSON")


def run(args: argparse.Namespace) -> int:
    """Write and print the questions."""
    from tailor.cli.ledgers import write_ledger
    from tailor.cli.settings import load_settings
    from tailor.ledger.preparing import preparation_report, preparations
    from tailor.runs import RunFolder, dump

    folder = RunFolder.find(args.run, load_settings({"out": args.out}).out)
    found = folder.change_set()
    book = write_ledger(folder, found, folder.run())
    prepared = preparations(book, found)
    report = preparation_report(prepared, found.posting.title or "")
    folder.write("prep.md", report)
    print(dump(prepared) if args.json else report, end="")
    thin = sum(line.rests_on_attestation for line in (*book.lines, *book.letter))
    if thin:
        say(f"Careful: {thin} lines rest on your word alone.")
    say(f"Wrote {folder.path / 'prep.md'} and {folder.path / 'evidence.html'}.")
    return DONE
