"""Skills an ad names that no vocabulary lists: tools, subjects, credentials, spoken languages."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from tailor.stages.parsing.phrases import Phrases, Word, fold, words_of
from tailor.stages.parsing.tongues import cues, data, spoken

_TOOL = re.compile(
    r"(?<![\w@/.+#-])(?:"
    r"[A-Z][a-z]+[A-Z]\w*|[a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]+[A-Z]\w*"  # PowerBI, iOS
    r"|[A-Z]{2,7}[a-z]?\d*(?:[/-][A-Z]{2,}\d*)*"  # SQL, HTML5, CI/CD
    r"|[A-Z][A-Za-z]*(?:\+\+|#)|\.NET"  # C++, C#
    r"|[A-Z][a-z]+\.(?:js|io|ai|NET)"  # Node.js
    r")(?![\w@])"
)
_CHUNK_END = re.compile(r"[.;:!?()\[\]\n•·»]|\s[-–—]\s|,\s*(?=\w)|\s/\s|(?<=\w)/(?=\w{3})")
_MOST_WORDS = 4
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
        *_same_everywhere(quote, words),
        *_credentials(quote, words, _grammar(language)),
        *_tools(quote),
        *_subjects(quote, words, language),
    ]
    if item and not found and _is_name(quote, words, language):
        found = [Found(words[0].start, words[-1].end, quote[words[0].start : words[-1].end])]
    return [Found(start + a, start + b, name) for a, b, name in _apart(found)]


def _is_name(quote: str, words: list[Word], language: str) -> bool:
    """Whether a short list item is the name of a skill, and no sentence or wish."""
    speaks = frozenset().union(*(tongue.starters for tongue in spoken(language)))
    return (
        0 < len(words) <= _SHORT_ITEM
        and not any(word.folded in speaks for word in words)
        and not any(_grammar(language).openers.find(quote, words))
        and not cues(language).labels(quote) & {"nice", "must", "duty"}
    )


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    taken: list[Found] = []
    for one in found:
        if not any(one.start < other.end and other.start < one.end for other in taken):
            taken.append(one)
    yield from sorted(taken)


def _same_everywhere(quote: str, words: list[Word]) -> Iterator[Found]:
    """Spoken languages and licences, which have one name whatever the ad's language."""
    for hit in sorted(_named_once().find(quote, words), key=lambda hit: hit.first - hit.last):
        yield Found(words[hit.first].start, words[hit.last].end, hit.label)


@cache
def _named_once() -> Phrases:
    listed = data("skills")
    return Phrases(listed["languages"] | listed["licences"])


def _credentials(quote: str, words: list[Word], rules: "_Grammar") -> Iterator[Found]:
    for place, word in enumerate(words):
        general = word.folded in _credential_words()["general"]
        if not general and word.folded not in _credential_words()["words"]:
            continue
        first = last = place
        while place - first < _CREDENTIAL_REACH and _qualifies(quote, words, first - 1, rules):
            first -= 1
        if last + 1 < len(words) and re.fullmatch(r"[A-Z]\d?", _written(quote, words[last + 1])):
            last += 1
        if last > first or not general:
            span = words[first].start, words[last].end
            yield Found(*span, quote[slice(*span)])


def _qualifies(quote: str, words: list[Word], place: int, rules: "_Grammar") -> bool:
    """Whether a word belongs to the credential after it: "forklift" in "forklift licence"."""
    if place < 0 or quote[words[place].end : words[place + 1].start] not in {" ", "-"}:
        return False
    return words[place].folded not in rules.fillers | rules.stoppers | rules.joiners


def _written(quote: str, word: Word) -> str:
    return quote[word.start : word.end]


@cache
def _credential_words() -> dict[str, frozenset[str]]:
    listed = data("skills")["credentials"]
    return {name: frozenset(map(fold, words)) for name, words in listed.items()}


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
        if place < len(words) and _ends_in(quote, words, place):
            continue
        while place < len(words):
            last = _chunk(quote, words, place, rules)
            trimmed = _without_fillers(quote, words, (place, last), rules)
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
    generic: frozenset[str]
    joiners: frozenset[str]
    noun_capitals: bool


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
        frozenset(fold(word) for tongue in tongues for word in tongue.terms["generic"]),
        frozenset(joiners),
        bool(tongues[0].terms.get("noun_capitals")),
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


def _ends_in(quote: str, words: list[Word], place: int) -> bool:
    """Whether a sentence or clause ends before a word."""
    gap = quote[words[place - 1].end : words[place].start]
    return any(mark in gap for mark in ".;:!?()")


def _goes_on(quote: str, words: list[Word], last: int, rules: _Grammar) -> bool:
    if last + 1 >= len(words):
        return False
    if _ends_in(quote, words, last + 1):
        return False
    gap = quote[words[last].end : words[last + 1].start]
    return "," in gap or "/" in gap or words[last + 1].folded in rules.joiners


def _without_fillers(
    quote: str, words: list[Word], reach: tuple[int, int], rules: _Grammar
) -> tuple[int, int] | None:
    first, last = reach
    while first <= last and (
        words[first].folded in rules.fillers | rules.joiners
        or (rules.noun_capitals and quote[words[first].start].islower())
    ):
        first += 1
    while last >= first and words[last].folded in rules.fillers | rules.joiners:
        last -= 1
    named = " ".join(word.folded for word in words[first : last + 1])
    if not named or last - first >= _MOST_WORDS or named[0].isdigit() or named in rules.generic:
        return None
    # "Experience building X": the doing alone is no skill.
    return None if first == last and named.endswith("ing") else (first, last)
