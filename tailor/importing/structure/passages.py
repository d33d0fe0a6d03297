"""Lines of a document -> passages: what reads as one line, however it was broken.

Three breaks are undone: wrapping at a page's width, hanging indents of bullets, and text whose
spans were put on lines of their own (a line of one space stands between them).
"""

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tailor.importing.documents.document import MAX_LINE, Document, Line, Style
from tailor.importing.structure import dates
from tailor.importing.structure.heading_words import kind_of
from tailor.importing.structure.labels import labelled
from tailor.importing.structure.words import data

_GLYPHS = "•●◦▪■□‣⁃∙○►▶➢➤✓✔❖◆◇★☆※\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d·⚫"
_MARKER = re.compile(
    rf"\s*(?:(?P<glyph>[{_GLYPHS}]+)\s*|(?P<mark>[-*+–—]|>|»)\s+(?=\S)|"
    r"(?P<letter>[ñØüþ§¢]\s+(?=\S)|o\s+(?=[A-Z0-9(]))|"
    r"(?P<number>\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=[A-Z(]))"
)
INLINE_BULLET = re.compile(rf"\s[{_GLYPHS}](?:\s+|(?=[A-Z]))|^[{_GLYPHS}]\s*")
_LETTER = re.compile(r"[^\W_]")
# A shorter line before a lower-case word is an item of a list.
_LONG_LINE = 45
_RUNNING_TEXT = 80
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that reads as one line, with the document offset of each of its characters.

    A tab stands where the document sets parts apart. `bullet` is the depth of a bullet from 1, 0
    for none; `level` that of a heading. `gap` tells that an empty line comes before.
    """

    text: str
    offsets: tuple[int, ...]
    style: Style = ""
    level: int = 0
    bullet: int = 0
    gap: bool = False
    line: int = 0

    @property
    def start(self) -> int:
        """Offset of the first character in the document."""
        return self.offsets[0] if self.offsets else 0

    @property
    def end(self) -> int:
        """Offset after the last character in the document."""
        return self.offsets[-1] + 1 if self.offsets else 0

    def part(self, start: int, end: int) -> "Passage":
        """A piece of the passage without the white space around it."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        return replace(self, text=self.text[start:end], offsets=self.offsets[start:end])

    def words(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.split())


def passages(document: Document) -> tuple[Passage, ...]:
    """Everything the document says, in order. Empty lines and page furniture are left out."""
    gathering = _Gathering(_spans_apart(document.lines), _wrap_width(document.lines))
    for line, following in itertools.zip_longest(document.lines, document.lines[1:]):
        parted = following is not None and bool(following.text) and not following.text.strip()
        gathering.add(line, parted=parted)
    return _levelled(gathering.found)


def is_furniture(text: str) -> bool:
    """Whether a line is a page number, a rule, or a note about the document itself."""
    return bool(_furniture().search(text.strip()))


@functools.cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in data("labels")["furniture"]), re.IGNORECASE)


def _passage(line: Line, *, gap: bool) -> Passage:
    """The line without its bullet. For plain text the depth is its indentation for now."""
    block, text = line.block, line.text
    begin, bullet = 0, 0
    marker = _MARKER.match(text)
    if marker and marker.end() < len(text) and not _is_date_or_rule(text):
        begin = marker.end()
        indent = len(text[:begin].expandtabs(4)) - len(text[:begin].strip())
        minor = marker.group("mark") or marker.group("letter") or text.strip()[0] in "◦○▪□∙"
        bullet = 1 + 100 * indent + (50 if minor else 0)
    if block.style == "bullet":
        bullet = 1 + 400 * block.level
    text = text[begin:]
    begin += len(text) - len(text.lstrip())
    stop = begin + len(text.strip())
    return Passage(
        line.text[begin:stop].replace("\xa0", " "),
        tuple(range(line.start + begin, line.start + stop)),
        "" if bullet else block.style,
        0 if bullet else block.level,
        bullet,
        gap,
        line.number,
    )


def _is_date_or_rule(text: str) -> bool:
    """Whether what looks like a number or dash before a bullet begins a date ("1. März 2019")."""
    found = dates.find(text[:40])
    return bool(found) and found[0].begin <= len(text) - len(text.lstrip())


