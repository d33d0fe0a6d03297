"""Two texts as aligned lines and word spans. Pure: the views paint.

A line of one text pairs with the line of the other that it resembles, and only pairs are compared
word by word: between lines that share little, highlighted words are noise.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain, groupby
from typing import Literal

from tailor.domain.base import Frozen

MAX_DISTANCE = 0.6
_TOKEN = re.compile(r"\s+|\w+(?:[.,:'’/@-]\w+)*[%+#]*|\W")

_Piece = tuple[str, str]


class DiffSpan(Frozen):
    """Words that belong together in both texts; a side without any is empty.

    The starts are character offsets in the whole texts.
    """

    kind: Literal["equal", "insert", "delete", "replace"]
    before: str
    after: str
    before_start: int
    after_start: int


class DiffLine(Frozen):
    """A line that is in both texts (possibly reworded), or only in one."""

    spans: tuple[DiffSpan, ...]

    @property
    def before(self) -> str:
        """The line as it was, with its line break; empty when it was not there."""
        return "".join(span.before for span in self.spans)

    @property
    def after(self) -> str:
        """The line as it is now, with its line break; empty when it is gone."""
        return "".join(span.after for span in self.spans)


class Diff(Frozen):
    """Every line of both texts, in order. Either side, joined, is that text again."""

    lines: tuple[DiffLine, ...]

    @property
    def spans(self) -> tuple[DiffSpan, ...]:
        """The spans of all lines."""
        return tuple(chain.from_iterable(line.spans for line in self.lines))


# A batch shows the same rewordings to one ad after the other.
@lru_cache(maxsize=512)
def diff(before: str, after: str) -> Diff:
    """Align two texts: equal lines first, then the most alike of those between them."""
    lines: list[DiffLine] = []
    before_start = after_start = 0
    for was, now in _aligned(before.splitlines(keepends=True), after.splitlines(keepends=True)):
        lines.append(DiffLine(spans=_placed(_pieces(was, now), before_start, after_start)))
        before_start, after_start = before_start + len(was), after_start + len(now)
    return Diff(lines=tuple(lines))


def tokens(text: str) -> tuple[str, ...]:
    """Words, runs of white space and single marks. "10,000", "real-time" and "C++" are one word."""
    return tuple(_TOKEN.findall(text))


def distance(before: str, after: str) -> float:
    """The share of characters, white space aside, in words that do not align: 0 to 1."""
    old, new = tokens(before), tokens(after)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    common = sum(_weight(old[block.a : block.a + block.size]) for block in blocks)
    total = _weight(old) + _weight(new)
    return 1 - 2 * common / total if total else 0.0


def _weight(words: Iterable[str]) -> int:
    return sum(len(word) for word in words if not word.isspace())


def _aligned(old: Sequence[str], new: Sequence[str]) -> Iterator[_Piece]:
    """The lines of both sides in order, in pairs; "" stands for an absent line."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            yield from _paired(old[i1:i2], new[j1:j2])


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[_Piece]:
    i = j = 0
    for pair_i, pair_j in _most_alike(old, new):
        yield from _unpaired(old[i:pair_i], new[j:pair_j])
        yield old[pair_i], new[pair_j]
        i, j = pair_i + 1, pair_j + 1
    yield from _unpaired(old[i:], new[j:])


def _unpaired(old: Iterable[str], new: Iterable[str]) -> Iterator[_Piece]:
    yield from ((line, "") for line in old)
    yield from (("", line) for line in new)


def _most_alike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The pairs, in order on both sides, whose likeness adds up to most."""
    likeness = [[_likeness(before, after) for after in new] for before in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(likeness[i][j] + best[i + 1][j + 1], best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _likeness(before: str, after: str) -> float:
    """1 minus the distance, or 0 where that is too far to pair."""
    old, new = Counter(tokens(before)), Counter(tokens(after))
    # Common words in any order bound what aligns, and cost far less to count.
    common, total = _weight((old & new).elements()), _weight((old + new).elements())
    if 2 * common < (1 - MAX_DISTANCE) * total:
        return 0.0
    apart = distance(before, after)
    return 1 - apart if apart <= MAX_DISTANCE else 0.0


def _pieces(before: str, after: str) -> list[_Piece]:
    """The words of a pair, cut where equal words begin or end."""
    old, new = tokens(before), tokens(after)
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    pieces = [("".join(old[i1:i2]), "".join(new[j1:j2])) for _, i1, i2, j1, j2 in opcodes]
    # A space between two changed words is no common ground: it joins them.
    inner = range(1, len(pieces) - 1)
    common = [
        was == now and not (was.isspace() and at in inner) for at, (was, now) in enumerate(pieces)
    ]
    runs = groupby(zip(common, pieces, strict=True), key=lambda marked: marked[0])
    return [_concatenated(piece for _, piece in run) for _, run in runs]


def _concatenated(pieces: Iterable[_Piece]) -> _Piece:
    before, after = zip(*pieces, strict=True)
    return "".join(before), "".join(after)


def _placed(pieces: list[_Piece], before_start: int, after_start: int) -> tuple[DiffSpan, ...]:
    spans: list[DiffSpan] = []
    for was, now in pieces:
        spans.append(
            DiffSpan(
                kind=_kind(was, now),
                before=was,
                after=now,
                before_start=before_start,
                after_start=after_start,
            )
        )
        before_start, after_start = before_start + len(was), after_start + len(now)
    return tuple(spans)


def _kind(was: str, now: str) -> Literal["equal", "insert", "delete", "replace"]:
    if was == now:
        return "equal"
    if not was:
        return "insert"
    return "replace" if now else "delete"
