"""The report for a terminal: one table a suite, moves against the baseline, what is broken."""

from collections.abc import Callable, Iterable, Iterator

from tailor.evals.report import Failure, Report, SuiteReport
from tailor.evals.summary import ALL, Cell, Rate

Table = Callable[[Iterable[tuple[str, ...]], tuple[str, ...]], str]

_HEADERS = ("part", "measure", "class", "cases", "rate", "95 % interval", "since baseline")


def as_text(report: Report, table: Table, *, with_failures: bool = False) -> str:
    """The whole report; broken invariants are always written out, other cases on request."""
    parts = [_suite(suite, table, with_failures=with_failures) for suite in report.suites]
    return "\n\n".join([*parts, _foot(report)])


def percent(value: float | None) -> str:
    """A rate as people read it."""
    return "-" if value is None else f"{100 * value:.1f} %"


def in_full(failure: Failure) -> str:
    """A case that failed, as far as it may be shown."""
    if not failure.shown:
        return f"{failure.case_id}: {failure.measures} (of the test part; shown by --show-test)"
    scores = "\n".join(
        f"  {score.name} {score.value:g}  {score.reason}".rstrip() for score in failure.scores
    )
    return f"{failure.case_id} ({failure.kind})\n{scores}\n{failure.shown}"


def balanced_accuracy(cells: Iterable[Cell], part: str) -> float | None:
    """The mean of the two classes' shares that were labelled right; None without both classes."""
    right = {"supported": 0, "unsupported": 0}
    total = {"supported": 0, "unsupported": 0}
    for cell in cells:
        if cell.part == part and cell.truth in total:
            total[cell.truth] += cell.cases
            agrees = (cell.answer == "supported") == (cell.truth == "supported")
            right[cell.truth] += cell.cases * agrees
    if not all(total.values()):
        return None
    return sum(right[truth] / total[truth] for truth in total) / len(total)


def _suite(suite: SuiteReport, table: Table, *, with_failures: bool) -> str:
    lines = [f"{suite.name}: {suite.cases} cases, {suite.seconds:.1f} s", ""]
    lines.append(table([_row(rate) for rate in suite.rates], _HEADERS))
    lines += _notes(suite)
    shown = [f for f in suite.failures if with_failures or f.breaks_promise]
    for failure in shown:
        lines += ["", in_full(failure)]
    return "\n".join(lines)


def _row(rate: Rate) -> tuple[str, ...]:
    unscored = f" (+{rate.unscored} unscored)" if rate.unscored else ""
    return (
        rate.part if rate.kind == ALL else "",
        rate.measure if rate.kind == ALL else "",
        rate.kind or "all",
        f"{rate.cases}{unscored}",
        percent(rate.value),
        f"{percent(rate.low)} to {percent(rate.high)}" if rate.cases else "-",
        _move(rate),
    )


def _move(rate: Rate) -> str:
    move = rate.move
    if move is None:
        return ""
    if not move.better and not move.worse:
        return "same"
    split = f"{move.better} better, {move.worse} worse"
    if rate.kind != ALL:
        return split
    return f"{100 * move.difference:+.1f} points, {split}, p = {move.p:.2g}"


def _notes(suite: SuiteReport) -> Iterator[str]:
    for part in dict.fromkeys(rate.part for rate in suite.rates):
        if (accuracy := balanced_accuracy(suite.confusion, part)) is not None:
            yield f"\n{part}: balanced accuracy {percent(accuracy)}, {_time(suite, part)}"
    if suite.compared_with:
        yield f"compared with {suite.compared_with}"


def _time(suite: SuiteReport, part: str) -> str:
    seconds = next(r.seconds for r in suite.rates if r.part == part and r.kind == ALL)
    return f"{1000 * seconds:.1f} ms a case (median)"


def _foot(report: Report) -> str:
    ran = report.ran
    revision = f" at {ran.revision}" if ran.revision else ""
    model = ran.model or "rules, no model"
    made = f"tailor {ran.tailor_version}{revision}, Python {ran.python}, {model}"
    lines = [f"{made}, {ran.started}, {ran.seconds:.1f} s"]
    cost = [usage.cost for usage in ran.usage.values() if usage.cost is not None]
    if cost:
        lines.append(f"cost {sum(cost):.4f} US dollars")
    lines += [f"note ({times}x): {note}" for note, times in ran.notes.items()]
    return "\n".join([*lines, *(f"PROBLEM: {problem}" for problem in report.problems)])
