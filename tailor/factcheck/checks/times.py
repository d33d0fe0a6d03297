"""Dates: every year and month of the claim is in the statement or the entry."""

from collections import Counter
from collections.abc import Iterator

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Place
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.dates import Date, read_iso
from tailor.vocabulary.words import word_set

_SURE = 2  # words of a clause that must come from a dated one


def times(view: Comparison) -> Iterator[Finding]:
    """Yield findings on years and months that the evidence does not name."""
    yield from _still_going(view)
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
        elif dated := _dated_otherwise(view, date, known):
            yield view.finding(
                "date",
                date.index,
                date.index,
                "Your profile gives another date for this.",
                hard=True,
                place=dated,
            )
        elif _is_open(view, date) and _ended(view, date):
            yield view.finding(
                "date",
                date.index,
                date.index,
                "Your profile says that this ended; “since” says that it goes on.",
                hard=True,
            )


def _still_going(view: Comparison) -> Iterator[Finding]:
    """What has ended is not told as going on: "until it shut", "currently"."""
    for token in view.claim.tokens:
        if token.lower not in ("currently", "presently"):
            continue
        partners = view.partner_clauses(token.index)
        if any(
            t.lower in word_set("endings")
            for text, clause in partners
            for t in text.tokens[clause.start : clause.end]
        ):
            yield view.finding(
                "date",
                token.index,
                token.index,
                "Your profile says that this ended.",
                hard=True,
            )


def _dated_otherwise(view: Comparison, date: Date, known: list[Date]) -> Place | None:
    """Where the evidence dates what the claim's clause tells, if not as the claim does.

    The entry's own dates count only for what has none.
    """
    here = view.claim.clause_of[date.index]
    weights: Counter[tuple[int, int]] = Counter()
    for index, link in view.alignment.links.items():
        token = view.claim.tokens[index]
        if view.claim.clause_of[index] == here and token.kind == "word":
            place = link.place
            weights[place.statement, view.evidence[place.statement].clause_of[place.index]] += 1
    if date.year is None or not weights:
        return None
    (statement, number), most = weights.most_common(1)[0]
    text = view.evidence[statement]
    own = [d for d in text.dates if text.clause_of[d.index] == number and d.year]
    if most < _SURE or not own or any(d.year == date.year for d in own):
        return None
    named = any(_covers(other, date) for other in known)
    return Place(statement, own[0].index) if len(own) == 1 or not named else None


def _is_open(view: Comparison, date: Date) -> bool:
    """Whether a date is told as a start without an end: "since 2018"."""
    tokens = view.claim.tokens
    return any(t.lower == "since" for t in tokens[max(0, date.index - 2) : date.index])


def _ended(view: Comparison, date: Date) -> bool:
    """Whether the evidence gives an end after a date that is told as open."""
    later = any(
        other.year and date.year and other.year > date.year
        for text in view.evidence
        for other in text.dates
    )
    end = view.context.end
    return later or bool(end and end != "present")


def _covers(given: Date, claimed: Date) -> bool:
    if claimed.month and given.month != claimed.month:
        return False
    return claimed.year is None or given.year == claimed.year or given.year is None
