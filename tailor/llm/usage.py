"""What the calls of a run cost, per step, and the limit no call may cross."""

import functools
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import yaml

from tailor.domain.base import Frozen
from tailor.domain.run import Usage
from tailor.errors import BudgetError, InputError
from tailor.llm.port import Reply, Request

# English has about four characters a token; three makes the estimate err on the dear side.
_CHARACTERS_PER_TOKEN = 3


class Price(Frozen):
    """US dollars per million tokens."""

    input: float
    cached_input: float
    output: float

    def of(self, reply: Reply) -> float:
        """What one answer cost, in US dollars."""
        fresh = max(0, reply.input_tokens - reply.cached_input_tokens)
        dear = fresh * self.input + reply.output_tokens * self.output
        return (dear + reply.cached_input_tokens * self.cached_input) / 1_000_000

    def at_most(self, request: Request) -> float:
        """What one call may cost when the answer is as long as allowed, in US dollars."""
        return (input_tokens(request) * self.input + request.max_tokens * self.output) / 1_000_000


def input_tokens(request: Request) -> int:
    """About how many tokens a request has; rather too many than too few."""
    return sum(len(m.content) for m in request.messages) // _CHARACTERS_PER_TOKEN + 50


@functools.cache
def prices() -> Mapping[str, Price]:
    """The shipped price list."""
    text = (Path(__file__).parent / "data" / "prices.yaml").read_text(encoding="utf-8")
    return {name: Price.model_validate(price) for name, price in yaml.safe_load(text).items()}


def price_of(model: str) -> Price | None:
    """The price of a model, or None when the list does not know it."""
    bare = model.rsplit("/", maxsplit=1)[-1]
    return prices().get(re.sub(r"-\d{4}-\d{2}-\d{2}$", "", bare))


class Ledger:
    """Counts every call. `max_cost` is in US dollars; with it the model's price must be known.

    Raises InputError when a limit is asked for and the price is unknown: it could not be kept.
    """

    def __init__(self, model: str, *, max_cost: float | None = None) -> None:
        self._price = price_of(model)
        if max_cost is not None and self._price is None:
            raise InputError(
                f"The price of {model} is not known, so --max-cost cannot be kept. "
                "Leave --max-cost out, or use a model from the list in docs/models.md."
            )
        self._max_cost = max_cost
        self._reserved = 0.0
        self._steps: dict[str, Usage] = {}
        self._lock = threading.Lock()

    @property
    def steps(self) -> dict[str, Usage]:
        """Usage per step so far."""
        with self._lock:
            return dict(self._steps)

    @property
    def spent(self) -> float | None:
        """US dollars so far; None when the price is unknown."""
        if self._price is None:
            return None
        return sum(usage.cost or 0.0 for usage in self.steps.values())

    @contextmanager
    def reserved(self, request: Request) -> Iterator[None]:
        """Set aside what a call may cost while it runs.

        Raises BudgetError when that would cross the limit, calls under way included.
        """
        amount = self._price.at_most(request) if self._price else 0.0
        with self._lock:
            spent = sum(usage.cost or 0.0 for usage in self._steps.values())
            if self._max_cost is not None and spent + self._reserved + amount > self._max_cost:
                raise BudgetError(
                    f"The next call may cost up to ${amount:.4f}; ${spent:.4f} of "
                    f"${self._max_cost:.4f} is spent, so it was not made."
                )
            self._reserved += amount
        try:
            yield
        finally:
            with self._lock:
                self._reserved -= amount

    def count(self, step: str, reply: Reply, *, cached: bool) -> None:
        """Add one answer; one from the cache on disk costs nothing."""
        cost = (0.0 if cached else self._price.of(reply)) if self._price else None
        with self._lock:
            so_far = self._steps.get(step, Usage(cost=0.0 if self._price else None))
            self._steps[step] = Usage(
                calls=so_far.calls + (not cached),
                cached_calls=so_far.cached_calls + cached,
                input_tokens=so_far.input_tokens + (0 if cached else reply.input_tokens),
                cached_input_tokens=so_far.cached_input_tokens
                + (0 if cached else reply.cached_input_tokens),
                output_tokens=so_far.output_tokens + (0 if cached else reply.output_tokens),
                cost=None if cost is None or so_far.cost is None else so_far.cost + cost,
            )
