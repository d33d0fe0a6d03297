"""The gap report: of everything the ad asks, whether it is shown, and what is near."""

from collections.abc import Iterator

from tailor.domain.base import Frozen
from tailor.domain.changes import ChangeSet
from tailor.domain.matching import Coverage, Evidence
from tailor.domain.posting import Requirement, RequirementKind

_STATES: dict[Coverage, str] = {
    "shown": "shown",
    "have_but_unused": "have but unused",
    "related": "related evidence",
    "absent": "absent",
}
_TITLES: dict[RequirementKind, str] = {
    "must": "Must have",
    "nice": "Nice to have",
    "responsibility": "What the work is",
}
_MOST_NAMED = 3


class Standing(Frozen):
    """Where one requirement stands: its state, the evidence that shows it or is near, and why."""

    requirement: Requirement
    state: Coverage
    evidence: tuple[Evidence, ...] = ()
    why: str = ""


def standings(found: ChangeSet) -> tuple[Standing, ...]:
    """Every requirement of the ad, in its order, with where it stands."""
    by_id = {item.id: item for item in found.evidence}
    matches = {match.requirement_id: match for match in found.matches}
    gaps = {gap.requirement_id: gap for gap in found.gaps}
    result = []
    for requirement in found.requirements:
        gap, match = gaps.get(requirement.id), matches.get(requirement.id)
        source = gap or match
        result.append(
            Standing(
                requirement=requirement,
                state=gap.state if gap else "shown" if match else "absent",
                evidence=tuple(by_id[id_] for id_ in source.evidence_ids if id_ in by_id)
                if source
                else (),
                why=source.why if source else "",
            )
        )
    return tuple(result)


def gap_report(found: ChangeSet) -> str:
    """The standings as Markdown, by kind, what is missing first."""
    return "\n".join(["# What the ad asks, and what you show", *_sections(found)]) + "\n"


def _sections(found: ChangeSet) -> Iterator[str]:
    order = tuple(reversed(_STATES))
    every = standings(found)
    for kind, title in _TITLES.items():
        chosen = [one for one in every if one.requirement.kind == kind]
        if chosen:
            yield f"\n## {title}\n"
            for one in sorted(chosen, key=lambda one: order.index(one.state)):
                yield from _lines(one)


def _lines(one: Standing) -> Iterator[str]:
    quote = " ".join(one.requirement.quote.split())
    yield f"- **{_STATES[one.state]}**: {plain(quote)}"
    if one.why:
        yield f"  {plain(one.why)}"
    for item in one.evidence[:_MOST_NAMED]:
        yield f"  - {plain(item.context.employer or item.section)}: {plain(item.text)}"


def plain(text: str) -> str:
    """One line of somebody else's words that Markdown shows as they are."""
    flat = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in flat)
