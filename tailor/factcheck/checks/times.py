"""Dates: every year and month of the claim is in the statement or the entry."""

from collections.abc import Iterator

from tailor.domain.verdicts import Finding
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.dates import Date, read_iso


def times(view: Comparison) -> Iterator[Finding]:
    """Yield findings on years and months that the evidence does not name."""
    known = [date for text in view.evidence for date in text.dates]
    entry = [d for d in (read_iso(view.context.start), read_iso(view.context.end)) if d]
    for date in view.claim.dates:
        if not any(_covers(other, date) for other in [*known, *entry]):
            yield view.finding(
                "date",
                date.index,
                date.index,
                f"Your profile does not date this “{view.claim.tokens[date.index].text}”.",
                hard=True,
            )


def _covers(given: Date, claimed: Date) -> bool:
    if claimed.month and given.month != claimed.month:
        return False
    return claimed.year is None or given.year == claimed.year or given.year is None
