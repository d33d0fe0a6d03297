"""The shipped dictionary as rows: entries, meanings and irregular forms, read when asked for."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_CACHED_ROWS = 32_768


@dataclass(frozen=True, slots=True)
class Entry:
    """A lemma in one part of speech (n, v, a, r), and how often it was seen in tagged texts."""

    lemma: str
    pos: str
    count: int
    meanings: tuple[int, ...]
    derived: frozenset[str]
    agents: frozenset[str]
    antonyms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """The lemmas that share a meaning, the next broader meanings, and the closely related ones."""

    members: frozenset[str]
    broader: tuple[int, ...]
    near: tuple[int, ...]


@lru_cache(maxsize=_CACHED_ROWS)
def entries(lemma: str) -> tuple[Entry, ...]:
    """The entries of a lemma in American spelling, one a part of speech; none when unknown."""
    rows = database().execute("SELECT * FROM entry WHERE lemma = ?", (lemma,))
    return tuple(
        Entry(lemma, pos, count, _numbers(meanings), *map(_words, lists))
        for _, pos, count, meanings, *lists in rows
    )


@lru_cache(maxsize=_CACHED_ROWS)
def meaning(number: int) -> Meaning:
    """The meaning with this number."""
    row = database().execute("SELECT members, broader, near FROM synset WHERE id = ?", (number,))
    members, broader, near = row.fetchone()
    return Meaning(_words(members), _numbers(broader), _numbers(near))


@lru_cache(maxsize=_CACHED_ROWS)
def irregular(form: str) -> tuple[tuple[str, str], ...]:
    """The lemmas, with their parts of speech, that an irregular form such as "oversaw" is of."""
    rows = database().execute("SELECT lemma, pos FROM exception WHERE form = ?", (form,))
    return tuple(rows.fetchall())


@lru_cache(maxsize=_CACHED_ROWS)
def are_listed_together(a: str, b: str) -> bool:
    """Whether the thesaurus lists two lemmas under much the same heads."""
    ours, theirs = _listed(a), _listed(b)
    return theirs.number in ours.above or ours.number in theirs.above


@dataclass(frozen=True, slots=True)
class _Listed:
    """A word of the thesaurus by number, and those listed with it that have a higher one."""

    number: int
    above: frozenset[int]


@lru_cache(maxsize=_CACHED_ROWS)
def _listed(lemma: str) -> _Listed:
    rows = database().execute("SELECT id, others FROM thesaurus WHERE lemma = ?", (lemma,))
    number, packed = rows.fetchone() or (-1, b"")
    return _Listed(number, frozenset(_unpacked(packed, number)))


def _unpacked(packed: bytes, start: int) -> Iterator[int]:
    """Rising numbers from the steps between them, seven bits a byte, low bits first."""
    step = shift = 0
    for byte in packed:
        step |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            start += step
            yield start
            step = shift = 0


@cache
def database() -> sqlite3.Connection:
    """The open dictionary: read-only, and safe to share between threads."""
    path = Path(__file__).parent / "data" / "lexicon.sqlite"
    # immutable: no lock file is looked for, so an installation on a read-only disk works.
    uri = f"{path.as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _words(cell: str) -> frozenset[str]:
    return frozenset(cell.split("|")) if cell else frozenset()


def _numbers(cell: str) -> tuple[int, ...]:
    return tuple(map(int, cell.split()))
