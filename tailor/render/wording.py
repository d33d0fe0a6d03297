"""The words a résumé is printed with: section headings and dates, by language, one format."""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from tailor.domain.base import Frozen
from tailor.domain.matching import Section

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-\d{2})?")
_FALLBACK = "en"
_ALIASES = "aliases"


class Wording(Frozen):
    """One language's headings and date format.

    `month_year` and `year` are patterns with the fields {month} and {year}.
    """

    language: str
    months: tuple[str, ...]
    present: str
    year: str
    month_year: str
    headings: Mapping[Section, str]

    def date(self, iso: str) -> str:
        """Print an ISO date to the month ("2014-06-30" is "Jun 2014"); other text as it is."""
        if iso == "present":
            return self.present
        if not (found := _DATE.fullmatch(iso)):
            return iso
        year, month = found.groups()
        if month is None or not 1 <= int(month) <= len(self.months):
            return self.year.format(year=year)
        return self.month_year.format(year=year, month=self.months[int(month) - 1])

    def period(self, start: str | None, end: str | None) -> str:
        """Print "Jun 2014 – Present", or one date when there is one or both print the same."""
        dates = [self.date(date) for date in (start, end) if date]
        return " – ".join(dict.fromkeys(dates))


@cache
def wording(language: str) -> Wording:
    """Load the words of a language ("pt-BR" is "pt"); English where we have none."""
    code = re.split(r"[-_]", language.lower(), maxsplit=1)[0]
    name = code if code in _languages() else _FALLBACK
    return Wording(language=name, **_data(name))


@cache
def known_headings() -> Mapping[str, Section]:
    """Every heading a parser takes for a section, in any language, folded to lower case."""
    known: dict[str, Section] = {
        heading.casefold(): section
        for language in _languages()
        for section, heading in wording(language).headings.items()
    }
    aliases: dict[Section, list[str]] = _data(_ALIASES)
    known |= {alias: section for section, names in aliases.items() for alias in names}
    return MappingProxyType(known)


def _data(name: str) -> Any:
    file = resources.files("tailor.render") / "languages" / f"{name}.json"
    return json.loads(file.read_text("utf-8"))


@cache
def _languages() -> frozenset[str]:
    files = (resources.files("tailor.render") / "languages").iterdir()
    return frozenset(file.name.removesuffix(".json") for file in files) - {_ALIASES}
