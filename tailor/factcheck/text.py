"""A text made readable: one Unicode form, and the places where it hides something."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_SAME = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u2013": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u2044": "/",
        "\u00d7": "x",
    }
)
_ALLOWED_FORMAT = "\u200d"  # joins emoji; everything else of category Cf is invisible


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """Return the text with composed letters and plain quotes, dashes and spaces; same length.

    Every character maps to one character, so that offsets are those of `composed(text)`.
    """
    return composed(text).translate(_SAME)


def composed(text: str) -> str:
    """Return the text in Unicode's composed form (NFC)."""
    return unicodedata.normalize("NFC", text)


def is_lead_in(text: str) -> bool:
    """Whether a statement only opens those below it: "I was responsible for:"."""
    return text.rstrip().endswith(":")


def hidden_characters(text: str) -> Iterator[tuple[int, str]]:
    """Yield offset and a plain description of every invisible or look-alike character."""
    if text.isascii():
        yield from (
            (i, "a control character")
            for i, char in enumerate(text)
            if (char < " " and char not in "\t\n\r") or char == "\x7f"
        )
        return
    for i, char in enumerate(text):
        category = unicodedata.category(char)
        if category in ("Cf", "Co", "Cn") and char != _ALLOWED_FORMAT:
            yield i, "an invisible character"
        elif category == "Cc" and char not in "\t\n\r":
            yield i, "a control character"
        elif _is_lookalike(text, i):
            yield i, "a letter of another alphabet that looks like a Latin one"


def _is_lookalike(text: str, index: int) -> bool:
    """Whether a Greek or Cyrillic letter, or a full-width form, stands inside a Latin word."""
    char = text[index]
    name = unicodedata.name(char, "")
    if name.startswith(("FULLWIDTH", "MATHEMATICAL")):
        return True
    if not name.startswith(("CYRILLIC", "GREEK")):
        return False
    around = (text[i] for i in (index - 1, index + 1) if 0 <= i < len(text))
    return any(c.isascii() and c.isalpha() for c in around)
