"""Markdown: headings and bullets are what they say; emphasis and link marks are taken off."""

import itertools
import re
from collections.abc import Iterator

from tailor.importing.documents.document import Block, shortened

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_BULLET = re.compile(r"^(\s*)(?:[-*+]|\d{1,2}[.)])\s+(.*)$")
_RULE = re.compile(r"^\s*([-*_=]\s*){3,}$")
_UNDERLINE = re.compile(r"^ {0,3}(?:={3,}|-{3,})\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\((?:mailto:|tel:)?([^)\s]+)(?:\s+\"[^\"]*\")?\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"`([^`]+)`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")


def blocks(text: str) -> Iterator[Block]:
    """The document's lines without marks."""
    lines = [part for line in _without_comments(text).split("\n") for part in shortened(line)]
    for line, following in itertools.zip_longest(lines, lines[1:], fillvalue=""):
        underline = _UNDERLINE.match(following) if line.strip() else None
        if underline and not _BULLET.match(line):
            level = 1 if "=" in underline.group() else 2
            yield Block(plain(line.strip()), "title" if level == 1 else "heading", level)
        elif _RULE.match(line) or _TABLE_RULE.match(line):
            yield Block("")
        else:
            yield _block(line)


def plain(text: str) -> str:
    """One line without emphasis, code and link marks; a link's address stays in parentheses."""
    for pattern, replacement in ((_IMAGE, r"\1"), (_STRONG, r"\2"), (_EMPHASIS, r"\2")):
        text = pattern.sub(replacement, text)
    return _ESCAPE.sub(r"\1", _CODE.sub(r"\1", _LINK.sub(_link, text)))


def _block(line: str) -> Block:
    if heading := _HEADING.match(line):
        level = len(heading.group(1))
        return Block(plain(heading.group(2)), "title" if level == 1 else "heading", level)
    if bullet := _BULLET.match(line):
        level = 1 + len(bullet.group(1).expandtabs(4)) // 2
        return Block(plain(bullet.group(2)), "bullet", level)
    stripped = line.strip()
    if stripped.startswith("|") and stripped.endswith("|") and len(stripped) > 1:
        return Block("\t".join(plain(cell.strip()) for cell in stripped[1:-1].split("|")))
    return Block(plain(line.removesuffix("\\")))


def _link(match: re.Match[str]) -> str:
    label, address = match.groups()
    same = label.rstrip("/") in address or address.rstrip("/").endswith(label)
    return address if same else f"{label} ({address})"


def _without_comments(text: str) -> str:
    """The text with line ends only where comments were, so that lines keep their numbers."""
    parts: list[str] = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end + 3
    return "".join([*parts, text[position:]])