class _Gathering:
    """Passages gathered line by line; knows how the document was broken."""

    def __init__(self, spans_apart: bool, width: int | None) -> None:  # noqa: FBT001
        self.found: list[Passage] = []
        self._spans_apart = spans_apart
        self._width = width
        self._previous: Line | None = None
        self._gap = self._tab = False

    def add(self, line: Line, *, parted: bool) -> None:
        """Join the line to the last passage, or begin another. `parted`: a space line follows."""
        if not line.text.strip():
            self._note_empty(line)
        elif self._tab and not _LETTER.search(line.text):
            # A lone comma between two spans joins them; it is no rule across the page.
            glued = line.text.strip()[0] in ",:;)"
            self._join("" if glued else " ", _passage(line, gap=False), line)
        elif not is_furniture(line.text):
            current = _passage(line, gap=self._gap)
            joint = self._joint(current, line, parted=parted)
            if joint is not None:
                self._join(joint, current, line)
            else:
                self.found.append(current)
                self._previous, self._gap, self._tab = line, False, False

    def _note_empty(self, line: Line) -> None:
        ended = self._previous is None or _ends_paragraph(self._previous.text)
        self._tab = self._spans_apart and bool(line.text) and not ended and not self._gap
        self._gap = self._gap or not self._tab

    def _join(self, joint: str, current: Passage, line: Line) -> None:
        self.found[-1] = _joined(self.found[-1], joint, current)
        self._previous, self._gap, self._tab = line, False, False

    def _joint(self, current: Passage, line: Line, *, parted: bool) -> str | None:
        """What joins the line to the passage before it; None when it begins a new one."""
        previous, before = self._previous, self.found[-1] if self.found else None
        if before is None or previous is None or self._gap or current.bullet:
            return None
        if len(before.text) > MAX_LINE:
            return None
        if current.style != before.style:
            return None
        if self._tab:
            return self._span_joint(before, current)
        if self._spans_apart and re.search(r"[^\xa0] $", previous.text):
            return " "
        if current.style or _stands_alone(current.text) or _is_table(before.text):
            return None
        if self._spans_apart and parted:
            # The first of several spans begins a line, however full the line above is.
            return None
        indent = _indent(line.text)
        hangs = bool(before.bullet) and indent > 1 and indent > _indent(previous.text)
        return " " if hangs or self._continues(previous, current, before) else None

    def _span_joint(self, before: Passage, current: Passage) -> str | None:
        """What joins two spans of a line. A heading, or what follows running text, is no span."""
        if current.text[0] in ",:;)":
            return ""
        runs_on = "\t" not in before.text and len(before.text) > _RUNNING_TEXT
        return None if runs_on or kind_of(current.text) else "\t"

    def _continues(self, previous: Line, current: Passage, before: Passage) -> bool:
        """Whether a line goes on with the sentence of the one before it."""
        text, follows = previous.text.rstrip(), current.text
        ended = bool(_SENTENCE_END.search(text))
        full = previous.block.full
        if full is None:
            reach = len(text) + 1 + len(follows.split(maxsplit=1)[0])
            full = self._width is not None and reach > self._width
        if follows[0].islower():
            is_open = text.endswith((",", " and", " &", " of"))
            return full or is_open or (not ended and len(text) >= _LONG_LINE)
        return full and (not ended or bool(before.bullet)) and not _stands_alone(text)


def _stands_alone(text: str) -> bool:
    """Whether a line has a label, or a range of dates at one of its ends, as headers do."""
    return labelled(text) is not None or any(
        dated.is_range and (dated.begin == 0 or dated.finish >= len(text.rstrip(" )")))
        for dated in dates.find(text)
    )


def _ends_paragraph(text: str) -> bool:
    return len(text) > 40 and text.rstrip().endswith((".", "!", "?"))


def _is_table(text: str) -> bool:
    """Whether a line of parts set apart ends in a short one, and so does not run on."""
    return "\t" in text and len(text.rpartition("\t")[2].split()) <= 6


def _joined(first: Passage, joint: str, second: Passage) -> Passage:
    if joint and first.text.endswith(" "):
        joint = "" if joint == " " else joint
    return replace(
        first,
        text=first.text + joint + second.text,
        offsets=first.offsets + tuple(second.start for _ in joint) + second.offsets,
    )


def _indent(text: str) -> int:
    expanded = text.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())


def _spans_apart(lines: Sequence[Line]) -> bool:
    """Whether lines of one space stand between the spans of a line."""
    count = between = 0
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if line.text and not line.text.strip():
            count += 1
            near = (before.text.strip(), after.text.strip())
            between += all(near) and min(len(text) for text in near) < 60
    empty = sum(1 for line in lines[:-1] if not line.text)
    return count >= 4 and between >= 0.6 * count and empty < count / 2


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which running text was broken; None when it was not.

    Where it was, several lines of about that length go on in lower case on the next line.
    """
    texts = [line.text.rstrip() for line in lines]
    lengths = sorted((len(text) for text in texts if text), reverse=True)
    for index, length in enumerate(lengths):
        if length > 250 or length < 45 or index > max(2, len(lengths) // 25):
            continue
        near = [i for i, text in enumerate(texts) if 0.85 * length <= len(text) <= length]
        below = ("".join(texts[i + 1 : i + 2]).lstrip() for i in near)
        going_on = sum(1 for text in below if text[:1].islower())
        if len(near) >= max(3, len(lengths) // 40) and going_on >= max(1, len(near) // 6):
            return round(0.95 * length)
    return None


def _levelled(found: Sequence[Passage]) -> tuple[Passage, ...]:
    """Depths as small numbers: the distinct indentations of the document's bullets, in order."""
    depths: list[int] = []
    for depth in sorted({passage.bullet for passage in found if passage.bullet}):
        if not depths or depth - depths[-1] >= 50:
            depths.append(depth)
    return tuple(replace(passage, bullet=_rank(passage.bullet, depths)) for passage in found)


def _rank(depth: int, depths: Sequence[int]) -> int:
    return sum(1 for known in depths if known <= depth) if depth else 0
