"""Where a posting or a text comes from: a file, standard input, or a web address."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tailor import files
from tailor.errors import InputError

if TYPE_CHECKING:
    from http.client import HTTPResponse

_SECONDS = 20
_WEB = ("http://", "https://")
_AGENT = "tailor (reads one job posting for its user)"
_READABLE = ("text/", "application/xhtml", "application/json", "application/xml")
_SAVE = "Save the page's text in a file and give that."


def read_source(source: str, *, what: str = "job posting") -> str:
    """Read the text of a path, of standard input ("-") or of an http(s) address, at most 5 MB.

    Raises InputError when it cannot be had, is empty, too large, or no text.
    """
    if source == "-":
        return _standard_input(what)
    if source.lower().startswith(_WEB):
        return _web_page(source, what)
    if "://" in source:
        raise InputError(f"{source} is no web address we read. Give an http(s) address or a file.")
    data = files.read_bytes(Path(source), what=what)
    return files.decode(data, what=what, name=source)


def _standard_input(what: str) -> str:
    data = sys.stdin.buffer.read(files.MAX_BYTES + 1)
    _check_size(data, "The standard input", what)
    return files.decode(data, what=what, name="The standard input")


def _check_size(data: bytes, name: str, what: str) -> None:
    if len(data) > files.MAX_BYTES:
        limit = files.MAX_BYTES // 1_000_000
        raise InputError(f"{name} is larger than {limit} MB, too large for a {what}.")
    if not data.strip():
        raise InputError(f"{name} is empty. Give the text of the {what}.")


def _web_page(address: str, what: str) -> str:
    from http.client import HTTPException
    from urllib.error import HTTPError, URLError

    try:
        data, kind, charset = _fetched(address)
    except HTTPError as error:
        raise InputError(f"{address} answered {error.code} ({error.reason}). {_SAVE}") from error
    except URLError as error:
        raise InputError(f"{address} cannot be reached ({error.reason}). {_SAVE}") from error
    except (OSError, HTTPException, ValueError) as error:
        raise InputError(f"{address} cannot be read ({error}). {_SAVE}") from error
    if kind and not kind.startswith(_READABLE):
        raise InputError(f"{address} is no web page but {kind}. {_SAVE}")
    _check_size(data, address, what)
    if charset and charset.lower() not in {"utf-8", "utf8"}:
        try:
            return data.decode(charset, errors="replace")
        except LookupError:
            pass  # An unknown name: the bytes themselves tell more.
    return files.decode(data, what=what, name=address)


def _fetched(address: str) -> tuple[bytes, str, str | None]:
    from urllib.request import HTTPHandler, HTTPSHandler, Request, build_opener

    request = Request(address, headers={"User-Agent": _AGENT, "Accept": "text/html,text/plain"})  # noqa: S310 -- only http(s) gets here
    opener = build_opener(HTTPHandler, HTTPSHandler)
    response: HTTPResponse
    with opener.open(request, timeout=_SECONDS) as response:
        data = response.read(files.MAX_BYTES + 1)
        # A server that names no type still tells by its bytes.
        kind = response.headers.get_content_type() if response.headers["Content-Type"] else ""
        return data, kind, response.headers.get_content_charset()
