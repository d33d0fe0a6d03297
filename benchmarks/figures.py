"""What a benchmark says: figures with what they are compared to, as a table and as JSON."""

import gc
import itertools
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measurement.

    `ratio` compares it to something measured in the same run, named in `against`: ratios say the
    same on any machine, `value` does not. `aim` is the most (or, with `at_least`, the least) that
    the figure named there should be; `by_ratio` says which of the two is meant.
    """

    name: str
    value: float
    unit: str
    ratio: float | None = None
    against: str = ""
    aim: float | None = None
    at_least: bool = False
    by_ratio: bool = False

    @property
    def is_reached(self) -> bool | None:
        """Whether the aim is reached; None without one."""
        measured = self.ratio if self.by_ratio else self.value
        if self.aim is None or measured is None:
            return None
        return measured >= self.aim if self.at_least else measured <= self.aim

    def row(self) -> tuple[str, ...]:
        """A line of the table."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} × {self.against}"
        aim = ""
        if self.aim is not None:
            sign, mark = ("≥" if self.at_least else "≤"), {True: "ok", False: "MISSED"}
            aim = f"{sign} {self.aim:g} {mark[bool(self.is_reached)]}"
        return (self.name, f"{self.value:,.3g}", self.unit, ratio, aim)

    def as_json(self) -> dict[str, Any]:
        """A record of it."""
        return {**asdict(self), "is_reached": self.is_reached}


def cpu_seconds(work: Callable[[], object], *, repeats: int = 5) -> float:
    """The least processor time that the work takes: others' work on the machine does not count."""
    return least_cpu_seconds(itertools.repeat(work, repeats))


def least_cpu_seconds(works: Iterable[Callable[[], object]]) -> float:
    """The same, over works that differ where a second time would find what the first has kept."""
    best = float("inf")
    gc.collect()
    for work in works:
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


median = statistics.median
