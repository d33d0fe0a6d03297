"""A document as text: what a format's reader hands to the structure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

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
    for number, block in enumerate(blocks, start=1):
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


def plain_blocks(text: str) -> Iterable[Block]:
    """Lines of text that say nothing about themselves."""
    return (Block(line) for line in text.split("\n"))
