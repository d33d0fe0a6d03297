"""A rate that many workers keep together: who takes the next place, and how long to wait for it."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from tailor.batch.reaching import Reach, directly

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

    from tailor.llm.port import Provider, Reply, Request
    from tailor.model_engine import ModelSettings

# Returns when the next request to a model may be sent.
Pace = Callable[[], None]


def interval(requests_per_minute: float) -> float:
    """Seconds between two requests."""
    return 60.0 / requests_per_minute


def take(free_at: float, now: float, spacing: float) -> tuple[float, float]:
    """The seconds to wait for the next free place, and when the one after it is free."""
    mine = max(free_at, now)
    return mine - now, mine + spacing


class SharedPace:
    """A pace kept by the processes of one machine: they share the moment of the next free place."""

    def __init__(
        self,
        free_at: "Synchronized[float]",
        spacing: float,
        *,
        # One clock for all processes of a machine, unlike time.perf_counter.
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._free_at = free_at
        self._spacing = spacing
        self._clock = clock
        self._sleep = sleep

    def __call__(self) -> None:
        """Wait for a place."""
        with self._free_at.get_lock():
            wait, self._free_at.value = take(self._free_at.value, self._clock(), self._spacing)
        self._sleep(wait)


class _PacedProvider:
    def __init__(self, inner: "Provider", pace: Pace) -> None:
        self._inner = inner
        self._pace = pace
        self.name = inner.name
        self.origin = inner.origin

    def ask(self, request: "Request") -> "Reply":
        self._pace()
        return self._inner.ask(request)


def at_pace(pace: Pace) -> Reach:
    """Reach a model directly, and wait for a place before every request."""

    def reach(model: "ModelSettings") -> "Provider":
        return _PacedProvider(directly(model), pace)

    return reach
