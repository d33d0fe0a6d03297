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
    """A row as it stands in the file. Cells are read on demand: loading must stay quick."""

    name: str
    kind: str
    marked: str
    above: str
    year: str
    flags: str

    def surfaces(self) -> list[Surface]:
        """Every way to write it, the name first."""
        name = Surface(self.name, "case" in self.flags, "ambiguous" in self.flags)
        return [name, *map(_surface, self.marked.split("|"))] if self.marked else [name]

    def broader(self) -> list[str]:
        """The names of what it is a kind of."""
        return self.above.split("|") if self.above else []

    def since(self) -> int | None:
        """The year of its first public release, where known."""
        return int(self.year) if self.year else None


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
    return [
        _term(line, source, number)
        for number, line in enumerate(content.split("\n"), start=1)
        if line and line[0] != "#" and not line.startswith("name\tkind")
    ]


def _term(line: str, source: str, number: int) -> Term:
    cells = line.split("\t")
    cells += [""] * (len(COLUMNS) - len(cells))
    if problem := _problem(cells):
        raise InputError(f"{source}, line {number}: {problem}")
    return Term._make(cells)


def _surface(marked: str) -> Surface:
    bare = marked.rstrip("!?")
    marks = marked[len(bare) :]
    return Surface(bare, "!" in marks, "?" in marks)


def _problem(cells: list[str]) -> str:
    if len(cells) > len(COLUMNS):
        return f"there are {len(cells)} columns. Give {', '.join(COLUMNS)}, separated by tabs."
    name, kind, _, _, since, flags = cells
    if not name.strip():
        return "the name is empty. Write the term's usual name first."
    if kind not in KINDS:
        return f"the kind '{kind}' is unknown. Use one of {', '.join(sorted(KINDS))}."
    if since and not (since.isdecimal() and len(since) == 4):
        return f"'{since}' is no year. Write the first release as four digits, or leave it empty."
    if flags and not set(flags.split("|")) <= {"case", "ambiguous"}:
        return f"the flags '{flags}' are unknown. Use case, ambiguous or case|ambiguous."
    return ""
