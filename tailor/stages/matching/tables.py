"""The word tables of matching, read on first use."""

import re
from functools import cache
from importlib import resources

from tailor.vocabulary.words import function_words


@cache
def ladder(name: str) -> tuple[tuple[float, re.Pattern[str]], ...]:
    """The rungs of a table (degrees, fluency, distance), highest first, each as a pattern.

    A word written with capitals in the table must have them in the text ("MA", "BS").
    """
    rungs = (line.split("\t") for line in _lines(f"{name}.tsv"))
    built = [(float(rung), _any_of(words)) for rung, *words in rungs]
    return tuple(sorted(built, key=lambda rung: -rung[0]))


@cache
def empty_words() -> frozenset[str]:
    """Words that show nothing: those every ad uses, and those every sentence needs."""
    return frozenset(" ".join(_lines("ad_words.txt")).split()) | function_words()


@cache
def opens_to_other_fields() -> re.Pattern[str]:
    """The words with which an ad accepts a degree in another field."""
    return _any_of(_lines("other_fields.txt"))


def _any_of(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    forms = (
        re.escape(word) if any(c.isupper() for c in word) else f"(?i:{re.escape(word)})"
        for word in longest_first
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})(?!\w)")


def _lines(name: str) -> list[str]:
    text = (resources.files("tailor.stages.matching") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
