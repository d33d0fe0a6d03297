"""A run as it happens: every stage's value goes into the run folder, with the time it took."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tailor import __version__
from tailor.cli.console import Progress
from tailor.cli.engines import Powered
from tailor.cli.ledgers import write_ledger
from tailor.domain.changes import ChangeSet, Omit
from tailor.domain.run import Run
from tailor.factcheck.whole import faults
from tailor.ledger.gaps import gap_report
from tailor.render import to_markdown, to_text
from tailor.review import review_html
from tailor.runs import RunFolder

_DOING = {
    "posting": "reading what the ad asks for …",
    "requirements": "matching your profile …",
    "matches": "selecting …",
    "selection": "rewording …",
    "proposals": "verifying every line …",
    "changes": "writing …",
}


_MOST_FAULTS = 5


class Recording:
    """Takes every stage's value (it is the pipeline's `on_stage`) and keeps it.

    The run folder is made with the first value: a text that is no posting leaves nothing behind.
    """

    def __init__(
        self, parent: Path, job_name: str, *, now: datetime, clock: Callable[[], float]
    ) -> None:
        self.progress = Progress()
        self.notes: list[str] = []
        self._parent = parent
        self._job_name = job_name
        self._now = now
        self._clock = clock
        self._last = clock()
        self._timings: dict[str, float] = {}
        self._folder: RunFolder | None = None

    @property
    def folder(self) -> RunFolder:
        """The run folder, made when it is first asked for."""
        if self._folder is None:
            stamp = self._now.strftime("%Y%m%d-%H%M%S")
            self._folder = RunFolder.create(self._parent, self._job_name, stamp)
        return self._folder

    def __call__(self, name: str, value: Any) -> None:
        """Keep one stage's value."""
        self._timings[name] = round(self._clock() - self._last, 4)
        if name == "posting":
            self.folder.write("posting.txt", value.text)
        else:
            self.folder.save(name, value)
        self.progress.show(_DOING[name])
        self._last = self._clock()

    def finish(self, change_set: ChangeSet, powered: Powered, *, job: str, profile: Path) -> Run:
        """Write the draft with every suggestion taken, the page to review, what produced them."""
        draft = change_set.accepted(undecided=True)
        self.folder.write("resume.md", to_markdown(draft))
        self.folder.write("resume.txt", to_text(draft))
        self.folder.write("gaps.md", gap_report(change_set))
        page = review_html(change_set, run=str(self.folder.path))
        self.folder.write("review.html", page)
        run = Run(
            engine=powered.name,
            model=powered.model,
            prompt_fingerprints=powered.prompt_fingerprints,
            usage=powered.usage(),
            tailor_version=__version__,
            profile_digest=hashlib.sha256(profile.read_bytes()).hexdigest(),
            job_digest=hashlib.sha256(job.encode()).hexdigest(),
            started=self._now.astimezone(UTC).isoformat(timespec="seconds"),
            timings=self._timings,
            notes=(*change_set.posting.notes, *self.notes, *_faults(change_set)),
        )
        self.folder.save("run", run)
        write_ledger(self.folder, change_set, run)
        return run


def _faults(change_set: ChangeSet) -> tuple[str, ...]:
    """What is wrong with the draft as a whole: a line lost, or a tool older than its release."""
    left_out = {change.target_id for change in change_set.changes if isinstance(change, Omit)}
    found = faults(change_set.accepted(undecided=True), change_set.base, left_out=left_out)
    reasons = dict.fromkeys(f"In the draft ({fault.id}): {fault.reason}" for fault in found)
    return tuple(reasons)[:_MOST_FAULTS]
