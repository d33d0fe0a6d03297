"""What an applicant tracking system would see in a file, and what would trouble it."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from tailor.domain.base import Frozen
from tailor.domain.matching import Section
from tailor.errors import InputError
from tailor.files import decode
from tailor.render.hidden import Hidden, hidden_in_docx, hidden_in_pdf, hidden_in_text
from tailor.render.readback import Reading, read_docx, read_pdf
from tailor.render.revision import open_docx
from tailor.render.wording import known_headings

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d\s().-]{7,18}\d")
_YEARS = re.compile(r"(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d")
_DATES = {
    "2014-06": re.compile(r"\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])\b"),
    "06/2014": re.compile(r"\b(?:0?[1-9]|1[0-2])[/.](?:19|20)\d\d\b"),
    "Jun 2014": re.compile(r"\b[^\W\d]{3}\.? (?:19|20)\d\d\b"),
    "June 2014": re.compile(
        r"\b(?:January|February|March|April|June|July|August|September|October|November|December)"
        r" (?:19|20)\d\d\b"
    ),
}
# Two extractors may part the words of a page differently; more than this is disorder.
_LEAST_AGREEMENT = 0.95


class Inspection(Frozen):
    """What was read, what is wrong with it, and what a person should know.

    `sections` are the headings found, in order, with what a parser takes them for.
    """

    readings: tuple[Reading, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    sections: tuple[tuple[str, Section], ...]


def inspect(data: bytes, name: str) -> Inspection:
    """Read a PDF, a Word document or a text as parsers do.

    Raises InputError when it is none of these or cannot be read, MissingExtraError without the
    extractors.
    """
    readings, hidden, problems, notes = _READERS.get(PurePath(name).suffix.lower(), _text)(
        data, name
    )
    text = readings[0].text
    hidden += hidden_in_text(text)
    sections = tuple(_sections(text))
    problems += [f"“{h.text}” on {h.place} cannot be seen: {h.reason}." for h in hidden]
    if not text.strip():
        problems.append("There is no text to read: the page is a picture.")
    elif not sections:
        problems.append("No standard section heading was found (Experience, Education, Skills …).")
    return Inspection(
        readings=readings,
        problems=tuple(problems),
        notes=(*notes, *_notes(text)),
        sections=sections,
    )


_Read = tuple[tuple[Reading, ...], tuple[Hidden, ...], list[str], list[str]]


def _pdf(data: bytes, _name: str) -> _Read:
    readings = read_pdf(data)
    problems = []
    if (agreement := _agreement(*readings)) < _LEAST_AGREEMENT:
        problems.append(f"Two extractors agree on only {agreement:.0%} of the words.")
    return readings, hidden_in_pdf(data), problems, []


def _agreement(one: Reading, other: Reading) -> float:
    words = [Counter(reading.text.replace("\ufffe", "-").split()) for reading in (one, other)]
    total = sum(words[0].values()) + sum(words[1].values())
    return 2 * sum((words[0] & words[1]).values()) / total if total else 1.0


def _word(data: bytes, _name: str) -> _Read:
    document = open_docx(data)
    problems = []
    if document.tables:
        problems.append("There is text in tables; many parsers read them in the wrong order.")
    if any(_running_text(section) for section in document.sections):
        problems.append("There is text in the header or footer; many parsers skip it.")
    if any(True for _ in document.element.body.iter("{*}txbxContent")):
        problems.append("There is text in text boxes; many parsers skip them.")
    notes = ["There are pictures; no parser reads text in them."] if document.inline_shapes else []
    return (read_docx(document),), hidden_in_docx(document), problems, notes


def _running_text(section: Any) -> str:
    parts = (section.header, section.footer, section.first_page_header, section.first_page_footer)
    return "".join(p.text for part in parts for p in part.paragraphs).strip()


def _data(_data: bytes, name: str) -> _Read:
    raise InputError(f"{name} is data for programs. Give a PDF, a Word document or a text.")


def _text(data: bytes, name: str) -> _Read:
    text = decode(data, what="résumé", name=name)
    return (Reading(extractor="plain text", text=text),), (), [], []


_READERS = {".pdf": _pdf, ".docx": _word, ".json": _data, ".yaml": _data, ".yml": _data}


def _sections(text: str) -> Iterator[tuple[str, Section]]:
    known = known_headings()
    for line in text.splitlines():
        heading = line.strip().strip("#*_:").strip()
        if section := known.get(heading.casefold()):
            yield heading, section


def _notes(text: str) -> Iterator[str]:
    if not _EMAIL.search(text):
        yield "No e-mail address was found."
    if not _PHONE.search(_YEARS.sub("", text)):
        yield "No phone number was found."
    styles = [style for style, shape in _DATES.items() if shape.search(text)]
    if len(styles) > 1:
        yield f"Dates are written in {len(styles)} ways: {', '.join(styles)}."
