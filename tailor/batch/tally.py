"""How far a batch is, how fast it goes, and how long it still takes."""

from collections import Counter
from collections.abc import Callable

from tailor.batch.running import Outcome


class Tally:
    """Counts outcomes; `total` is the number of pairs, `clock` gives seconds.

    The rate counts from the first pair on: starting workers and choosing jobs is no part of it.
    """

    def __init__(self, total: int, *, clock: Callable[[], float]) -> None:
        self._total = total
        self._clock = clock
        self._began = clock()
        self._first: float | None = None
        self._states: Counter[str] = Counter()
        self._cost: float | None = 0.0

    def count(self, outcome: Outcome) -> None:
        """Take one outcome in."""
        self._states[outcome.state] += 1
        if outcome.state == "tailored" and self._first is None:
            self._first = self._clock()
        if outcome.state == "tailored" and outcome.row:
            known = self._cost is not None and outcome.row.cost is not None
            self._cost = (self._cost or 0.0) + (outcome.row.cost or 0.0) if known else None

    def of(self, state: str) -> int:
        """How many outcomes of a kind there were."""
        return self._states[state]

    @property
    def cost(self) -> float | None:
        """US dollars spent by this batch now; None when a price is unknown."""
        return self._cost

    @property
    def seconds(self) -> float:
        """Since it began."""
        return self._clock() - self._began

    @property
    def rate(self) -> float:
        """Pairs tailored a second after the first; what was found done does not count."""
        if self._first is None:
            return 0.0
        return (self.of("tailored") - 1) / max(self._clock() - self._first, 1e-9)

    @property
    def over(self) -> int:
        """Pairs that need nothing more."""
        return sum(self.of(state) for state in ("tailored", "found", "failed", "skipped"))

    @property
    def remaining(self) -> float | None:
        """Seconds the rest takes at the present rate; None while nothing is known of it."""
        return (self._total - self.over) / self.rate if self.rate else None

    def line(self) -> str:
        """One line that says it all."""
        parts = [f"{self.over} of {self._total} pairs", f"{self.rate:.1f} a second"]
        if self.remaining is not None and self.over < self._total:
            parts.append(f"{_duration(self.remaining)} left")
        parts += [
            f"{count} {state}" for state in ("found", "failed", "bad") if (count := self.of(state))
        ]
        return " · ".join(parts)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
