"""Which figures follow from which: bounds, units, and derivations with their proof."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from tailor.factcheck.dates import Date
from tailor.factcheck.quantities import Quantity

_CLOSE = 0.06  # "about" may miss by this share
_NEAR = 0.05  # "nearly" and "almost" may round up by this share
_MONTH = 30.4 * 86_400
_YEAR = 365.0 * 86_400


def comparable(claimed: Quantity, given: Quantity) -> bool:
    """Whether two quantities measure the same thing, so that one can support the other."""
    if claimed.kind != given.kind:
        return {claimed.kind, given.kind} == {"count", "year"} or _is_shared_ratio(claimed, given)
    if claimed.kind in ("measure", "money"):
        return claimed.dimension == given.dimension
    return True


def _is_shared_ratio(claimed: Quantity, given: Quantity) -> bool:
    return {claimed.kind, given.kind} <= {"ratio", "count"} and claimed.low == given.low


def entails(given: Quantity, claimed: Quantity) -> bool:
    """Whether a quantity of the evidence entitles to one of the claim, value and bound."""
    if not comparable(claimed, given):
        return False
    if claimed.vague:
        return _entails_vague(given, claimed)
    if given.vague:
        return False
    g, c = given.low, claimed.low
    if g == 0 or c == 0:
        return g == c
    same = abs(g - c) <= 1e-6 * abs(g) + 1e-9 or _same_after_rounding(given, claimed)
    match claimed.bound:
        case "exact":
            return same and given.bound in ("exact", "over", "at_least")
        case "about":
            return abs(g - c) <= _CLOSE * g and given.bound not in ("up_to", "under")
        case "nearly":
            return (same and given.bound == "nearly") or (
                g < c <= g * (1 + _NEAR) and given.bound in ("exact", "about")
            )
        case "over":
            return _exceeds(given, c)
        case "at_least":
            return (same and given.bound == "exact") or _exceeds(given, c)
        case "under":
            return (g < c <= 2 * g and given.bound in ("exact", "about")) or (
                g <= c <= 2 * g and given.bound in ("under", "nearly")
            )
        case "up_to":
            return g <= c <= 1.5 * g and given.bound in ("exact", "up_to", "under", "nearly")


def _exceeds(given: Quantity, limit: float) -> bool:
    """Whether a figure is surely above a limit, and not so far that telling it misleads."""
    value = given.low
    if given.bound in ("about", "nearly"):
        return value / 2 <= limit <= value * (1 - _CLOSE)
    if given.bound in ("over", "at_least"):
        return value / 2 <= limit <= value
    return given.bound == "exact" and value / 2 <= limit < value


def _same_after_rounding(given: Quantity, claimed: Quantity) -> bool:
    """Unit conversion leaves crumbs: 1 year is 12 months, not 365/30.4."""
    return claimed.kind == "measure" and abs(given.low - claimed.low) <= 0.015 * given.low


def _entails_vague(given: Quantity, claimed: Quantity) -> bool:
    """Whether "dozens" may stand for a number, or for a vague word at least as high."""
    if given.kind == "year":
        return False
    if given.vague:
        return given.low >= claimed.low
    least = 2 if claimed.low <= 3 else claimed.low
    return given.low >= least and given.bound not in ("up_to", "under", "nearly")


def derivation(
    claimed: Quantity, given: Sequence[Quantity], spans: Sequence[tuple[Date, Date]]
) -> str | None:
    """The arithmetic that leads to a claimed quantity ("240 min / 20 min = 12x"), or None."""
    return next(_derivations(claimed, given, spans), None)


def _derivations(
    claimed: Quantity, given: Sequence[Quantity], spans: Sequence[tuple[Date, Date]]
) -> Iterator[str]:
    if claimed.kind == "ratio":
        yield from _ratios(claimed, given)
    if claimed.kind == "percent":
        yield from _percentages(claimed, given)
    if claimed.kind in ("count", "measure", "money", "percent"):
        yield from _sums(claimed, given)
        yield from _differences(claimed, given)
        yield from _products(claimed, given)
        yield from _rates(claimed, given)
    if claimed.kind == "measure" and claimed.dimension == "time":
        yield from _durations(claimed, spans)


def _pairs(given: Sequence[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Pairs of quantities of one kind with plain values, the larger first."""
    plain = [q for q in given if not q.vague and q.low > 0 and q.kind != "year"]
    for a, b in combinations(plain, 2):
        if a.kind == b.kind and a.dimension == b.dimension and a.low != b.low:
            yield (a, b) if a.low > b.low else (b, a)


def _ratios(claimed: Quantity, given: Sequence[Quantity]) -> Iterator[str]:
    wanted = 1 / claimed.low if 0 < claimed.low < 1 else claimed.low
    for large, small in _pairs(given):
        ratio = large.low / small.low
        if _follows(ratio, wanted, claimed):
            yield f"{_show(large.low)} / {_show(small.low)} = {ratio:.3g}x"


