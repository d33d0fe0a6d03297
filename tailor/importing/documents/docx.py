"""Word documents: paragraphs and tables in reading order.

Macros and embedded objects are neither run nor read.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from tailor.errors import InputError
from tailor.extras import require
from tailor.importing.documents import archives
from tailor.importing.documents.document import Block

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik)\s*(\d)", re.IGNORECASE
)
_TITLE = re.compile(r"^(?:title|titel|titre|título|titolo)$", re.IGNORECASE)
_BULLET = re.compile(r"list|bullet|aufz|liste|lista|puce", re.IGNORECASE)


def blocks(data: bytes, name: str) -> Iterator[Block]:
    """The document's paragraphs. Raises InputError when it is damaged."""
    parts = archives.members(data, name)
    if any(b"<!ENTITY" in part[:4096] for path, part in parts.items() if path.endswith(".xml")):
        raise InputError(f"{name} declares XML entities, which no Word document needs.")
    docx = require("docx", package="python-docx", extra="documents", purpose="Reading DOCX")
    try:
        word = docx.Document(io.BytesIO(data))
        return iter(list(_document(word)))
    except (KeyError, ValueError, AttributeError, TypeError, SyntaxError) as error:
        raise InputError(f"{name} is a damaged Word document. Save it again as DOCX.") from error


def _document(word: Any) -> Iterator[Block]:
    seen: set[str] = set()
    for section in word.sections:
        if section.header.is_linked_to_previous:
            continue
        for paragraph in section.header.paragraphs:
            if paragraph.text.strip() and paragraph.text not in seen:
                seen.add(paragraph.text)
                yield from _paragraph(paragraph)
    yield from _content(word)


def _content(container: Any) -> Iterator[Block]:
    for item in container.iter_inner_content():
        if hasattr(item, "rows"):
            yield from _table(item)
        else:
            yield from _paragraph(item)


def _table(table: Any) -> Iterator[Block]:
    """A row of one-line cells is one line with tabs; larger cells are read one after another.

    One-line cells before a larger one stand beside its first line, as dates do.
    """
    for row in table.rows:
        cells = list({id(cell._tc): cell for cell in row.cells}.values())  # noqa: SLF001
        beside: list[str] = []
        for cell in cells:
            if "\n" not in cell.text.strip() and not cell.tables:
                beside += filter(None, [cell.text.strip()])
            else:
                yield from _beside(beside, _content(cell))
                yield Block("")
                beside = []
        if beside:
            yield Block("\t".join(beside))
    yield Block("")


def _beside(texts: list[str], blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks of a cell, the first with what stands in the cells before it."""
    for block in blocks:
        if texts and block.text.strip():
            plain = not block.style
            yield Block("\t".join([*texts, block.text] if plain else texts))
            if not plain:
                yield block
            texts = []
        else:
            yield block
    if texts:
        yield Block("\t".join(texts))


def _paragraph(paragraph: Any) -> Iterator[Block]:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    for text in paragraph.text.split("\n"):
        if heading := _HEADING.match(style):
            yield Block(text, "heading", int(heading.group(1)) + 1)
        elif _TITLE.match(style):
            yield Block(text, "title", 1)
        elif _is_bullet(paragraph, style):
            yield Block(text, "bullet", _bullet_level(paragraph))
        else:
            yield Block(text)


def _is_bullet(paragraph: Any, style: str) -> bool:
    return bool(_BULLET.search(style)) or _numbering(paragraph) is not None


def _numbering(paragraph: Any) -> Any:
    properties = paragraph._p.pPr  # noqa: SLF001 (python-docx has no public door to numbering)
    return None if properties is None else properties.numPr


def _bullet_level(paragraph: Any) -> int:
    numbering = _numbering(paragraph)
    level = None if numbering is None else numbering.ilvl
    if level is not None:
        return 1 + int(level.val)
    deeper = re.search(r"(\d)$", paragraph.style.name or "")
    return int(deeper.group(1)) if deeper else 1
