"""What an assistant may ask: about files of one folder, read only; nothing is ever written."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tailor import pipeline
from tailor.checking import check_lines
from tailor.domain.changes import ChangeSet
from tailor.domain.evidence import evidence
from tailor.domain.matching import Budget
from tailor.domain.profile import Profile
from tailor.engine import RulesEngine
from tailor.errors import InputError
from tailor.files import decode, read_bytes
from tailor.importing.profile_file import load_profile
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
        found = self._tailored(job, job_text, profile)
        return {
            "changes": _dumped(found.changes),
            "kept": _dumped(found.kept),
            "gaps": _dumped(found.gaps),
            "left_out": _dumped(found.left_out),
        }

    def check_text(self, text: str, profile: str = "", entry: str = "") -> dict[str, Any]:
        """The verdict on every line of a text, with reasons and what it was held against."""
        if len(text) > _LONGEST:
            raise InputError(f"The text is longer than {_LONGEST:,} characters. Check it in parts.")
        checked = check_lines(
            text.splitlines(),
            self._profile(profile),
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
        return {"supported": all(one.verdict.supported for one in checked), "lines": lines}

    def list_evidence(self, profile: str = "", entry: str = "") -> dict[str, Any]:
        """Every statement of the profile with its id and entry; no contact details."""
        known = evidence(self._profile(profile))
        chosen = [item for item in known if entry in ("", item.entry_id)]
        if entry and not chosen:
            raise InputError(f"The profile has no entry “{entry}”. Leave it out to see every one.")
        return {"evidence": _dumped(chosen)}

    def _tailored(self, job: str, job_text: str, profile: str) -> ChangeSet:
        engine = RulesEngine(self._today)
        return pipeline.run(
            self._job(job, job_text), self._profile(profile), engine, budget=Budget()
        )

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
        return path


def _dumped(values: Sequence[Any]) -> list[Mapping[str, Any]]:
    return [value.model_dump(mode="json") for value in values]
