"""The word tables of matching, read on first use."""

import re
from functools import cache
from importlib import resources
from typing import NamedTuple

from tailor.vocabulary.words import function_words


class Rung(NamedTuple):
    """One step of a ladder and the words for it, the longest first.

    A word written with capitals in the table must have them in the text ("MA", "BS").
    """

    rank: float
    words: tuple[str, ...]

    def is_in(self, text: str) -> bool:
        """Whether the text has one of the words."""
        return self.without(text) != text

    def without(self, text: str) -> str:
        """The text with the rung's words taken out."""
        lowered = text.lower()
        for word in self.words:
            # Most words are in no text at all: finding that out must not cost a pattern.
            if word.lower() in lowered:
                text = _whole(word).sub(" ", text)
        return text


@cache
def ladder(name: str) -> tuple[Rung, ...]:
    """The rungs of a table (degrees, fluency, distance), highest first."""
    rows = (line.split("\t") for line in _lines(f"{name}.tsv"))
    rungs = (
        Rung(float(rank), tuple(sorted(words, key=len, reverse=True))) for rank, *words in rows
    )
    return tuple(sorted(rungs, reverse=True))


@cache
def other_fields() -> Rung:
    """The words with which an ad accepts a degree in another field."""
    return Rung(0, tuple(_lines("other_fields.txt")))


@cache
def empty_words() -> frozenset[str]:
    """Words that show nothing: those every ad uses, and those every sentence needs."""
    return frozenset(" ".join(_lines("ad_words.txt")).split()) | function_words()


@cache
def _whole(word: str) -> re.Pattern[str]:
    flags = re.NOFLAG if any(c.isupper() for c in word) else re.IGNORECASE
    # "Bachelor's degree" is one degree, so the word goes with its rung.
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?!\w)(?:\s+degrees?(?!\w))?", flags)


def _lines(name: str) -> list[str]:
    text = (resources.files("tailor.stages.matching") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
