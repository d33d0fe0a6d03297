"""Plots as inline SVG: rates with their intervals, and calibration. Colours come from the page."""

from collections.abc import Iterable, Sequence
from html import escape

from tailor.evals.summary import ALL, Bin, Rate

_LABEL, _WIDTH, _ROW, _TOP = 170, 420, 22, 26
_COUNT = 66
_SIDE = 260


def rate_plot(rates: Sequence[Rate]) -> str:
    """One row a class: a dot at the rate and a line over its interval, a dot for each part.

    A hollow tick is where the baseline was. Classes are in the order of their rates.
    """
    rows = _rows(rates)
    parts = list(dict.fromkeys(rate.part for rate in rates))
    height = _TOP + _ROW * len(rows) + 6
    drawn = [_axis(height)]
    for number, (kind, members) in enumerate(rows):
        y = _TOP + _ROW * number + _ROW / 2
        drawn.append(_text(_LABEL - 10, y + 4, kind or "all", "end", bold=not kind))
        counts = " + ".join(str(rate.cases) for rate in members)
        drawn.append(_text(_LABEL + _WIDTH + 14, y + 4, counts, "start", faint=True))
        step = 7 if len(members) > 1 else 0
        for rate in members:
            shift = (parts.index(rate.part) - (len(parts) - 1) / 2) * step
            drawn.append(_interval(rate, y + shift, parts.index(rate.part)))
    width = _LABEL + _WIDTH + _COUNT + 30
    title = f"{rates[0].says}: the rate of each class with its 95 % interval"
    return _svg(width, height, title, drawn)


def calibration_plot(bins: Sequence[Bin]) -> str:
    """Claimed strength against the share that was right; on the diagonal they agree."""
    left, top = 46, 14
    size = _SIDE + top + 40
    drawn = [
        _line(left, top + _SIDE, left + _SIDE, top, "grid dashed"),
        f'<rect class="frame" x="{left}" y="{top}" width="{_SIDE}" height="{_SIDE}"/>',
        _text(left + _SIDE / 2, size - 6, "claimed strength", "middle"),
    ]
    for share in (0.0, 0.5, 1.0):
        drawn.append(_text(left + share * _SIDE, top + _SIDE + 16, f"{share:g}", "middle"))
        drawn.append(_text(left - 6, top + (1 - share) * _SIDE + 4, f"{share:g}", "end"))
    for each in bins:
        x = left + each.claimed * _SIDE
        high, low = (top + (1 - share) * _SIDE for share in (each.high, each.low))
        drawn.append(_line(x, low, x, high, "bar part0"))
        tip = f"{each.cases} claimed {each.claimed:.2f} on average, {each.right:.0%} right"
        drawn.append(_dot(x, top + (1 - each.right) * _SIDE, 0, tip))
    return _svg(left + _SIDE + 20, size, "share that was right by claimed strength", drawn)


def _rows(rates: Sequence[Rate]) -> list[tuple[str, list[Rate]]]:
    kinds = dict.fromkeys(rate.kind for rate in rates if rate.cases)
    rows = [(kind, [r for r in rates if r.kind == kind and r.cases]) for kind in kinds]
    return sorted(rows, key=lambda row: (row[0] != ALL, -(row[1][0].value or 0), row[0]))


def _axis(height: float) -> str:
    drawn = []
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = _LABEL + share * _WIDTH
        drawn.append(_line(x, _TOP - 6, x, height, "grid"))
        drawn.append(_text(x, _TOP - 12, f"{share:.0%}", "middle", faint=True))
    return "".join(drawn)


def _interval(rate: Rate, y: float, part: int) -> str:
    low, value, high = (_LABEL + _WIDTH * share for share in (rate.low, rate.value or 0, rate.high))
    tip = f"{rate.part}: {rate.value or 0:.1%} of {rate.cases}, {rate.low:.1%} to {rate.high:.1%}"
    before = ""
    if rate.move and rate.move.difference:
        x = value - _WIDTH * rate.move.difference
        before = _line(x, y - 5, x, y + 5, "before")
    return _line(low, y, high, y, f"bar part{part}") + before + _dot(value, y, part, tip)


def _dot(x: float, y: float, part: int, tip: str) -> str:
    title = f"<title>{escape(tip)}</title>"
    return f'<circle class="dot part{part}" cx="{x:.1f}" cy="{y:.1f}" r="4">{title}</circle>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line class="{kind}" {ends}/>'


def _text(
    x: float, y: float, text: str, anchor: str, *, bold: bool = False, faint: bool = False
) -> str:
    kind = "bold" if bold else "faint" if faint else ""
    where = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text class="{kind}" {where}>{escape(text)}</text>'


def _svg(width: float, height: float, title: str, drawn: Iterable[str]) -> str:
    box = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
    label = f'role="img" aria-label="{escape(title, quote=True)}"'
    return f"<svg {box} {label}>{''.join(drawn)}</svg>"
