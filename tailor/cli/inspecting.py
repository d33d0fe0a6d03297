"""What a parser sees in any file, and whether it follows from the profile."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.cli import DONE, REFUSED
from tailor.cli.console import say, table
from tailor.errors import InputError

if TYPE_CHECKING:
    from tailor.checking import CheckedLine
    from tailor.domain.profile import Profile
    from tailor.importing.imported import Imported
    from tailor.render.inspection import Inspection
    from tailor.runs import RunFolder

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_MAX_FILE = 30_000_000
_SHOWN = 48
# Kinds of findings that may come of how the file was read: another entry, another employer.
_FILED = frozenset({"header", "moved"})


def inspect_file(path: Path, *, profile: Path | None, run: "RunFolder | None") -> int:
    """Print the text a parser reads, how it files it, and every line that does not follow.

    Without a profile the lines are not verified. What was decided in `run` stands by that.
    """
    from tailor.files import read_bytes
    from tailor.importing.importer import import_document
    from tailor.render.inspection import inspect

    found = inspect(read_bytes(path, what="résumé", limit=_MAX_FILE), path.name)
    _say_inspection(found)
    if not found.readings[0].text.strip():
        return REFUSED
    filed = import_document(path)
    _say_filed(filed.profile)
    held = _profile(profile)
    if held is None:
        say("note: The lines were held against no profile. Name one with --profile FILE.")
        return REFUSED if found.problems else DONE
    return REFUSED if _say_refused(filed, held, run) or found.problems else DONE


def _say_inspection(found: "Inspection") -> None:
    print(found.readings[0].text.rstrip())
    say()
    if found.sections:
        say(table(found.sections, headers=("heading", "read as")))
        say()
    for note in found.notes:
        say(f"note: {note}")
    for problem in found.problems:
        say(f"problem: {problem}")
    if not found.problems:
        say(f"Nothing hidden, nothing broken: {', '.join(r.extractor for r in found.readings)}.")


def _say_filed(profile: "Profile") -> None:
    """How the importer, one such parser, files what it read."""
    rows = tuple(_rows(profile))
    if rows:
        say()
        say(table(rows, headers=("section", "entry", "where", "when", "lines")))
        say()


def _rows(profile: "Profile") -> Iterator[tuple[str, ...]]:
    from tailor.domain.evidence import entries

    for entry in entries(profile):
        page = entry.page
        when = " to ".join(filter(None, (page.start, page.end)))
        called = page.heading or ", ".join(page.details)
        lines = str(len(page.lines) or "")
        yield entry.section, _short(called), _short(page.organisation), when, lines


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _profile(named: Path | None) -> Path | None:
    from tailor.cli.settings import load_settings
    from tailor.cli.tailor_command import only_profile

    if path := load_settings({"profile": named}).profile:
        return path
    try:
        return only_profile(Path("profiles"))
    except InputError:
        return None


def _say_refused(filed: "Imported", profile: Path, run: "RunFolder | None") -> int:
    """Verify every line where it stands, as `tailor check FILE` does; the number refused."""
    from tailor.checking import check_resume
    from tailor.importing.profile_file import load_profile

    # Local time: the day on the person's calendar.
    today = date.today().isoformat()  # noqa: DTZ011
    unplaced = [item.text for item in filed.unplaced]
    lines = check_resume(filed.profile, unplaced, load_profile(profile), today=today)
    refused = [line for line in lines if not line.verdict.supported]
    decided = set(_decided(run)) if run else set()
    fallen = [line for line in refused if " ".join(line.text.split()) not in decided]
    for line in fallen:
        _say_line(line)
    if any(finding.kind in _FILED for line in fallen for finding in line.verdict.findings):
        say("Where the file is right, a parser takes it wrongly: compare the table above.")
    stand = f", {len(refused) - len(fallen)} by your review" if len(fallen) < len(refused) else ""
    say(f"{len(lines) - len(fallen)} of {len(lines)} lines follow from {profile}{stand}.")
    return len(fallen)


def _say_line(line: "CheckedLine") -> None:
    say(f"not supported: {line.text}")
    for reason in dict.fromkeys(finding.reason for finding in line.verdict.findings):
        say(f"  {reason}")


def _decided(run: "RunFolder") -> Iterator[str]:
    """All lines that somebody suggested, edited or attested and that went in, and their sentences.

    Whole ones only: without its first words a line may say more.
    """
    resume = run.change_set().accepted(run.decisions() or ())
    lines = [*resume.summary]
    lines += [line for s in resume.sections for entry in s.entries for line in entry.lines]
    for line in lines:
        if line.origin != "own":
            text = " ".join(line.text.split())
            yield from (text, *_SENTENCE.split(text))
