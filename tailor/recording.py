"""A run as it happens: every stage's value is kept as a file, with the time it took."""

import hashlib
from collections.abc import Callable
from typing import Any

from tailor import __version__
from tailor.domain.changes import ChangeSet, Omit, Resume
from tailor.domain.run import Run
from tailor.engine import Powered
from tailor.factcheck.whole import faults
from tailor.ledger.files import ledger_files
from tailor.ledger.gaps import gap_report
from tailor.ledger.lines import ledger
from tailor.render import to_markdown, to_text
from tailor.review import review_html
from tailor.runs import dump

_MOST_FAULTS = 5


class Recording:
    """Takes every stage's value (it is the pipeline's `on_stage`) and makes a file of it.

    `keep` gets the name and the content of each file of the run folder, as soon as it is there.
    """

    def __init__(
        self, keep: Callable[[str, str], object], *, started: str, clock: Callable[[], float]
    ) -> None:
        self.notes: list[str] = []
        self._keep = keep
        self._started = started
        self._clock = clock
        self._last = clock()
        self._timings: dict[str, float] = {}

    def __call__(self, name: str, value: Any) -> None:
        """Keep one stage's value."""
        self._timings[name] = round(self._clock() - self._last, 4)
        if name == "posting":
            self._keep("posting.txt", value.text)
        else:
            self._keep(f"{name}.json", dump(value))
        self._last = self._clock()

    def finish(
        self, change_set: ChangeSet, powered: Powered, *, job: str, profile_digest: str, place: str
    ) -> Run:
        """Keep the draft with every suggestion taken, the pages about it, and what produced it.

        `place` is the run folder as the pages name it.
        """
        draft = change_set.accepted(undecided=True)
        run = Run(
            engine=powered.name,
            model=powered.model,
            prompt_fingerprints=powered.prompt_fingerprints,
            usage=powered.usage(),
            tailor_version=__version__,
            profile_digest=profile_digest,
            job_digest=hashlib.sha256(job.encode()).hexdigest(),
            started=self._started,
            timings=self._timings,
            notes=(*change_set.posting.notes, *self.notes, *_faults(change_set, draft)),
        )
        book = ledger(
            change_set, draft, profile_sha256=profile_digest, tailor_version=run.tailor_version
        )
        files = {
            "resume.md": to_markdown(draft),
            "resume.txt": to_text(draft),
            "gaps.md": gap_report(change_set),
            "review.html": review_html(change_set, run=place),
            "run.json": dump(run),
            **ledger_files(book),
        }
        for name, content in files.items():
            self._keep(name, content)
        return run


def _faults(change_set: ChangeSet, draft: Resume) -> tuple[str, ...]:
    """What is wrong with the draft as a whole: a line lost, or a tool older than its release."""
    left_out = {change.target_id for change in change_set.changes if isinstance(change, Omit)}
    found = faults(draft, change_set.base, left_out=left_out)
    reasons = dict.fromkeys(f"In the draft ({fault.id}): {fault.reason}" for fault in found)
    return tuple(reasons)[:_MOST_FAULTS]
