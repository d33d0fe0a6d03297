"""Years of experience from the dates of entries; time that overlaps counts once."""

from collections.abc import Iterable
from datetime import date

from tailor.domain.verdicts import Context

TOLERANCE = 1 / 12  # a month: dates are mostly written to the month


def years(contexts: Iterable[Context], today: date) -> float | None:
    """The years that the dated entries cover together, or None when none of them is dated.

    A date that is only a year counts from or to its middle. An end before its start counts nothing.
    """
    spans = [span for context in contexts if (span := _span(context, today))]
    if not spans:
        return None
    covered, reached = 0.0, float("-inf")
    for start, end in sorted(spans):
        covered += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return covered


def enough(have: float, asked: int) -> bool:
    """Whether the years suffice; never rounded up by more than a month."""
    return have + TOLERANCE >= asked


def _span(context: Context, today: date) -> tuple[float, float] | None:
    start, end = _moment(context.start, today, is_end=False), _moment(context.end, today)
    if start is None or end is None:
        return None
    return start, max(start, end)


def _moment(text: str | None, today: date, *, is_end: bool = True) -> float | None:
    """A date as years: "2014-06" is 2014.42 as a start and 2014.5 as an end."""
    if not text:
        return None
    if text == "present":
        return today.year + (today.month - 1) / 12 + today.day / 365
    year, _, rest = text.partition("-")
    if not rest:
        return int(year) + 0.5
    month, _, day = rest.partition("-")
    if day:
        return int(year) + (int(month) - 1) / 12 + int(day) / 365
    return int(year) + (int(month) - (0 if is_end else 1)) / 12
