"""Section headings, in many spellings and languages -> sections of passages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tailor.importing.structure import dates
from tailor.importing.structure.heading_words import FACTS, is_weak, kind_of, kind_of_tail
from tailor.importing.structure.labels import only_introduces
from tailor.importing.structure.passages import Passage
from tailor.importing.structure.pieces import is_school

PREAMBLE = ""
_INLINE = re.compile(
    r"^(?P<heading>[^\W\d][^:•●▪*–\t]{1,40}?)\s*(?P<mark>:|•|●|▪|\*|–\s|\t)\s*(?=\S)"
)
_GLUED = re.compile(
    r"(?<=[a-z.)])\s*((?:Education|Skill|Company|Project|Employment|Personal) Details)\s*$"
)


@dataclass(frozen=True, slots=True)
class Section:
    """The passages under one heading; the preamble before the first heading has kind ""."""

    kind: str
    title: str
    passages: tuple[Passage, ...]
    heading: Passage | None = None


def sections(passages: Sequence[Passage]) -> tuple[Section, ...]:
    """Divide a document at its headings. Headings follow one another where a section is empty."""
    pieces = tuple(piece for passage in passages for piece in _unglued(passage))
    level = _heading_level(pieces)
    # A heading above the first section that we know is the headline below the name.
    first = next((i for i, piece in enumerate(pieces) if kind_of(piece.words())), None)
    found: list[tuple[str, str, Passage | None, list[Passage]]] = [(PREAMBLE, "", None, [])]
    for index, passage in enumerate(pieces):
        if kind := _kind(pieces, index, level if first is not None and first < index else None):
            found.append((kind, passage.words().rstrip(" :"), passage, []))
        elif passage.style == "title" and found[-1][0] != PREAMBLE:
            # A column at the side was read first: the name stands on top of the other one.
            found.append((PREAMBLE, "", None, [passage]))
        elif inline := _inline(pieces, index, inside=found[-1][0]):
            kind, end = inline
            heading = passage.part(0, end)
            found.append((kind, heading.words().rstrip(" :"), heading, []))
            found[-1][3].append(passage.part(end, len(passage.text)))
        else:
            found[-1][3].append(passage)
    return tuple(
        Section(_by_content(kind, body), title, tuple(body), head)
        for kind, title, head, body in found
    )


def _by_content(kind: str, body: Sequence[Passage]) -> str:
    """The section's kind; "Qualifications" and "Training" are education where schools are named."""
    of_schools = all(is_school(p.text) and dates.find(p.text) for p in body)
    return "education" if body and kind in ("skills", "certificates") and of_schools else kind


def _kind(pieces: Sequence[Passage], index: int, level: int | None) -> str | None:
    passage = pieces[index]
    text = passage.words()
    if passage.bullet or len(text) > 60 or text.endswith((".", ",", ";")) or not text:
        return None
    kind = kind_of(text)
    styled = passage.style in ("heading", "title")
    if kind is None and text.isupper():
        kind = kind_of_tail(text)
    if kind is None:
        is_unknown = passage.style == "heading" and level is not None and passage.level <= level
        return FACTS if is_unknown else None
    if styled or text.isupper() or passage.gap or index == 0:
        return kind
    if text.endswith(":") and only_introduces(text):
        return None
    return None if is_weak(text) or text[0].islower() else kind


def _heading_level(pieces: Sequence[Passage]) -> int | None:
    """The depth at which the document's own headings name sections; None without any."""
    levels = [p.level for p in pieces if p.style == "heading" and kind_of(p.words())]
    return max(set(levels), key=levels.count) if levels else None


def _inline(pieces: Sequence[Passage], index: int, *, inside: str) -> tuple[str, int] | None:
    """A heading with its content on the same line: "SKILLS: Python, Go".

    Inside a job, "Technologies: Go" tells the job's own.
    """
    passage = pieces[index]
    match = _INLINE.match(passage.text)
    if match is None or passage.bullet:
        return None
    kind = kind_of(match.group("heading"))
    heading = match.group("heading").strip()
    apart = heading.isupper() or index == 0
    if match.group("mark") in (":", "\t"):
        own = kind == "skills" and inside in ("work", "projects", "volunteer")
        apart = apart or (passage.gap and not own and not is_weak(heading))
    return (kind, match.end()) if kind and apart and not heading[0].islower() else None


def _unglued(passage: Passage) -> Iterator[Passage]:
    """Forms that were flattened to text put a heading at the end of the line before it."""
    if glued := _GLUED.search(passage.text):
        yield passage.part(0, glued.start(1))
        yield passage.part(glued.start(1), glued.end())
    else:
        yield passage
