"""Which format a file is in: by its first bytes, then by its name."""

import io
import re
import zipfile
from pathlib import PurePath
from typing import Literal

Kind = Literal[
    "text",
    "markdown",
    "html",
    "pdf",
    "docx",
    "odt",
    "rtf",
    "zip",
    "json",
    "yaml",
    "xml",
    "old-word",
]

_BY_MAGIC: dict[bytes, Kind] = {b"{\\rt": "rtf", b"\xd0\xcf\x11\xe0": "old-word"}
_BY_SUFFIX: dict[str, Kind] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".yaml": "yaml",
    ".yml": "yaml",
    ".xml": "xml",
}
_HTML = re.compile(rb"^\s*(<!--.*?-->\s*)*(<!doctype html|<html)", re.IGNORECASE | re.DOTALL)


def kind_of(data: bytes, name: str) -> Kind:
    """Tell the format of a file; what nothing else claims is plain text."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _archive(data)
    return _BY_MAGIC.get(head[:4]) or _text_kind(data, head, name)


def _text_kind(data: bytes, head: bytes, name: str) -> Kind:
    if _HTML.match(data[:2048]):
        return "html"
    if head.startswith(b"<?xml"):
        return "html" if b"<html" in data[:2048].lower() else "xml"
    return _BY_SUFFIX.get(PurePath(name).suffix.lower()) or _by_content(head)


def _by_content(head: bytes) -> Kind:
    return "json" if head.startswith((b'{"', b"{\n", b"{\r", b"{ ")) else "text"


def _archive(data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return "zip"
    if "word/document.xml" in names:
        return "docx"
    return "odt" if "content.xml" in names else "zip"
