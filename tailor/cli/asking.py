"""The conversation of `tailor ask`: one question, one answer, one fact shown before it is kept.

A fact from a file of answers passes the same doors.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.domain.evidence import IdentifiedEntry, entries
from tailor.domain.profile import Profile
from tailor.importing.attesting import Declined, with_language, with_statement
from tailor.importing.profile_file import load_profile, parse_profile
from tailor.review.edits import tidy

if TYPE_CHECKING:
    from tailor.stages.asking import Question

_HOLDS_STATEMENTS = frozenset({"work", "projects", "volunteer", "education", "certificates"})
NO = frozenset({"n", "no", "nein", "non"})
YES = frozenset({"y", "yes", "j", "ja", "oui", "si", "sí"})
_QUIT = frozenset({"q", "quit"})


class Stopped(Exception):  # noqa: N818 - a person stopping is no error
    """The person wants no more questions."""


@dataclass(frozen=True)
class Conversation:
    """Asks with `read` (a prompt in, the person's line out), tells with `tell`."""

    profile: Path
    declined: Declined
    today: str
    read: Callable[[str], str]
    tell: Callable[[str], None]

    def ask(self, question: "Question") -> bool:
        """Ask one question; whether a fact was written. Raises Stopped."""
        self.tell(f"\n{question.text}")
        answer = self._line("Your answer, as it may stand in your profile: ")
        if answer.lower() in NO:
            self.declined.add(question.key, date=self.today)
            self.tell("Noted; this is not asked again.")
            return False
        if answer.lower() in YES:
            answer = self._line("In one sentence: what did you do with it? ")
        if not answer:
            return False
        if question.kind == "natural_language":
            return self._keep_language(question.skill, answer)
        return self._keep_statement(answer)

    def _keep_language(self, language: str, fluency: str) -> bool:
        profile = load_profile(self.profile)
        changed = with_language(profile, language, tidy(fluency), date=self.today)
        return self._write(changed, f"languages: {language}, {tidy(fluency)}")

    def _keep_statement(self, answer: str) -> bool:
        profile = load_profile(self.profile)
        entry = self._entry(profile)
        if entry is None:
            return False
        since = self._line("Since when? (such as 2021 or 2021-06; Enter when you said it): ")
        text = statement(answer, since if is_date(since) else "")
        changed = with_statement(profile, entry.page.id, text, date=self.today)
        return self._write(changed, f"{name(entry)}: {text}")

    def _entry(self, profile: Profile) -> IdentifiedEntry | None:
        found = places(profile)
        for number, entry in enumerate(found, start=1):
            self.tell(f"  {number:>2}  {name(entry)}")
        while number_said := self._line("Where was it? Its number, or Enter to leave it: "):
            if number_said.isdecimal() and 0 < int(number_said) <= len(found):
                return found[int(number_said) - 1]
            self.tell(f"Give a number from 1 to {len(found)}.")
        return None

    def _write(self, changed: Profile, shown: str) -> bool:
        self.tell(f"This goes into {self.profile}, attested by you on {self.today}:\n  {shown}")
        if self._line("Write it? [y/N] ").lower() not in YES:
            self.tell("Nothing was written.")
            return False
        keep(self.profile, changed)
        self.tell("Written.")
        return True

    def _line(self, prompt: str) -> str:
        try:
            said = " ".join(self.read(prompt).split())
        except EOFError:
            raise Stopped from None
        if said.lower() in _QUIT:
            raise Stopped
        return said


def places(profile: Profile) -> list[IdentifiedEntry]:
    """The entries a statement can go under."""
    return [entry for entry in entries(profile) if entry.section in _HOLDS_STATEMENTS]


def statement(answer: str, since: str = "") -> str:
    """An answer as it goes into the profile, with the time where it does not say it itself.

    Raises InputError when it is empty or too long.
    """
    text = tidy(answer)
    return f"{text.rstrip('. ')}, since {since}." if since and since not in text else text


def is_date(said: str) -> bool:
    """Whether it is a year, or a year and a month."""
    return re.fullmatch(r"[12]\d{3}(-(0[1-9]|1[0-2]))?", said) is not None


def keep(path: Path, changed: Profile) -> None:
    """Work what is new into the profile's file. Raises InputError when it would not be one."""
    from tailor.files import decode, read_bytes, write_atomically
    from tailor.importing.profile_yaml import updated

    before = decode(read_bytes(path, what="profile"), what="profile", name=str(path))
    after = updated(before, changed)
    parse_profile(after, str(path))
    write_atomically(path, after)


def name(entry: IdentifiedEntry) -> str:
    """What an entry is called, and when it was."""
    page = entry.page
    what = ", ".join(part for part in (page.heading, page.organisation) if part) or page.id
    years = "–".join(
        date[:4] if date != "present" else "now" for date in (page.start, page.end) if date
    )
    return f"{what} ({years})" if years else what
