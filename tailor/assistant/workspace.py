"""What an assistant may ask: about files of one folder, read only; nothing is ever written."""

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tailor import pipeline
from tailor.checking import check_lines
from tailor.domain.evidence import evidence
from tailor.domain.matching import Budget
from tailor.domain.profile import Profile
from tailor.engine import RulesEngine
from tailor.errors import InputError
from tailor.files import decode, read_bytes
from tailor.importing.profile_file import load_profile
from tailor.llm.port import Message
from tailor.llm.redaction import Redaction
from tailor.stages.parsing import read_posting

_PROFILES = "profiles"
_LONGEST = 100_000


class Workspace:
    """The folder the server was started in. Every answer is plain data.

    `today` is what "present" means. Each method raises InputError with a plain sentence.
    """

    def __init__(self, root: Path, *, today: date) -> None:
        self._root = root.resolve()
        self._today = today

    def read_job(self, job: str, job_text: str = "") -> dict[str, Any]:
        """What a posting asks for: its header and its requirements, each with a verbatim quote."""
        posting = read_posting(self._job(job, job_text))
        requirements = RulesEngine(self._today).parse(posting)
        return {
            **posting.model_dump(mode="json", exclude={"text"}),
            "requirements": _dumped(requirements),
        }

    def match(self, job: str, job_text: str = "", profile: str = "") -> dict[str, Any]:
        """Which requirements the profile shows, with evidence, and which are gaps."""
        posting, person = read_posting(self._job(job, job_text)), self._profile(profile)
        engine = RulesEngine(self._today)
        requirements = engine.parse(posting)
        matching = engine.match(requirements, evidence(person))
        return {
            "requirements": _dumped(requirements),
            "matches": _dumped(matching.matches),
            "gaps": _dumped(matching.gaps),
        }

    def propose(self, job: str, job_text: str = "", profile: str = "") -> dict[str, Any]:
        """Verified suggestions for the posting: changes, refusals, gaps and what is left out."""
        person = self._profile(profile)
        engine = RulesEngine(self._today)
        found = pipeline.run(self._job(job, job_text), person, engine, budget=Budget())
        answer = {
            "changes": _dumped(found.changes),
            "kept": _dumped(found.kept),
            "gaps": _dumped(found.gaps),
            "left_out": _dumped(found.left_out),
        }
        return _without_contact(answer, person)

    def check_text(self, text: str, profile: str = "", entry: str = "") -> dict[str, Any]:
        """The verdict on every line of a text, with reasons and what it was held against."""
        if len(text) > _LONGEST:
            raise InputError(f"The text is longer than {_LONGEST:,} characters. Check it in parts.")
        person = self._profile(profile)
        checked = check_lines(
            text.splitlines(),
            person,
            entry_id=entry or None,
            today=self._today.isoformat(),
        )
        if not checked:
            raise InputError("There is no line to check in this text.")
        lines = [
            {
                "text": one.text,
                "entry": one.entry_id,
                "verdict": one.verdict.model_dump(mode="json"),
                "evidence": [{"id": item.id, "text": item.text} for item in one.evidence],
            }
            for one in checked
        ]
        supported = all(one.verdict.supported for one in checked)
        return _without_contact({"supported": supported, "lines": lines}, person)

    def list_evidence(self, profile: str = "", entry: str = "") -> dict[str, Any]:
        """Every statement of the profile with its id and entry; no contact details.

        What referees say is theirs and stays here.
        """
        person = self._profile(profile)
        known = [item for item in evidence(person) if item.section != "references"]
        chosen = [item for item in known if entry in ("", item.entry_id)]
        if entry and not chosen:
            raise InputError(f"The profile has no entry “{entry}”. Leave it out to see every one.")
        return _without_contact({"evidence": _dumped(chosen)}, person)

    def without_root(self, message: str) -> str:
        """A message without where on this machine the folder is: assistants tell their makers."""
        return message.replace(f"{self._root}{os.sep}", "").replace(str(self._root), "the folder")

    def _job(self, job: str, text: str) -> str:
        if bool(job) == bool(text):
            raise InputError("Give the posting either as a file (job) or as text (job_text).")
        if text:
            return text
        path = self._inside(job)
        return decode(read_bytes(path, what="job posting"), what="job posting", name=job)

    def _profile(self, profile: str) -> Profile:
        return load_profile(self._inside(profile) if profile else self._only_profile())

    def _only_profile(self) -> Path:
        folder = self._inside(_PROFILES)
        found = [
            path
            for ending in ("yaml", "yml", "json")
            for path in sorted(folder.glob(f"*.{ending}"))
        ]
        if len(found) != 1:
            raise InputError(
                f"There are {len(found)} profiles in {_PROFILES}/. Name the one to use (profile)."
            )
        return self._inside(f"{_PROFILES}/{found[0].name}")

    def _inside(self, name: str) -> Path:
        """A path in the folder. Raises InputError for one that leads out of it, links included."""
        try:
            path = (self._root / name).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise InputError("This is no usable path. Give one inside the folder.") from error
        if not path.is_relative_to(self._root):
            raise InputError(f"{name} is outside the folder this server was started in.")
        # Reading a pipe would wait for ever.
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise InputError(f"{name} is no file. Give a text file inside the folder.")
        return path


def _dumped(values: Sequence[Any]) -> list[Mapping[str, Any]]:
    return [value.model_dump(mode="json") for value in values]


def _without_contact(answer: dict[str, Any], person: Profile) -> dict[str, Any]:
    """An answer without addresses and numbers that a statement may have in it.

    The person's name and town stay: a draft that says PERSONAL_1 would be of no use.
    """
    redaction = Redaction(person.basics.model_copy(update={"name": None, "location": None}))

    def hidden(value: Any) -> Any:
        if isinstance(value, str):
            return redaction.hide([Message("user", value)]).messages[0].content
        if isinstance(value, list):
            return [hidden(item) for item in value]
        if isinstance(value, dict):
            return {key: hidden(item) for key, item in value.items()}
        return value

    return {key: hidden(value) for key, value in answer.items()}
