"""The body of an entry -> statements in the person's own words, and what introduces them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tailor.importing.structure.clauses import joints, limits, parts_at_semicolon
from tailor.importing.structure.labels import only_introduces
from tailor.importing.structure.passages import INLINE_BULLET, Passage
from tailor.importing.structure.words import folded, listed

_BOUNDARY = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]?[A-ZÀ-ÖØ-Þ\d])")
_SEMICOLON = re.compile(r";\s+(?=\S)")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|z\.B|d\.h|bzw|vs|approx|ca|Dr|Mr|Mrs|Ms|Prof|No|Nr|Inc|Ltd|Co|Corp|St|Fig|al|Jr|"
    r"Sr|p\.ej|Sra|Dept|Univ|resp|incl|inkl|u\.a|Ing|Dipl)|(?<![A-Za-z])[A-Z](?:\.[A-Z])*|(?<!\d)\d{1,2})\.$"
)
_MIN_CLAUSE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement as it stands in the document, and the sentence it continues, if any."""

    passage: Passage
    lead_in: Passage | None = None

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return self.passage.words()


def statements(body: Sequence[Passage]) -> Iterator[Sentence]:
    """Every statement of a body, in order.

    A bullet is one statement. Prose is divided at sentences, and between clauses that each stand on
    their own. A sentence that ends in a colon before bullets is what they continue; it is a
    statement too, unless it only announces them ("Responsibilities:").
    """
    leads: dict[int, Passage | None] = {}
    for index, passage in enumerate(body):
        following = body[index + 1] if index + 1 < len(body) else None
        outer = [lead for depth, lead in leads.items() if depth < passage.bullet and lead]
        pieces = tuple(_pieces(passage))
        for piece in pieces:
            if not (only_introduces(piece.text) and _introduces(piece, following)):
                yield Sentence(piece, outer[-1] if outer else None)
        leads = {depth: lead for depth, lead in leads.items() if depth < passage.bullet}
        if pieces and _introduces(pieces[-1], following):
            leads[passage.bullet] = pieces[-1]


def is_caption(text: str) -> bool:
    """Whether a line has only the words of links and pictures ("view source code")."""
    words = folded(text).split()
    captions = listed("labels", "captions")
    return 0 < len(words) <= 10 and all(word in captions for word in words)


def _introduces(piece: Passage, following: Passage | None) -> bool:
    if following is None:
        return False
    ends = piece.text.rstrip().endswith(":") or only_introduces(piece.text)
    deeper = following.bullet > piece.bullet
    return ends and (deeper or only_introduces(piece.text))


def _pieces(passage: Passage) -> Iterator[Passage]:
    marks = list(INLINE_BULLET.finditer(passage.text))
    if len(marks) >= 2 or (marks and passage.bullet) or (marks and marks[0].start() == 0):
        begin = 0
        for mark in marks:
            yield from _filled(passage.part(begin, mark.start()))
            begin = mark.end()
        yield from _filled(passage.part(begin, len(passage.text)))
    elif passage.bullet:
        yield from _filled(passage)
    else:
        yield from _sentences(passage)


def _filled(passage: Passage) -> Iterator[Passage]:
    if any(character.isalnum() for character in passage.text):
        yield passage


def _sentences(passage: Passage) -> Iterator[Passage]:
    begin = 0
    for match in _BOUNDARY.finditer(passage.text):
        end = len(passage.text[: match.end()].rstrip())
        if not _NO_END.search(passage.text[begin:end]):
            yield from _at_semicolons(passage.part(begin, end))
            begin = match.end()
    yield from _at_semicolons(passage.part(begin, len(passage.text)))


def _at_semicolons(sentence: Passage) -> Iterator[Passage]:
    """The sentence divided at its semicolons; whole when one of them begins what limits it."""
    begin = 0
    marks = list(_SEMICOLON.finditer(sentence.text))
    if not any(limits(sentence.text[mark.end() :]) for mark in marks):
        for mark in marks:
            clauses = (sentence.text[begin : mark.start() + 1], sentence.text[mark.end() :])
            if all(map(_is_clause, clauses)) and parts_at_semicolon(*clauses):
                yield from _clauses(sentence.part(begin, mark.start() + 1))
                begin = mark.end()
    yield from _clauses(sentence.part(begin, len(sentence.text)))


def _clauses(clause: Passage) -> Iterator[Passage]:
    begin = 0
    for end, next_begin in joints(clause.text):
        yield from _filled(clause.part(begin, end))
        begin = next_begin
    yield from _filled(clause.part(begin, len(clause.text)))


def _is_clause(text: str) -> bool:
    first = re.split(r"[;.!?]", text.strip(), maxsplit=1)[0]
    return len(first.split()) >= _MIN_CLAUSE_WORDS and text.count("(") == text.count(")")
