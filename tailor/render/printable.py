"""Text as it may be printed: nothing invisible in it, every space a plain one."""

import re
import unicodedata

# Zero-width joiners stay: they shape Persian, Indic scripts and emoji. Soft hyphens go, so that a
# search for the word finds it; directional overrides and tag characters can only hide something.
_KEPT_FORMATS = frozenset("\u200c\u200d")
_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u034f")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


def is_invisible(character: str) -> bool:
    """Whether a character takes part in a text without showing in it (spaces are visible)."""
    if character in _KEPT_FORMATS or character.isspace():
        return False
    return character in _INVISIBLE_LETTERS or unicodedata.category(character) in ("Cf", "Cc", "Cs")


def printable(text: str) -> str:
    """Give the text on one line: white space folded, invisible characters removed."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(c for c in text if not is_invisible(c))
    return " ".join(text.split())


def paragraphs(text: str) -> tuple[str, ...]:
    """Give the paragraphs of a text (parted by blank lines), each on one line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(filter(None, map(printable, _PARAGRAPH.split(lines))))
