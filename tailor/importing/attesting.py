"""Facts a person attests: worked into the profile, marked as such, with the day it was."""

from collections.abc import Mapping
from pathlib import Path

from tailor.domain.evidence import entries
from tailor.domain.profile import Language, Profile, Statement
from tailor.errors import InputError
from tailor.files import decode, read_bytes, write_atomically


def with_statement(profile: Profile, entry_id: str, text: str, *, date: str) -> Profile:
    """The profile with an attested statement under one entry.

    Raises InputError when there is no such entry, or it is of a kind that has no statements.
    """
    identified = [entry for entry in entries(profile) if entry.page.id == entry_id]
    if not identified or identified[0].section in {
        "skills",
        "languages",
        "interests",
        "references",
    }:
        raise InputError(f"The profile has no entry “{entry_id}” that a statement can go under.")
    section = identified[0].section
    ids = [entry.page.id for entry in entries(profile) if entry.section == section]
    members = list(getattr(profile, section))
    entry = members[ids.index(entry_id)]
    statement = Statement(text=text, source="attested", date=date)
    members[ids.index(entry_id)] = entry.model_copy(
        update={"highlights": (*entry.highlights, statement)}
    )
    return profile.model_copy(update={section: tuple(members)})


def with_language(profile: Profile, language: str, fluency: str, *, date: str) -> Profile:
    """The profile with a language the person attests to speak."""
    spoken = Language.model_validate(
        {"language": language, "fluency": fluency, "source": "attested", "date": date}
    )
    return profile.model_copy(update={"languages": (*profile.languages, spoken)})


class Declined:
    """What the person said no to, in a text file beside the profile: a day and a subject a line.

    Deleting a line makes it a question again.
    """

    def __init__(self, profile: Path) -> None:
        self.path = profile.with_name(f"{profile.stem}.declined.txt")

    def read(self) -> Mapping[str, str]:
        """The subjects declined so far, with the day. Raises InputError when unreadable."""
        if not self.path.exists() or not self.path.stat().st_size:
            return {}
        what = "list of declined questions"
        text = decode(read_bytes(self.path, what=what), what=what, name=str(self.path))
        rows = (line.partition("\t") for line in text.splitlines() if "\t" in line)
        return {subject.strip(): day for day, _, subject in rows}

    def add(self, subject: str, *, date: str) -> None:
        """Remember a no."""
        declined = {**self.read(), subject: date}
        lines = (f"{day}\t{known}\n" for known, day in declined.items())
        write_atomically(self.path, "".join(lines))
