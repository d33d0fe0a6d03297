"""How much room things take: an estimate in lines of the rendered page."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tailor.domain.matching import Budget, Evidence
from tailor.stages.selection.continuation import continues

_LETTERS_A_LINE = 95
_LINES_A_PAGE = 52
_TOP_LINES = 4  # name, label, contact, space
_SECTION_LINES = 2
_ENTRY_LINES = 2
# Sections whose entries are one running line each, without space between them.
_COMPACT = frozenset({"skills", "languages", "interests", "certificates", "awards"})


@dataclass(frozen=True)
class Item:
    """Something that may go in: a statement, or an entry's head (`id` is then the entry's).

    `after` is what must be in for it to go in: its entry's head, or the statement it continues.
    """

    id: str
    entry_id: str
    lines: int
    after: str | None = None

    @property
    def is_head(self) -> bool:
        """Whether it is an entry's head, which is no statement."""
        return self.id == self.entry_id


@dataclass(frozen=True)
class Room:
    """The items, those that are in whatever happens, and the limits on the others."""

    items: dict[str, Item]
    fixed: frozenset[str]
    lines: float
    statements_per_entry: int | None = None
    followers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def with_what_it_needs(self, id_: str, chosen: frozenset[str]) -> tuple[str, ...]:
        """The item with everything that must be in before it and is not."""
        needed: list[str] = []
        step: str | None = id_
        while step and step not in chosen:
            needed.append(step)
            step = self.items[step].after
        return tuple(needed)

    def with_what_needs_it(self, id_: str, chosen: frozenset[str]) -> tuple[str, ...]:
        """The item with everything chosen that cannot stay without it."""
        gone = [id_]
        for one in gone:
            gone += [each for each in self.followers.get(one, ()) if each in chosen]
        return tuple(gone)

    def lines_of(self, ids: Iterable[str]) -> int:
        """The lines these take together."""
        return sum(self.items[id_].lines for id_ in ids)


def room(evidence: Sequence[Evidence], budget: Budget) -> Room:
    """Estimate what everything takes, and what there is."""
    items = _items(evidence)
    followers: dict[str, tuple[str, ...]] = {}
    for item in items.values():
        if item.after:
            followers[item.after] = (*followers.get(item.after, ()), item.id)
    sections = {item.section for item in evidence if item.section != "summary"}
    own_summary = {i.id for i in items.values() if i.entry_id == "basics"}
    heads = {item.id for item in items.values() if item.is_head}
    available = math.inf
    if budget.pages is not None:
        available = budget.pages * _LINES_A_PAGE - _TOP_LINES - _SECTION_LINES * len(sections)
    return Room(
        items=items,
        fixed=frozenset(own_summary | heads if budget.keep_all_entries else own_summary),
        lines=available,
        statements_per_entry=budget.statements_per_entry,
        followers=followers,
    )


def _items(evidence: Sequence[Evidence]) -> dict[str, Item]:
    items: dict[str, Item] = {}
    previous: Evidence | None = None
    for item in sorted(evidence, key=lambda e: e.section != "summary"):
        if item.entry_id not in items:
            items[item.entry_id] = Item(item.entry_id, item.entry_id, _head_lines(item))
        if item.id != item.entry_id:
            same = previous is not None and previous.entry_id == item.entry_id
            after = previous.id if same and previous and continues(item.text) else item.entry_id
            items[item.id] = Item(item.id, item.entry_id, _lines(item.text), after)
            previous = item
    return items


def _lines(text: str) -> int:
    return max(1, math.ceil(len(text) / _LETTERS_A_LINE))


def _head_lines(item: Evidence) -> int:
    if item.section == "summary":
        return 0
    if item.section in _COMPACT and item.id == item.entry_id:
        return _lines(item.text)
    return _ENTRY_LINES + (_lines(item.lead_in) if item.lead_in else 0)
