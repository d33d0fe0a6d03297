"""The run folder: one run's inputs, every stage's value, the decisions and the results."""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import to_json

from tailor.domain.changes import ChangeSet, Decision
from tailor.domain.evidence import slug
from tailor.domain.run import Run
from tailor.errors import InputError
from tailor.files import write_atomically

_Model = TypeVar("_Model", bound=BaseModel)


class RunFolder:
    """One run on disk. Names of files are the names of the stages' values."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, parent: Path, job_name: str, stamp: str) -> "RunFolder":
        """Make a new folder `<job>-<stamp>` in `parent`; a number is added when it is taken.

        Raises InputError when the folder cannot be made.
        """
        stem = f"{slug(job_name)[:60]}-{stamp}"
        for number in range(1, 1000):
            path = parent / (stem if number == 1 else f"{stem}-{number}")
            try:
                parent.mkdir(parents=True, exist_ok=True)
                path.mkdir(mode=0o700)
            except FileExistsError:
                if parent.is_dir():
                    continue
                raise InputError(f"{parent} is a file. Give a folder with --out.") from None
            except OSError as error:
                raise InputError(
                    f"No run folder can be made in {parent} ({error.strerror}). "
                    "Give another folder with --out."
                ) from error
            return cls(path)
        raise InputError(f"{parent} holds too many runs of one moment. Give another folder.")

    @classmethod
    def find(cls, run: str | None, parent: Path) -> "RunFolder":
        """Open the named run (a folder, or its name in `parent`), or the newest one.

        Raises InputError when there is none.
        """
        if run:
            for path in (Path(run), parent / run):
                if (path / "changes.json").is_file():
                    return cls(path)
            raise InputError(f"{run} is no run folder. Name a folder made by tailor --job.")
        made = list(parent.glob("*/changes.json")) if parent.is_dir() else []
        if not made:
            raise InputError(f"There is no run in {parent} yet. Start one with: tailor --job FILE")
        return cls(max(made, key=lambda p: (p.stat().st_mtime_ns, p)).parent)

    def save(self, name: str, value: Any) -> Path:
        """Write a stage's value as `<name>.json`."""
        return self.write(f"{name}.json", dump(value))

    def write(self, name: str, content: str | bytes) -> Path:
        """Write one file of the run, whole or not at all."""
        path = self.path / name
        write_atomically(path, content)
        return path

    def change_set(self) -> ChangeSet:
        """Read what the run suggested. Raises InputError when the file is damaged."""
        return self._read("changes.json", ChangeSet)

    def run(self) -> Run:
        """Read what produced the run. Raises InputError when the file is damaged."""
        return self._read("run.json", Run)

    def decisions(self) -> tuple[Decision, ...] | None:
        """Read the person's decisions; None when no review was started."""
        path = self.path / "decisions.json"
        if not path.exists():
            return None
        return read_decisions(path)

    def save_decisions(self, decisions: Iterable[Decision]) -> None:
        """Write the person's decisions, whole or not at all."""
        self.write("decisions.json", _decisions().dump_json(tuple(decisions), indent=1) + b"\n")

    def _read(self, name: str, model: type[_Model]) -> _Model:
        path = self.path / name
        try:
            return model.model_validate_json(path.read_bytes())
        except OSError as error:
            raise InputError(f"{path} cannot be read ({os.strerror(error.errno or 0)}).") from error
        except ValidationError as error:
            raise InputError(f"{path} is damaged. Run tailor --job again.") from error


@cache
def _decisions() -> TypeAdapter[tuple[Decision, ...]]:
    return TypeAdapter(tuple[Decision, ...])


def dump(value: Any) -> str:
    """Write a model, or a tuple or dict of models, as readable JSON."""
    return to_json(value, indent=1, by_alias=True).decode() + "\n"


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """Read a file of decisions. Raises InputError when it is none."""
    try:
        return _decisions().validate_json(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        fault = ": ".join(filter(None, (where, first["msg"])))
        raise InputError(f"{path} is no file of decisions ({fault}).") from error
