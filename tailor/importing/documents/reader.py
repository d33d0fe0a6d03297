"""A file of any supported format -> a `Document`."""

from collections.abc import Iterable
from pathlib import Path

from tailor.errors import InputError
from tailor.files import decode, read_bytes
from tailor.importing.documents import docx, html, kinds, latex, markdown, mojibake, odt, pdf, rtf
from tailor.importing.documents.document import Block, Document, document, plain_blocks

MAX_FILE_BYTES = 20_000_000
MAX_CHARACTERS = 400_000
MAX_LINES = 10_000


def text_of(source: Path | bytes, name: str = "") -> Document:
    """Read a document's text in reading order.

    `name` is what the document is called in provenance; a path's own name when left out. Raises
    InputError when the file cannot be read, is too large, encrypted, damaged, or has no text.
    """
    if isinstance(source, Path):
        data = read_bytes(source, what="document", limit=MAX_FILE_BYTES)
        name = name or source.name
    else:
        data = source
    blocks, warnings = _blocks(data, name)
    found = document(name, data, blocks, warnings)
    if len(found.lines) > MAX_LINES:
        raise InputError(f"{name} holds {len(found.lines):,} lines, too many for a résumé.")
    if len(found.text) > MAX_CHARACTERS:
        raise InputError(f"{name} holds {len(found.text):,} characters, too many for a résumé.")
    if not found.text.strip():
        raise InputError(f"{name} has no text in it.")
    return found


def _blocks(data: bytes, name: str) -> tuple[Iterable[Block], tuple[str, ...]]:
    match kinds.kind_of(data, name):
        case "pdf":
            return pdf.blocks(data, name)
        case "docx":
            return docx.blocks(data, name), ()
        case "odt":
            return odt.blocks(data, name), ()
        case "rtf":
            return rtf.blocks(data), ()
        case "old-word":
            raise InputError(f"{name} is in the old Word format. Save it as DOCX or PDF.")
        case "zip":
            raise InputError(f"{name} is an archive without a document that we know in it.")
        case kind:
            return _text_blocks(data, name, kind)


def _text_blocks(
    data: bytes, name: str, kind: kinds.Kind
) -> tuple[Iterable[Block], tuple[str, ...]]:
    text = decode(data, what="document", name=name)
    fixed = mojibake.repaired(text)
    warnings = (
        (f"{name} had damaged characters (such as â€¢ for •); they were read as meant.",)
        if fixed != text
        else ()
    )
    if kind == "html":
        return html.blocks(fixed), warnings
    if kind == "markdown":
        return markdown.blocks(fixed), warnings
    if "\\documentclass" in fixed or "\\begin{document}" in fixed:
        return latex.blocks(fixed), warnings
    return plain_blocks(fixed), warnings
