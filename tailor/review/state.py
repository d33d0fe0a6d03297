"""Where a suggestion stands once a person has decided on it, or not yet."""

from collections.abc import Iterable
from typing import Literal

from tailor.domain.changes import Decision
from tailor.review.cards import Card

State = Literal["undecided", "accepted", "rejected", "edited", "attested"]


def standing(card: Card, decisions: Iterable[Decision]) -> Decision | None:
    """The decision in force on a card: the last one that was made on what it shows now."""
    made = [d for d in decisions if d.change_id == card.id and d.digest == card.digest]
    return made[-1] if made else None


def state_of(decision: Decision | None) -> State:
    """Where a card with this decision stands."""
    if decision is None:
        return "undecided"
    if decision.action == "edit":
        is_attested = decision.verdict is not None and decision.verdict.by == "attested"
        return "attested" if is_attested else "edited"
    return "accepted" if decision.action == "accept" else "rejected"
