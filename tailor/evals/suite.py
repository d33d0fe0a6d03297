"""What an eval is made of: cases, a run of each, and scorers that look at both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Literal, Protocol, TypeVar

from tailor.domain.base import Frozen
from tailor.domain.profile import Basics
from tailor.engine import Engine

if TYPE_CHECKING:
    from tailor.evals.model import MeasuredModel

Tier = Literal["invariant", "metric", "judge"]
Better = Literal["higher", "lower"]

# What "present" means in every eval, so that a figure does not move with the calendar.
TODAY = date(2026, 1, 1)


class Score(Frozen):
    """What one scorer says of one case: a value in [0, 1], or None when it cannot be scored."""

    name: str
    value: float | None
    reason: str = ""


class EvalCase(Protocol):
    """What every case has. `kind` is the class it is reported under.

    Cases of the part "test" are reported by id only, so that nobody writes rules to them.
    """

    @property
    def id(self) -> str:
        """Its name, unique in the suite."""

    @property
    def kind(self) -> str:
        """The class it is reported under."""

    @property
    def part(self) -> str:
        """Which part of the data it belongs to: "dev", "test", or a file's name."""

    def model_dump_json(self) -> str:
        """Everything it holds, for the data's digest."""


AnyCase = TypeVar("AnyCase", bound=EvalCase)
AnyRun = TypeVar("AnyRun")


@dataclass(frozen=True, slots=True)
class Measure(Generic[AnyCase, AnyRun]):
    """A pure scorer and how to read it; the scorer gives None where it does not apply.

    An invariant must be 1 in every case. A metric without a better side only informs. The judge
    tier needs a model. `says` names what the figure is, in the report.
    """

    name: str
    says: str
    scorer: Callable[[AnyCase, AnyRun], Score | None]
    tier: Tier = "metric"
    better: Better | None = "higher"

    def is_failed(self, value: float | None) -> bool:
        """Whether a case with this value is worth reading."""
        if value is None or self.better is None:
            return False
        return value < 1 if self.better == "higher" else value > 0


@dataclass(frozen=True, slots=True)
class Suite(Generic[AnyCase, AnyRun]):
    """A named set of cases with how to run and score them.

    `show` writes a case and its run out in full. `confusion` gives pairs of what is true and what
    was said. `strengths` gives pairs of a claimed strength and whether it was right. `workers` is
    how many cases run side by side: more than one where a run waits for a server.
    """

    name: str
    about: str
    cases: tuple[AnyCase, ...]
    run: Callable[[AnyCase], AnyRun]
    measures: tuple[Measure[AnyCase, AnyRun], ...]
    show: Callable[[AnyCase, AnyRun], str]
    confusion: Callable[[AnyCase, AnyRun], tuple[tuple[str, str], ...]] = lambda _case, _run: ()
    strengths: Callable[[AnyCase, AnyRun], tuple[tuple[float, bool], ...]] = lambda _case, _run: ()
    workers: int = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the data is, which engine is measured, and the model in it when there is one.

    `labels` is a file of labelled wordings of that model.
    """

    data: Path
    profiles: Path
    engine: Callable[[Basics], Engine]
    model: "MeasuredModel | None" = None
    labels: Path | None = None
