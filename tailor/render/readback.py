"""What a parser reads in a rendered file, compared with what was meant to be in it."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from tailor import extras
from tailor.domain.base import Frozen
from tailor.errors import InputError

# Between two texts a page may only have these: bullets, separators and white space.
_SEPARATORS = r"[\s·•|,:–-]*"
# A token longer than this may be broken at a line end, for instance a long address.
_LONGEST_WHOLE_TOKEN = 45
_SHOWN = 70
_SET_APART = ("<super>", "<sub>", "<fraction>")
_NO_PDF = "The PDF cannot be read. Check that it opens and has no password."


class Reading(Frozen):
    """The text one extractor gives back."""

    extractor: str
    text: str


class Comparison(Frozen):
    """What was meant beside what came back.

    `lines` pairs each text that came back with what was read of it; `problems` says what did not
    come back whole and in order, and what came back beside it.
    """

    lines: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]


def read_pdf(data: bytes) -> tuple[Reading, ...]:
    """Extract a PDF's text with two independent extractors.

    Raises InputError when it is no PDF or is locked with a password.
    """
    purpose = "Reading a PDF"
    pypdf = extras.require("pypdf", package="pypdf", extra="render", purpose=purpose)
    pdfium = extras.require("pypdfium2", package="pypdfium2", extra="render", purpose=purpose)
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError) as error:
        raise InputError(_NO_PDF) from error
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise InputError(_NO_PDF) from error
    try:
        seen = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return (
        Reading(extractor="pypdf", text="\n".join(pages)),
        Reading(extractor="pdfium", text="\n".join(seen)),
    )


def read_docx(document: Any) -> Reading:
    """Give the body's text of a python-docx document in order, tables cell by cell."""
    return Reading(extractor="python-docx", text="\n".join(_blocks(document)))


def _blocks(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in row.cells:
                    yield from _blocks(cell)
        else:
            yield block.text


def folded(text: str) -> str:
    """One form for ligatures, wide letters and the hyphen PDFium gives at line ends.

    What is raised, lowered or a fraction stays: folded, 10⁶ would read 106.
    """
    text = text.replace("\ufffe", "-")
    if text.isascii():
        return text
    folded = (c if _is_set_apart(c) else unicodedata.normalize("NFKC", c) for c in text)
    return unicodedata.normalize("NFC", "".join(folded))


def compare(texts: Iterable[str], reading: Reading) -> Comparison:
    """Look for each of `texts` in what was read, whole and in order."""
    read, position = folded(reading.text), 0
    lines: list[tuple[str, str]] = []
    problems: list[str] = []
    for text in texts:
        wanted = _pattern(folded(text))
        found = re.compile(_SEPARATORS + wanted).match(read, position)
        if not found and (found := re.compile(wanted).search(read, position)):
            between = _short(read[position : found.start()])
            problems.append(f"before “{_short(text)}” there is “{between}”")
        if found:
            position = found.end()
            lines.append((text, _unbroken(found["text"], folded(text))))
        else:
            there = _short(read[position:])
            problems.append(f"“{_short(text)}” does not come back; “{there}” is there")
    rest = re.compile(_SEPARATORS).sub(" ", read[position:], count=1).strip()
    if rest:
        problems.append(f"at the end there is “{_short(rest)}”")
    return Comparison(lines=tuple(lines), problems=tuple(problems))


def _is_set_apart(character: str) -> bool:
    return unicodedata.decomposition(character).startswith(_SET_APART)


def _pattern(text: str) -> str:
    words = r"\s+".join(_token(token) for token in text.split())
    return f"(?P<text>{words})"


def _unbroken(read: str, meant: str) -> str:
    """What was read, with white space only where a space was meant and not a line's end."""
    letters = iter("".join(read.split()))
    return "".join(" " if c == " " else next(letters) for c in " ".join(meant.split()))


def _token(token: str) -> str:
    if len(token) > _LONGEST_WHOLE_TOKEN:
        return r"\s*".join(map(re.escape, token))
    # Scripts written without spaces may break at any letter, and some readers part them from
    # Latin letters and figures.
    return re.escape(token[:1]) + "".join(
        (r"\s*" if _is_wide(before) or _is_wide(letter) else "") + re.escape(letter)
        for before, letter in pairwise(token)
    )


def _is_wide(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF"


def _short(text: Any) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
