"""The shipped dictionary as rows: entries, meanings and irregular forms, read when asked for."""

import sqlite3
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

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


@cache
def database() -> sqlite3.Connection:
    """The open dictionary: read-only, and safe to share between threads."""
    path = files("tailor.vocabulary") / "data" / "lexicon.sqlite"
    # immutable: no lock file is looked for, so an installation on a read-only disk works.
    uri = f"file:{path}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _words(cell: str) -> frozenset[str]:
    return frozenset(cell.split("|")) if cell else frozenset()


def _numbers(cell: str) -> tuple[int, ...]:
    return tuple(map(int, cell.split()))
