"""OpenDocument text: headings, paragraphs, lists and table rows in order."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tailor.errors import InputError
from tailor.extras import require
from tailor.importing.documents import archives
from tailor.importing.documents.document import Block

_MAX_DEPTH = 100


def blocks(data: bytes, name: str) -> Iterator[Block]:
    """The document's lines. Raises InputError when it is damaged or encrypted."""
    content = archives.members(data, name).get("content.xml", b"")
    parser = require(
        "defusedxml.ElementTree", package="defusedxml", extra="documents", purpose="Reading ODT"
    )
    try:
        root = parser.fromstring(content)
    except Exception as error:
        # defusedxml and expat raise unrelated classes; all mean that this is no plain document.
        raise InputError(f"{name} cannot be read. Save it again without a password.") from error
    return _walk(root, Block(""), 0)


def _walk(element: Element, like: Block, depth: int) -> Iterator[Block]:
    for child in element if depth < _MAX_DEPTH else ():
        tag = child.tag.rpartition("}")[2]
        if tag in ("h", "p"):
            yield from _paragraph(child, tag, like)
        elif tag == "list-item":
            yield from _walk(child, Block("", "bullet", like.level + 1), depth + 1)
        elif tag == "table-row":
            yield Block("\t".join(filter(None, (_text(cell).strip() for cell in child))))
        elif tag not in ("automatic-styles", "font-face-decls", "scripts", "tracked-changes"):
            yield from _walk(child, like, depth + 1)


def _paragraph(element: Element, tag: str, like: Block) -> Iterator[Block]:
    for text in _text(element).split("\n"):
        if tag == "h":
            level = next((v for k, v in element.items() if k.endswith("outline-level")), "1")
            yield Block(text, "heading", 1 + int(level) if level.isdigit() else 2)
        else:
            yield Block(text, like.style, like.level)


def _text(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag == "s":
            parts.append(" ")
        elif tag == "tab":
            parts.append("\t")
        elif tag == "line-break":
            parts.append("\n")
        elif tag not in ("annotation", "note"):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return re.sub(r"[\r\f]", "", "".join(parts))
