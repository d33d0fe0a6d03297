"""Periods of rates: "a day", "weekly", "every other Friday", in days or as the word itself."""

from tailor.factcheck.numbers import read_number
from tailor.factcheck.tokens import Token
from tailor.vocabulary.units import unit as find_unit
from tailor.vocabulary.words import word_set

_PERIODS_IN_DAYS = {
    "second": 1 / 86_400,
    "minute": 1 / 1_440,
    "hour": 1 / 24,
    "day": 1.0,
    "night": 1.0,
    "morning": 1.0,
    "evening": 1.0,
    "afternoon": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": 30.4,
    "quarter": 91.0,
    "year": 365.0,
    "annum": 365.0,
}

_PERIOD_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "day",
    "weekly": "week",
    "fortnightly": "fortnight",
    "biweekly": "fortnight",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}


def period(tokens: tuple[Token, ...], last: int) -> float | str | None:
    """The period of a rate whose quantity ends at `last`: "a day", "/week", "weekly", "a shift"."""
    for index in range(last + 1, min(last + 6, len(tokens))):
        token = tokens[index]
        if token.lower in word_set("weekdays"):
            continue
        if token.kind == "number" or token.text in ",;.:()":
            return None
        found = period_at(tokens, index)
        if found is not None:
            return found[0]
    return None


def period_at(tokens: tuple[Token, ...], index: int) -> tuple[float | str, int] | None:
    """Read a period that starts at a token; also returns its last token."""
    lower = tokens[index].lower
    if lower in _PERIOD_ADVERBS:
        return _times_before(tokens, index) * _PERIODS_IN_DAYS[_PERIOD_ADVERBS[lower]], index
    if lower in word_set("weekdays") and lower.endswith("s"):
        return 7.0, index
    if lower not in ("a", "an", "per", "each", "every", "/") or index + 1 >= len(tokens):
        return None
    before = tokens[index - 1].lower if index else ""
    if before in ("by", "half") or span_end(tokens, index) is not None:
        return None  # "fell by a quarter", "a year and a half", "more than a minute"
    following = tokens[index + 1]
    if lower in ("each", "every") and following.lower in word_set("weekdays"):
        return 7.0, index + 1
    if (
        lower in ("a", "an")
        and following.lower in ("second", "quarter")
        and index + 2 < len(tokens)
    ) and (tokens[index + 2].content or tokens[index + 2].text == "-"):
        return None  # "a second-grade class", "a quarter share"
    singular = following.lower
    beyond = tokens[index + 2] if index + 2 < len(tokens) else None
    if lower in ("a", "an") and beyond is not None and beyond.lower == "shift":
        return "shift", index + 2
    if lower == "every" and singular in ("second", "other") and beyond is not None:
        if beyond.lower in word_set("weekdays"):
            return 14.0, index + 2
        days = _PERIODS_IN_DAYS.get(beyond.lower)
        if days:
            return 2 * days, index + 2
    if singular in _PERIODS_IN_DAYS:
        return _PERIODS_IN_DAYS[singular], index + 1
    if singular in ("shift", "term", "season", "sprint", "semester"):
        return singular, index + 1
    return _every_few(tokens, index) if lower == "every" else None


def _times_before(tokens: tuple[Token, ...], index: int) -> float:
    """Two in "two-weekly", else one."""
    if index < 2 or tokens[index - 1].text != "-":
        return 1.0
    number = read_number(tokens, index - 2)
    return number.low if number else 1.0


def _every_few(tokens: tuple[Token, ...], index: int) -> tuple[float, int] | None:
    """Read "every six weeks"."""
    number = read_number(tokens, index + 1)
    if number and number.last + 1 < len(tokens):
        days = _PERIODS_IN_DAYS.get(tokens[number.last + 1].lower.removesuffix("s"))
        if days:
            return days * number.low, number.last + 1
    return None


def span_end(tokens: tuple[Token, ...], index: int) -> int | None:
    """The last token of "within a week", "a year and a half"; None where no span starts."""
    words = [t.lower for t in tokens[index : index + 5]]
    if words[:1] not in (["a"], ["an"], ["one"]) or len(words) < 2:
        return None
    found = find_unit(words[1])
    if found is None or found.name != words[1] or found.dimension != "time" or not found.factor:
        return None
    if words[2:] == ["and", "a", "half"]:
        return index + 4
    before = tokens[index - 1].lower if index else ""
    spans = before in word_set("before a measure") or words[2:3] == ["of"]
    return index + 1 if spans and words[0] != "one" else None
