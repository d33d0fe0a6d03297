"""One line of a batch's summary: what came of one pair."""

from collections import Counter

from tailor.domain.base import Frozen
from tailor.domain.changes import ChangeSet
from tailor.domain.run import Run


class Row(Frozen):
    """What came of one profile with one job.

    `shown` of `asked` requirements are in the tailored résumé; `coverage` is their share (None
    when nothing is asked). `suggested` and `kept` count new wordings and refused ones. `cost` is
    in US dollars (None when unknown), `seconds` is the time the work took. `folder` is the run
    folder within the batch's. A row with an `error` has no folder; where a whole job or profile
    is bad, the other name is empty.
    """

    profile: str = ""
    job: str = ""
    title: str = ""
    folder: str = ""
    asked: int = 0
    shown: int = 0
    coverage: float | None = None
    have_but_unused: int = 0
    related: int = 0
    absent: int = 0
    suggested: int = 0
    kept: int = 0
    cost: float | None = 0.0
    seconds: float = 0.0
    error: str = ""


def row_of(change_set: ChangeSet, run: Run, *, profile: str, job: str, folder: str) -> Row:
    """Sum up one run."""
    states = Counter(gap.state for gap in change_set.gaps)
    asked = len(change_set.requirements)
    shown = asked - len({gap.requirement_id for gap in change_set.gaps})
    costs = [usage.cost for usage in run.usage.values()]
    known = [cost for cost in costs if cost is not None]
    posting = change_set.posting
    return Row(
        profile=profile,
        job=job,
        title=" at ".join(part for part in (posting.title, posting.company) if part),
        folder=folder,
        asked=asked,
        shown=shown,
        coverage=round(shown / asked, 3) if asked else None,
        have_but_unused=states["have_but_unused"],
        related=states["related"],
        absent=states["absent"],
        suggested=sum(change.kind == "rewrite" for change in change_set.changes),
        kept=len(change_set.kept),
        cost=round(sum(known), 6) if len(known) == len(costs) else None,
        seconds=round(sum(run.timings.values()), 4),
    )
