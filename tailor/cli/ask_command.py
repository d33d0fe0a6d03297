"""`tailor ask`: what the ad wants and the profile lacks, asked; what is answered, written down."""

import argparse
import sys
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.cli import DONE, REFUSED
from tailor.cli.console import say
from tailor.errors import InputError

if TYPE_CHECKING:
    from tailor.cli.asking import Conversation
    from tailor.domain.changes import ChangeSet
    from tailor.domain.profile import Profile
    from tailor.stages.asking import Question

_DESCRIPTION = """\
Ask you about what the ad wants and your profile does not show. An answer becomes a statement of
your profile, in your words, marked as attested with today's date, after you have seen it. A no is
remembered beside the profile and not asked again. Nothing is assumed.

With --answers FILE, take the answers from a YAML file and show what they would add; with --yes,
write it. Each is a sentence with its place, or no:

  Terraform:
    answer: Kept the cloud accounts in Terraform.
    where: Harbour Foods
    since: 2021-06
  Kafka: no
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `tailor ask`."""
    parser.description = _DESCRIPTION
    add = parser.add_argument
    add("run", nargs="?", metavar="RUN", help="a run's folder (default: the newest run)")
    add("--profile", metavar="FILE", help="the profile (default: the one in profiles/)")
    add("--out", metavar="DIR", help="folder of the run folders (default: runs)")
    add("--most", type=int, default=10, metavar="N", help="ask at most so many (default: 10)")
    add("--list", action="store_true", help="only print the questions")
    add("--answers", type=Path, metavar="FILE", help="take the answers from this file")
    add("--yes", action="store_true", help="with --answers: write what they add")


def run(args: argparse.Namespace) -> int:
    """Ask, show what would be written, write what was agreed to."""
    from tailor.cli.asking import Conversation
    from tailor.cli.settings import load_settings
    from tailor.cli.tailor_command import only_profile
    from tailor.importing.attesting import Declined
    from tailor.importing.profile_file import load_profile
    from tailor.runs import RunFolder

    if args.yes and not args.answers:
        raise InputError("--yes writes what a file of answers adds. Name it with --answers FILE.")
    if args.most < 1:
        raise InputError("--most is how many questions to ask. Give 1 or more.")
    settings = load_settings({"profile": args.profile, "out": args.out})
    path = settings.profile or only_profile(Path("profiles"))
    change_set = RunFolder.find(args.run, settings.out).change_set()
    # Local time: the day on the person's calendar.
    today = date.today()  # noqa: DTZ011
    declined = Declined(path)
    profile = load_profile(path)
    every = open_questions(change_set, profile, declined.read(), today=today)
    if args.answers:
        return _take(args, every, profile, path, today.isoformat())
    asked = every[: args.most]
    if not asked:
        say("There is nothing to ask: your profile shows what the ad names, or you said no.")
        return DONE
    if args.list or not sys.stdin.isatty():
        return _print(asked, only_list=args.list)
    say(f"{len(asked)} questions. Enter leaves one for later, n says no, q stops.")
    written = _converse(Conversation(path, declined, today.isoformat(), input, print), asked)
    if written:
        say(f"{written} new in {path}. Run tailor --job again to use it.")
    return DONE


def _take(
    args: argparse.Namespace,
    asked: "Sequence[Question]",
    profile: "Profile",
    path: Path,
    today: str,
) -> int:
    """Show what a file of answers adds, and write it when that is agreed to."""
    from tailor.cli.answering import as_text, carry_out, plan, read_answers
    from tailor.importing.attesting import Declined

    made = plan(read_answers(args.answers), asked, profile, today=today)
    print(as_text(made, path, today=today))
    if not (made.added or made.declined):
        return REFUSED
    if not args.yes:
        say("Nothing was written. To write it, add --yes.")
        return REFUSED
    carry_out(made, path, Declined(path), today=today)
    if made.added:
        say(f"{len(made.added)} new in {path}. Run tailor --job again to use it.")
    return REFUSED if made.unasked else DONE


def _converse(conversation: "Conversation", asked: "Sequence[Question]") -> int:
    """Ask one after the other; how many facts were written."""
    from tailor.cli.asking import Stopped

    written = 0
    try:
        for question in asked:
            written += conversation.ask(question)
    except Stopped:
        pass
    return written


def open_questions(
    change_set: "ChangeSet", profile: "Profile", declined: Collection[str], *, today: date
) -> "tuple[Question, ...]":
    """What the run's ad leaves to ask of the profile as it is now."""
    from tailor.domain.evidence import evidence
    from tailor.engine import RulesEngine
    from tailor.stages.asking import questions
    from tailor.stages.matching import DONE as SHOWN
    from tailor.stages.matching import shipped_vocabulary, skills_shown

    known = evidence(profile)
    matching = RulesEngine(today).match(change_set.requirements, known)
    return questions(
        change_set.requirements,
        matching.gaps,
        skills_shown(known, shipped_vocabulary()),
        known,
        change_set.posting.text,
        done=SHOWN,
        declined=declined,
    )


def _print(asked: "tuple[Question, ...]", *, only_list: bool) -> int:
    for question in asked:
        print(f"{question.asked_as:<15}{question.text}")
    if only_list:
        return DONE
    say(
        "These questions need a terminal to be answered. Run tailor ask in one, or add the facts "
        "to your profile yourself."
    )
    return REFUSED
