"""The best choice under the limits: greedy from two sides, then improved by exchanges."""

import heapq
from collections import Counter
from dataclasses import dataclass

from tailor.stages.selection.objective import Objective
from tailor.stages.selection.room import Room

_TINY = 1e-9
_MAX_EXCHANGES = 60
_NOTHING: frozenset[str] = frozenset()
_NO_COUNTS: Counter[str] = Counter()


@dataclass(frozen=True)
class Choice:
    """A set of items that fits."""

    chosen: frozenset[str]
    lines: int
    counts: Counter[str]


@dataclass(frozen=True)
class Search:
    """One problem: what is worth what, and what fits."""

    objective: Objective
    room: Room

    def best(self) -> frozenset[str]:
        """The best choice found; within a few percent of the optimum, and mostly it."""
        starts = (self._greedy(per_line=True), self._greedy(per_line=False))
        improved = (self._exchanged(start) for start in starts)
        return max(improved, key=lambda choice: self.objective.value(choice.chosen)).chosen

    def _greedy(self, *, per_line: bool) -> Choice:
        """Take what is worth most, until nothing fits; an old estimate is only ever too high."""
        choice = self._start()
        heap = [
            (-self._worth(choice, id_, per_line=per_line), order, id_)
            for order, id_ in enumerate(self.room.items)
            if id_ not in choice.chosen
        ]
        heapq.heapify(heap)
        while heap:
            estimate, order, id_ = heapq.heappop(heap)
            if id_ in choice.chosen:
                continue
            now = -self._worth(choice, id_, per_line=per_line)
            if now > estimate + _TINY:
                heapq.heappush(heap, (now, order, id_))
            elif added := self._with(choice, id_):
                choice = added
                # What needed this one has become cheaper than its estimate says.
                for follower in self.room.followers.get(id_, ()):
                    worth = self._worth(choice, follower, per_line=per_line)
                    heapq.heappush(heap, (-worth, order, follower))
        return choice

    def _exchanged(self, choice: Choice) -> Choice:
        for _ in range(_MAX_EXCHANGES):
            better = self._better(choice)
            if better is None:
                return choice
            choice = better
        return choice

    def _better(self, choice: Choice) -> Choice | None:
        """The first exchange that is worth something: one item in, one (and what needs it) out."""
        losses = self._losses(choice)
        for id_ in self.room.items:
            if id_ in choice.chosen:
                continue
            needed = self.room.with_what_it_needs(id_, choice.chosen)
            ceiling = self.objective.difference(_NOTHING, _NO_COUNTS, needed)
            for loss, gone in losses:
                if loss >= ceiling - _TINY:
                    break
                exchanged = self._exchange(choice, gone, id_)
                if exchanged:
                    return exchanged
        return None

    def _exchange(self, choice: Choice, gone: frozenset[str], id_: str) -> Choice | None:
        """The choice after one exchange, with the room left over used, if that is worth more."""
        came = self.room.with_what_it_needs(id_, choice.chosen - gone)
        lines = choice.lines - self.room.lines_of(gone) + self.room.lines_of(came)
        if lines > self.room.lines or self._difference(choice, gone ^ came) <= _TINY:
            return None
        exchanged = self._with(self._moved(choice, gone), id_)
        return self._filled(exchanged) if exchanged else None

    def _filled(self, choice: Choice) -> Choice:
        """Use the room that an exchange has left over."""
        for id_ in self.room.items:
            choice = self._with(choice, id_) or choice
        return choice

    def _losses(self, choice: Choice) -> list[tuple[float, frozenset[str]]]:
        """What taking out each chosen item would cost, the cheapest first."""
        bundles = {
            self.room.with_what_needs_it(id_, choice.chosen)
            for id_ in choice.chosen - self.room.fixed
        }
        return sorted(
            ((-self._difference(choice, bundle), bundle) for bundle in bundles),
            key=lambda loss: (loss[0], sorted(loss[1])),
        )

    def _start(self) -> Choice:
        fixed = self.room.fixed
        counts = Counter(self.room.items[id_].entry_id for id_ in fixed if not self._is_head(id_))
        return Choice(fixed, self.room.lines_of(fixed), counts)

    def _worth(self, choice: Choice, id_: str, *, per_line: bool) -> float:
        needed = self.room.with_what_it_needs(id_, choice.chosen)
        gain = self._difference(choice, needed)
        return gain / max(1, self.room.lines_of(needed)) if per_line else gain

    def _difference(self, choice: Choice, changed: frozenset[str]) -> float:
        return self.objective.difference(choice.chosen, choice.counts, changed)

    def _with(self, choice: Choice, id_: str) -> Choice | None:
        """The choice with one more item and what it needs, or None where that does not fit."""
        if id_ in choice.chosen:
            return None
        after = self._moved(choice, self.room.with_what_it_needs(id_, choice.chosen))
        cap = self.room.statements_per_entry
        entry = self.room.items[id_].entry_id
        if after.lines > self.room.lines or (cap is not None and after.counts[entry] > cap):
            return None
        return after

    def _moved(self, choice: Choice, changed: frozenset[str]) -> Choice:
        counts, lines = choice.counts.copy(), choice.lines
        for id_ in changed:
            item, sign = self.room.items[id_], -1 if id_ in choice.chosen else 1
            lines += sign * item.lines
            if not item.is_head:
                counts[item.entry_id] += sign
        return Choice(choice.chosen ^ changed, lines, counts)

    def _is_head(self, id_: str) -> bool:
        return self.room.items[id_].is_head
