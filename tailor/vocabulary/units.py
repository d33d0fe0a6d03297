"""Units of measure and magnitude words, as people write them beside a number."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from tailor.vocabulary.term_words import fold

_FOLDER = Path(__file__).parent / "data" / "units"


class Unit(NamedTuple):
    """A unit: its name, what it measures, and its size in that dimension's base unit.

    `factor` is None where no fixed conversion exists: currencies, people, temperatures.
    """

    name: str
    dimension: str
    factor: float | None


def unit(text: str) -> Unit | None:
    """The unit that a text names ("hrs", "€", "MB", "per month"), or None.

    Symbols keep their capitals (Mb is a megabit, MB a megabyte); words need not.
    """
    written = " ".join(text.split()).rstrip(".") or text.strip()
    exact, folded = _units()
    return exact.get(written) or folded.get(fold(written))


def magnitude(text: str) -> int | None:
    """The number that a magnitude word or suffix multiplies by: "K", "mn", "lakh", "dozen"."""
    return _magnitudes().get(fold(text.strip().rstrip(".")))


@cache
def _units() -> tuple[dict[str, Unit], dict[str, Unit]]:
    exact: dict[str, Unit] = {}
    folded: dict[str, Unit] = {}
    for line in _lines("units.tsv"):
        name, dimension, factor, spellings, symbols = line.split("\t")
        measure = Unit(name, dimension, float(factor) if factor else None)
        exact.update((symbol, measure) for symbol in symbols.split("|") if symbol)
        folded.update((fold(spelling), measure) for spelling in (name, *spellings.split("|")))
    folded.pop("", None)
    return exact, folded


@cache
def _magnitudes() -> dict[str, int]:
    pairs = (line.split("\t") for line in _lines("magnitudes.tsv"))
    return {fold(word): int(value) for value, words in pairs for word in words.split("|")}


def _lines(name: str) -> list[str]:
    content = (_FOLDER / name).read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line and not line.startswith("#")]
