"""The skills an ad asks for that the person has: shown by statements, or only listed."""

from collections.abc import Iterable, Mapping, Sequence

from tailor.domain.base import Frozen
from tailor.domain.matching import Evidence
from tailor.domain.posting import Requirement
from tailor.vocabulary.term_spelling import spellings
from tailor.vocabulary.terms import terms

_ORDER = {"must": 0, "nice": 1, "responsibility": 2}
# A credential or a language has its own section, and a soft skill listed shows nothing.
_KINDS = frozenset({"tool", "language", "platform", "method", "standard", "equipment", "domain"})


class AskedSkill(Frozen):
    """A skill of the ad that the person has, written as the ad writes it.

    `shown_by` are statements of what was done with it, `listed_by` entries that only name it.
    """

    name: str
    written: str
    kind: str
    requirement_ids: tuple[str, ...]
    shown_by: tuple[str, ...] = ()
    listed_by: tuple[str, ...] = ()


def asked_skills(
    requirements: Iterable[Requirement],
    shown: Mapping[str, Mapping[str, float]],
    ad: str,
    *,
    done: float,
) -> tuple[AskedSkill, ...]:
    """The ad's skills that some evidence shows or lists, most wanted first.

    `shown` gives each term's evidence with a weight; from `done` up a statement shows it.
    """
    asked: dict[str, list[str]] = {}
    for requirement in sorted(requirements, key=lambda one: _ORDER[one.kind]):
        for term in requirement.terms:
            asked.setdefault(term, []).append(requirement.id)
    written = spellings(ad)
    found = []
    for name, ids in asked.items():
        kind, weights = terms().kind(name), shown.get(name, {})
        if kind not in _KINDS or not weights:
            continue
        ranked = sorted(weights, key=lambda id_: -weights[id_])
        found.append(
            AskedSkill(
                name=name,
                written=written.get(name, name),
                kind=kind,
                requirement_ids=tuple(ids),
                shown_by=tuple(id_ for id_ in ranked if weights[id_] >= done),
                listed_by=tuple(id_ for id_ in ranked if weights[id_] < done),
            )
        )
    return tuple(found)


def skill_order(details: Sequence[str], asked: Iterable[AskedSkill]) -> tuple[str, ...]:
    """The skills one entry lists: those that the ad wants and a statement shows come first."""
    place = {skill.name: number for number, skill in enumerate(_best_first(asked))}

    def rank(detail: str) -> int:
        named = terms().canonical(detail) or detail
        return place.get(named, len(place))

    return tuple(sorted(details, key=rank))


def unlisted(asked: Iterable[AskedSkill], known: Iterable[Evidence]) -> tuple[AskedSkill, ...]:
    """What the person's own lists of skills do not name, or write in another way than the ad."""
    own = [item.text for item in known if item.section == "skills"]
    return tuple(skill for skill in _best_first(asked) if not _is_written(skill.written, own))


def _best_first(asked: Iterable[AskedSkill]) -> list[AskedSkill]:
    return sorted(asked, key=lambda skill: not skill.shown_by)


def _is_written(skill: str, texts: Iterable[str]) -> bool:
    return any(found.surface == skill for text in texts for found in terms().find(text))
