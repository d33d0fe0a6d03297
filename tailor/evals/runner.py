"""Run every case of a suite, score it, and keep what is finished."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tailor.errors import ModelError
from tailor.evals.journal import Journal
from tailor.evals.result import Result
from tailor.evals.suite import AnyCase, AnyRun, Score, Suite

OnCase = Callable[[int, int], None]
_BLIND = "test"


def run_suite(
    suite: Suite[Any, Any],
    *,
    journal: Journal,
    clock: Callable[[], float],
    on_case: OnCase = lambda _done, _all: None,
    show_test: bool = False,
) -> tuple[Result, ...]:
    """The result of every case, in order; `on_case` hears how many are done.

    What the journal has is not run again. Of a test part nothing but ids and scores is kept,
    unless `show_test` says so.
    """
    finished = dict(journal.finished)
    waiting = [case for case in suite.cases if case.id not in finished]

    def result_of(case: Any) -> Result:
        result = _result(suite, case, clock)
        return result if show_test or result.part != _BLIND else _blinded(result)

    for result in _each(result_of, waiting, suite.workers):
        journal.add(result)
        finished[result.case_id] = result
        on_case(len(finished), len(suite.cases))
    journal.close()
    return tuple(finished[case.id] for case in suite.cases)


def data_digest(suite: Suite[Any, Any]) -> str:
    """A digest of everything the cases hold."""
    total = hashlib.sha256()
    for case in suite.cases:
        total.update(case.model_dump_json().encode())
    return total.hexdigest()[:16]


def _each(work: Callable[[Any], Result], cases: list[Any], workers: int) -> Iterator[Result]:
    if workers == 1:
        yield from map(work, cases)
        return
    pool = ThreadPoolExecutor(workers)
    try:
        yield from pool.map(work, cases)
    finally:
        pool.shutdown(cancel_futures=True)


def _result(suite: Suite[AnyCase, AnyRun], case: AnyCase, clock: Callable[[], float]) -> Result:
    started = clock()
    try:
        run = suite.run(case)
    except ModelError as error:
        return _unscored(suite, case, clock() - started, str(error))
    seconds = clock() - started
    scores = (measure.scorer(case, run) for measure in suite.measures)
    return Result(
        case_id=case.id,
        kind=case.kind,
        part=case.part,
        scores=tuple(score for score in scores if score is not None),
        seconds=round(seconds, 6),
        truths_and_answers=suite.confusion(case, run),
        strengths=suite.strengths(case, run),
        shown=suite.show(case, run),
    )


def _unscored(suite: Suite[Any, Any], case: Any, seconds: float, why: str) -> Result:
    """A model that gives no usable answer is not a wrong answer."""
    scores = tuple(Score(name=m.name, value=None, reason=why) for m in suite.measures)
    return Result(
        case_id=case.id, kind=case.kind, part=case.part, scores=scores, seconds=round(seconds, 6)
    )


def _blinded(result: Result) -> Result:
    scores = tuple(score.model_copy(update={"reason": ""}) for score in result.scores)
    return result.model_copy(update={"scores": scores, "shown": ""})
