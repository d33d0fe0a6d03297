"""An ad's outline: headings, list items and paragraphs, as spans of the text."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from tailor.stages.parsing.phrases import fold, words_of
from tailor.stages.parsing.tongues import data, headings, spoken

BlockKind = Literal["heading", "lead", "item", "prose"]
SectionKind = Literal["must", "nice", "responsibility", "ignored", "open"]

_BULLET = re.compile(
    r"\s*(?:[-*+•·●○◦▪▫■□►▶➢➤→✓✔✅☑☞⌲»›–—~§]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)])[ \t]+"
    r"|\s*[•·●○◦▪▫■□►▶➢➤→✓✔✅☑☞⌲»›]\s*"
)
_MARKDOWN = re.compile(r"\s{0,3}(#{1,6})\s*")
_DECORATION = re.compile(r"^[\s#*_=>|~•·:–—-]+|[\s#*_=|~:–—-]+$")
_RULE = re.compile(r"\s*([-=_*~])\1{2,}\s*")
_BOLD = re.compile(r"\s*(\*\*|__)(?!\s)([^*_\n]{2,90})\1\s*:?\s*|\s*(\*\*|__)([^*_\n]{2,90}):\3\s*")
_END = ".!?;…"
_HEADING_WORDS = 12
_WRAP = range(50, 131)
PLAIN = 8


class Block(NamedTuple):
    """A heading, a lead-in to a list, a list item or a paragraph; the span leaves out bullets.

    `rank` orders headings: 1 to 6 for Markdown, 7 for capitals and bold, 8 for plain lines.
    """

    kind: BlockKind
    start: int
    end: int
    rank: int = PLAIN


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    bullet: bool
    blank_before: bool
    last_length: int


def blocks(text: str, language: str) -> list[Block]:
    """Divide a text into its blocks, in order."""
    lines = _rejoined(list(_lines(text)), language)
    found: list[Block] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        before = lines[place - 1] if place else None
        found.append(_block(line, before, following))
    return found


def section(heading: str) -> SectionKind | None:
    """What a heading announces, None when it is none we know."""
    bare = bare_line(heading)
    words = words_of(bare)
    if not words or len(words) > _HEADING_WORDS:
        return None
    best: tuple[int, int, str] | None = None
    order = ("open", "must", "responsibility", "ignored", "nice")
    for hit in headings().find(bare, words):
        length = words[hit.last].end - words[hit.first].start
        # "Preferred qualifications" is no "qualifications": what is only nice wins.
        weight = (length + (30 if hit.label == "nice" else 0), order.index(hit.label), hit.label)
        best = weight if best is None or weight > best else best
    return best[2] if best else None  # type: ignore[return-value]


def bare_line(line: str) -> str:
    """A line without the marks around it."""
    return _DECORATION.sub("", line)


def is_noise(line: str) -> bool:
    """Whether a line belongs to the job board around the ad."""
    return _key(line) in _noise()


def _key(line: str) -> str:
    return " ".join(word.folded for word in words_of(line))


@cache
def _noise() -> frozenset[str]:
    return frozenset(_key(line) for line in data("page")["noise"]["lines"])


def _lines(text: str) -> Iterator[_Line]:
    at, blank = 0, True
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        if not raw.strip() or _RULE.fullmatch(raw) or is_noise(raw):
            blank = True
            continue
        bullet = None if _BOLD.fullmatch(raw) else _BULLET.match(raw)
        if bullet and bullet.end() == len(raw):
            # The bullet stands alone, its text on the next line.
            blank = True
            continue
        begin = start + (bullet.end() if bullet else len(raw) - len(raw.lstrip()))
        end = start + len(raw.rstrip())
        yield _Line(begin, end, text[begin:end], bool(bullet), blank, end - begin)
        blank = False


class _Reflow(NamedTuple):
    """What tells a broken line: the page's width, words no line ends or begins with, the habit."""

    width: int | None
    glue: frozenset[str]
    starters: frozenset[str]
    shattered: bool


def _rejoined(lines: list[_Line], language: str) -> list[_Line]:
    """Put lines together that a narrow page or inline markup broke apart."""
    reflow = _Reflow(
        _wrap_width(lines),
        frozenset().union(*(tongue.glue for tongue in spoken(language))),
        frozenset().union(*(tongue.starters for tongue in spoken(language))),
        _shattered(lines),
    )
    joined: list[_Line] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        if joined and _continues(joined[-1], line, following, reflow):
            first = joined[-1]
            gap = line.start - first.end
            text = first.text + " " * gap + line.text
            joined[-1] = first._replace(end=line.end, text=text, last_length=line.last_length)
        else:
            joined.append(line)
    return joined


