"""The selection: what goes in, in which order, and why the rest stays out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from tailor.domain.matching import Budget, EntryChoice, Evidence, LeftOut, Match, Selection
from tailor.domain.posting import Requirement
from tailor.stages.selection.objective import Objective, objective
from tailor.stages.selection.room import Room, room
from tailor.stages.selection.search import Search


def select(
    evidence: Sequence[Evidence],
    requirements: Iterable[Requirement],
    matches: Iterable[Match],
    budget: Budget,
) -> Selection:
    """Choose what shows most of what the ad asks in the room there is.

    Must-haves weigh most, then nice-to-haves, then responsibilities, then how recent a statement
    is. Every id of `evidence` is either chosen (an entry's own id with the entry) or left out.
    """
    worth = objective(evidence, requirements, matches)
    space = room(evidence, budget)
    chosen = Search(worth, space).best()
    return Selection(
        entries=tuple(_choices(evidence, space, worth, chosen)),
        left_out=tuple(
            LeftOut(id=item.id, reason=_reason(item, space, worth, chosen, budget))
            for item in evidence
            if item.id not in chosen
        ),
    )


def _choices(
    evidence: Sequence[Evidence], space: Room, worth: Objective, chosen: frozenset[str]
) -> Iterable[EntryChoice]:
    statements: dict[str, list[Evidence]] = defaultdict(list)
    for item in evidence:
        if item.entry_id in chosen:
            kept = statements[item.entry_id]
            if item.id in chosen and item.id != item.entry_id:
                kept.append(item)
    for entry_id, kept in statements.items():
        yield EntryChoice(entry_id=entry_id, statement_ids=_ordered(kept, space, worth))


def _ordered(kept: list[Evidence], space: Room, worth: Objective) -> tuple[str, ...]:
    """The most relevant first; what continues a statement stays behind it.

    Text that stands before an entry's lead-in stays before it.
    """
    blocks: list[list[Evidence]] = []
    for item in kept:
        follows = space.items[item.id].after
        if blocks and follows == blocks[-1][-1].id:
            blocks[-1].append(item)
        else:
            blocks.append([item])
    blocks.sort(
        key=lambda block: (
            block[0].lead_in is not None,
            -max(worth.relevance(item.id) for item in block),
        )
    )
    return tuple(item.id for block in blocks for item in block)


def _reason(
    item: Evidence, space: Room, worth: Objective, chosen: frozenset[str], budget: Budget
) -> str:
    entry = space.items[item.id].entry_id
    after = space.items[item.id].after
    if entry not in chosen:
        return f"The whole entry is left out: {_nothing_asked(worth, item)}{_limit(budget)}."
    if after and after != entry and after not in chosen:
        return "It continues a line that is left out."
    if worth.relevance(item.id) > 0:
        return f"What it shows of the ad, other lines show as well{_limit(budget)}."
    return f"The ad asks for nothing that it shows{_limit(budget)}."


def _nothing_asked(worth: Objective, item: Evidence) -> str:
    shows = worth.relevance(item.id) > 0
    return "others show more of what the ad asks" if shows else "the ad asks for nothing it shows"


def _limit(budget: Budget) -> str:
    if budget.statements_per_entry is not None and budget.pages is None:
        return f", and an entry may have {budget.statements_per_entry} lines"
    return f", and there is no more room in {budget.pages:g} pages" if budget.pages else ""
