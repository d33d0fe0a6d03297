"""PDF: read in a process of its own, so that a hostile file costs seconds but not the program."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tailor.errors import InputError
from tailor.extras import require
from tailor.importing.documents import pdf_layout
from tailor.importing.documents.document import Block
from tailor.importing.documents.pdf_layout import Run
from tailor.importing.documents.pdf_worker import DAMAGED, ENCRYPTED

MAX_PAGES = 40
_SECONDS = 30
_WORKER = Path(__file__).with_name("pdf_worker.py")


def blocks(data: bytes, name: str) -> tuple[list[Block], tuple[str, ...]]:
    """The lines in reading order, and warnings.

    Raises InputError for an encrypted, damaged or image-only file, and for one that takes too long.
    """
    require("pypdfium2", package="pypdfium2", extra="documents", purpose="Reading PDF")
    read = _read(data, name)
    pages = [[Run(*run) for run in page["runs"]] for page in read["pages"]]
    letters = sum(len(run.text) for page in pages for run in page)
    if letters < 20 * len(pages) and any(page["images"] for page in read["pages"]):
        raise InputError(
            f"{name} has pictures of text but no text. Save the original as PDF or DOCX, or run "
            "it through text recognition (OCR) first."
        )
    if not letters:
        raise InputError(f"{name} has no text in it. Save the original again, or give a DOCX.")
    warnings: tuple[str, ...] = ()
    if read["total"] > len(pages):
        warnings = (f"{name} has {read['total']} pages; only the first {len(pages)} were read.",)
    return list(_lines(pages)), warnings


def _lines(pages: list[list[Run]]) -> Iterator[Block]:
    size = pdf_layout.body_size([run for page in pages for run in page])
    for number, page in enumerate(pages):
        yield from pdf_layout.lines(page, first_page=number == 0, body_size=size)


def _read(data: bytes, name: str) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_WORKER), str(MAX_PAGES)],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"{name} takes longer than {_SECONDS} seconds to read. Save it again as a plain PDF."
        ) from error
    if done.returncode == ENCRYPTED:
        raise InputError(f"{name} is protected by a password. Save it without one.")
    if done.returncode == DAMAGED:
        raise InputError(f"{name} is a damaged PDF. Save it again, or give a DOCX.")
    if done.returncode:
        raise InputError(f"{name} could not be read within its limits. Save it again as PDF.")
    value: dict[str, Any] = json.loads(done.stdout)
    return value
