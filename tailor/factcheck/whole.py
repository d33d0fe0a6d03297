"""The whole résumé against the one it was made from: nothing lost, moved, touched or impossible."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from tailor.domain.base import Frozen
from tailor.domain.changes import SKILLS_LINE, Line, Resume, ResumeEntry
from tailor.factcheck.dates import read_iso
from tailor.factcheck.tokens import tokens
from tailor.vocabulary.terms import terms

Kind = Literal["lost", "moved", "invented", "touched", "anachronism", "repeated"]
_COPIED = ("heading", "organisation", "place", "start", "end", "url", "details")
_STATEMENT_WORDS = 5  # shorter lines may well stand twice


class Fault(Frozen):
    """One thing wrong with a résumé as a whole; `id` is the entry's or the line's."""

    kind: Kind
    id: str
    reason: str


def faults(resume: Resume, base: Resume, *, left_out: Collection[str] = ()) -> tuple[Fault, ...]:
    """Compare a tailored résumé with its base.

    `left_out` are ids of entries and lines that the person was told are left out; anything else of
    the base must be there, under its own entry, with employer, title and dates untouched.
    """
    return (
        *_accounting(resume, base, left_out),
        *_touched(resume, base),
        *_anachronisms(resume),
        *_repeated(resume),
    )


def years_of_experience(entries: Iterable[ResumeEntry], *, today: str) -> float:
    """Years covered by the entries' dates; months covered twice count once.

    `today` is an ISO date and ends entries that are present; undated entries count nothing, and
    what is still to come does not either.
    """
    months: set[int] = set()
    now = read_iso(today)
    last = now.months + 1 if now and now.months is not None else None
    for entry in entries:
        start = read_iso(entry.start)
        end = read_iso(today if entry.end == "present" else entry.end)
        if start and end and start.months is not None and end.months is not None:
            over = end.months + (end.month is not None)
            months.update(range(start.months, min(over, last) if last is not None else over))
    return len(months) / 12


def _entries(resume: Resume) -> Iterator[ResumeEntry]:
    for section in resume.sections:
        yield from section.entries


def _homes(resume: Resume) -> dict[str, str]:
    """The entry of every line."""
    return {line.id: entry.id for entry in _entries(resume) for line in entry.lines}


def _accounting(resume: Resume, base: Resume, left_out: Collection[str]) -> Iterator[Fault]:
    homes, known = _homes(resume), _homes(base)
    shown = {entry.id for entry in _entries(resume)}
    for entry in _entries(base):
        if entry.id not in shown and entry.id not in left_out:
            name = entry.organisation or entry.heading
            yield Fault(kind="lost", id=entry.id, reason=f"“{name}” is missing.")
    for id_, home in known.items():
        if id_ not in homes and id_ not in left_out and home not in left_out:
            yield Fault(kind="lost", id=id_, reason="A line is missing and not listed as left out.")
        elif homes.get(id_, home) != home:
            yield Fault(kind="moved", id=id_, reason="A line stands under another entry.")
    for id_ in homes.keys() - known.keys():
        yield Fault(kind="invented", id=id_, reason="A line is of no statement of the profile.")
    for id_ in shown - {entry.id for entry in _entries(base)} - _inserted(resume):
        yield Fault(kind="invented", id=id_, reason="An entry is not in the profile.")


def _touched(resume: Resume, base: Resume) -> Iterator[Fault]:
    originals = {entry.id: entry for entry in _entries(base)}
    for entry in _entries(resume):
        original = originals.get(entry.id)
        for field in _COPIED if original else ():
            if _content(entry, field) != _content(original, field):
                reason = f"“{getattr(entry, field)}” is not what the profile says."
                yield Fault(kind="touched", id=entry.id, reason=reason)
    if (resume.name, resume.contact) != (base.name, base.contact):
        yield Fault(kind="touched", id="basics", reason="Name or contact details were changed.")


def _content(entry: ResumeEntry | None, field: str) -> object:
    """A field's value; the order of short facts, such as skills, is free."""
    value = getattr(entry, field)
    return sorted(value) if field == "details" else value


def _inserted(resume: Resume) -> set[str]:
    """The line of skills that was verified as such; it has nothing else an entry may have."""
    return {
        entry.id
        for section in resume.sections
        for entry in section.entries
        if section.name == "skills" and entry == ResumeEntry(id=SKILLS_LINE, details=entry.details)
    }


def _anachronisms(resume: Resume) -> Iterator[Fault]:
    for entry in _entries(resume):
        end = read_iso(entry.end)
        for line in entry.lines if end and end.year else ():
            for match in terms().find(line.text):
                since = terms().since(match.name)
                if end and end.year and since and since > end.year:
                    reason = f"{match.surface} did not exist before {since}; this ended {end.year}."
                    yield Fault(kind="anachronism", id=line.id, reason=reason)


def _repeated(resume: Resume) -> Iterator[Fault]:
    def words(line: Line) -> tuple[str, ...]:
        return tuple(token.lower for token in tokens(line.text) if token.kind != "punct")

    lines = [(entry.id, line) for entry in _entries(resume) for line in entry.lines]
    seen = Counter(
        text
        for text, _ in {(words(line), home) for home, line in lines}
        if len(text) >= _STATEMENT_WORDS
    )
    for _, line in lines:
        if seen[words(line)] > 1:
            yield Fault(kind="repeated", id=line.id, reason="The same line stands in two entries.")
