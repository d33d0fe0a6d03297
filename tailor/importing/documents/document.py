"""A document as text: what a format's reader hands to the structure."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

MAX_LINE = 4_000
"""Characters of a line; a longer one is read as several, which bounds the time a line takes."""

Style = Literal["", "title", "heading", "bullet"]


@dataclass(frozen=True, slots=True)
class Block:
    """One line as a reader found it. `style` is what the format itself says about the line.

    `level` is the depth of a heading or bullet, from 1. `full` tells that the line reaches the
    right edge, so that the next one continues it; None when the format does not show it.
    """

    text: str
    style: Style = ""
    level: int = 0
    full: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document: its number from 1, and its half-open character span."""

    number: int
    start: int
    end: int
    block: Block

    @property
    def text(self) -> str:
        """The characters of the line, without its end."""
        return self.block.text


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text. `sha256` is that of the file's bytes; spans count characters of `text`."""

    name: str
    sha256: str
    text: str
    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()


def document(
    name: str, data: bytes, blocks: Iterable[Block], warnings: tuple[str, ...] = ()
) -> Document:
    """Lay the blocks out as the lines of one text."""
    lines: list[Line] = []
    position = 0
    short = (part for block in blocks for part in _in_pieces(block))
    for number, block in enumerate(short, start=1):
        end = position + len(block.text)
        lines.append(Line(number, position, end, block))
        position = end + 1
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        text="\n".join(line.text for line in lines),
        lines=tuple(lines),
        warnings=warnings,
    )


def shortened(text: str) -> Iterator[str]:
    """The text in pieces of at most `MAX_LINE` characters, broken at spaces if there are any."""
    while len(text) > MAX_LINE:
        space = text.rfind(" ", 1, MAX_LINE)
        cut = space if space > 0 else MAX_LINE
        yield text[:cut]
        text = text[cut:].removeprefix(" ")
    yield text


def _in_pieces(block: Block) -> Iterator[Block]:
    if len(block.text) <= MAX_LINE:
        return iter((block,))
    return (replace(block, text=text, full=True) for text in shortened(block.text))


def plain_blocks(text: str) -> Iterable[Block]:
    """Lines of text that say nothing about themselves."""
    return (Block(line) for line in text.split("\n"))
