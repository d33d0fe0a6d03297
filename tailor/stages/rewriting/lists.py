"""The word lists of the rewriting rules, read on first use."""

from functools import cache
from importlib import resources

_DATA = resources.files("tailor.stages.rewriting") / "data"


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of a data file that are neither blank nor comments."""
    text = (_DATA / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """All words of a data file."""
    return frozenset(" ".join(lines(name)).split())


@cache
def pairs(name: str) -> dict[str, str]:
    """A data file of two tab-separated columns; the second may be missing."""
    cells = (line.partition("\t") for line in lines(name))
    return {left: right for left, _, right in cells}
