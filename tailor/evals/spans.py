"""Labelled quotes in a text, and how much of one lies in others."""

import re
from collections.abc import Iterable
from typing import NamedTuple


class Stretch(NamedTuple):
    """A half-open range of characters."""

    start: int
    end: int


def located(quote: str, text: str) -> Stretch | None:
    """Where a quote stands in a text, white space aside; None when it does not."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    found = re.search(pattern, text)
    return Stretch(*found.span()) if found and pattern else None


def coverage(one: Stretch, others: Iterable[Stretch]) -> float:
    """The share of a stretch that lies in any of the others."""
    inside = set[int]()
    for other in others:
        inside.update(range(max(one.start, other.start), min(one.end, other.end)))
    return len(inside) / max(1, one.end - one.start)
