"""Everything a run of evals came to, in one value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field

from tailor.domain.base import Frozen
from tailor.domain.run import Usage
from tailor.evals.baseline import Baseline, lost_cases
from tailor.evals.result import Result
from tailor.evals.suite import Score, Suite
from tailor.evals.summary import ALL, Bin, Cell, Rate, calibration, confusion, rates, scores

# A loss this unlikely by chance is a loss.
_SIGNIFICANT = 0.05


class Failure(Frozen):
    """One case that scored less than it could; its reasons and `shown` are empty when blind."""

    case_id: str
    kind: str
    part: str
    scores: tuple[Score, ...]
    breaks_promise: bool
    shown: str

    @property
    def measures(self) -> str:
        """What it failed, in one line."""
        return ", ".join(score.name for score in self.scores)


class Unscored(Frozen):
    """One case that could not be scored, and why."""

    case_id: str
    measure: str
    reason: str


class SuiteReport(Frozen):
    """What one suite came to. `data` is the digest of its cases, `seconds` how long it took."""

    name: str
    about: str
    data: str
    cases: int
    seconds: float
    rates: tuple[Rate, ...]
    failures: tuple[Failure, ...]
    unscored: tuple[Unscored, ...]
    confusion: tuple[Cell, ...]
    calibration: tuple[Bin, ...]
    compared_with: str | None = None
    lost_cases: int = 0


class Ran(Frozen):
    """What ran: enough to say what produced the figures.

    `notes` are what the engine said on the way, such as where rules took over, and how often.
    """

    tailor_version: str
    revision: str | None
    python: str
    platform: str
    model: str | None = None
    prompt_fingerprints: Mapping[str, str] = Field(default_factory=dict)
    usage: Mapping[str, Usage] = Field(default_factory=dict)
    notes: Mapping[str, int] = Field(default_factory=dict)
    started: str
    seconds: float = 0.0


class Report(Frozen):
    """The whole report. `baselines` are the scores case by case, for later comparison."""

    ran: Ran
    suites: tuple[SuiteReport, ...]
    problems: tuple[str, ...]
    baselines: tuple[Baseline, ...]


def suite_report(
    suite: Suite[Any, Any],
    results: Sequence[Result],
    *,
    data: str,
    seconds: float,
    baseline: Baseline | None,
) -> SuiteReport:
    """Sum up one suite."""
    return SuiteReport(
        name=suite.name,
        about=suite.about,
        data=data,
        cases=len(results),
        seconds=round(seconds, 3),
        rates=rates(suite.measures, results, baseline.scores if baseline else None),
        failures=tuple(_failures(suite, results)),
        unscored=tuple(_unscored(results)),
        confusion=confusion(results),
        calibration=calibration(results),
        compared_with=_compared_with(baseline, data) if baseline else None,
        lost_cases=lost_cases(baseline, scores(results)) if baseline else 0,
    )


def problems(suites: Iterable[SuiteReport]) -> tuple[str, ...]:
    """What a gate stops for: a broken promise, a significant loss, cases that went missing."""
    return tuple(problem for suite in suites for problem in _problems(suite))


def _problems(suite: SuiteReport) -> Iterator[str]:
    for rate in suite.rates:
        where = f"{suite.name}, {rate.part}: {rate.measure}"
        if rate.tier == "invariant" and rate.kind == ALL and rate.value is not None:
            if rate.value < 1:
                broken = sum(
                    f.part == rate.part and rate.measure in f.measures.split(", ")
                    for f in suite.failures
                )
                yield f"{where} is broken in {broken} of {rate.cases} cases."
        elif rate.kind == ALL and rate.move and rate.better and _is_loss(rate):
            yield (
                f"{where} is worse than the baseline: {rate.move.worse} cases worse, "
                f"{rate.move.better} better (p = {rate.move.p:.3g})."
            )
    if suite.lost_cases:
        yield (
            f"{suite.name}: {suite.lost_cases} cases of the baseline are gone. If that is meant, "
            f"move the baseline: tailor evals {suite.name} --update-baseline"
        )


def _is_loss(rate: Rate) -> bool:
    move = rate.move
    return move is not None and move.worse > move.better and move.p < _SIGNIFICANT


def _failures(suite: Suite[Any, Any], results: Iterable[Result]) -> Iterator[Failure]:
    measures = {measure.name: measure for measure in suite.measures}
    for result in results:
        failed = tuple(s for s in result.scores if measures[s.name].is_failed(s.value))
        if failed:
            yield Failure(
                case_id=result.case_id,
                kind=result.kind,
                part=result.part,
                scores=failed,
                breaks_promise=any(measures[s.name].tier == "invariant" for s in failed),
                shown=result.shown,
            )


def _unscored(results: Iterable[Result]) -> Iterator[Unscored]:
    for result in results:
        for score in result.scores:
            if score.value is None:
                yield Unscored(case_id=result.case_id, measure=score.name, reason=score.reason)


def _compared_with(baseline: Baseline, data: str) -> str:
    changed = "" if baseline.data == data else "; the data has changed since"
    return f"{baseline.made_with}{changed}"
