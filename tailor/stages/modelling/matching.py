"""What the profile shows of what the ad asks, by meaning; ids are closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from tailor.domain.matching import Evidence, Match
from tailor.domain.posting import Requirement
from tailor.errors import ModelError
from tailor.llm.answers import MatchedRequirement, Matches
from tailor.llm.chains import Chain
from tailor.llm.port import ChatModel
from tailor.stages.modelling.quoting import (
    is_addressed_to_machines,
    listed,
    named,
    shortened,
)
from tailor.vocabulary.terms import TermIndex

# Below what the rules give for a term that stands there: meaning is a weaker proof than a word.
_STRENGTH = {"full": 0.6, "partial": 0.35}
_MAX_STATEMENTS = 120
_MAX_REQUIREMENTS = 60
_PRIVATE = frozenset({"references"})
# What has a name is shown by that name or a kind of it, which the rules see; never by a guess.
_NAMED = frozenset({"tool", "credential", "language", "equipment"})


@dataclass(frozen=True, slots=True)
class Meant:
    """The usable matches of an answer, and what was dropped of it, each as part of a sentence."""

    matches: tuple[Match, ...] = ()
    faults: tuple[str, ...] = ()


def matches_by_meaning(
    model: ChatModel,
    requirements: Sequence[Requirement],
    evidence: Sequence[Evidence],
    terms: TermIndex,
) -> Meant:
    """Matches for requirements that name no tool or credential.

    Raises ModelError when the model gives no usable answer, or only ids that do not exist.
    """
    unnamed = [r for r in requirements if not any(terms.kind(t) in _NAMED for t in r.terms)]
    asked = {r.id: r for r in unnamed[:_MAX_REQUIREMENTS]}
    shown = [item for item in evidence if may_be_shown(item)][:_MAX_STATEMENTS]
    if not asked or not shown:
        return Meant()
    statements = {f"s{number}": item for number, item in enumerate(shown, 1)}
    answer = Chain("evidence", Matches, model).invoke(
        statements=listed({id_: described(item) for id_, item in statements.items()}),
        requirements=listed({id_: shortened(r.quote) for id_, r in asked.items()}),
    )
    faults: list[str] = []
    found = [m for item in answer.matches if (m := _match(item, asked, statements, faults))]
    if faults and not found:
        raise ModelError("The model matched only ids that do not exist.")
    return Meant(tuple({m.requirement_id: m for m in found}.values()), tuple(faults))


def _match(
    item: MatchedRequirement,
    asked: dict[str, Requirement],
    statements: dict[str, Evidence],
    faults: list[str],
) -> Match | None:
    """The match; None when it shows nothing, or names what does not exist: then `faults` say so.

    No check comes after a match, so one wrong id among right ones drops it.
    """
    unknown = [id_ for id_ in (item.requirement_id,) if id_ not in asked]
    unknown += [id_ for id_ in item.evidence_ids if id_ not in statements]
    if unknown:
        faults.append(f"a match that names {named(unknown[0])}, which does not exist, was dropped")
        return None
    if not item.evidence_ids:
        return None
    ids = dict.fromkeys(statements[id_].id for id_ in item.evidence_ids)
    return Match(
        requirement_id=item.requirement_id,
        evidence_ids=tuple(ids)[:3],
        strength=_STRENGTH[item.strength],
        why="By meaning, as the model reads it: no word of the ad stands there.",
    )


def may_be_shown(item: Evidence) -> bool:
    """Whether a model may see the statement: no words of other people, no orders to programs."""
    return item.section not in _PRIVATE and not is_addressed_to_machines(item.text)


def described(item: Evidence) -> str:
    """The statement behind the title and employer it belongs to."""
    where = ", ".join(part for part in (item.context.title, item.context.employer) if part)
    return f"({where}) {item.text}" if where else item.text
