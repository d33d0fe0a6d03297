"""A résumé cut to a number of pages, measured by setting it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from tailor.domain.base import Frozen
from tailor.domain.changes import ChangeSet, Decision, Line, Resume, ResumeEntry, digest
from tailor.domain.matching import Section
from tailor.stages.selection import ordered
from tailor.stages.selection.continuation import continues

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

    The order is the selection's: what shows most of what the ad asks, for the lines it takes. What
    the selection left out comes after all it kept, unless the person decided so: that stays out.
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
    chains = _chains(changes.base)
    fullest = _chained(
        changes.model_copy(update={"changes": decided}).accepted(decisions, undecided=True), chains
    )
    spares = {spare.id: spare for spare in _spares(fullest)}
    there = _ids(fullest)
    shown = [item for item in changes.evidence if item.id in there or item.section == "summary"]
    order = ordered(shown, changes.requirements, changes.matches, spare=spares.keys(), kept=kept)
    known = [spares.pop(id_) for id_ in order if id_ in spares]
    return fullest, (*known, *spares.values())


def _ids(resume: Resume) -> set[str]:
    return {i for section in resume.sections for entry in section.entries for i in _ids_of(entry)}


def _chains(base: Resume) -> dict[str, str]:
    """The lines that mean nothing without the one before them ("It is deployed …"), with that."""
    return {
        line.id: before.id
        for section in base.sections
        for entry in section.entries
        for before, line in pairwise(entry.lines)
        if continues(line.text)
    }


def _chained(resume: Resume, chains: dict[str, str]) -> Resume:
    """Put each line that continues another right behind it."""
    return _with_lines(resume, lambda entry: tuple(_in_chains(entry.lines, chains)))


def _in_chains(lines: tuple[Line, ...], chains: dict[str, str]) -> Iterator[Line]:
    followers: dict[str, list[Line]] = {}
    present = {line.id for line in lines}
    heads = []
    for line in lines:
        before = chains.get(line.id)
        if before in present:
            followers.setdefault(before, []).append(line)
        else:
            heads.append(line)
    waiting = heads[::-1]
    while waiting:
        line = waiting.pop()
        yield line
        waiting += followers.get(line.id, [])


def _spares(resume: Resume) -> Iterator[Spare]:
    for section in resume.sections:
        for entry in section.entries:
            if section.name in _MAY_GO:
                text = ", ".join(filter(None, (entry.heading, entry.organisation)))
                yield Spare(id=entry.id, text=text)
            yield from (Spare(id=line.id, text=line.text) for line in entry.lines)


def _ids_of(entry: ResumeEntry) -> tuple[str, ...]:
    return (entry.id, *(line.id for line in entry.lines))


def _without(resume: Resume, spares: Iterable[Spare]) -> Resume:
    gone = {spare.id for spare in spares}
    kept = tuple(
        section.model_copy(
            update={"entries": tuple(entry for entry in section.entries if entry.id not in gone)}
        )
        for section in resume.sections
    )
    return _with_lines(
        resume.model_copy(update={"sections": tuple(s for s in kept if s.entries)}),
        lambda entry: tuple(line for line in entry.lines if line.id not in gone),
    )


def _with_lines(resume: Resume, lines: Callable[[ResumeEntry], tuple[Line, ...]]) -> Resume:
    sections = tuple(
        section.model_copy(
            update={
                "entries": tuple(
                    entry.model_copy(update={"lines": lines(entry)}) for entry in section.entries
                )
            }
        )
        for section in resume.sections
    )
    return resume.model_copy(update={"sections": sections})
