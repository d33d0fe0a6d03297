"""Requirements against evidence: what the profile shows, how well, and what it does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tailor.domain.matching import Evidence, Gap, Match
from tailor.domain.posting import Requirement
from tailor.stages.matching.fluency import show_language
from tailor.stages.matching.index import (
    EvidenceIndex,
    Vocabulary,
    content_words,
    index_evidence,
)
from tailor.stages.matching.schooling import asked_degree, show_degree
from tailor.stages.matching.seniority import show_level
from tailor.stages.matching.showing import Showing, listing
from tailor.stages.matching.skills import show_skill
from tailor.stages.matching.tenure import TOLERANCE, enough, years
from tailor.stages.matching.wording import overlap, show_wording

_MET = 0.5
_UNDATED = 0.7
_MOST_EVIDENCE = 8
_WORDS_BREAK_TIES = 0.1
_LISTED = 0.6
_SUBJECTS = frozenset({"domain", "method", None})
_IN_PASSING = frozenset({"domain", "method", "soft", None})
_INDISPENSABLE = frozenset({"credential", "natural_language"})
_LEAST_GRASP, _ENOUGH = 0.25, 0.4


@dataclass(frozen=True)
class Matching:
    """Every requirement is in exactly one of the two."""

    matches: tuple[Match, ...]
    gaps: tuple[Gap, ...]


def match(
    requirements: Iterable[Requirement],
    evidence: Iterable[Evidence],
    *,
    vocabulary: Vocabulary,
    today: date,
) -> Matching:
    """Say of each requirement which evidence shows it, or what is near it, or that nothing is.

    `today` is what "present" means when years are counted.
    """
    index = index_evidence(evidence, vocabulary)
    outcomes = [_outcome(index, requirement, today) for requirement in requirements]
    return Matching(
        matches=tuple(found for found in outcomes if isinstance(found, Match)),
        gaps=tuple(found for found in outcomes if isinstance(found, Gap)),
    )


def _outcome(index: EvidenceIndex, requirement: Requirement, today: date) -> Match | Gap:
    showings = _showings(index, requirement)
    shared, _ = overlap(index, content_words(requirement.quote))
    ranked = _ranked(showings, shared)
    shown = _strength(index, showings, alternatives=requirement.alternatives)
    grasp = _grasp(index, requirement, [shared.get(number, 0.0) for number in ranked])
    short, factor = _short_of_years(index, requirement, ranked, today)
    strength = shown * grasp * factor
    rest = "the rest of what it asks is not shown" if shown * grasp < _MET <= shown else ""
    why = _sentence([*_shown(showings), *_missing(showings), rest, short])
    if strength < _MET:
        near = ranked or [number for showing in showings for number in showing.near]
        return _gap(requirement, _ids(index, near), why)
    return Match(
        requirement_id=requirement.id,
        evidence_ids=_ids(index, ranked),
        strength=round(strength, 3),
        terms=tuple(s.asked for s in showings if s.by and s.asked in requirement.terms),
        why=why,
    )


def _gap(requirement: Requirement, near: tuple[str, ...], why: str) -> Gap:
    if not near:
        nothing = "Nothing in your profile shows this."
        return Gap(requirement_id=requirement.id, state="absent", why=nothing)
    return Gap(requirement_id=requirement.id, state="related", evidence_ids=near, why=why)


def _showings(index: EvidenceIndex, requirement: Requirement) -> list[Showing]:
    """One showing for each thing the requirement asks for."""
    quote, kind = requirement.quote, index.vocabulary.terms.kind
    languages = [term for term in requirement.terms if kind(term) == "natural_language"]
    skills = [term for term in requirement.terms if term not in languages]
    showings = [show_language(index, language, quote) for language in languages]
    showings += [show_skill(index, term, quote) for term in skills]
    if requirement.level:
        showings.append(show_level(index, requirement.level))
    degree = asked_degree(quote)
    if degree is not None:
        beside = [
            showing
            for showing in showings
            if kind(showing.asked) not in _SUBJECTS and asked_degree(showing.asked) is None
        ]
        return [show_degree(index, quote, degree), *beside]
    if not any(showing.by for showing in showings) and all(kind(t) == "soft" for t in skills):
        words = content_words(quote)
        if words and not languages:
            return [show_wording(index, words)]
        if requirement.years and not showings:
            return [_any_work(index)]
    return showings


def _any_work(index: EvidenceIndex) -> Showing:
    """Years of work as such: every job shows them."""
    jobs = [n for n, e in enumerate(index.evidence) if e.section == "work" and e.id == e.entry_id]
    return Showing("work experience", dict.fromkeys(jobs, 1.0))


def _strength(index: EvidenceIndex, showings: list[Showing], *, alternatives: bool) -> float:
    if not showings:
        return 0.0
    if alternatives:
        return max(showing.strength for showing in showings)
    kind = index.vocabulary.terms.kind
    if any(kind(showing.asked) in _INDISPENSABLE and not showing.by for showing in showings):
        return 0.0
    total = sum(showing.share for showing in showings)
    return sum(showing.strength * showing.share for showing in showings) / total


def _grasp(index: EvidenceIndex, requirement: Requirement, shared: list[float]) -> float:
    """How much of a long line the terms found in it stand for.

    A tool or a credential is what its line is about. A method or a field may be mentioned in
    passing, and then the rest of the line must be met too.
    """
    kinds = {index.vocabulary.terms.kind(term) for term in requirement.terms}
    words = content_words(requirement.quote)
    if not kinds or not kinds <= _IN_PASSING or not words:
        return 1.0
    in_terms = {word for term in requirement.terms for word in content_words(term)}
    named = sum(1 for word in words if word in in_terms) / len(words)
    return _LEAST_GRASP + (1 - _LEAST_GRASP) * min(1.0, max(named, *shared, 0.0) / _ENOUGH)


def _ranked(showings: list[Showing], shared: dict[int, float]) -> list[int]:
    """Positions of the evidence that shows something of the requirement, best first."""
    scores: dict[int, float] = {}
    for showing in showings:
        for number, weight in showing.by.items():
            scores[number] = scores.get(number, 0.0) + weight * showing.share
    for number in scores:
        scores[number] += _WORDS_BREAK_TIES * shared.get(number, 0.0)
    return sorted(scores, key=lambda number: (-scores[number], number))


def _short_of_years(
    index: EvidenceIndex, requirement: Requirement, ranked: list[int], today: date
) -> tuple[str, float]:
    """What to say about the years asked for, and the factor it puts on the strength."""
    asked = requirement.years
    if not asked or not ranked:
        return "", 1.0
    counted = [*ranked, *_jobs_in_the_field(index, requirement)]
    entries = {index.evidence[n].entry_id: index.evidence[n].context for n in counted}
    have = years(entries.values(), today)
    if have is None:
        return (
            f"the entries that show it have no dates, and the ad asks for {asked} years of it",
            _UNDATED,
        )
    if enough(have, asked):
        return f"{_count(have)} of it, {asked} asked for", 1.0
    return f"only {_count(have)} of it, {asked} asked for", _MET * min(1.0, have / asked)


def _jobs_in_the_field(index: EvidenceIndex, requirement: Requirement) -> list[int]:
    """Jobs whose title names the field that years are asked in; of a tool no title tells."""
    kinds = {index.vocabulary.terms.kind(term) for term in requirement.terms}
    if not kinds <= _IN_PASSING:
        return []
    named = {n for word in content_words(requirement.quote) for n in index.having(word)}
    return [
        number
        for number in sorted(named)
        if index.evidence[number].section == "work"
        and index.evidence[number].id == index.evidence[number].entry_id
    ]


def _count(years_held: float) -> str:
    whole = int(years_held + TOLERANCE)
    if whole == 0:
        return "less than a year"
    return "1 year" if whole == 1 else f"{whole} years"


def _ids(index: EvidenceIndex, numbers: Iterable[int]) -> tuple[str, ...]:
    ids = dict.fromkeys(index.evidence[number].id for number in numbers)
    return tuple(ids)[:_MOST_EVIDENCE]


def _shown(showings: list[Showing]) -> list[str]:
    done = [s.asked for s in showings if s.by and (s.strength > _LISTED or s.in_words)]
    listed = [s.asked for s in showings if s.by and s.asked not in done]
    return [
        f"your statements show {listing(done)}" if done else "",
        f"{listing(listed)} is only listed, or done at a distance" if listed else "",
    ]


def _missing(showings: list[Showing]) -> list[str]:
    absent = [s.asked for s in showings if not s.by and not s.near]
    notes = [s.note for s in showings if not s.by and s.note]
    return [f"nothing shows {listing(absent)}" if absent else "", *notes]


def _sentence(parts: Iterable[str]) -> str:
    text = "; ".join(part for part in parts if part)
    return f"{text[:1].upper()}{text[1:]}."
