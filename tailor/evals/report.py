"""Everything a run of evals came to, in one value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field

from tailor.domain.base import Frozen
from tailor.domain.run import Usage
from tailor.evals.baseline import Baseline, lost_cases
from tailor.evals.result import Result
from tailor.evals.suite import Suite
from tailor.evals.summary import ALL, Bin, Cell, Rate, calibration, confusion, rates, scores

# A loss this unlikely by chance is a loss.
_SIGNIFICANT = 0.05


class Failure(Frozen):
    """One case that scored less than it could; `shown` and `reason` are empty for a blind one."""

    case_id: str
    kind: str
    part: str
    measure: str
    value: float
    is_invariant: bool
    reason: str
    shown: str


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
    """What ran: enough to say what produced the figures."""

    tailor_version: str
    revision: str | None
    python: str
    platform: str
    model: str | None = None
    prompt_fingerprints: Mapping[str, str] = Field(default_factory=dict)
    usage: Mapping[str, Usage] = Field(default_factory=dict)
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
                broken = sum(1 for f in suite.failures if _is_of(f, rate))
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


def _is_of(failure: Failure, rate: Rate) -> bool:
    return failure.measure == rate.measure and failure.part == rate.part


def _is_loss(rate: Rate) -> bool:
    move = rate.move
    return move is not None and move.worse > move.better and move.p < _SIGNIFICANT


def _failures(suite: Suite[Any, Any], results: Iterable[Result]) -> Iterator[Failure]:
    measures = {measure.name: measure for measure in suite.measures}
    for result in results:
        for score in result.scores:
            measure = measures[score.name]
            if score.value is not None and measure.is_failed(score.value):
                yield Failure(
                    case_id=result.case_id,
                    kind=result.kind,
                    part=result.part,
                    measure=score.name,
                    value=score.value,
                    is_invariant=measure.tier == "invariant",
                    reason=score.reason,
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
