"""Places: which cities lie in which state, country and part of the world."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

_FOLDER = resources.files("tailor.vocabulary") / "data" / "places"
_LONGEST = 4  # words of a name


def lies_in(words: Sequence[str]) -> frozenset[str]:
    """Codes of every region that a place named in the words lies in, itself included."""
    named = frozenset[str]().union(*(codes for _, _, codes in _found(words, _all_names())))
    return frozenset[str]().union(*map(_with_wider, named))


def regions(words: Sequence[str]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Yield first word, last word and codes of every region (no city) named in the words."""
    yield from _found(words, _regions())


def plain(name: str) -> str:
    """A name without accents: "Gdańsk" is looked up as "Gdansk"."""
    if name.isascii():
        return name
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _found(
    words: Sequence[str], names: dict[str, frozenset[str]]
) -> Iterator[tuple[int, int, frozenset[str]]]:
    """Every name in a run of words as written; a name begins with a capital."""
    first = 0
    while first < len(words):
        step = 1
        if words[first][:1].isupper():
            for length in range(_LONGEST, 0, -1):
                codes = names.get(plain(" ".join(words[first : first + length])).lower())
                if codes and first + length <= len(words):
                    yield first, first + length - 1, codes
                    step = length
                    break
        first += step


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def _regions() -> dict[str, frozenset[str]]:
    return _by_name((code, names) for code, names, _ in _rows("regions.tsv"))


@cache
def _all_names() -> dict[str, frozenset[str]]:
    """Names of regions and cities; a city's codes are those of its region."""
    cities = _by_name((code, names.lower()) for code, names in _rows("cities.tsv"))
    for name, codes in _regions().items():
        cities[name] = cities.get(name, frozenset()) | codes
    return cities


def _by_name(rows: Iterator[tuple[str, str]]) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for code, names in rows:
        for name in names.split("|"):
            table.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in table.items()}


@cache
def _wider() -> dict[str, tuple[str, ...]]:
    rows = _rows("regions.tsv")
    return {code: tuple(above.split("|")) for code, _, above in rows if above}


def _with_wider(code: str) -> frozenset[str]:
    found = {code}
    for above in _wider().get(code, (code.split("-", maxsplit=1)[0],)):
        if above not in found:
            found |= _with_wider(above)
    return frozenset(found)
