"""The best choice under the limits: greedy from two sides, then improved by exchanges."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from tailor.stages.selection.margins import Margins, widest
from tailor.stages.selection.objective import Objective
from tailor.stages.selection.room import Room

_TINY = 1e-9
_MAX_EXCHANGES = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of items that fits, and what it is worth."""

    chosen: frozenset[str]
    lines: int
    margins: Margins


@dataclass(frozen=True, slots=True)
class Removal:
    """An item taken out of a choice with all that needs it: what that costs, and what stays."""

    loss: float
    gone: tuple[str, ...]
    rest: Choice


@dataclass(frozen=True)
class Search:
    """One problem: what is worth what, and what fits."""

    objective: Objective
    room: Room

    def best(self) -> frozenset[str]:
        """The best choice found; within a few percent of the optimum, and mostly it."""
        starts = (self._greedy(per_line=True), self._greedy(per_line=False))
        different = {start.chosen: start for start in starts}.values()
        improved = (self._exchanged(start) for start in different)
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
        removals = self._removals(choice)
        if not removals:
            return None
        at_best = widest([removal.rest.margins for removal in removals])
        for id_ in self.room.items:
            if id_ in choice.chosen:
                continue
            needed = self.room.with_what_it_needs(id_, choice.chosen)
            # No removal makes it worth more than this, so the dearer ones need not be tried.
            ceiling = at_best.gain(needed) - _TINY
            most_lines = self.room.lines - self.room.lines_of(needed)
            for removal in removals:
                if removal.loss >= ceiling:
                    break
                if removal.rest.lines > most_lines or not self._is_worth_it(removal, needed):
                    continue
                if added := self._with(removal.rest, id_):
                    return self._filled(added)
        return None

    def _is_worth_it(self, removal: Removal, needed: tuple[str, ...]) -> bool:
        """Whether an item, with what it needs, is worth more than what was taken out."""
        after = self.room.items[needed[-1]].after
        if after in removal.gone:
            needed += self.room.with_what_it_needs(after, removal.rest.chosen)
        return removal.rest.margins.gain(needed) > removal.loss + _TINY

    def _filled(self, choice: Choice) -> Choice:
        """Use the room that an exchange has left over."""
        for id_ in self.room.items:
            choice = self._with(choice, id_) or choice
        return choice

    def _removals(self, choice: Choice) -> Sequence[Removal]:
        """Everything that may be taken out, the cheapest first."""
        removals = [
            self._without(choice, id_)
            for id_ in self.room.items
            if id_ in choice.chosen and id_ not in self.room.fixed
        ]
        return sorted(removals, key=lambda removal: (removal.loss, sorted(removal.gone)))

    def _without(self, choice: Choice, id_: str) -> Removal:
        gone = self.room.with_what_needs_it(id_, choice.chosen)
        chosen = choice.chosen.difference(gone)
        margins = choice.margins.before(gone, chosen)
        rest = Choice(chosen, choice.lines - self.room.lines_of(gone), margins)
        return Removal(margins.gain(gone), gone, rest)

    def _start(self) -> Choice:
        fixed = self.room.fixed
        margins = Margins.of(self.objective, fixed)
        return Choice(fixed, self.room.lines_of(fixed), margins)

    def _worth(self, choice: Choice, id_: str, *, per_line: bool) -> float:
        needed = self.room.with_what_it_needs(id_, choice.chosen)
        gain = choice.margins.gain(needed)
        return gain / max(1, self.room.lines_of(needed)) if per_line else gain

    def _with(self, choice: Choice, id_: str) -> Choice | None:
        """The choice with one more item and what it needs, or None where that does not fit."""
        if id_ in choice.chosen:
            return None
        came = self.room.with_what_it_needs(id_, choice.chosen)
        lines = choice.lines + self.room.lines_of(came)
        if lines > self.room.lines or self._is_over_the_cap(choice, came):
            return None
        return Choice(choice.chosen.union(came), lines, choice.margins.after(came))

    def _is_over_the_cap(self, choice: Choice, came: Sequence[str]) -> bool:
        """Whether their entry would have more statements than one may have."""
        cap = self.room.statements_per_entry
        if cap is None:
            return False
        items = [self.room.items[id_] for id_ in came]
        statements = sum(not item.is_head for item in items)
        return choice.margins.counts.get(items[0].entry_id, 0) + statements > cap
