"""A résumé cut to a number of pages, measured by setting it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from tailor.domain.base import Frozen
from tailor.domain.changes import ChangeSet, Decision, Resume, ResumeEntry, digest
from tailor.domain.matching import Match, Section

# Only entries of these sections may go as a whole. Jobs, degrees, skills and languages stay.
_MAY_GO: tuple[Section, ...] = (
    "projects",
    "publications",
    "patents",
    "awards",
    "certificates",
    "volunteer",
    "interests",
    "references",
)
_LAST: tuple[Section, ...] = ("interests", "references")


class Spare(Frozen):
    """A line or an entry that may be left out; `id` is its own, `text` what it says."""

    id: str
    text: str


class Fitted(Frozen):
    """The résumé that fits, the pages it takes, and what is left out, the next to come first."""

    resume: Resume
    pages: int
    left_out: tuple[Spare, ...]


def fit(
    resume: Resume, order: Sequence[Spare], pages: int, count: Callable[[Resume], int]
) -> Fitted:
    """Keep as much of `order` (the most wanted first) as `pages` pages hold.

    `resume` holds everything; what is not in `order` always stays. `count` sets a résumé and
    counts its pages. When even the least takes more pages, those are what is filled.
    """
    least = count(_without(resume, order))
    wished = max(pages, least)
    low, high = 0, len(order)
    while low < high:
        middle = (low + high + 1) // 2
        if count(_without(resume, order[middle:])) <= wished:
            low = middle
        else:
            high = middle - 1
    fitted = _without(resume, order[low:])
    return Fitted(resume=fitted, pages=count(fitted), left_out=tuple(order[low:]))


def choices(changes: ChangeSet, decisions: Iterable[Decision]) -> tuple[Resume, tuple[Spare, ...]]:
    """The fullest résumé the decisions allow, and what of it may go, the most wanted first.

    What the selection left out comes after all it kept, unless the person decided so: that stays
    out. In both, lines that meet a requirement come first, as strongly as they do.
    """
    decisions = tuple(decisions)
    settled = {d.change_id: d for d in decisions}
    decided = tuple(
        change
        for change in changes.changes
        if change.kind != "omit"
        or ((d := settled.get(change.id)) is not None and d.digest == digest(change))
    )
    kept = _ids(changes.accepted(decisions, undecided=True))
    fullest = changes.model_copy(update={"changes": decided}).accepted(decisions, undecided=True)
    ranked = sorted(_spares(fullest, _strengths(changes.matches)), key=lambda pair: pair[0])
    spares = [spare for _, spare in ranked]
    return fullest, tuple(sorted(spares, key=lambda spare: spare.id not in kept))


def _ids(resume: Resume) -> set[str]:
    entries = [entry for section in resume.sections for entry in section.entries]
    return {entry.id for entry in entries} | {line.id for entry in entries for line in entry.lines}


def _strengths(matches: Iterable[Match]) -> dict[str, float]:
    strengths: dict[str, float] = {}
    for match in matches:
        for id_ in match.evidence_ids:
            strengths[id_] = max(match.strength, strengths.get(id_, 0.0))
    return strengths


_Rank = tuple[bool, float, bool, int, int]


def _spares(resume: Resume, strengths: dict[str, float]) -> Iterator[tuple[_Rank, Spare]]:
    """What may go, with its rank: a job's first line goes last, a hobby first."""
    number = 0
    for section in resume.sections:
        late = section.name in _LAST
        for entry in section.entries:
            number += 1
            strongest = max([strengths.get(i, 0.0) for i in (entry.id, *_line_ids(entry))])
            if section.name in _MAY_GO:
                text = ", ".join(filter(None, (entry.heading, entry.organisation)))
                yield (True, -strongest, late, -1, number), Spare(id=entry.id, text=text)
            for index, line in enumerate(entry.lines):
                optional = section.name != "work" or index > 0
                rank = (optional, -strengths.get(line.id, 0.0), late, index, number)
                yield rank, Spare(id=line.id, text=line.text)


def _line_ids(entry: ResumeEntry) -> tuple[str, ...]:
    return tuple(line.id for line in entry.lines)


def _without(resume: Resume, spares: Iterable[Spare]) -> Resume:
    gone = {spare.id for spare in spares}
    sections = tuple(
        section.model_copy(
            update={
                "entries": tuple(
                    entry.model_copy(
                        update={"lines": tuple(line for line in entry.lines if line.id not in gone)}
                    )
                    for entry in section.entries
                    if entry.id not in gone
                )
            }
        )
        for section in resume.sections
    )
    return resume.model_copy(
        update={"sections": tuple(section for section in sections if section.entries)}
    )
