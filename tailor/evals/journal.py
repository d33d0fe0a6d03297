"""What an interrupted run has finished, so that the next one goes on from there."""

import hashlib
from functools import cache
from pathlib import Path

from pydantic import ValidationError

import tailor
from tailor.evals.result import Result


class Journal:
    """Results on disk, one a line, for exactly one state of code, data and model.

    A journal that cannot be read or written costs time, never a run.
    """

    def __init__(self, folder: Path, *state: str) -> None:
        key = hashlib.sha256("\n".join((code_digest(), *state)).encode()).hexdigest()[:24]
        self._path = folder / f"{key}.jsonl"
        self.finished = {result.case_id: result for result in _read(self._path)}

    def add(self, result: Result) -> None:
        """Keep one more result."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(result.model_dump_json() + "\n")
        except OSError:
            return

    def close(self) -> None:
        """Forget everything: the run is complete."""
        self._path.unlink(missing_ok=True)


@cache
def code_digest() -> str:
    """A digest of every file of the package: any change of code or word lists is another state."""
    total = hashlib.sha256()
    package = Path(tailor.__file__).parent
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(str(path.relative_to(package)).encode())
            total.update(path.read_bytes())
    return total.hexdigest()


def _read(path: Path) -> list[Result]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return [result for line in lines if (result := _parsed(line))]


def _parsed(line: str) -> Result | None:
    try:
        return Result.model_validate_json(line)
    except ValidationError:  # the last line may be half written
        return None
