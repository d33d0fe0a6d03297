"""`tailor review`: accept, reject or edit what a run suggests."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.cli import DONE, REFUSED
from tailor.cli.console import paint, say
from tailor.errors import InputError

if TYPE_CHECKING:
    from tailor.cli.settings import Settings
    from tailor.review.session import Review
    from tailor.runs import RunFolder

_DESCRIPTION = """\
Accept, reject or edit each suggestion of a run, the most valuable first. What you write yourself
is checked like any other wording; what the checker refuses you may keep as your own statement.
Every decision is saved at once: leave when you like, and go on later.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `tailor review`."""
    parser.description = _DESCRIPTION
    add = parser.add_argument
    add("run", nargs="?", metavar="RUN", help="a run's folder (default: the newest run)")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--web", action="store_true", help="review on a page in your browser")
    how.add_argument(
        "--decisions", type=Path, metavar="FILE", help="apply decisions from a file, ask nothing"
    )
    how.add_argument(
        "--save-attested",
        action="store_true",
        help="add what you keep as your own statement to your profile",
    )
    add("--port", type=int, default=0, metavar="N", help="with --web: the port (default: any free)")
    add("--profile", metavar="FILE", help="your profile (default: the one in profiles/)")
    add("--out", metavar="DIR", help="folder of the run folders (default: runs)")
    add("--model", metavar="NAME", help="let this model reword a suggestion when you ask for it")
    add("--base-url", metavar="URL", help="an OpenAI-compatible server, such as a local one")


def run(args: argparse.Namespace) -> int:
    """Review in the terminal, on a page, or by a file; write the résumé that comes of it."""
    from tailor.cli.reviewing import open_review, write_results
    from tailor.cli.settings import load_settings
    from tailor.review.lock import only_review
    from tailor.runs import RunFolder

    names = ("profile", "out", "model", "base_url")
    if not (args.web or args.decisions or args.save_attested or sys.stdin.isatty()):
        raise InputError(
            "This review asks questions, and the standard input is no terminal. Review on a page "
            "with --web, or apply a file with --decisions FILE."
        )
    settings = load_settings({name: getattr(args, name) for name in names})
    folder = RunFolder.find(args.run, settings.out)
    with only_review(folder.path):
        review = open_review(folder, settings)
        if args.save_attested:
            return _save_attested(review, settings)
        try:
            code = _decide(args, review)
        finally:
            write_results(folder, review)
        print(summary(review, folder))
        return code


def _decide(args: argparse.Namespace, review: "Review") -> int:
    if args.decisions:
        return _apply(review, args.decisions)
    if args.web:
        return _serve(review, args.port)
    return _talk(review)


def _apply(review: "Review", path: Path) -> int:
    from tailor.review.replay import replay
    from tailor.runs import read_decisions

    replayed = replay(review, read_decisions(path))
    for sentence in replayed.refused:
        say(f"Not applied: {sentence}")
    say(f"{replayed.applied} decisions applied, {len(replayed.refused)} not.")
    return REFUSED if replayed.refused else DONE


def _talk(review: "Review") -> int:
    from tailor.review.terminal.dialogue import Dialogue
    from tailor.review.terminal.tty import Tty

    Dialogue(review, Tty(), paint).run()
    return DONE


def _serve(review: "Review", port: int) -> int:
    from tailor.cli.reviewing import preview
    from tailor.extras import require

    for module in ("starlette", "uvicorn"):
        require(module, package=module, extra="web", purpose="The review page")
    from tailor.review.web.serving import serve

    serve(review, preview=preview, port=port, say=say)
    return DONE


def summary(review: "Review", folder: "RunFolder") -> str:
    """What was decided, what is still open, and the next command to type."""
    from collections import Counter

    states = Counter(review.state(card) for card in review.cards)
    mended = sum(review.state(card) in ("edited", "attested") for card in review.kept)
    edited = states["edited"] + states["attested"] + mended
    counts = f"Accepted {states['accepted']}, rejected {states['rejected']}, edited {edited}"
    lines = [f"{counts}, undecided {states['undecided']}."]
    if review.attested:
        lines.append("Your own statements, which your profile does not show:")
        lines += [f"  - {card.entry}: {decision.text}" for card, decision in review.attested]
        if any(card.kind != "sentence" for card, _ in review.attested):
            lines.append(f"Add them to your profile: tailor review {folder.path} --save-attested")
    lines.append(f"Résumé: {folder.path / 'resume.md'}")
    if review.change_set.letter:
        lines.append(f"Letter: {folder.path / 'letter.md'}")
    lines.append(f"Next:   tailor render {folder.path} --format pdf,docx")
    if review.change_set.letter:
        lines.append(f"        tailor letter {folder.path} --format pdf,docx")
    return "\n".join(lines)


def _save_attested(review: "Review", settings: "Settings") -> int:
    from datetime import date

    from tailor.cli.reviewing import add_attested
    from tailor.cli.tailor_command import only_profile

    path = settings.profile or only_profile(Path("profiles"))
    # Local time: the day on the person's calendar.
    added, refused = add_attested(review, path, today=date.today().isoformat())  # noqa: DTZ011
    for sentence in refused:
        say(sentence)
    print(f"{added} statements added to {path}.")
    return REFUSED if refused else DONE
