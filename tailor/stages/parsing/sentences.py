"""Sentences of a block, and the clauses of a sentence that are judged apart."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from tailor.stages.parsing.phrases import fold
from tailor.stages.parsing.tongues import cues, spoken

Span = tuple[int, int]

_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|approx|incl|inkl|min|max|ca|bzw|ggf|evtl|z\.b|u\.a|o\.ä|d\.h|t\.ex|"
    r"bl\.a|f\.eks|m\.m|osv|p\.ex|ex|sec|no|nr|st|dr|mr|ms|mrs|inc|ltd|co|corp|jr|sr|dept|u\.s|"
    r"art|abs|par|jf|ev|resp|mind|usw|o)|\b[a-z])\.$",
    re.IGNORECASE,
)
_LONG = 420
_FEW_SEMICOLONS = 3
_MANY_SEMICOLONS = 5
_JOINER_BEFORE = re.compile(r"(?:and|or|und|oder|et|ou|y|o|e|och|eller|og|en|of)\s+")
_JOINER_AFTER = re.compile(r"[;,]\s*(?:and|or|und|oder|et|ou|y|och|eller|og|en|of)?\s*$")


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a span of `text`, without the space around them."""
    begin = start
    for stop in _STOP.finditer(text, start, end):
        tail = text[max(begin, stop.end() - 8) : stop.end()]
        following = text[stop.end() : stop.end() + 3].lstrip()[:1]
        if _ABBREVIATION.search(tail) or following.islower():
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def items(text: str, start: int, end: int) -> Iterator[Span]:
    """A list item as one piece, or as its sentences when it is long."""
    if end - start <= _LONG:
        yield from _trimmed(text, start, end)
    else:
        yield from sentences(text, start, end)


def listed(text: str, start: int, end: int) -> list[Span]:
    """The parts of a sentence that lists duties or skills with semicolons; else the sentence."""
    count = text.count(";", start, end)
    introduced = start <= text.find(":", start, end) < text.find(";", start, end)
    if count < (_FEW_SEMICOLONS if introduced else _MANY_SEMICOLONS):
        return [(start, end)]
    begin = text.find(":", start, end) + 1 if introduced else start
    cuts = [begin - 1, *(at for at in range(begin, end) if text[at] == ";"), end]
    return [
        span
        for before, cut in pairwise(cuts)
        for span in _trimmed(text, _after_joiner(text, before + 1, cut), cut)
    ]


def _after_joiner(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    joiner = _JOINER_BEFORE.match(text, start, end)
    return joiner.end() if joiner else start


def clauses(text: str, start: int, end: int, language: str) -> list[Span]:
    """A sentence cut before a clause that only wishes: "SQL, ideally with dbt" gives two."""
    loose = _JOINER_AFTER.search(text[start:end])
    end = start + loose.start() if loose else end
    parts = _at_semicolon(text, start, end, language)
    if parts:
        return parts
    found = _wish(language).search(fold(text[start:end]))
    if not found or not text[start : start + found.start()].strip():
        return [(start, end)]
    head = list(_trimmed(text, start, start + found.start()))
    tail = list(_trimmed(text, start + found.start("wish"), end))
    return [*head, *tail] if tail and head[0][1] - head[0][0] > 12 else [(start, end)]


def _at_semicolon(text: str, start: int, end: int, language: str) -> list[Span]:
    """The two halves of "nursing experience; first aid is a plus", of which one only wishes."""
    cut = text.rfind(";", start, end)
    if cut < 0:
        return []
    head, tail = (cues(language).labels(part) for part in (text[start:cut], text[cut + 1 : end]))
    if "nice" not in tail or "nice" in head:
        return []
    return [*_trimmed(text, start, cut), *_trimmed(text, cut + 1, end)]


@cache
def _wish(language: str) -> re.Pattern[str]:
    wishes = {
        fold(cue).removeprefix("^").removesuffix("$")
        for tongue in spoken(language)
        for cue in tongue.cues["opening_wish"]
    }
    one = "|".join(re.escape(wish) for wish in sorted(wishes, key=len, reverse=True))
    return re.compile(
        rf"[,;]\s+(?:(?:and|but|und|aber|et|y|e|och|og|en|men) )?(?P<wish>(?:{one})\b)"
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
