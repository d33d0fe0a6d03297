"""Dates and ranges as people write them -> ISO dates.

Nothing is guessed: what has no one meaning keeps its written form and is marked odd.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tailor.importing.structure.words import alternatives, data, folded

PRESENT = "present"
_ONLY_IN_RANGES = ("a_two_year", "a_alone", "a_bare")


@dataclass(frozen=True, slots=True)
class Dates:
    """A date or range in a text: half-open span, ISO start and end, and how it was written.

    `end` is "present" for an open range. A single date has `start` only; `is_range` tells it from
    "since 2017". `is_odd` when the written form says more than the ISO dates ("Summer 2014").
    """

    begin: int
    finish: int
    written: str
    start: str | None
    end: str | None
    is_range: bool
    is_odd: bool = False


def find(text: str) -> tuple[Dates, ...]:
    """Every date and range in the text, in order, not overlapping."""
    return tuple(_found(text))


def is_duration(text: str) -> bool:
    """Whether the text is a length of time and nothing else ("3 years 2 months")."""
    return bool(_duration().fullmatch(text.strip(" ()·")))


def _found(text: str) -> Iterator[Dates]:
    position = 0
    pattern = _pattern()
    while match := pattern.search(text, position):
        dates = _dates(match, text)
        # Alone, "06/14" is a day as well as a month, "mar" a sea, and "'21" may be anything.
        if dates.is_range or not any(match.group(name) for name in _ONLY_IN_RANGES):
            yield dates
        position = match.end()


def _dates(match: re.Match[str], text: str) -> Dates:
    if match.group("pair"):
        # "Summers 2013 and 2014" is no time without a gap.
        written = match.group("pair")
        return Dates(match.start(), match.end(), written, None, None, is_range=True, is_odd=True)
    first, second = _point(match, "a"), _point(match, "b")
    odd = any(_is_odd(match, side) for side in "ab")
    opening = folded(match.group("opening") or "")
    if second is None and match.group("b_short"):
        second = _short(first, match.group("b_short"))
    if first and second and match.group("a_alone"):
        first = f"{second[:4]}-{first}" if second != PRESENT else None
    if match.group("open_end") or (second is None and opening in _openings("since")):
        second = PRESENT
    elif second is None and opening in _openings("until"):
        first, second = None, first
    return Dates(
        begin=match.start(),
        finish=match.end(),
        written=text[match.start() : match.end()].strip(),
        start=first,
        end=second,
        is_range=second is not None,
        is_odd=odd or (first is None and second is None),
    )


def _is_odd(match: re.Match[str], side: str) -> bool:
    """Whether the ISO date says less than what was written, or reads two digits as a year."""
    if any(match.group(f"{side}_{name}") for name in ("season", "two_year", "school", "bare")):
        return True
    is_full = match.group(f"{side}_num2") or match.group(f"{side}_iso")
    return bool(is_full) and len(_point(match, side) or "") == 4


@functools.cache
def _openings(key: str) -> frozenset[str]:
    return frozenset(folded(word) for word in data("dates")[key])


def _short(first: str | None, digits: str) -> str | None:
    """The end of "2018-19"."""
    return f"{first[:2]}{digits}" if first else None


def _point(match: re.Match[str], side: str) -> str | None:
    """One end of a range as an ISO date; None when it has no single meaning."""
    if side == "b" and match.group("b_present"):
        return PRESENT
    if side == "a" and (alone := match.group("a_alone")):
        return f"{_month(alone):02d}"
    if year := match.group(f"{side}_school"):
        # A school year begins in the first year and ends in the second.
        return year if side == "a" else _short(year, match.group("b_school_end"))
    part = {
        name.removeprefix(f"{side}_"): value
        for name, value in match.groupdict().items()
        if name.startswith(f"{side}_") and value
    }
    return _date(part) if part else None


def _date(part: Mapping[str, str]) -> str | None:
    """The ISO date of the named pieces that one way of writing left."""
    if "two_year" in part:
        return _valid(_full_year(part["two_year"]), part["two_month"], None)
    if "iso" in part and _may_be_school_year(part):
        return part["iso"]
    if "iso" in part:
        return _valid(part["iso"], part["iso_month"], part.get("iso_day"))
    if "named_year" in part:
        day = part.get("day") or part.get("day_after")
        return _valid(_full_year(part["named_year"]), str(_month(part["month"])), day)
    if "num_year" in part:
        return _numeric(part)
    if "bare" in part:
        return _full_year(part["bare"])
    return part.get("season_year") or part.get("year")


def _may_be_school_year(part: Mapping[str, str]) -> bool:
    """Whether "2011/12" may be two years as well as a month."""
    following = (int(part["iso"]) + 1) % 100
    return part["iso_sep"] == "/" and int(part["iso_month"]) == following and "iso_day" not in part


def _numeric(part: Mapping[str, str]) -> str:
    year, one, two = part["num_year"], part["num1"], part.get("num2")
    if two is None:
        return _valid(year, one, None)
    if part["num_sep"] == ".":
        return _valid(year, two, one)
    # 03/04/2019 is March or April: only the year is certain, unless one of them is no month.
    if int(one) > 12 >= int(two):
        return _valid(year, two, one)
    if int(two) > 12 >= int(one):
        return _valid(year, one, two)
    return _valid(year, one, None) if one == two else year


def _valid(year: str, month: str | None, day: str | None) -> str:
    """As much of the date as is possible: 2019-13 is no month, so 2019."""
    if month is None or not 1 <= int(month) <= 12:
        return year
    if day is None or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _full_year(written: str) -> str:
    """Two digits after a month's name are a year of 1950-2049."""
    digits = written.lstrip("'’`‘")
    if len(digits) == 4:
        return digits
    return f"{'19' if int(digits) >= 50 else '20'}{digits}"


