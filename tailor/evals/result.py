"""What came of one case, and of a suite."""

from tailor.domain.base import Frozen
from tailor.evals.suite import Score


class Result(Frozen):
    """One case's scores. `shown` is the case in full; it is empty for a blind one."""

    case_id: str
    kind: str
    part: str
    scores: tuple[Score, ...]
    seconds: float
    truths_and_answers: tuple[tuple[str, str], ...] = ()
    strengths: tuple[tuple[float, bool], ...] = ()
    shown: str = ""
