"""Rates: a figure keeps its period, and a period is one that the evidence names."""

from collections.abc import Iterator

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Place
from tailor.factcheck.analysis import Text
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.quantities import Quantity
from tailor.vocabulary.words import word_set

# Periods in days, and the set of words that name each of them.
_NAMED = {1.0: "days", 7.0: "weeks", 30.4: "months", 91.0: "quarters", 365.0: "years"}


def period_kept(
    view: Comparison, claimed: Quantity, matching: list[tuple[Quantity, int]]
) -> Iterator[Finding]:
    """Check that a rate keeps its period."""
    if claimed.period is None or any(
        q.period is None or _same_period(claimed.period, q.period) for q, _ in matching
    ):
        return
    best, number = matching[0]
    source = view.evidence[number].words(best.first, best.last)
    words = view.claim.words(claimed.first, claimed.last)
    yield view.finding(
        "period",
        claimed.first,
        claimed.last,
        f"Your profile gives “{source}” for another period than “{words}” here.",
        hard=True,
        place=Place(number, best.first),
        place_last=best.last,
    )


def _same_period(a: float | str | None, b: float | str | None) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 0.05 * max(a, b)
    return a == b


def unknown_periods(view: Comparison) -> Iterator[Finding]:
    """A period ("weekly", "a day") must be one that the evidence names."""
    known = [period for text in view.evidence for period, _, _ in text.periods]
    named = {
        token.lower
        for text in view.evidence
        for token in text.tokens
        if token.index not in _lengths(text)  # "three years" does not say "yearly"
    }
    for period, first, last in view.claim.periods:
        if any(_same_period(period, other) for other in known):
            continue
        word = view.claim.tokens[last].lower
        if _named_otherwise(period, named) or word == "annual":
            continue
        yield view.finding(
            "period",
            first,
            last,
            f"Your profile does not say “{view.claim.words(first, last)}” of this.",
            hard=bool(known),
        )


def _lengths(text: Text) -> frozenset[int]:
    """Tokens of times longer than one unit."""
    return frozenset(
        index
        for q in text.quantities
        if q.dimension == "time" and q.low != q.factor
        for index in range(q.first, q.last + 1)
    )


def _named_otherwise(period: float | str, named: set[str]) -> bool:
    if isinstance(period, str):
        return period in named
    return any(
        abs(days - period) < 0.5 and word_set(words) & named for days, words in _NAMED.items()
    )
