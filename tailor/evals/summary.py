"""Rates with intervals, per part and class, and how they moved since a baseline."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median
from typing import Any

from tailor.domain.base import Frozen
from tailor.evals.result import Result
from tailor.evals.statistics import bootstrap, sign_test, wilson
from tailor.evals.suite import Better, Measure, Tier

Scores = Mapping[str, Mapping[str, float]]
ALL = ""


class Move(Frozen):
    """A rate against the same cases of a baseline; the interval is of the mean difference."""

    cases: int
    better: int
    worse: int
    difference: float
    low: float
    high: float
    p: float


class Rate(Frozen):
    """One figure of one class of cases (`kind` "" is all of them) in one part of the data.

    `seconds` is the median time a case took. `value` is None when nothing could be scored.
    """

    measure: str
    says: str
    tier: Tier
    better: Better | None
    part: str
    kind: str
    cases: int
    unscored: int
    value: float | None
    low: float
    high: float
    seconds: float
    move: Move | None = None


def rates(
    measures: Iterable[Measure[Any, Any]], results: Sequence[Result], baseline: Scores | None
) -> tuple[Rate, ...]:
    """Every measure over each part as a whole, and then over its classes."""
    return tuple(
        _rate(measure, part, kind, chosen, (baseline or {}).get(measure.name))
        for measure in measures
        for (part, kind), chosen in _groups(measure.name, results).items()
    )


def scores(results: Iterable[Result]) -> dict[str, dict[str, float]]:
    """Every scored value by measure and case: what a baseline holds."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for result in results:
        for score in result.scores:
            if score.value is not None:
                found[score.name][result.case_id] = round(score.value, 4)
    return dict(found)


class Cell(Frozen):
    """How many cases of one part are truly `truth` and were said to be `answer`."""

    part: str
    truth: str
    answer: str
    cases: int


def confusion(results: Iterable[Result]) -> tuple[Cell, ...]:
    """What is true against what was said."""
    counts = Counter(
        (result.part, *pair) for result in results for pair in result.truths_and_answers
    )
    return tuple(
        Cell(part=part, truth=truth, answer=answer, cases=count)
        for (part, truth, answer), count in sorted(counts.items())
    )


class Bin(Frozen):
    """Claimed strengths of one range: their mean, and the share that was right."""

    cases: int
    claimed: float
    right: float
    low: float
    high: float


def calibration(results: Iterable[Result], bins: int = 5) -> tuple[Bin, ...]:
    """Whether what is claimed with strength s is right in about s of the cases."""
    grouped: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for result in results:
        for strength, right in result.strengths:
            grouped[min(bins - 1, int(strength * bins))].append((strength, right))
    return tuple(_bin(pairs) for _, pairs in sorted(grouped.items()))


def _bin(pairs: Sequence[tuple[float, bool]]) -> Bin:
    right = sum(was_right for _, was_right in pairs)
    low, high = wilson(right, len(pairs))
    return Bin(
        cases=len(pairs),
        claimed=fmean(strength for strength, _ in pairs),
        right=right / len(pairs),
        low=low,
        high=high,
    )


_Scored = list[tuple[Result, float | None]]
# Classes of a handful of cases have intervals from nothing to everything.
_FEWEST_FOR_CLASSES = 50


def _groups(measure: str, results: Iterable[Result]) -> dict[tuple[str, str], _Scored]:
    """Cases with a score by (part, class); the whole part comes first.

    A part of one class is not told twice, and a few cases are not cut into classes.
    """
    groups: dict[tuple[str, str], _Scored] = defaultdict(list)
    for result in results:
        for score in result.scores:
            if score.name == measure:
                groups[result.part, ALL].append((result, score.value))
                groups[result.part, result.kind].append((result, score.value))
    classes = Counter(part for part, _ in groups)
    return {
        (part, kind): chosen
        for (part, kind), chosen in sorted(groups.items())
        if kind == ALL or (classes[part] > 2 and len(groups[part, ALL]) >= _FEWEST_FOR_CLASSES)
    }


def _rate(
    measure: Measure[Any, Any],
    part: str,
    kind: str,
    chosen: _Scored,
    before: Mapping[str, float] | None,
) -> Rate:
    values = [value for _, value in chosen if value is not None]
    low, high = wilson(sum(values), len(values))
    return Rate(
        measure=measure.name,
        says=measure.says,
        tier=measure.tier,
        better=measure.better,
        part=part,
        kind=kind,
        cases=len(values),
        unscored=len(chosen) - len(values),
        value=fmean(values) if values else None,
        low=low,
        high=high,
        seconds=median(result.seconds for result, _ in chosen),
        move=_move(measure, chosen, before) if before else None,
    )


def _move(measure: Measure[Any, Any], chosen: _Scored, before: Mapping[str, float]) -> Move | None:
    """The same cases then and now. Values are compared as a baseline holds them: rounded."""
    steps = [
        round(value, 4) - before[result.case_id]
        for result, value in chosen
        if value is not None and result.case_id in before
    ]
    if not steps:
        return None
    sign = -1 if measure.better == "lower" else 1
    better = sum(sign * step > 0 for step in steps)
    worse = sum(sign * step < 0 for step in steps)
    low, high = bootstrap(steps)
    return Move(
        cases=len(steps),
        better=better,
        worse=worse,
        difference=fmean(steps),
        low=low,
        high=high,
        p=sign_test(better, worse),
    )
