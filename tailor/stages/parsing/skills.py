"""Skills an ad names that no vocabulary lists: tools, subjects, credentials, spoken languages."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from tailor.stages.parsing.phrases import Phrases, Word, fold, words_of
from tailor.stages.parsing.tongues import data, spoken

_TOOL = re.compile(
    r"(?<![\w@/.+#-])(?:"
    r"[A-Z][a-z]+[A-Z]\w*|[a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]+[A-Z]\w*"  # PowerBI, iOS
    r"|[A-Z]{2,}[A-Za-z]*\d*(?:[/-][A-Z]{2,}\d*)*"  # SQL, HTML5, CI/CD
    r"|[A-Z][A-Za-z]*(?:\+\+|#)|\.NET"  # C++, C#
    r"|[A-Z][a-z]+\.(?:js|io|ai|NET)"  # Node.js
    r")(?![\w@])"
)
_CHUNK_END = re.compile(r"[.;:!?()\[\]\n•·»]|\s[-–—]\s|,\s*(?=\w)|\s/\s|(?<=\w)/(?=\w{3})")
_MOST_WORDS = 5
_SHORT_ITEM = 4
_CREDENTIAL_REACH = 3


class Found(NamedTuple):
    """A skill in the text: its span and the name we give it."""

    start: int
    end: int
    name: str


def unlisted(text: str, start: int, end: int, language: str, *, item: bool) -> list[Found]:
    """The skills a quote names by its pattern, in order, never overlapping.

    `item` says that the quote is a whole list item: a short one is itself the skill.
    """
    quote = text[start:end]
    words = words_of(quote)
    found = [
        *_spoken_languages(quote, words),
        *_credentials(quote, words),
        *_tools(quote),
        *_subjects(quote, words, language),
    ]
    if item and not found and 0 < len(words) <= _SHORT_ITEM:
        found = [Found(words[0].start, words[-1].end, quote[words[0].start : words[-1].end])]
    return [Found(start + a, start + b, name) for a, b, name in _apart(found)]


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    taken: list[Found] = []
    for one in found:
        if not any(one.start < other.end and other.start < one.end for other in taken):
            taken.append(one)
    yield from sorted(taken)


def _spoken_languages(quote: str, words: list[Word]) -> Iterator[Found]:
    for hit in _languages().find(quote, words):
        yield Found(words[hit.first].start, words[hit.last].end, hit.label)


@cache
def _languages() -> Phrases:
    return Phrases(data("skills")["languages"])


def _credentials(quote: str, words: list[Word]) -> Iterator[Found]:
    for place, word in enumerate(words):
        if word.folded in _credential_words():
            first = last = place
            while first and place - first < _CREDENTIAL_REACH and _named(quote, words, first - 1):
                first -= 1
            if last + 1 < len(words) and re.fullmatch(
                r"[A-Z]\d?", _written(quote, words[last + 1])
            ):
                last += 1
            span = words[first].start, words[last].end
            yield Found(*span, quote[slice(*span)])


def _named(quote: str, words: list[Word], place: int) -> bool:
    gap = quote[words[place].end : words[place + 1].start]
    written = _written(quote, words[place])
    return (
        gap in {" ", "-"} and (written[0].isupper() or written.endswith(("'s", "’s"))) and place > 0
    )


def _written(quote: str, word: Word) -> str:
    return quote[word.start : word.end]


@cache
def _credential_words() -> frozenset[str]:
    return frozenset(fold(word) for word in data("skills")["credentials"]["words"])


def _tools(quote: str) -> Iterator[Found]:
    shouted = sum(char.isupper() for char in quote) > sum(char.islower() for char in quote)
    for found in _TOOL.finditer(quote):
        word = found.group()
        if not shouted and word.upper() not in _not_skills():
            yield Found(found.start(), found.end(), word)


@cache
def _not_skills() -> frozenset[str]:
    return frozenset(data("skills")["not_skills"]["words"])


def _subjects(quote: str, words: list[Word], language: str) -> Iterator[Found]:
    """What stands after "experience with": the things named, cut at commas, "and" and "or"."""
    rules = _grammar(language)
    openings = sorted(rules.openers.find(quote, words), key=lambda hit: (hit.first, -hit.last))
    reached = 0
    for hit in openings:
        if hit.first < reached:
            continue
        place = hit.last + 1
        while place < len(words):
            last = _chunk(quote, words, place, rules)
            trimmed = _without_fillers(words, place, last, rules)
            if trimmed is not None:
                span = words[trimmed[0]].start, words[trimmed[1]].end
                yield Found(*span, quote[slice(*span)])
            if not _goes_on(quote, words, last, rules):
                break
            # A joiner alone ("and/or") still moves on.
            place = max(last + 1, place + 1)
        reached = place


class _Grammar(NamedTuple):
    openers: Phrases
    stoppers: frozenset[str]
    fillers: frozenset[str]
    joiners: frozenset[str]


@cache
def _grammar(language: str) -> _Grammar:
    tongues = spoken(language)
    joiners = {"and", "und", "et", "y", "e", "og", "och", "en", "&"} | {
        fold(word) for tongue in tongues for word in tongue.either
    }
    return _Grammar(
        Phrases({"opener": [word for tongue in tongues for word in tongue.terms["openers"]]}),
        frozenset(fold(word) for tongue in tongues for word in tongue.terms["stoppers"]),
        frozenset(fold(word) for tongue in tongues for word in tongue.terms["fillers"]),
        frozenset(joiners),
    )


def _chunk(quote: str, words: list[Word], first: int, rules: _Grammar) -> int:
    """The place of the last word of the thing that starts at `first`; before it, when none."""
    last = first - 1
    for place in range(first, len(words)):
        gap = quote[words[place - 1].end : words[place].start] if place else ""
        if place > first and (_CHUNK_END.search(gap) or "," in gap or "(" in gap or "/" in gap):
            break
        if words[place].folded in rules.stoppers or words[place].folded in rules.joiners:
            break
        last = place
    return last


def _goes_on(quote: str, words: list[Word], last: int, rules: _Grammar) -> bool:
    if last + 1 >= len(words):
        return False
    gap = quote[words[last].end : words[last + 1].start]
    if any(mark in gap for mark in ".;:!?()"):
        return False
    return "," in gap or "/" in gap or words[last + 1].folded in rules.joiners


def _without_fillers(
    words: list[Word], first: int, last: int, rules: _Grammar
) -> tuple[int, int] | None:
    while first <= last and words[first].folded in rules.fillers | rules.joiners:
        first += 1
    while last >= first and words[last].folded in rules.fillers | rules.joiners:
        last -= 1
    named = first <= last and last - first < _MOST_WORDS
    return (first, last) if named and not words[first].folded.isdigit() else None
