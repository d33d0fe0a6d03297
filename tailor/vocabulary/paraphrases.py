"""Everyday paraphrases of working life that no dictionary lists: "without help", "unaided".

The files in `data/paraphrases/` hold one row each: `same` (phrases that say the same) or `broader`
(phrases, then the wider ones that each of them entitles to). A phrase is one to four base forms.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

from tailor.vocabulary.spelling import american
from tailor.vocabulary.words import word_set

_FOLDER = resources.files("tailor.vocabulary") / "data" / "paraphrases"

_STOPS = frozenset(",.;:()")
_GAP = 4  # words between a verb and its particle: "get the lease term down"

Relation = Literal["synonym", "broader"]


class _Phrase(NamedTuple):
    """The words of a phrase, the row it is in, and what it does there."""

    words: tuple[str, ...]
    key: str
    gives: Relation | None
    takes: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found on the words at `places`.

    In evidence `gives` says how it entitles to the row named `key`; `takes` says that in a claim
    the row entitles to it.
    """

    places: tuple[int, ...]
    key: str
    gives: Relation | None
    takes: bool


def paraphrases(words: Sequence[frozenset[str]]) -> tuple[Match, ...]:
    """Find every phrase in a run of words, each given by its possible base forms."""
    table = _table()
    return tuple(
        Match(places, phrase.key, phrase.gives, phrase.takes)
        for first, forms in enumerate(words)
        for form in forms
        for phrase in table.get(form, ())
        if (places := _places(phrase.words, words, first))
    )


def _places(
    phrase: tuple[str, ...], words: Sequence[frozenset[str]], first: int
) -> tuple[int, ...]:
    """The words of a phrase that starts at a word; a verb's particle may stand a little behind."""
    last = first + len(phrase) - 1
    if last < len(words) and all(w in words[first + i] for i, w in enumerate(phrase)):
        return tuple(range(first, last + 1))
    if len(phrase) == 2 and phrase[1] in word_set("particles") | word_set("tying prepositions"):
        particle = _particle(phrase[1], words, first + 1)
        return (first, particle) if particle is not None else ()
    return ()


def _particle(word: str, words: Sequence[frozenset[str]], index: int) -> int | None:
    """Where a particle follows within a few words, none of them a stop or another particle."""
    for ahead in range(index, min(index + _GAP + 1, len(words))):
        if word in words[ahead]:
            return ahead
        if words[ahead] & _STOPS or words[ahead] & word_set("particles"):
            return None
    return None


@cache
def _table() -> dict[str, tuple[_Phrase, ...]]:
    """Every phrase by its first word."""
    table: dict[str, list[_Phrase]] = {}
    for phrase in _phrases():
        table.setdefault(phrase.words[0], []).append(phrase)
    return {first: tuple(found) for first, found in table.items()}


def _phrases() -> Iterator[_Phrase]:
    for path in sorted(_FOLDER.iterdir(), key=lambda p: p.name):
        rows = path.read_text(encoding="utf-8").splitlines()
        for number, row in enumerate(rows):
            if not row or row.startswith("#"):
                continue
            relation, *cells = row.split("\t")
            key = f"{path.name}:{number}"
            if relation == "same":
                yield from _side(cells[:1], key, "synonym", takes=True)
            else:
                yield from _side(cells[:1], key, "broader", takes=False)
                yield from _side(cells[1:], key, None, takes=True)


def _side(
    cells: Iterable[str], key: str, gives: Relation | None, *, takes: bool
) -> Iterator[_Phrase]:
    for cell in cells:
        for phrase in cell.split("|"):
            words = tuple(
                american(word)
                for word in phrase.replace("-", " ").split()
                if word not in word_set("articles")
            )
            yield _Phrase(words, key, gives, takes)
