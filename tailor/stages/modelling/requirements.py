"""What the ad asks for, as a model reads it; every quote is found in the ad or dropped."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tailor.domain.posting import JobPosting, Requirement
from tailor.llm.answers import ReadRequirement, Requirements
from tailor.llm.chains import Chain, visible
from tailor.llm.port import ChatModel
from tailor.stages.modelling.quoting import located
from tailor.vocabulary.terms import TermIndex

# An ad longer than this is noise behind an ad; the rules read all of it.
MAX_CHARACTERS = 24_000
_MAX_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Reading:
    """The requirements whose quotes occur in the ad, and the quotes that do not."""

    requirements: tuple[Requirement, ...]
    dropped: tuple[str, ...] = ()


def read_requirements(model: ChatModel, posting: JobPosting, terms: TermIndex) -> Reading:
    """Read the ad with a model. Raises ModelError when the model gives no usable answer."""
    answer = Chain("requirements", Requirements, model).invoke(
        posting=posting.text[:MAX_CHARACTERS]
    )
    found: dict[int, Requirement] = {}
    dropped: list[str] = []
    end_of_last = 0
    for start, end, item in sorted(_placed(answer.requirements, posting.text, dropped), key=_place):
        if start >= end_of_last:
            found[start] = _requirement(start, posting.text[start:end], item, terms)
            end_of_last = end
    return Reading(tuple(found.values()), tuple(dropped))


def merged(read: Sequence[Requirement], by_rules: Sequence[Requirement]) -> tuple[Requirement, ...]:
    """Both readings of one ad, in its order and numbered anew.

    Of two readings of one passage the finer wins; where they agree, the rules add what they know.
    Nothing the rules found is lost, so that no model can make a must-have disappear.
    """
    kept: list[Requirement] = []
    covered: set[str] = set()
    for requirement in read:
        same = [rule for rule in by_rules if _overlap(requirement, rule)]
        if len(same) <= 1:
            kept.append(_completed(requirement, same))
            covered.update(rule.id for rule in same)
    kept.extend(rule for rule in by_rules if rule.id not in covered)
    kept.sort(key=lambda requirement: requirement.start)
    return tuple(
        requirement.model_copy(update={"id": f"r{number}"})
        for number, requirement in enumerate(kept, 1)
    )


def _place(placed: tuple[int, int, ReadRequirement]) -> tuple[int, int]:
    return placed[0], placed[1]


def _placed(
    items: Iterable[ReadRequirement], text: str, dropped: list[str]
) -> list[tuple[int, int, ReadRequirement]]:
    placed = []
    for item in items:
        span = located(item.quote, text)
        if span is None or span[1] - span[0] > _MAX_QUOTE:
            dropped.append(visible(item.quote)[:_MAX_QUOTE])
        else:
            placed.append((*span, item))
    return placed


def _requirement(start: int, quote: str, item: ReadRequirement, terms: TermIndex) -> Requirement:
    known = [match.name for match in terms.find(quote)]
    own = [term for term in item.terms if not terms.canonical(term) and located(term, quote)]
    stated = item.years is not None and re.search(rf"(?<!\d){item.years}(?!\d)", quote)
    return Requirement(
        id=f"m{start}",
        quote=quote,
        start=start,
        kind=item.kind,
        terms=tuple(dict.fromkeys([*known, *own])),
        years=item.years if stated else None,
        alternatives=len(known) > 1 and bool(re.search(r"\bor\b", quote)),
    )


def _overlap(a: Requirement, b: Requirement) -> bool:
    return a.start < b.start + len(b.quote) and b.start < a.start + len(a.quote)


def _completed(requirement: Requirement, same: Sequence[Requirement]) -> Requirement:
    if not same:
        return requirement
    (rule,) = same
    return requirement.model_copy(
        update={
            "terms": rule.terms or requirement.terms,
            "years": requirement.years if rule.years is None else rule.years,
            "level": rule.level,
            "alternatives": rule.alternatives if rule.terms else requirement.alternatives,
        }
    )
