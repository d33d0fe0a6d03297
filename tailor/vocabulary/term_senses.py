"""Whether an everyday word means the term here: "in Go" does, "go to market" does not."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tailor.vocabulary.term_words import Word

_TECHNICAL = frozenset({"tool", "language", "platform", "standard"})
_LIST_GAP = r"(?:[\s,;/|&+•·-]|\b(?:and|or|und|oder|et|ou|y|e|og|och|eller)\b)+"
_LIST_REACH = 8
_LOOK = 40
_VERSION = r" ?v?\d+\.\d+(?:\.\d+)*(?![\w%])| 365\b"
_CUES = Path(__file__).parent / "data" / "term_cues.tsv"


class Candidate(NamedTuple):
    """A possible term: its span, its first and last word, and how sure its spelling makes it.

    An empty `name` marks an everyday phrase, which takes up its words and yields no term.
    """

    start: int
    end: int
    first: int
    last: int
    name: str
    kind: str
    doubtful: bool
    as_written: bool


@cache
def _cues() -> dict[str, frozenset[str]]:
    sides: dict[str, set[str]] = {}
    for line in _CUES.read_text(encoding="utf-8").splitlines():
        side, _, cues = line.partition("\t")
        if cues and not line.startswith("#"):
            sides.setdefault(side, set()).update(cues.split())
    return {side: frozenset(cues) for side, cues in sides.items()}


def meant(text: str, tokens: list[Word], candidates: list[Candidate]) -> list[Candidate]:
    """Keep the candidates that are terms: the plain ones, and the doubtful whose context agrees."""
    return [
        candidate
        for place, candidate in enumerate(candidates)
        if candidate.name and _agrees(text, tokens, candidates, place)
    ]


def _agrees(text: str, tokens: list[Word], candidates: list[Candidate], place: int) -> bool:
    this = candidates[place]
    if this.kind == "natural_language" and _describes(text, tokens, this):
        return False
    if not this.doubtful:
        return True
    return _beside_terms(text, tokens, candidates, place) or _in_context(text, tokens, this)


def _describes(text: str, tokens: list[Word], this: Candidate) -> bool:
    """Whether it is an adjective of origin: "the Danish market", not "Danish language"."""
    after = _next(text, tokens, this)
    return bool(after and after.written.islower() and after.folded not in _cues()["of_language"])


def _next(text: str, tokens: list[Word], this: Candidate) -> Word | None:
    """The word that follows directly, over a space or a hyphen."""
    after = tokens[this.last + 1] if this.last + 1 < len(tokens) else None
    return after if after and text[this.end : after.start] in (" ", "-") else None


class _Side(NamedTuple):
    """What stands on one side in an enumeration: anything, a term, a surely technical one."""

    chained: bool
    listed: bool
    sure: bool


def _beside_terms(text: str, tokens: list[Word], candidates: list[Candidate], place: int) -> bool:
    """Whether it stands in an enumeration with sure terms, or with another doubtful one."""
    this = candidates[place]
    after = _next(text, tokens, this)
    ends_here = place + 1 == len(candidates) or candidates[place + 1].first > this.last + 1
    if after and after.written[0].isupper() and ends_here:
        return False  # "Go, Rust Street"
    left = _side(text, candidates, place, -1)
    right = _side(text, candidates, place, 1)
    if this.as_written and (left.listed or right.listed):
        return not _hyphenated(text, this) and _closed(text, this, left=left, right=right)
    # Lists lose their commas on the way: "node.js react go".
    starts, stops = _ends(text, this)
    return (left.sure or right.sure) and (left.chained or starts) and (right.chained or stops)


def _side(text: str, candidates: list[Candidate], place: int, step: int) -> _Side:
    side = _Side(chained=False, listed=False, sure=False)
    separated = True
    for at in range(place + step, place + step * _LIST_REACH, step):
        if not (0 <= at < len(candidates) and _listed(text, candidates, at - step, at)):
            break
        other = candidates[at]
        if not other.doubtful:
            return _Side(chained=True, listed=True, sure=other.kind in _TECHNICAL)
        # Two doubtful names side by side, "Julia Swift", are no list.
        separated = separated and bool(_gap(text, candidates[at - step], other).strip(" "))
        named = separated and other.as_written
        side = _Side(chained=True, listed=side.listed or named, sure=False)
    return side


def _listed(text: str, candidates: list[Candidate], one: int, other: int) -> bool:
    """Whether two neighbours stand in one list: separators between them, or nothing at all."""
    further = candidates[other]
    gap = _gap(text, candidates[one], further)
    bare = not gap.strip(" ")
    if not further.name or further.kind == "soft" or (bare and further.kind not in _TECHNICAL):
        return False
    return bool(_list_gap().fullmatch(gap))


def _gap(text: str, one: Candidate, other: Candidate) -> str:
    left, right = sorted((one, other))
    return text[left.end : right.start]


def _closed(text: str, this: Candidate, *, left: _Side, right: _Side) -> bool:
    # "Python\nGo to market": a new line begins a new thought, so the list must end it, too.
    before = _before(text, this).rstrip(" \t•-*")
    starts_line = not before or before.endswith("\n")
    trails_off = bool(re.match(r" [a-z]", _after(text, this)))
    return right.listed or not left.listed or not (starts_line and trails_off)


def _ends(text: str, this: Candidate) -> tuple[bool, bool]:
    """Whether a separator or the end of the text stands on its left, and on its right."""
    before = re.search(r"(?:^|[,;/|&+•·(:\n]|\b(?:and|or))\s*$", _before(text, this))
    after = re.match(r"\s*(?:$|[,;/|&+•·).:\n]|(?:and|or)\b)", _after(text, this))
    return bool(before), bool(after)


def _in_context(text: str, tokens: list[Word], this: Candidate) -> bool:
    """Whether the words beside it show the term: "in Go", "Go developer", "Go 1.21"."""
    after = _next(text, tokens, this)
    if after and after.folded in _cues()["after_any_case"]:
        return True
    if not this.as_written:
        return False
    if (after and after.folded in _cues()["after"]) or re.match(_VERSION, _after(text, this)):
        return True
    part_of_a_name = after and after.written[0].isupper()
    if part_of_a_name or _hyphenated(text, this) or this.first == 0:
        return False
    before = tokens[this.first - 1]
    return text[before.end : this.start] in (" ", ' "', " (") and _called_for(this, before, after)


def _called_for(this: Candidate, before: Word, after: Word | None) -> bool:
    if before.folded in _cues()["before"]:
        return not (after and _is_year(after.written))
    return _capital_mid_sentence(this, before)


def _capital_mid_sentence(this: Candidate, before: Word) -> bool:
    """Whether a capital where none is due shows a name: "we use Slack daily"."""
    return (
        this.end - this.start > 1
        and before.written.islower()
        and before.folded not in _cues()["against"]
    )


def _hyphenated(text: str, this: Candidate) -> bool:
    before, after = _before(text, this), _after(text, this)
    return bool(re.match(r"[-‐‑]\w", after)) or before.endswith(("-", "‐", "‑"))


def _before(text: str, this: Candidate) -> str:
    return text[max(0, this.start - _LOOK) : this.start]


def _after(text: str, this: Candidate) -> str:
    return text[this.end : this.end + _LOOK]


def _is_year(written: str) -> bool:
    return len(written) == 4 and written.isdecimal()


@cache
def _list_gap() -> re.Pattern[str]:
    return re.compile(_LIST_GAP)
