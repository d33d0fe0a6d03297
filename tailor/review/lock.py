"""One review of a run at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tailor.errors import InputError


@contextmanager
def only_review(folder: Path) -> Iterator[None]:
    """Hold a run's review; the system lets go of it when the process ends, however it ends.

    Raises InputError, naming the other process, when somebody reviews the run already. The file is
    never removed: another review may have it open and would then hold a lock that nobody sees.
    """
    try:
        import fcntl  # noqa: PLC0415 -- Windows has none
    except ModuleNotFoundError:
        yield
        return
    path = folder / "review.lock"
    try:
        file = path.open("a+", encoding="ascii", errors="replace")
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error.strerror}).") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise InputError(
                f"This run is being reviewed already, by process {file.read(20).strip()}. "
                "Finish that review first; what it decided is saved."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
        file.truncate(0)
