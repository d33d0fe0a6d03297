"""Bounds of figures: "up to", "about", "or less", as words around a number say."""

from functools import cache
from typing import Literal

from tailor.factcheck.numbers import Number
from tailor.factcheck.tokens import Token
from tailor.vocabulary.words import data_lines

Bound = Literal["exact", "about", "nearly", "under", "over", "up_to", "at_least"]


@cache
def _bounds() -> dict[str, tuple[tuple[tuple[str, ...], Bound], ...]]:
    """Bound phrases by their last (before a number) or first (after it) word."""
    table: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for line in data_lines("bounds.tsv"):
        bound, place, phrase = line.split("\t")
        words = tuple(phrase.split())
        key = f"{place} {words[-1] if place == 'before' else words[0]}"
        table.setdefault(key, []).append((words, bound))  # type: ignore[arg-type]
    return {key: tuple(sorted(rows, key=lambda r: -len(r[0]))) for key, rows in table.items()}


def bound(tokens: tuple[Token, ...], first: int, last: int) -> Bound:
    """The bound that the words right around tokens [first, last] set."""
    if first:
        for words, found in _bounds().get(f"before {tokens[first - 1].lower}", ()):
            begin = first - len(words)
            if begin >= 0 and all(tokens[begin + k].lower == word for k, word in enumerate(words)):
                return found
    for gap in (1, 2, 3):
        if last + gap < len(tokens):
            for words, found in _bounds().get(f"after {tokens[last + gap].lower}", ()):
                if (gap == 1 or len(words) > 1) and all(
                    last + gap + k < len(tokens) and tokens[last + gap + k].lower == word
                    for k, word in enumerate(words)
                ):
                    return found
    return "exact"


def told_bound(tokens: tuple[Token, ...], number: Number, last: int, *, spans: bool) -> Bound:
    """The bound of a number as it is meant where it stands."""
    found = bound(tokens, number.first, last)
    if found == "exact" and tokens[min(number.last + 1, last)].text == "+":
        return "at_least"  # "10+ days"
    if found == "up_to" and _is_end_of_change(tokens, number.first):
        return "exact"  # "went from 3.1 % up to 3.6 %"
    if found == "over" and spans and tokens[number.first - 1].lower == "over":
        return "exact"  # "over two weekends" says when, not how much
    if found == "exact" and _is_average(tokens, number.first, last):
        return "about"
    return found


def _is_end_of_change(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether "up to" ends a change: "from 19 up to 34"."""
    before = [t.lower for t in tokens[max(0, first - 8) : first]]
    return before[-2:] == ["up", "to"] and "from" in before


def _is_average(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether the words around a figure call it an average: "60 alerts a shift on average"."""
    around = [t.lower for t in (*tokens[max(0, first - 4) : first], *tokens[last + 1 : last + 9])]
    for stop in (".", ";", ","):
        if stop in around[4:]:
            around = around[: 4 + around[4:].index(stop)]
    return "on average" in " ".join(around)
