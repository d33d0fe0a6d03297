"""Words with places on a page -> lines in reading order: columns are found by the gap between them.

A résumé's right-aligned dates look like a column too. They are told apart by what they hold: few
words, each on the line of something to its left.
"""

import itertools
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tailor.importing.documents.document import Block, Style

_GUTTER = 9.0
_MIN_ROWS = 6
_MARKS = {"•", "◦", "○", "▪", "■", "●", "–", "-", "—", "*", "·", "‣", "\uf0b7", "o"}


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line: left and right edge, baseline (upwards) and font size, in points."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class _Row:
    runs: tuple[Run, ...]

    @property
    def baseline(self) -> float:
        return self.runs[0].baseline

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def left(self) -> float:
        return self.runs[0].left

    @property
    def right(self) -> float:
        return max(run.right for run in self.runs)

    def text(self) -> str:
        parts = [self.runs[0].text]
        for before, run in itertools.pairwise(self.runs):
            gap = run.left - before.right
            parts += [
                "\t" if gap > 1.5 * run.size else " " if gap > 0.1 * run.size else "",
                run.text,
            ]
        return "".join(parts).strip()


def lines(runs: Sequence[Run], *, first_page: bool, body_size: float) -> Iterator[Block]:
    """One page's lines, top to bottom, column by column; an empty block is a vertical gap."""
    largest = max((run.size for run in runs), default=0.0)
    for column in _columns(tuple(run for run in runs if run.text.strip())):
        rows = _rows(column)
        pitch = _pitch(rows)
        edge = _edge(rows)
        hanging = _hanging(rows, 1.3 * pitch)
        for index, row in enumerate(rows):
            if index and rows[index - 1].baseline - row.baseline > 1.3 * pitch:
                yield Block("")
            block = _block(rows, index, edge, largest if first_page else 0.0, body_size)
            yield replace(block, full=True) if index + 1 in hanging else block
        yield Block("")


def body_size(runs: Sequence[Run]) -> float:
    """The font size that most characters have."""
    weights: dict[float, int] = {}
    for run in runs:
        weights[round(run.size, 1)] = weights.get(round(run.size, 1), 0) + len(run.text)
    return max(weights, key=lambda size: weights[size], default=10.0)


def _block(rows: Sequence[_Row], index: int, edge: float, largest: float, body: float) -> Block:
    row = rows[index]
    text = row.text()
    style: Style = ""
    if len(text) <= 60 and row.size >= body * 1.08:
        is_title = row.size >= max(largest * 0.99, body * 1.4) and largest > 0
        style = "title" if is_title else "heading"
    full = index + 1 < len(rows) and _is_full(row, rows[index + 1], edge)
    return Block(text, style, 2 if style == "heading" else int(bool(style)), full)


def _is_full(row: _Row, following: _Row, edge: float) -> bool:
    """Whether the first word of the next line would not have fitted on this one."""
    text = row.text()
    if len(text) < 25 or "\t" in text:
        return False
    first_word = following.text().split(maxsplit=1)[0]
    width = (row.right - row.left) / len(text)
    return row.right + (len(first_word) + 1) * width > edge


def _rows(runs: Sequence[Run]) -> tuple[_Row, ...]:
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.baseline, run.left)):
        if rows and abs(rows[-1][0].baseline - run.baseline) < 0.45 * max(run.size, 4.0):
            rows[-1].append(run)
        else:
            rows.append([run])
    return tuple(_Row(tuple(sorted(row, key=lambda run: run.left))) for row in rows)


def _hanging(rows: Sequence[_Row], gap: float) -> set[int]:
    """Rows that go on with a bullet: they begin where its text begins, right of its mark."""
    found: set[int] = set()
    text_left: float | None = None
    for index, row in enumerate(rows):
        marked = len(row.runs) > 1 and row.runs[0].text.strip() in _MARKS
        near = index > 0 and rows[index - 1].baseline - row.baseline <= gap
        if marked:
            text_left = row.runs[1].left
        elif text_left is not None and near and abs(row.left - text_left) < 2:
            found.add(index)
        else:
            text_left = None
    return found


def _edge(rows: Sequence[_Row]) -> float:
    """The right edge that running text reaches; beyond every line where none runs."""
    rights = sorted((row.right for row in rows), reverse=True)
    running = len(rights) >= 3 and rights[2] > rights[0] - 0.15 * (rights[0] - rows[0].left)
    return rights[0] if running else float("inf")


def _pitch(rows: Sequence[_Row]) -> float:
    """The usual distance of two lines."""
    gaps = [a.baseline - b.baseline for a, b in itertools.pairwise(rows)]
    small = sorted(gap for gap in gaps if gap > 1)[: max(1, len(gaps) * 2 // 3)]
    return statistics.median(small) if small else 12.0


def _columns(runs: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    split = _split(runs)
    if split is None:
        yield runs
        return
    above, left, right, below = split
    for part in (above, left, right, below):
        if part:
            yield from _columns(part)


def _split(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], ...] | None:
    """Find the gutter that the most rows keep free, in one stretch of rows."""
    best: tuple[int, float, float, float] | None = None
    for gutter in _gutters(runs):
        top, bottom, count = _free_stretch(runs, gutter)
        candidate = (count, gutter, top, bottom)
        if count >= _MIN_ROWS and (best is None or candidate[0] > best[0]):
            inside = [run for run in runs if bottom <= run.baseline <= top]
            if _are_columns(inside, gutter):
                best = candidate
    if best is None:
        return None
    _, gutter, top, bottom = best
    inside = [run for run in runs if bottom <= run.baseline <= top]
    return (
        tuple(run for run in runs if run.baseline > top),
        tuple(run for run in inside if run.left < gutter),
        tuple(run for run in inside if run.left >= gutter),
        tuple(run for run in runs if run.baseline < bottom),
    )


def _gutters(runs: Sequence[Run]) -> Iterator[float]:
    """Places just left of where several lines begin."""
    if not runs:
        return
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    starts: dict[int, int] = {}
    for run in runs:
        starts[round(run.left)] = starts.get(round(run.left), 0) + 1
    width = right - left
    for start, count in sorted(starts.items()):
        if count >= 3 and left + 0.12 * width < start < right - 0.12 * width:
            yield start - 1.5


def _free_stretch(runs: Sequence[Run], gutter: float) -> tuple[float, float, int]:
    """The longest stretch of rows in which no text lies in the gutter: top, bottom, rows."""
    best = (0.0, 0.0, 0)
    current: list[float] = []
    for row in _rows(runs):
        crossed = any(run.left < gutter and run.right > gutter - _GUTTER for run in row.runs)
        if crossed:
            current = []
            continue
        current.append(row.baseline)
        if len(current) > best[2]:
            best = (current[0] + 1, current[-1] - 1, len(current))
    return best


def _are_columns(runs: Sequence[Run], gutter: float) -> bool:
    """Whether both sides hold text of their own, and not labels or dates of the other side."""
    left = [run for run in runs if run.left < gutter]
    right = [run for run in runs if run.left >= gutter]
    if len(_rows(left)) < 3 or len(_rows(right)) < 3:
        return False
    words = [sum(len(run.text.split()) for run in side) for side in (left, right)]
    smaller, larger = (left, right) if words[0] <= words[1] else (right, left)
    rows, others = _rows(smaller), [row.baseline for row in _rows(larger)]
    alone = sum(1 for row in rows if not any(abs(row.baseline - y) < 2.5 for y in others))
    share = min(words) / max(1, sum(words))
    return share >= 0.3 or (share >= 0.08 and alone / len(rows) >= 0.3)
