"""Which language a short text is in, by its small words and its letters."""

import re
import unicodedata
from functools import cache, lru_cache

from tailor.vocabulary.words import data_lines

ENGLISH = "en"
UNKNOWN = "und"
_ENOUGH = 2  # small words of another language, and more than of English, before it counts
NAMES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "pt": "Portuguese",
    "it": "Italian",
    "nl": "Dutch",
    "sv": "Swedish",
    "no": "Norwegian",
    "da": "Danish",
}


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    rows = (line.split("\t") for line in data_lines("stop_words.tsv"))
    return {code: frozenset(words.split()) for code, words in rows}


@lru_cache(maxsize=4096)
def language(text: str) -> str:
    """The ISO 639-1 code of a text's language, "und" when its letters are not Latin.

    A text that nothing speaks against is taken as English: fragments have few small words.
    """
    letters = [char for char in text if char.isalpha()]
    foreign = sum(1 for char in letters if not char.isascii() and not _is_latin(char))
    if foreign * 2 > len(letters):
        return UNKNOWN
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {code: sum(w in known for w in words) for code, known in _stop_words().items()}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] >= _ENOUGH and counts[best] > 1.5 * counts[ENGLISH]:
        return best
    return ENGLISH


def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN")
