"""A job posting given as a path, as - for standard input, or as a URL."""

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tailor.errors import InputError
from tailor.files import MAX_BYTES, decode, read_bytes

_SECONDS = 20


@dataclass(frozen=True)
class JobSource:
    """The text of a posting as it was given, and a short name for it."""

    name: str
    text: str


def read_job(job: str) -> JobSource:
    """Read the posting. Raises InputError when there is none to read."""
    if job == "-":
        return JobSource("job", _decoded(_from_stdin(), "Standard input"))
    if job.startswith(("http://", "https://")):
        parts = urlsplit(job)
        stem = Path(parts.path).stem or parts.hostname or "job"
        return JobSource(stem, _decoded(_from_web(job), job))
    path = Path(job).expanduser()
    return JobSource(path.stem or "job", _decoded(read_bytes(path, what="job posting"), job))


def _decoded(data: bytes, name: str) -> str:
    return decode(data, what="job posting", name=name)


def _from_stdin() -> bytes:
    if sys.stdin.isatty():
        print("Paste the job posting, then press Ctrl-D.", file=sys.stderr)
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    return _checked(data, "Standard input")


def _from_web(url: str) -> bytes:
    # A quarter of the start-up time of a run, which only this path needs.
    from http.client import HTTPException
    from urllib.error import URLError
    from urllib.request import Request, urlopen

    request = Request(url, headers={"User-Agent": "tailor"})  # noqa: S310 - http(s) only, see read_job
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - same
            return _checked(answer.read(MAX_BYTES + 1), url)
    except (URLError, HTTPException, OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise InputError(
            f"{url} could not be read ({reason}). Save the posting as a file and give its path."
        ) from error


def _checked(data: bytes, name: str) -> bytes:
    if not data.strip():
        raise InputError(f"{name} is empty. Give the job posting as text.")
    if len(data) > MAX_BYTES:
        raise InputError(f"{name} is too large for a job posting. Give only the text that matters.")
    return data
