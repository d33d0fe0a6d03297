"""How commands speak: results on stdout, talk and progress on stderr, colour only on a terminal."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TextIO

_CODES = {"green": "32", "red": "31", "yellow": "33", "dim": "2", "bold": "1"}


def colours(stream: TextIO) -> bool:
    """Whether `stream` wants colour: a terminal, and NO_COLOR is not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str, *, stream: TextIO | None = None) -> str:
    """Colour `text` when the stream wants colour."""
    return f"\x1b[{_CODES[colour]}m{text}\x1b[0m" if colours(stream or sys.stdout) else text


def say(text: str = "") -> None:
    """Talk to the person, on stderr."""
    print(text, file=sys.stderr)


def table(rows: Iterable[Sequence[str]], *, headers: Sequence[str]) -> str:
    """Lay out rows in columns under headers; plain text, no colour."""
    cells = [tuple(headers), *(tuple(row) for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(headers))]
    lines = [
        "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells
    ]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:]])


class Progress:
    """One line on stderr that says what is happening; nothing when stderr is no terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._on = self._stream.isatty()

    def show(self, text: str) -> None:
        """Replace the line."""
        if self._on:
            self._stream.write(f"\r\x1b[2K{text}")
            self._stream.flush()

    def clear(self) -> None:
        """Remove the line."""
        self.show("")
