"""The conversation of `tailor ask`: one question, one answer, one fact shown before it is kept."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.domain.evidence import IdentifiedEntry, entries
from tailor.domain.profile import Profile
from tailor.importing.attesting import Declined, with_language, with_statement
from tailor.importing.profile_file import load_profile, parse_profile

if TYPE_CHECKING:
    from tailor.stages.asking import Question

HOLDS_STATEMENTS = frozenset({"work", "projects", "volunteer", "education", "certificates"})
_NO = frozenset({"n", "no", "nein", "non"})
_YES = frozenset({"y", "yes", "j", "ja", "oui", "si", "sí"})
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
        if answer.lower() in _NO:
            self.declined.add(question.key, date=self.today)
            self.tell("Noted; this is not asked again.")
            return False
        if answer.lower() in _YES:
            answer = self._line("In one sentence: what did you do with it? ")
        if not answer:
            return False
        if question.kind == "natural_language":
            return self._keep_language(question.skill, answer)
        return self._keep_statement(answer)

    def _keep_language(self, language: str, fluency: str) -> bool:
        profile = load_profile(self.profile)
        changed = with_language(profile, language, fluency, date=self.today)
        return self._write(changed, f"languages: {language}, {fluency}")

    def _keep_statement(self, answer: str) -> bool:
        profile = load_profile(self.profile)
        entry = self._entry(profile)
        if entry is None:
            return False
        since = self._line("Since when? (such as 2021 or 2021-06; Enter when you said it): ")
        dated = re.fullmatch(r"\d{4}(-\d{2})?", since) and since not in answer
        text = f"{answer.rstrip('. ')}, since {since}." if dated else answer
        changed = with_statement(profile, entry.page.id, text, date=self.today)
        return self._write(changed, f"{_name(entry)}: {text}")

    def _entry(self, profile: Profile) -> IdentifiedEntry | None:
        found = [entry for entry in entries(profile) if entry.section in HOLDS_STATEMENTS]
        for number, entry in enumerate(found, start=1):
            self.tell(f"  {number:>2}  {_name(entry)}")
        while number_said := self._line("Where was it? Its number, or Enter to leave it: "):
            if number_said.isdecimal() and 0 < int(number_said) <= len(found):
                return found[int(number_said) - 1]
            self.tell(f"Give a number from 1 to {len(found)}.")
        return None

    def _write(self, changed: Profile, shown: str) -> bool:
        from tailor.files import decode, read_bytes, write_atomically
        from tailor.importing.profile_yaml import updated

        self.tell(f"This goes into {self.profile}, attested by you on {self.today}:\n  {shown}")
        if self._line("Write it? [y/N] ").lower() not in _YES:
            self.tell("Nothing was written.")
            return False
        name = str(self.profile)
        before = decode(read_bytes(self.profile, what="profile"), what="profile", name=name)
        after = updated(before, changed)
        parse_profile(after, name)
        write_atomically(self.profile, after)
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


def _name(entry: IdentifiedEntry) -> str:
    page = entry.page
    what = ", ".join(part for part in (page.heading, page.organisation) if part) or page.id
    years = "–".join(
        date[:4] if date != "present" else "now" for date in (page.start, page.end) if date
    )
    return f"{what} ({years})" if years else what
