"""What a choice of statements is worth: the function that selection maximises and evals report."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum

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
    and submodular). `support` says for each piece of evidence how far it covers what it shows,
    `supporters` the same for each requirement.
    """

    weights: Mapping[str, float]
    support: Mapping[str, Mapping[str, float]]
    supporters: Mapping[str, Mapping[str, float]]
    recency: Mapping[str, float]
    entry_of: Mapping[str, str]

    def value(self, chosen: Collection[str]) -> float:
        """The worth of showing exactly these."""
        covered = (
            weight * (1.0 - self.missing(requirement, chosen))
            for requirement, weight in self.weights.items()
        )
        counts = Counter(self.entry_of[id_] for id_ in chosen if id_ in self.entry_of)
        shown = (
            self.next_of_entry(entry, earlier)
            for entry, count in counts.items()
            for earlier in range(count)
        )
        # Exactly rounded: a set has no order, and its worth must not depend on one.
        return fsum(chain(covered, shown))

    def relevance(self, id_: str) -> float:
        """What a statement shows of the ad by itself, without its date."""
        return sum(self.weights[r] * part for r, part in self.support.get(id_, {}).items())

    def missing(self, requirement: str, chosen: Collection[str]) -> float:
        """The part of a requirement, in [0, 1], that these leave uncovered."""
        part = 1.0
        for id_, covers in self.supporters[requirement].items():
            if id_ in chosen:
                part *= 1.0 - covers
        return part

    def next_of_entry(self, entry: str, count: int) -> float:
        """What one more statement adds to an entry that has `count` of them, by its date alone."""
        return _RECENCY * self.recency.get(entry, _UNDATED) * _NEXT_OF_ENTRY**count


def objective(
    evidence: Sequence[Evidence], requirements: Iterable[Requirement], matches: Iterable[Match]
) -> Objective:
    """Build the function from what the ad asks and what shows it."""
    kinds = {requirement.id: requirement.kind for requirement in requirements}
    known = {item.id for item in evidence}
    support: dict[str, dict[str, float]] = defaultdict(dict)
    supporters: dict[str, dict[str, float]] = defaultdict(dict)
    for match in matches:
        for rank, id_ in enumerate(id_ for id_ in match.evidence_ids if id_ in known):
            part = _FIRST_COVERS * match.strength * _NEXT_BEST**rank
            support[id_][match.requirement_id] = part
            supporters[match.requirement_id][id_] = part
    return Objective(
        weights={id_: _WEIGHT[kinds[id_]] for id_ in supporters},
        support=support,
        supporters=supporters,
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
