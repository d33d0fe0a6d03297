"""Rich Text Format: the visible text. Objects, pictures and fields' instructions are skipped."""

import re
from collections.abc import Iterator

from tailor.importing.documents.document import Block

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)"
)
_SKIPPED = {
    *(b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer"),
    *(b"listtable", b"listoverridetable", b"fldinst", b"themedata", b"generator", b"xmlnstbl"),
    *(b"pntext", b"listtext", b"bkmkstart", b"bkmkend", b"footnote", b"annotation"),
}
_ITEM_MARKS = (b"pntext", b"listtext")
_ITEM = "\x01"
_CHARACTERS = {
    b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t",
    b"cell": "\t", b"bullet": "•", b"endash": "–", b"emdash": "—", b"lquote": "‘",
    b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}


def blocks(data: bytes) -> Iterator[Block]:
    """The lines of the text; list items are told by the list mark before them."""
    for line in "".join(_text(data)).split("\n"):
        text = line.strip("\x00 \r\t")
        yield (
            Block(text.removeprefix(_ITEM).strip(), "bullet", 1) if _ITEM in line else Block(text)
        )


def _text(data: bytes) -> Iterator[str]:
    """The visible characters, with a mark where a list item begins."""
    reader = _Reader(_encoding(data))
    for match in _TOKEN.finditer(data):
        word, number, code, symbol, brace, text = match.groups()
        if brace is not None:
            reader.brace(brace)
        elif word is not None:
            yield reader.word(word, number)
        else:
            yield reader.characters(code, symbol, text)


class _Reader:
    """The state between tokens: open groups, and fallback characters still to skip."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._groups: list[tuple[bool, int]] = []
        self._skipped, self._fallback, self._pending = False, 1, 0

    def brace(self, brace: bytes) -> None:
        """Open or close a group."""
        if brace == b"{":
            self._groups.append((self._skipped, self._fallback))
        elif self._groups:
            self._skipped, self._fallback = self._groups.pop()

    def word(self, word: bytes, number: bytes | None) -> str:
        """What a control word shows."""
        if word in _SKIPPED:
            begins_item = word in _ITEM_MARKS and not self._skipped
            self._skipped = True
            return _ITEM if begins_item else ""
        if word == b"uc":
            self._fallback = int(number or 1)
        if self._skipped:
            return ""
        if word == b"u" and number is not None:
            # Fallback characters for old readers follow: as many as "uc" said. They are no text.
            self._pending = self._fallback
            return chr(int(number) % 0x10000)
        return _CHARACTERS.get(word, "")

    def characters(self, code: bytes | None, symbol: bytes | None, text: bytes | None) -> str:
        """What a code, a symbol or plain text shows."""
        if symbol == b"*":
            self._skipped = True
        if self._skipped:
            return ""
        if symbol is not None:
            return _SYMBOLS.get(symbol, "")
        raw = bytes.fromhex(code.decode()) if code is not None else text or b""
        shown, self._pending = raw[self._pending :], max(0, self._pending - len(raw))
        return shown.decode(self._encoding, "replace")


def _encoding(data: bytes) -> str:
    page = re.search(rb"\\ansicpg(\d{3,5})", data[:2000])
    name = f"cp{page.group(1).decode()}" if page else "cp1252"
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