def _percentages(claimed: Quantity, given: Sequence[Quantity]) -> Iterator[str]:
    for large, small in _pairs(given):
        share, drop, rise = (
            100 * small.low / large.low,
            100 * (large.low - small.low) / large.low,
            100 * (large.low - small.low) / small.low,
        )
        for value, proof in (
            (
                drop,
                f"({_show(large.low)} - {_show(small.low)}) / {_show(large.low)} = {drop:.3g} %",
            ),
            (
                rise,
                f"({_show(large.low)} - {_show(small.low)}) / {_show(small.low)} = {rise:.3g} %",
            ),
            (share, f"{_show(small.low)} / {_show(large.low)} = {share:.3g} %"),
        ):
            if large.kind in ("count", "measure", "money") and _follows(
                value, claimed.low, claimed
            ):
                yield proof


def _sums(claimed: Quantity, given: Sequence[Quantity]) -> Iterator[str]:
    """Sums of neighbouring figures that each count something."""
    plain = [
        q
        for q in given
        if q.kind == claimed.kind
        and q.dimension == claimed.dimension
        and not q.vague
        and q.kind != "percent"
    ][:10]
    for size in (2, 3, 4):
        for start in range(len(plain) - size + 1):
            group = plain[start : start + size]
            total = sum(q.low for q in group)
            if _follows(total, claimed.low, claimed) and _may_add(group, claimed):
                yield " + ".join(_show(q.low) for q in group) + f" = {_show(total)}"


def _may_add(group: Sequence[Quantity], claimed: Quantity) -> bool:
    """Bounds of the parts carry to the sum; a sum of hedged parts must stay hedged."""
    return claimed.bound != "exact" or all(q.bound == "exact" for q in group)


def _differences(claimed: Quantity, given: Sequence[Quantity]) -> Iterator[str]:
    for large, small in _pairs(given):
        if large.kind != claimed.kind or large.dimension != claimed.dimension:
            continue
        counted = (large.counted, small.counted, claimed.counted)
        if claimed.kind == "count" and any(counted) and not frozenset.intersection(*counted):
            continue  # two counts differ by something in every text
        difference = large.low - small.low
        if _follows(difference, claimed.low, claimed) and _may_add((large, small), claimed):
            yield f"{_show(large.low)} - {_show(small.low)} = {_show(difference)}"


def _products(claimed: Quantity, given: Sequence[Quantity]) -> Iterator[str]:
    for a, b in combinations([q for q in given if not q.vague and q.kind != "year"][:10], 2):
        if "count" not in (a.kind, b.kind):
            continue
        other = b if a.kind == "count" else a
        if (
            other.kind != claimed.kind
            or other.dimension != claimed.dimension
            or min(a.low, b.low) < 2
        ):
            continue
        product = a.low * b.low
        if _follows(product, claimed.low, claimed) and _may_add((a, b), claimed):
            yield f"{_show(a.low)} x {_show(b.low)} = {_show(product)}"


def _rates(claimed: Quantity, given: Sequence[Quantity]) -> Iterator[str]:
    """A rate over a longer period: 25 a day, five days a week, are 125 a week."""
    rates = [q for q in given if q.kind == "count" and isinstance(q.period, float)]
    spans = [q for q in given if q.dimension == "time" and isinstance(q.period, float)]
    for rate in rates:
        for span in spans:
            times = span.low / 86_400 / float(rate.period or 1)
            if span.period == claimed.period and _follows(rate.low * times, claimed.low, claimed):
                yield f"{_show(rate.low)} x {_show(times)} = {_show(rate.low * times)}"


def _durations(claimed: Quantity, spans: Sequence[tuple[Date, Date]]) -> Iterator[str]:
    for a, b in spans:
        if a.months is None or b.months is None:
            continue
        first, last = sorted((a, b), key=lambda d: d.months or 0)
        months = (last.months or 0) - (first.months or 0)
        # "June to August" is three months counted in whole months, two as a difference.
        for length in {months, months + 1} if a.month and b.month else {months}:
            seconds = length / 12 * _YEAR
            if length > 0 and _follows(seconds, claimed.low, claimed, close=0.02):
                yield f"{_date(first)} to {_date(last)} is {length} months"


def _follows(value: float, wanted: float, claimed: Quantity, *, close: float = 0.005) -> bool:
    """Whether a computed value entitles to the claimed one: equal, rounded down, or near."""
    if value <= 0 or wanted <= 0:
        return False
    match claimed.bound:
        case "over":
            return value > wanted >= value / 1.5
        case "at_least":
            return value >= wanted >= value / 1.5
        case "about":
            return abs(value - wanted) <= _CLOSE * value
        case "nearly":
            return value <= wanted <= value * (1 + _NEAR)
        case "under" | "up_to":
            return value <= wanted <= value * 1.35
        case _:
            # 93.06 % may be told as 93 %, 66.7 % as 66.7 %; never 94 %
            return abs(value - wanted) <= close * wanted or 0 <= value - wanted < 1 <= wanted


def _show(value: float) -> str:
    return f"{value:,.10g}"


def _date(date: Date) -> str:
    return f"{date.year}-{date.month:02d}" if date.month else str(date.year)
