"""Ladders of words by how much they claim, as patterns over tokens. The data is in `data/`."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from tailor.vocabulary.words import data_lines

Reach = Literal["next", "prev", "both", "only", "head", "clause", "sentence", "line", "self"]


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a pattern: any of `words`, a number, a person, or up to `gap` words.

    What is only looked `ahead` at must follow, but is not part of what is found.
    """

    words: frozenset[str]
    number: bool = False
    person: bool = False
    coworker: bool = False
    gap: int = 0
    optional: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Rung:
    """One row: the words that stand on a rung of a ladder.

    For a limit, `reach` says what it limits. For a raise, `needs` names the group of words that
    entitle to it.
    """

    ladder: str
    rung: int
    items: tuple[Item, ...]
    reach: Reach = "self"
    needs: str = ""


@cache
def limits() -> dict[str, tuple[Rung, ...]]:
    """Words that limit what a statement claims, by each word they can start with."""
    return _by_first(
        Rung(ladder, int(rung), _items(pattern), reach=reach)  # type: ignore[arg-type]
        for ladder, rung, pattern, reach in _rows("ladders.tsv")
    )


@cache
def raises() -> dict[str, tuple[Rung, ...]]:
    """Words that raise what a claim says, by each word they can start with."""
    return _by_first(
        Rung(kind, int(rung), _items(pattern), needs=needs)
        for kind, rung, pattern, needs in _rows("raises.tsv")
    )


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in data_lines(name)]


def _items(pattern: str) -> tuple[Item, ...]:
    return tuple(_item(word) for word in pattern.split())


def _item(text: str) -> Item:
    if text[0] == "*":
        return Item(frozenset(), gap=int(text[1:]))
    words = frozenset(text.lstrip("?=").split("|"))
    return Item(
        words - {"#", "@who", "@with"},
        number="#" in words,
        person="@who" in words,
        coworker="@with" in words,
        optional=text.startswith("?"),
        ahead=text.startswith("="),
    )


def _by_first(rows: object) -> dict[str, tuple[Rung, ...]]:
    table: dict[str, list[Rung]] = {}
    for row in rows:  # type: ignore[attr-defined]
        first = row.items[0]
        keys = (
            set(first.words)
            | ({"#"} if first.number else set())
            | ({"@who"} if first.person else set())
        )
        for key in keys:
            table.setdefault(key, []).append(row)
    return {key: tuple(sorted(rows, key=lambda r: -len(r.items))) for key, rows in table.items()}
