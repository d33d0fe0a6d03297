"""A dry run: every request that can be foreseen is written down, none is sent."""

import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tailor.errors import ModelError
from tailor.llm.port import Reply, Request
from tailor.llm.usage import input_tokens, price_of


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would ask: calls per step, tokens in, tokens out at most, and US dollars at most.

    `cost` is None when the model's price is unknown.
    """

    calls: dict[str, int]
    input_tokens: int
    output_tokens: int
    cost: float | None


class Rehearsal:
    """A provider that refuses every request and remembers it: the run goes on by rules."""

    origin = "rehearsal"

    def __init__(self, name: str) -> None:
        self.name = name
        self._requests: list[Request] = []
        self._lock = threading.Lock()

    @property
    def requests(self) -> Sequence[Request]:
        """What would have been sent."""
        return tuple(self._requests)

    def ask(self, request: Request) -> Reply:
        """Write the request down. Raises ModelError always."""
        with self._lock:
            self._requests.append(request)
        raise ModelError("This is a dry run: nothing was sent.")

    def estimate(self) -> Estimate:
        """What the remembered requests would cost at most."""
        price = price_of(self.name)
        return Estimate(
            calls=dict(Counter(request.step for request in self._requests)),
            input_tokens=sum(input_tokens(request) for request in self._requests),
            output_tokens=sum(request.max_tokens for request in self._requests),
            cost=sum(price.at_most(request) for request in self._requests) if price else None,
        )
