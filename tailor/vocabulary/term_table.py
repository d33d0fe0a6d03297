"""The rows of a term file: tab-separated, one named skill a line."""

from pathlib import Path
from typing import Final, NamedTuple

from tailor.errors import InputError
from tailor.files import decode, read_bytes

KINDS: Final = frozenset(
    {
        "tool",
        "language",
        "platform",
        "method",
        "standard",
        "credential",
        "domain",
        "equipment",
        "soft",
        "natural_language",
    }
)
COLUMNS: Final = ("name", "kind", "aliases", "broader", "since", "flags")
_FOLDER = Path(__file__).parent / "data"


class Surface(NamedTuple):
    """One way to write a term. `exact`: only this capitalisation; `doubtful`: an everyday word."""

    written: str
    exact: bool
    doubtful: bool


class Term(NamedTuple):
    """A named skill, the ways to write it, what it is a kind of, and its first public year."""

    name: str
    kind: str
    surfaces: tuple[Surface, ...]
    broader: tuple[str, ...]
    since: int | None


def shipped_terms() -> list[Term]:
    """Every term of the files that come with the package, in the order of the files."""
    terms: list[Term] = []
    for path in sorted((_FOLDER / "terms").glob("*.tsv")):
        terms.extend(_rows(path.read_text(encoding="utf-8"), path.name))
    return terms


def user_terms(path: Path) -> list[Term]:
    """The terms of the user's own file. Raises InputError naming the file, line and remedy."""
    content = decode(read_bytes(path, what="term list"), what="term list", name=str(path))
    return _rows(content, str(path))


def shipped_phrases() -> list[str]:
    """Everyday phrases that contain a term's word and are no term: "go to market", "R&D"."""
    lines = (_FOLDER / "everyday_phrases.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _rows(content: str, source: str) -> list[Term]:
    lines = content.split("\n")
    return [
        _term(line, source, number)
        for number, line in enumerate(lines, start=1)
        if line and line[0] != "#" and not (number == 1 and line.startswith("name\t"))
    ]


def _term(line: str, source: str, number: int) -> Term:
    cells = line.split("\t")
    if len(cells) < 6:
        cells += [""] * (6 - len(cells))
    name, kind, aliases, broader, since, flags = cells[:6]
    if problem := _problem(cells):
        raise InputError(f"{source}, line {number}: {problem}")
    surfaces = [Surface(name, "case" in flags, "ambiguous" in flags)]
    if aliases:
        surfaces += [_surface(alias) for alias in aliases.split("|")]
    return Term(
        name,
        kind,
        tuple(surfaces),
        tuple(broader.split("|")) if broader else (),
        int(since) if since else None,
    )


def _surface(marked: str) -> Surface:
    bare = marked.rstrip("!?")
    marks = marked[len(bare) :]
    return Surface(bare, "!" in marks, "?" in marks)


def _problem(cells: list[str]) -> str:
    name, kind, _, _, since, flags = cells[:6]
    if len(cells) > len(COLUMNS):
        return f"there are {len(cells)} columns. Give {', '.join(COLUMNS)}, separated by tabs."
    if not name.strip():
        return "the name is empty. Write the term's usual name first."
    if kind not in KINDS:
        return f"the kind '{kind}' is unknown. Use one of {', '.join(sorted(KINDS))}."
    if since and not (since.isdecimal() and len(since) == 4):
        return f"'{since}' is no year. Write the first release as four digits, or leave it empty."
    if flags and not set(flags.split("|")) <= {"case", "ambiguous"}:
        return f"the flags '{flags}' are unknown. Use case, ambiguous or case|ambiguous."
    return ""
