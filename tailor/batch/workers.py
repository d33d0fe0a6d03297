"""What every engine of a batch offers: work on many items, wherever it is done."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")

# So many items for each worker are under way or done and not yet taken: the back-pressure.
IN_FLIGHT = 3


@dataclass(frozen=True, slots=True)
class Lost:
    """An item whose worker died of it, again and again."""

    reason: str


class Workers(Protocol):
    """An engine. The work and the items must be picklable, the work pure."""

    def results(
        self, work: Callable[[Item], Made], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Made | Lost]]:
        """Each item with what the work made of it, as it comes.

        Items are taken only as fast as results are, so neither heap up.
        """