def _wrap_width(lines: list[_Line]) -> int | None:
    lengths = [line.end - line.start for line in lines]
    if len(lengths) < 6 or max(lengths) not in _WRAP:
        return None
    width = max(lengths)
    full = sum(1 for length in lengths if length >= width * 3 // 4)
    return width if full * 3 >= len(lengths) else None


def _shattered(lines: list[_Line]) -> bool:
    """Whether inline markup became line ends: many lines begin in the middle of a sentence."""
    continuing = sum(1 for line in lines if not line.bullet and _is_middle(line.text))
    return continuing * 8 > len(lines)


def _is_middle(text: str) -> bool:
    return text[0].islower() or text[0] in ",.;:)"


def _continues(before: _Line, line: _Line, following: _Line | None, reflow: _Reflow) -> bool:
    if line.bullet or line.blank_before or _MARKDOWN.match(line.text) or ":" in before.text[-2:]:
        return False
    if before.text[-1] in _END:
        return line.text[0] in ",.;)"
    share = 1.0 if not before.blank_before else 0.0
    alone = _known_heading(before.text) and covers(before.text, share)
    if _is_middle(line.text) or before.text[-1] in ",-(–" or _last_word(before) in reflow.glue:
        return not (_MARKDOWN.match(before.text) or alone)
    first = line.text.split(None, 1)[0]
    if reflow.width:
        # The line ended because its next word had no room.
        return before.last_length + 1 + len(first) > reflow.width
    # A line that another one continues is no heading, whatever it says.
    heading = _known_heading(line.text) and not (following and _is_middle(following.text))
    begins = fold(first) in reflow.starters or heading or _known_heading(before.text)
    return reflow.shattered and not begins


def _last_word(line: _Line) -> str:
    return fold(line.text.rsplit(None, 1)[-1])


def _known_heading(text: str) -> bool:
    return len(text) <= 60 and section(text) is not None


def _block(line: _Line, before: _Line | None, following: _Line | None) -> Block:
    rank = _rank(line, before, following)
    kind: BlockKind
    if rank is not None:
        kind = "heading"
    elif line.text.rstrip("*_ ").endswith(":"):
        kind = "lead"
    else:
        kind = "item" if line.bullet else "prose"
    return Block(kind, line.start, line.end, rank or PLAIN)


def _rank(line: _Line, before: _Line | None, following: _Line | None) -> int | None:
    text = line.text
    count = len(text.split())
    markdown = _MARKDOWN.match(text)
    if markdown:
        return len(markdown.group(1))
    if count > _HEADING_WORDS:
        return None
    bare = bare_line(text)
    letters = [char for char in bare if char.isalpha()]
    if not letters:
        return None
    marked = bool(_BOLD.fullmatch(text)) or text.startswith("===")
    capitals = len(letters) > 3 and all(char.isupper() for char in letters)
    if line.bullet:
        return 7 if marked and following is not None and following.bullet else None
    if (marked or capitals) and text[-1] not in ".;,":
        return 7
    return _plain_rank(text, before, following)


def _plain_rank(text: str, before: _Line | None, following: _Line | None) -> int | None:
    bare, count = bare_line(text), len(text.split())
    if text.rstrip("*_ ").endswith(":"):
        return PLAIN if count <= 8 else None
    if text[-1] in ".!;," or following is None:
        return None
    known = section(bare)
    if known and (count <= 3 or covers(bare) or text.endswith("?")):
        return PLAIN
    if count <= 8 and (text.endswith("?") or following.bullet):
        return PLAIN
    return PLAIN if count <= 5 and _between_sentences(before, following) else None


def _between_sentences(before: _Line | None, following: _Line) -> bool:
    """Whether full sentences stand around a line, which is then a heading without its mark."""
    return before is not None and before.text[-1] in ".:" and following.text[-1] == "."


def covers(line: str, share: float = 0.5) -> bool:
    """Whether a known heading makes up at least this share of the line's words."""
    bare = bare_line(line)
    words = words_of(bare)
    longest = max((hit.last - hit.first + 1 for hit in headings().find(bare, words)), default=0)
    return longest >= share * len(words) and bool(words)
