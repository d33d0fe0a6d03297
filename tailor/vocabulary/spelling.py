"""British and American spellings of a word, from a table built out of two dictionaries."""

from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_CACHED_WORDS = 65_536
# No American word but "improvisation" ends so; new words of this make ("dockerisation") abound.
_ISATION = ("isation", "isations")


@lru_cache(maxsize=_CACHED_WORDS)
def american(word: str) -> str:
    """The American spelling of a lower-case word; the word itself where the two agree."""
    known = _american_forms().get(word)
    if known is None and word.endswith(_ISATION) and not word.startswith("improvis"):
        return word.replace("isation", "ization")
    return known or word


@lru_cache(maxsize=_CACHED_WORDS)
def british(word: str) -> str:
    """The British spelling of a lower-case word; the word itself where the two agree.

    A word that is also British in another sense stays: "check" is not always "cheque".
    """
    return _british_forms().get(word, word)


@cache
def _american_forms() -> dict[str, str]:
    return {row[0]: row[1] for row in _rows()}


@cache
def _british_forms() -> dict[str, str]:
    return {row[1]: row[0] for row in _rows() if len(row) == 2}


def _rows() -> list[list[str]]:
    text = (_DATA / "spelling.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
