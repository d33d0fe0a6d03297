"""Dates in a text: years, with months where they are named."""

from dataclasses import dataclass

from tailor.factcheck.tokens import Token

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}


@dataclass(frozen=True, slots=True)
class Date:
    """A year, or a month of a year or of no year; `index` is its token. Months count from 1."""

    index: int
    year: int | None
    month: int | None

    @property
    def months(self) -> int | None:
        """Months since year 0, or None without a year; a year alone counts as its January."""
        return None if self.year is None else self.year * 12 + (self.month or 1) - 1


def dates(tokens: tuple[Token, ...]) -> tuple[Date, ...]:
    """Every date of a text, in order. A month without a year takes the next year named."""
    found: list[Date] = []
    for i, token in enumerate(tokens):
        month = _month(token)
        if month:
            found.append(Date(i, _year(tokens, i + 1) or _year(tokens, i + 2), month))
        elif (year := _year(tokens, i)) and not (found and found[-1].index >= i - 2):
            found.append(Date(i, year, None))
    return tuple(_with_years(found))


def _month(token: Token) -> int | None:
    """The month a token names. "may" and "march" count only with a capital."""
    if token.kind != "word" or not token.text[0].isupper():
        return None
    return _MONTHS.get(token.lower)


def _year(tokens: tuple[Token, ...], index: int) -> int | None:
    if index >= len(tokens):
        return None
    text = tokens[index].text
    if len(text) == 4 and text.isdigit() and 1950 <= int(text) <= 2100:
        return int(text)
    return None


def _with_years(found: list[Date]) -> list[Date]:
    result: list[Date] = []
    following: int | None = None
    for date in reversed(found):
        following = date.year or following
        result.append(Date(date.index, following, date.month) if date.month else date)
    return result[::-1]


def read_iso(text: str | None) -> Date | None:
    """Read an ISO date that may be partial ("2014", "2014-06"); None when it is none."""
    if not text or not text[:4].isdigit():
        return None
    month = text[5:7]
    return Date(-1, int(text[:4]), int(month) if month.isdigit() else None)
