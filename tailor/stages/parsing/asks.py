"""What an ad asks for, each with the words that say so."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from tailor.domain.posting import JobPosting, Requirement, RequirementKind
from tailor.stages.parsing.judgement import Place, announces, judge
from tailor.stages.parsing.outline import PLAIN, Block, SectionKind, blocks, covers, section
from tailor.stages.parsing.phrases import Phrases, fold, words_of
from tailor.stages.parsing.sentences import Span, clauses, items, listed, sentences
from tailor.stages.parsing.skills import Found, unlisted
from tailor.stages.parsing.tongues import data, spoken
from tailor.stages.parsing.years import years_asked

_FEWEST_LETTERS = 3
_MANY_SENTENCES = 3
_ADDRESS = re.compile(r"(?<=\])\([^()\s]*\)|(?:https?://|www\.)\S+")
_LABEL_REACH = 60
_LABEL_WORDS = 6
_LABEL = re.compile(r"([^:!?.\n]{2,}?)\s*([:!?])(?=[\s*]|$)")


class TermMatch(Protocol):
    """A term of the vocabulary in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def name(self) -> str:
        """Its canonical name."""


class TermFinder(Protocol):
    """A vocabulary that finds its terms in a text."""

    def find(self, text: str) -> Iterable[TermMatch]:
        """The terms in order."""


class _Piece(NamedTuple):
    span: Span
    place: Place


def requirements(posting: JobPosting, terms: TermFinder) -> tuple[Requirement, ...]:
    """What the ad asks for, in its order, each thing once; every quote stands at its `start`."""
    known = _vocabulary_terms(_without_addresses(posting.text), terms)
    found: list[Requirement] = []
    seen: set[str] = set()
    for piece in _pieces(posting):
        for span in clauses(posting.text, *piece.span, posting.language):
            quote = posting.text[slice(*span)]
            kind = judge(quote, piece.place, posting.language)
            key = " ".join(word.folded for word in words_of(quote))
            if kind is None or key in seen or len(key) < _FEWEST_LETTERS:
                continue
            seen.add(key)
            item = piece.place.block == "item" and kind != "responsibility"
            named = _named(posting, span, known, item=item)
            found.append(_requirement(posting, span, kind, named, id_=f"r{len(found) + 1}"))
    return tuple(found)


def _vocabulary_terms(text: str, terms: TermFinder) -> list[Found]:
    return [
        Found(term.start, term.end, term.name)
        for term in terms.find(text)
        if not _only_accents_differ(text[term.start : term.end], term.name)
    ]


def _without_addresses(text: str) -> str:
    """The text with blanks for web addresses, so that no word of them is taken for a skill."""
    return _ADDRESS.sub(lambda found: " " * len(found.group()), text)


def _only_accents_differ(written: str, name: str) -> bool:
    """Whether it is another word: Portuguese "Informática" is not the product Informatica."""
    return fold(written) == fold(name) and written.casefold() != name.casefold()


def _requirement(
    posting: JobPosting, span: Span, kind: RequirementKind, named: list[Found], *, id_: str
) -> Requirement:
    start, end = span
    quote = posting.text[start:end]
    return Requirement(
        id=id_,
        quote=quote,
        start=start,
        kind=kind,
        terms=tuple(dict.fromkeys(one.name for one in named)),
        years=None if kind == "responsibility" else years_asked(quote, posting.language),
        alternatives=_alternatives(posting.text, span, named, posting.language),
    )


def _named(posting: JobPosting, span: Span, known: list[Found], *, item: bool) -> list[Found]:
    start, end = span
    first = bisect_left(known, (start, start, ""))
    listed_terms: list[Found] = []
    while first < len(known) and known[first].end <= end:
        listed_terms.append(known[first])
        first += 1
    new = unlisted(posting.text, start, end, posting.language, item=item and not listed_terms)
    free = [
        one
        for one in new
        if not any(one.start < term.end and term.start < one.end for term in listed_terms)
    ]
    return sorted([*listed_terms, *free])


def _alternatives(text: str, span: Span, named: list[Found], language: str) -> bool:
    """Whether any one of the terms is enough: "Java or Go", "one of: SQL, dbt"."""
    if len({one.name for one in named}) < 2:
        return False
    before = text[span[0] : named[0].start]
    gaps = [text[a.end : b.start] for a, b in pairwise(named)]
    if any(len(words_of(gap)) > 2 for gap in gaps):
        return False
    if _choices(language).labels(before):
        return True
    joiners = [[word.folded for word in words_of(gap)] for gap in gaps]
    either = {fold(word) for tongue in spoken(language) for word in tongue.either}
    return any(word in either for words in joiners for word in words) and all(
        word in either for words in joiners for word in words
    )


@cache
def _choices(language: str) -> Phrases:
    return Phrases({"choice": [phrase for tongue in spoken(language) for phrase in tongue.one_of]})


def _pieces(posting: JobPosting) -> Iterator[_Piece]:
    found = blocks(posting.text, posting.language)
    for run, kind in _sections(posting, found):
        beside_list = any(block.kind == "item" for block in run)
        for block in run:
            spans = list(_spans(posting.text, block))
            # In a paragraph of many sentences not each is a wish.
            talks = (
                block.kind == "prose" and len(spans) >= _MANY_SENTENCES and kind != "responsibility"
            )
            own = _own_section(posting.text, block, kind)
            place = Place(own, block.kind, beside_list or talks)
            yield from (_Piece(span, place) for span in spans)


def _spans(text: str, block: Block) -> Iterator[Span]:
    divide = items if block.kind == "item" else sentences
    for start, end in divide(text, block.start, block.end):
        yield from listed(text, start, end)


def _own_section(text: str, block: Block, kind: SectionKind | None) -> SectionKind | None:
    """The section of a line that names it itself: "Salary: ..." among the requirements."""
    if kind == "ignored":
        return kind
    head = text[block.start : min(block.end, block.start + _LABEL_REACH)]
    label = _LABEL.match(head)
    if label is None or len(label[1].split()) > _LABEL_WORDS:
        return kind
    own = section(label[1])
    return own if own and (label[2] == ":" or own == "ignored") else kind


class _Heading(NamedTuple):
    kind: SectionKind | None
    rank: int


def _sections(
    posting: JobPosting, found: list[Block]
) -> Iterator[tuple[list[Block], SectionKind | None]]:
    """The runs of blocks under one heading, with what that heading says of them."""
    current = _Heading(None, 9)
    run: list[Block] = []
    for block in found:
        if block.kind not in {"heading", "lead"}:
            run.append(block)
            continue
        if run:
            yield run, current.kind
            run = []
        text = posting.text[block.start : block.end]
        if _ends(text):
            return
        current = _under(text, block, current, posting.language)
    if run:
        yield run, current.kind


def _under(text: str, block: Block, current: _Heading, language: str) -> _Heading:
    known = section(text)
    if current.kind == "ignored" and block.rank == PLAIN and not covers(text):
        return current
    if block.kind == "lead" and not covers(text):
        told = announces(text, language) or (known if known != "ignored" else None)
        return _Heading(told or current.kind, current.rank)
    if known is not None:
        rank = block.rank if block.kind == "heading" else current.rank
        return _Heading(None if known == "open" else known, rank)
    # An unknown heading beside the last known one starts something new; below it, it divides.
    beside = block.rank <= current.rank and block.rank < PLAIN
    return _Heading(None, block.rank) if beside else current


def _ends(heading: str) -> bool:
    return bool(_last_headings().labels(heading))


@cache
def _last_headings() -> Phrases:
    return Phrases({"end": data("page")["noise"]["ends"]})
