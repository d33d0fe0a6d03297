"""What dates contradict: themselves, one another, today, and the age of a technology."""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from tailor.domain.profile import Profile
from tailor.importing.linting.finding import LintFinding
from tailor.importing.linting.places import PlacedEntry, placed
from tailor.vocabulary.terms import terms

_EMPLOYMENT = ("work", "volunteer", "education")
_GAP_MONTHS = 9
_OVERLAP_MONTHS = 2
# An alpha was used before a release; a year of grace keeps the early user from being doubted.
_EARLY_YEARS = 1


@dataclass(frozen=True, slots=True)
class _Span:
    """Months since year 0, first and last; a year alone is all of it."""

    first: int
    last: int
    place: PlacedEntry


def end_before_start(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Entries that end before they start."""
    del today
    for place in placed(profile):
        start, end = _dates(place)
        if start and end and end != "present" and end < start[: len(end)]:
            yield place.finding(
                "error",
                "end-before-start",
                "endDate",
                f"{place.title} ends ({end}) before it starts ({start}).",
                "Correct the date that is wrong; until then no length of time is computed from it.",
            )


def future(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Dates that have not come yet."""
    this_month = f"{today:%Y-%m}"
    for place in placed(profile):
        start, end = _dates(place)
        if start and start[:7] > this_month[: len(start)]:
            yield place.finding(
                "error",
                "future-start",
                "startDate",
                f"{place.title} starts in the future ({start}).",
                "Correct the year, or leave the entry out until it has begun.",
            )
        elif end and end != "present" and end[:7] > this_month[: len(end)]:
            studies = place.section == "education"
            yield place.finding(
                "note" if studies else "warning",
                "future-end",
                "endDate",
                f"{place.title} ends in the future ({end}).",
                "Say that it is expected." if studies else 'Write "present" while it goes on.',
            )


def overlaps(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Jobs at the same time: often right, sometimes a wrong year."""
    spans = [span for place in placed(profile) if (span := _span(place, today, ("work",)))]
    for one, two in itertools.combinations(spans, 2):
        shared = min(one.last, two.last) - max(one.first, two.first) + 1
        if shared > _OVERLAP_MONTHS and one.place.title != two.place.title:
            yield two.place.finding(
                "note",
                "overlap",
                "startDate",
                f"{two.place.title} overlaps {one.place.title} by {shared} months.",
                "If you did both at once, all is well; otherwise correct the dates.",
            )


def gaps(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Months in which the profile says nothing."""
    spans = [span for place in placed(profile) if (span := _span(place, today, _EMPLOYMENT))]
    spans.sort(key=lambda span: (span.first, span.last))
    reached: _Span | None = None
    for span in spans:
        if reached is not None and span.first - reached.last - 1 >= _GAP_MONTHS:
            months = span.first - reached.last - 1
            yield span.place.finding(
                "note",
                "gap",
                "startDate",
                f"{months} months between {reached.place.title} and {span.place.title}.",
                "Readers may ask. If you did something then, add it.",
            )
        if reached is None or span.last > reached.last:
            reached = span


def order(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Sections that are not in order of time, newest first."""
    for section in ("work", "education"):
        places = [place for place in placed(profile) if place.section == section]
        known = [(s, place) for place in places if (s := _span(place, today, (section,)))]
        for (above, _), (below, place) in itertools.pairwise(known):
            if below.first > above.first and below.last > above.last:
                yield place.finding(
                    "note",
                    "order",
                    "startDate",
                    f"{place.title} is newer than the entry above it.",
                    "Put the newest first, or check the years of both.",
                )


def technology_age(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Entries that were over before a technology in them was released."""
    index = terms()
    for place in placed(profile):
        span = _span(place, today, ("work", "projects", "volunteer"))
        if span is None:
            continue
        over = span.last // 12
        for statement in place.statements:
            for match in index.find(statement.text):
                since = index.since(match.name)
                if since and over + _EARLY_YEARS < since:
                    yield LintFinding(
                        severity="warning",
                        code="older-than-technology",
                        id=statement.id,
                        path=statement.path,
                        message=f"{place.title} ended in {over}; {match.name} came out in {since}.",
                        hint="Check the dates of the entry, or the name of the tool.",
                    )


def _dates(place: PlacedEntry) -> tuple[str | None, str | None]:
    return getattr(place.entry, "start_date", None), getattr(place.entry, "end_date", None)


def _span(place: PlacedEntry, today: dt.date, sections: tuple[str, ...]) -> _Span | None:
    """The entry's months; None without a start or with an end before it."""
    if place.section not in sections:
        return None
    start, end = _dates(place)
    if not start or start == "present":
        return None
    now = today.year * 12 + today.month - 1
    first = _month(start, last=False)
    # JSON Resume: a job without an end is the present one.
    last = now if end in (None, "", "present") else _month(end or "", last=True)
    return _Span(first, last, place) if first <= last else None


def _month(date: str, *, last: bool) -> int:
    year, _, rest = date.partition("-")
    month = int(rest[:2]) if rest else (12 if last else 1)
    return int(year) * 12 + month - 1