@functools.cache
def _months() -> dict[str, int]:
    return {
        folded(name): number for number, names in data("dates")["months"].items() for name in names
    }


def _month(written: str) -> int:
    return _months()[folded(written)]


@functools.cache
def _duration() -> re.Pattern[str]:
    unit = alternatives(data("dates")["durations"])
    length = rf"\d+\+?\s*(?:{unit})\.?"
    return re.compile(rf"{length}(?:[\s,&]+(?:and\s+)?{length})*", re.IGNORECASE)


@functools.cache
def _pattern() -> re.Pattern[str]:
    words = data("dates")
    months = alternatives(
        {form for name in _months() for form in (name, *_accented(name))}
        | {str(name) for names in words["months"].values() for name in names}
    )
    present = alternatives(words["present"])
    to = alternatives(words["to"])
    duration = alternatives(words["durations"])
    length = rf"(?:\d+|one|two|three)\s*\+?\s*(?:{duration})\.?"
    after = rf"(?:\s*[·|,(\[]*\s*{length}(?:[\s,&]+(?:and\s+)?{length})?\s*[)\]]?)?"
    seasons, both = alternatives(words["seasons"]), alternatives(words["and"])
    year = r"(?:19|20)\d\d"
    first = _point_pattern("a", months, words)
    second = _point_pattern("b", months, words)
    return re.compile(
        rf"(?<![\w./'’@#$€£+-])"
        rf"(?:(?P<pair>(?:(?:{seasons})s?\s+)?{year}\s*(?:&|\b(?:{both})\b)\s*{year}(?!\s*[-–—/]))|"
        rf"(?:(?P<opening>{alternatives(words['from'] + words['until'])})\s+)?"
        rf"(?:{first}|(?P<a_alone>{months})\b\.?(?=\s*(?:{to})\s*\w))"
        rf"(?:"
        rf"\s*(?:{to}|/(?=(?:19|20)\d\d))\s*(?:(?P<bracket>\()?(?P<b_present>{present})(?!\w)(?(bracket)\))|{second}"
        rf"|(?P<b_short>(?<=\d[-–/])\d\d)(?![\w/-]))"
        rf"|(?P<open_end>\s*[-–—]+(?=\s*(?:$|[\n\t,;|):])))"
        rf")?"
        rf"{after})",
        re.IGNORECASE,
    )


def _accented(name: str) -> tuple[str, ...]:
    known = {"fevrier": "février", "fevr": "févr", "aout": "août", "decembre": "décembre",
             "marz": "märz", "janner": "jänner", "dec": "déc", "fev": "fév"}  # fmt: skip
    return (known[name],) if name in known else ()


def _point_pattern(side: str, months: str, words: dict[str, list[str]]) -> str:
    year = r"(?:19|20)\d\d"
    of = rf"(?:\s+(?:{alternatives(words['of'])}))?"
    ordinal = r"(?:st|nd|rd|th|\.|er|º|ª)?"
    seasons = alternatives(words["seasons"])
    end = r"(?![\w%]|[.,]\d)"
    return (
        rf"(?:(?P<{side}_iso>{year})(?P<{side}_iso_sep>[-/.])(?P<{side}_iso_month>0[1-9]|1[0-2])"
        rf"(?:[-/.](?P<{side}_iso_day>[0-3]\d))?{end}"
        rf"|(?:(?P<{side}_day>[0-3]?\d){ordinal}{of}\s+)?(?P<{side}_month>{months})\b[.,]?{of}"
        rf"(?:\s+(?P<{side}_day_after>[0-3]?\d)(?:st|nd|rd|th)?,)?"
        rf"[\s,/-]*(?P<{side}_named_year>{year}|['’`]\d\d){end}"
        rf"|(?P<{side}_num1>[0-3]?\d)(?P<{side}_num_sep>[./-])"
        rf"(?:(?P<{side}_num2>[0-3]?\d)[./-])?(?P<{side}_num_year>{year}){end}"
        rf"|(?P<{side}_two_month>0?[1-9]|1[0-2])/(?P<{side}_two_year>\d\d)(?![\w/])"
        rf"|(?P<{side}_season>{seasons})\.?{of}[\s,-]*(?P<{side}_season_year>{year}){end}"
        rf"|(?P<{side}_school>{year})/(?P<{side}_school_end>\d\d)(?![\w/])"
        rf"|(?P<{side}_year>{year}){end}"
        rf"|(?P<{side}_bare>['’`‘]\d\d)(?![\w/]))"
    )
