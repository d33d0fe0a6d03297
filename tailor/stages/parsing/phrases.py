"""Phrases found in text by their words, without case and accents, in time linear in the text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_KEY_LENGTH = 4
_SAME = str.maketrans("’‘´`‐‑‒–—―", "''''------")
_CLAUSE_START = '.;:!?(–—-*•»"“\n'
_CLAUSE_END = '.,;:!?)–—*"”\n'


class Word(NamedTuple):
    """A word of a text: its span and its folded form."""

    start: int
    end: int
    folded: str


class Hit(NamedTuple):
    """A phrase found: its label, and the places of its first and last word."""

    label: str
    first: int
    last: int


class _Pattern(NamedTuple):
    words: tuple[str, ...]
    label: str
    at_start: bool
    at_end: bool


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        # One character for one character, so that offsets in the folded text stay true.
        base = unicodedata.normalize("NFKD", chr(code))[0].lower()
        self[code] = base if len(base) == 1 else chr(code)
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in lower case and without accents, character for character."""
    return text.translate(_SAME).translate(_FOLDING)


def words_of(text: str) -> list[Word]:
    """The words of a text in order; hyphens and slashes separate, apostrophes do not."""
    folded = fold(text)
    return [Word(found.start(), found.end(), found.group()) for found in _WORD.finditer(folded)]


class Phrases:
    """Phrases with labels. "word*" matches beginnings, "^" and "$" tie to the ends of a clause."""

    def __init__(self, labelled: Mapping[str, Iterable[str]]) -> None:
        self._patterns: dict[str, list[_Pattern]] = {}
        for label, phrases in labelled.items():
            for phrase in phrases:
                self._add(phrase, label)
        for patterns in self._patterns.values():
            patterns.sort(key=lambda pattern: -len(pattern.words))

    def find(self, text: str, words: Sequence[Word]) -> Iterator[Hit]:
        """Every phrase that stands in the words of `text`; several may overlap."""
        for first in range(len(words)):
            for pattern in self._patterns.get(words[first].folded[:_KEY_LENGTH], ()):
                last = first + len(pattern.words) - 1
                if last < len(words) and _stands(text, words, first, pattern):
                    yield Hit(pattern.label, first, last)

    def labels(self, text: str) -> frozenset[str]:
        """The labels of every phrase in the text."""
        return frozenset(hit.label for hit in self.find(text, words_of(text)))

    def _add(self, phrase: str, label: str) -> None:
        body = fold(phrase).removeprefix("^").removesuffix("$")
        # Most phrases are plain words; there are thousands, so they skip the pattern.
        plain = body.replace(" ", "").isalnum()
        parts = tuple(body.split()) if plain else tuple(_parts(body))
        if parts:
            key = parts[0].removesuffix("*")[:_KEY_LENGTH]
            pattern = _Pattern(parts, label, phrase.startswith("^"), phrase.endswith("$"))
            self._patterns.setdefault(key, []).append(pattern)


def _parts(body: str) -> Iterator[str]:
    for found in _WORD.finditer(body):
        yield found.group() + ("*" if body[found.end() : found.end() + 1] == "*" else "")


def _stands(text: str, words: Sequence[Word], first: int, pattern: _Pattern) -> bool:
    for place, part in enumerate(pattern.words):
        word = words[first + place].folded
        if not (word.startswith(part[:-1]) if part.endswith("*") else word == part):
            return False
    last = first + len(pattern.words) - 1
    if pattern.at_start and first and not _between(text, words, first, _CLAUSE_START):
        return False
    return (
        not pattern.at_end or last + 1 == len(words) or _between(text, words, last + 1, _CLAUSE_END)
    )


def _between(text: str, words: Sequence[Word], place: int, marks: str) -> bool:
    gap = text[words[place - 1].end : words[place].start]
    return any(mark in gap for mark in marks)
