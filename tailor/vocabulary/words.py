"""Word lists of the fact-checker: data files and their look-ups, loaded on first use."""

from functools import cache
from importlib import resources

_DATA = resources.files("tailor.vocabulary") / "data"


def data_lines(name: str) -> tuple[str, ...]:
    """Read the lines of a data file that are neither blank nor comments."""
    text = (_DATA / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and line[0] != "#")


@cache
def function_words() -> frozenset[str]:
    """Words that carry no claim of their own."""
    return frozenset(" ".join(data_lines("function_words.txt")).split())


@cache
def neutral_words() -> frozenset[str]:
    """Words a rewrite may bring without evidence, because they assert nothing checkable."""
    return frozenset(" ".join(data_lines("neutral_words.txt")).split())


@cache
def groups() -> dict[str, frozenset[str]]:
    """Named groups of words; one word of a group satisfies a raise that needs it."""
    return {
        name: frozenset(members.split())
        for name, members in (line.split("\t") for line in data_lines("groups.tsv"))
    }


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    rows = (line.split("\t") for line in data_lines("word_sets.tsv"))
    return {name: frozenset(members.split()) for name, members in rows}


def word_set(name: str) -> frozenset[str]:
    """A small closed set of English words by its name in `word_sets.tsv`."""
    return _word_sets()[name]
