"""The order in which things go in when there is room for one more, and out when there is not."""

import heapq
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from tailor.domain.matching import Budget, Evidence, Match
from tailor.domain.posting import Requirement
from tailor.stages.selection.margins import Margins
from tailor.stages.selection.objective import Objective, objective
from tailor.stages.selection.room import Room, room

# What is told of hobbies, and what others say, counts only for what it shows of the ad.
_ASIDE = frozenset({"interests", "references"})
_TINY = 1e-9


def ordered(
    evidence: Sequence[Evidence],
    requirements: Iterable[Requirement],
    matches: Iterable[Match],
    *,
    spare: Collection[str],
    kept: Collection[str],
) -> tuple[str, ...]:
    """The statements and entries (by their own ids) in `spare`, the most wanted first.

    The others are there whatever happens. The next is always what adds most to the value of what
    is there, for the lines it takes; what it continues or belongs to goes before it. What is in
    `kept` comes before all else.
    """
    worth = _with_bare_entries(objective(evidence, requirements, matches), evidence)
    space = room(evidence, Budget(pages=None))
    queue = _Queue(worth, space, frozenset(space.items.keys() - set(spare)))
    queue.take(id_ for id_ in space.items if queue.stands_on(id_, kept))
    queue.take(space.items)
    return tuple(queue.taken)


def _with_bare_entries(worth: Objective, evidence: Sequence[Evidence]) -> Objective:
    """The same, where an entry that is only a head (a publication) counts like a statement."""
    aside = {item.entry_id: 0.0 for item in evidence if item.section in _ASIDE}
    speaking = set(worth.entry_of.values())
    bare = {item.id: item.id for item in evidence if item.entry_id not in speaking}
    return replace(worth, recency={**worth.recency, **aside}, entry_of={**worth.entry_of, **bare})


class _Queue:
    """What is taken so far, and what each addition to it is worth."""

    def __init__(self, worth: Objective, space: Room, fixed: frozenset[str]) -> None:
        self.taken: list[str] = []
        self._space = space
        self._chosen = fixed
        self._margins = Margins.of(worth, fixed)
        self._place = {id_: number for number, id_ in enumerate(space.items)}

    def stands_on(self, id_: str, kept: Collection[str]) -> bool:
        """Whether an item and all that must go in before it are in `kept`."""
        return all(one in kept for one in self._needed(id_))

    def take(self, ids: Iterable[str]) -> None:
        """Take these one after the other; an old estimate of a worth is only ever too high."""
        wanted = frozenset(ids) - self._chosen
        heap = [self._estimate(id_) for id_ in wanted]
        heapq.heapify(heap)
        while heap:
            estimate, _, id_ = heapq.heappop(heap)
            if id_ in self._chosen:
                continue
            now = self._estimate(id_)
            if now[0] > estimate + _TINY:
                heapq.heappush(heap, now)
                continue
            # What needed one of these has become cheaper than its estimate says.
            for follower in self._followers(self._add(id_)):
                if follower in wanted:
                    heapq.heappush(heap, self._estimate(follower))

    def _add(self, id_: str) -> list[str]:
        added = self._needed(id_)
        self.taken += added
        self._chosen |= set(added)
        self._margins = self._margins.after(added)
        return added

    def _followers(self, added: Iterable[str]) -> list[str]:
        followers = self._space.followers
        return [f for one in added for f in followers.get(one, ()) if f not in self._chosen]

    def _estimate(self, id_: str) -> tuple[float, int, str]:
        """What the item is worth a line, the most first; of equals, what stands first."""
        added = self._needed(id_)
        worth = self._margins.gain(added) / max(1, self._space.lines_of(added))
        return -worth, self._place[id_], id_

    def _needed(self, id_: str) -> list[str]:
        """The item after everything that must be in before it and is not."""
        needed = self._space.with_what_it_needs(id_, self._chosen)
        return sorted(needed, key=self._place.__getitem__)
