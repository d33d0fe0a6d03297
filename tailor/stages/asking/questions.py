"""Questions about what an ad wants and the profile does not show; nothing is assumed."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from tailor.domain.base import Frozen
from tailor.domain.matching import Evidence, Gap
from tailor.domain.posting import Requirement, RequirementKind
from tailor.vocabulary.term_spelling import spellings
from tailor.vocabulary.terms import terms

Reason = Literal["absent", "listed", "distant"]
_ORDER = {"must": 0, "nice": 1, "responsibility": 2}
_LONGEST_QUOTE = 140
_SHOWN = 80


class Question(Frozen):
    """One question. `key` names its subject, whatever ad asks; `evidence_ids` are what is near.

    `kind` is the kind of skill it is about ("tool", "natural_language", ...), or "in_words" for a
    line of the ad that names none.
    """

    key: str
    text: str
    skill: str
    kind: str
    reason: Reason
    asked_as: RequirementKind
    requirement_id: str
    evidence_ids: tuple[str, ...] = ()


def questions(
    requirements: Iterable[Requirement],
    gaps: Iterable[Gap],
    shown: Mapping[str, Mapping[str, float]],
    evidence: Iterable[Evidence],
    ad: str,
    *,
    done: float,
    declined: Collection[str] = (),
) -> tuple[Question, ...]:
    """What to ask, must-haves first, each subject once, nothing that was declined before.

    `shown` gives each term's evidence with a weight; from `done` up a statement shows it.
    """
    view = _View(shown, {item.id: item for item in evidence}, spellings(ad), done)
    unmet = {gap.requirement_id: gap for gap in gaps if gap.state != "have_but_unused"}
    found: dict[str, Question] = {}
    for requirement in sorted(requirements, key=lambda one: _ORDER[one.kind]):
        gap = unmet.get(requirement.id)
        for question in (*_about_terms(requirement, gap, view), *_in_words(requirement, gap)):
            found.setdefault(question.key, question)
    known = set(declined)
    return tuple(question for key, question in found.items() if key not in known)


class _View(NamedTuple):
    """What the profile shows, and how the ad writes it."""

    shown: Mapping[str, Mapping[str, float]]
    evidence: Mapping[str, Evidence]
    written: Mapping[str, str]
    done: float


def _about_terms(requirement: Requirement, gap: Gap | None, view: _View) -> Iterator[Question]:
    for name in requirement.terms:
        kind, weights = terms().kind(name), view.shown.get(name, {})
        if kind is None or kind not in _phrases()["absent"]:
            continue
        if max(weights.values(), default=0.0) >= view.done:
            continue
        near = sorted(weights, key=lambda id_: -weights[id_])
        # A met requirement still leaves a bare listing worth a question, but nothing else.
        if not near and (gap is None or _one_will_do(requirement, view)):
            continue
        if kind == "natural_language" and near:
            continue
        yield _question(requirement, name, kind, near, view)


def _one_will_do(requirement: Requirement, view: _View) -> bool:
    """Whether any one of the terms is enough, and there is one."""
    return requirement.alternatives and any(name in view.shown for name in requirement.terms)


def _reason(near: list[str], by_id: Mapping[str, Evidence]) -> Reason:
    if not near:
        return "absent"
    listed = all(
        by_id[id_].section in {"skills", "summary"} or id_ == by_id[id_].entry_id for id_ in near
    )
    return "listed" if listed else "distant"


def _question(
    requirement: Requirement, name: str, kind: str, near: list[str], view: _View
) -> Question:
    skill, reason = view.written.get(name, name), _reason(near, view.evidence)
    phrases = _phrases()[reason]
    evidence = " ".join(view.evidence[near[0]].text.split()) if near else ""
    short = evidence if len(evidence) <= _SHOWN else f"{evidence[:_SHOWN].rsplit(' ', 1)[0]} …"
    short = short.rstrip(".;")
    text = phrases.get(kind) or phrases["any"]
    return Question(
        key=name,
        text=text.format(skill=skill, evidence=short),
        skill=skill,
        kind=kind,
        reason=reason,
        asked_as=requirement.kind,
        requirement_id=requirement.id,
        evidence_ids=tuple(near),
    )


def _in_words(requirement: Requirement, gap: Gap | None) -> Iterator[Question]:
    """A must-have that names no skill we know is asked in the ad's own words, when it is short."""
    quote = " ".join(requirement.quote.split()).rstrip(".;")
    if gap is None or requirement.kind != "must" or len(quote) > _LONGEST_QUOTE:
        return
    if any(terms().kind(name) for name in requirement.terms):
        return
    yield Question(
        key=quote.lower(),
        text=_phrases()["absent"]["in_words"].format(skill=quote),
        skill=quote,
        kind="in_words",
        reason="absent",
        asked_as=requirement.kind,
        requirement_id=requirement.id,
        evidence_ids=gap.evidence_ids,
    )


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    data = resources.files("tailor.stages.asking") / "data" / "questions.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))
