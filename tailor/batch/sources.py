"""Where a batch's jobs and profiles come from: files of a folder, or lines of a JSONL file."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tailor import files
from tailor.errors import InputError

Kind = Literal["job", "profile"]

_JOBS = frozenset({".txt", ".md", ".html", ".htm"})
_PROFILES = frozenset({".yaml", ".yml", ".json"})


@dataclass(frozen=True, slots=True)
class Content:
    """What a source says, and the SHA-256 of the file (or of the text in a line of one)."""

    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class Source:
    """One text and where it is: a file, or the line of a file that begins at `offset` (bytes)."""

    kind: Kind
    name: str
    path: Path
    offset: int | None = None

    def read(self) -> Content:
        """Read it. Raises InputError when it cannot be had, is empty, or is no text."""
        if self.offset is not None:
            text = _read_line(self.path, self.offset)
            return Content(text, hashlib.sha256(text.encode()).hexdigest())
        what = "job posting" if self.kind == "job" else "profile"
        data = files.read_bytes(self.path, what=what)
        text = files.decode(data, what=what, name=str(self.path))
        return Content(text, hashlib.sha256(data).hexdigest())


def jobs_of(path: Path) -> tuple[Source, ...]:
    """The jobs of a folder (txt, md, html), or of a JSONL file of {"id": ..., "text": ...}.

    Raises InputError when there is none.
    """
    found = _folder(path, "job", _JOBS) if path.is_dir() else tuple(_lines(path))
    if not found:
        kinds = "txt, md or html files" if path.is_dir() else "lines"
        raise InputError(f"{path} holds no job: there are no {kinds} in it.")
    return found


def profiles_of(folder: Path) -> tuple[Source, ...]:
    """The profiles of a folder. Raises InputError when there is none."""
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder. Give the folder of the profiles.")
    found = _folder(folder, "profile", _PROFILES)
    if not found:
        raise InputError(f"{folder} holds no profile: there are no yaml or json files in it.")
    return found


def _folder(folder: Path, kind: Kind, endings: frozenset[str]) -> tuple[Source, ...]:
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in endings)
    return tuple(Source(kind, path.stem, path) for path in paths if not path.name.startswith("."))


def _lines(path: Path) -> Iterator[Source]:
    """Every line that is not empty. The texts stay in the file: a million of them need no room."""
    try:
        with path.open("rb") as file:
            offset = 0
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield Source("job", _id_of(line) or f"line-{number}", path, offset)
                offset += len(line)
    except OSError as error:
        raise InputError(f"{path}: the jobs cannot be read ({error.strerror}).") from error


def _id_of(line: bytes) -> str | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None  # reported when its turn comes, and skipped
    id_ = value.get("id") if isinstance(value, dict) else None
    return str(id_) if isinstance(id_, str | int) else None


def _read_line(path: Path, offset: int) -> str:
    try:
        with path.open("rb") as file:
            file.seek(offset)
            value = json.loads(file.readline(files.MAX_BYTES))
    except OSError as error:
        raise InputError(f"{path}: the jobs cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise InputError(f"This line of {path} is no JSON ({error}).") from error
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise InputError(f'This line of {path} has no "text".')
    return text
