"""Marginal worth: what an addition adds to a choice, at the cost of what it touches alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from tailor.stages.selection.objective import Objective


@dataclass(frozen=True, slots=True)
class Margins:
    """What any addition to a choice is worth.

    `missing` says which part of each requirement the choice leaves uncovered, `counts` how many
    statements of each entry are in it.
    """

    objective: Objective
    missing: Mapping[str, float]
    counts: Mapping[str, int]

    @classmethod
    def of(cls, objective: Objective, chosen: Collection[str]) -> Self:
        """The margins of a choice of exactly these."""
        missing = {asked: objective.missing(asked, chosen) for asked in objective.weights}
        counts = dict.fromkeys(objective.entry_of.values(), 0)
        for id_ in chosen:
            if id_ in objective.entry_of:
                counts[objective.entry_of[id_]] += 1
        return cls(objective, missing, counts)

    def gain(self, added: Iterable[str]) -> float:
        """What adding these is worth; none of them may be in already."""
        weights, support = self.objective.weights, self.objective.support
        worth = 0.0
        left: dict[str, float] = {}
        counts: dict[str, int] = {}
        for id_ in added:
            for requirement, part in support.get(id_, {}).items():
                missing = left.get(requirement, self.missing[requirement])
                worth += weights[requirement] * missing * part
                left[requirement] = missing * (1.0 - part)
            entry = self.objective.entry_of.get(id_)
            if entry is not None:
                count = counts.get(entry, self.counts[entry])
                worth += self.objective.next_of_entry(entry, count)
                counts[entry] = count + 1
        return worth

    def after(self, added: Iterable[str]) -> Self:
        """The margins once these are in as well."""
        missing, counts = dict(self.missing), dict(self.counts)
        for id_ in added:
            for requirement, part in self.objective.support.get(id_, {}).items():
                missing[requirement] *= 1.0 - part
            if id_ in self.objective.entry_of:
                counts[self.objective.entry_of[id_]] += 1
        return type(self)(self.objective, missing, counts)

    def before(self, removed: Iterable[str], rest: frozenset[str]) -> Self:
        """The margins once these are out; `rest` is what stays."""
        missing, counts = dict(self.missing), dict(self.counts)
        for id_ in removed:
            for requirement in self.objective.support.get(id_, {}):
                # Anew rather than divided back: no error may creep in over many exchanges.
                missing[requirement] = self.objective.missing(requirement, rest)
            if id_ in self.objective.entry_of:
                counts[self.objective.entry_of[id_]] -= 1
        return type(self)(self.objective, missing, counts)


def widest(several: Sequence[Margins]) -> Margins:
    """Margins by which any addition is worth at least what it is worth by each of these."""
    first = several[0]
    # All have the same requirements and entries, in the same order.
    missing = zip(*(margins.missing.values() for margins in several), strict=True)
    counts = zip(*(margins.counts.values() for margins in several), strict=True)
    return Margins(
        first.objective,
        dict(zip(first.missing, map(max, missing), strict=True)),
        dict(zip(first.counts, map(min, counts), strict=True)),
    )
