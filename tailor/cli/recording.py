"""A run that somebody watches: kept in its run folder, with a word on what is being done."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tailor.cli.console import Progress
from tailor.recording import Recording
from tailor.runs import RunFolder

_DOING = {
    "posting": "reading what the ad asks for …",
    "requirements": "matching your profile …",
    "matches": "selecting …",
    "selection": "rewording …",
    "proposals": "verifying every line …",
    "changes": "writing …",
}


class WatchedRecording(Recording):
    """Writes into a run folder of `parent`, and shows how far it is.

    The folder is made with the first value: a text that is no posting leaves nothing behind.
    """

    def __init__(
        self, parent: Path, job_name: str, *, now: datetime, clock: Callable[[], float]
    ) -> None:
        started = now.astimezone(UTC).isoformat(timespec="seconds")
        super().__init__(self._write, started=started, clock=clock)
        self.progress = Progress()
        self._parent = parent
        self._name = job_name
        self._stamp = now.strftime("%Y%m%d-%H%M%S")
        self._folder: RunFolder | None = None

    @property
    def folder(self) -> RunFolder:
        """The run folder, made when it is first asked for."""
        if self._folder is None:
            self._folder = RunFolder.create(self._parent, self._name, self._stamp)
        return self._folder

    def __call__(self, name: str, value: Any) -> None:
        """Keep one stage's value, and say what comes next."""
        super().__call__(name, value)
        self.progress.show(_DOING[name])

    def _write(self, name: str, content: str) -> None:
        self.folder.write(name, content)
