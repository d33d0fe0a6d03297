"""What a choice of statements is worth: the function that selection maximises and evals report."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tailor.domain.matching import Evidence, Match
from tailor.domain.posting import Requirement

# A must-have outweighs three nice-to-haves; both outweigh any amount of mere recency.
_WEIGHT = {"must": 9.0, "nice": 3.0, "responsibility": 2.0}
_RECENCY = 0.4
_YEARLY_FADING = 0.9
_UNDATED = 0.5
# The best evidence of a requirement covers this much of it at full strength, the rest adds less.
_FIRST_COVERS = 0.7
_NEXT_BEST = 0.85
# Each further statement of one entry is worth this much of the one before.
_NEXT_OF_ENTRY = 0.8


@dataclass(frozen=True)
class Objective:
    """The value of showing a set of evidence.

    More is never worth less, and the more there is, the less each addition adds (it is monotone
    and submodular). `support` says for each piece of evidence how far it covers what it shows.
    """

    weights: Mapping[str, float]
    support: Mapping[str, Mapping[str, float]]
    supporters: Mapping[str, frozenset[str]]
    recency: Mapping[str, float]
    entry_of: Mapping[str, str]

    def value(self, chosen: Collection[str]) -> float:
        """The worth of showing exactly these."""
        covered = sum(self._covered(requirement, chosen) for requirement in self.weights)
        counts = Counter(self.entry_of[id_] for id_ in chosen if id_ in self.entry_of)
        return covered + sum(self._presence(entry, count) for entry, count in counts.items())

    def difference(
        self, chosen: frozenset[str], counts: Mapping[str, int], changed: frozenset[str]
    ) -> float:
        """What it is worth to flip the members of `changed` in or out of `chosen`.

        `counts` says how many statements of each entry are chosen. Same as the difference of two
        values, at the cost of only what changes.
        """
        after = chosen ^ changed
        touched = {requirement for id_ in changed for requirement in self.support.get(id_, ())}
        worth = sum(self._covered(r, after) - self._covered(r, chosen) for r in touched)
        moves: dict[str, int] = defaultdict(int)
        for id_ in changed:
            if id_ in self.entry_of:
                moves[self.entry_of[id_]] += -1 if id_ in chosen else 1
        for entry, move in moves.items():
            count = counts.get(entry, 0)
            worth += self._presence(entry, count + move) - self._presence(entry, count)
        return worth

    def relevance(self, id_: str) -> float:
        """What a statement shows of the ad by itself, without its date."""
        return sum(self.weights[r] * part for r, part in self.support.get(id_, {}).items())

    def _covered(self, requirement: str, chosen: Collection[str]) -> float:
        missing = 1.0
        for id_ in self.supporters[requirement]:
            if id_ in chosen:
                missing *= 1.0 - self.support[id_][requirement]
        return self.weights[requirement] * (1.0 - missing)

    def _presence(self, entry: str, count: int) -> float:
        fading = (1.0 - _NEXT_OF_ENTRY**count) / (1.0 - _NEXT_OF_ENTRY)
        return _RECENCY * self.recency.get(entry, _UNDATED) * fading


def objective(
    evidence: Sequence[Evidence], requirements: Iterable[Requirement], matches: Iterable[Match]
) -> Objective:
    """Build the function from what the ad asks and what shows it."""
    kinds = {requirement.id: requirement.kind for requirement in requirements}
    known = {item.id for item in evidence}
    support: dict[str, dict[str, float]] = defaultdict(dict)
    supporters: dict[str, set[str]] = defaultdict(set)
    for match in matches:
        for rank, id_ in enumerate(id_ for id_ in match.evidence_ids if id_ in known):
            part = _FIRST_COVERS * match.strength * _NEXT_BEST**rank
            support[id_][match.requirement_id] = part
            supporters[match.requirement_id].add(id_)
    return Objective(
        weights={id_: _WEIGHT[kinds[id_]] for id_ in supporters},
        support=support,
        supporters={id_: frozenset(found) for id_, found in supporters.items()},
        recency=_recency(evidence),
        entry_of={item.id: item.entry_id for item in evidence if item.id != item.entry_id},
    )


def _recency(evidence: Sequence[Evidence]) -> dict[str, float]:
    """1 for the entries that end last, less by a tenth for every year before that.

    Without a clock: what still goes on is as recent as the newest date there is.
    """
    years = [year for item in evidence for year in _years(item)]
    newest = max(years, default=0)
    ends = {
        item.entry_id: newest if item.context.end == "present" else max(_years(item), default=None)
        for item in evidence
    }
    return {
        entry: _UNDATED if end is None else _YEARLY_FADING ** (newest - end)
        for entry, end in ends.items()
    }


def _years(item: Evidence) -> list[int]:
    dates = (item.context.start, item.context.end)
    return [int(date[:4]) for date in dates if date and date != "present"]
