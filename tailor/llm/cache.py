"""Answers kept on disk by the content of their question; private, bounded, safe to delete."""

import hashlib
import json
import os
from dataclasses import asdict
from pathlib import Path

from tailor.errors import InputError
from tailor.files import write_atomically
from tailor.llm.port import Provider, Reply, Request

MAX_BYTES = 50_000_000


def default_folder() -> Path:
    """Where answers are kept unless told otherwise: $TAILOR_CACHE_DIR, else the user's cache."""
    if chosen := os.environ.get("TAILOR_CACHE_DIR"):
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tailor" / "answers"


class AnswerCache:
    """A folder of answers. A damaged, unwritable or full folder costs a call, never a run."""

    def __init__(self, folder: Path, *, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def get(self, provider: Provider, request: Request) -> Reply | None:
        """The answer given to the same request by the same model before, if it is kept."""
        path = self._path(provider, request)
        try:
            reply = Reply(**json.loads(path.read_bytes()))
            os.utime(path)
        except (OSError, ValueError, TypeError):
            return None
        return reply

    def put(self, provider: Provider, request: Request, reply: Reply) -> None:
        """Keep an answer; the oldest ones go when the folder grows too large."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self._path(provider, request), json.dumps(asdict(reply)))
            self._trim()
        except (InputError, OSError):
            return

    def _path(self, provider: Provider, request: Request) -> Path:
        content = json.dumps([provider.name, provider.origin, asdict(request)], sort_keys=True)
        return self._folder / f"{hashlib.sha256(content.encode()).hexdigest()}.json"

    def _trim(self) -> None:
        kept = sorted(
            ((path.stat().st_mtime_ns, path.stat().st_size, path) for path in self._files()),
            reverse=True,
        )
        total = 0
        for _, size, path in kept:
            total += size
            if total > self._max_bytes:
                path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        return [path for path in self._folder.glob("*.json") if path.is_file()]
