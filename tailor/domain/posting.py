"""A job posting as we read it."""

from typing import Literal

from tailor.domain.base import Frozen

RequirementKind = Literal["must", "nice", "responsibility"]
Level = Literal["intern", "junior", "mid", "senior", "lead", "principal", "manager", "executive"]


class JobPosting(Frozen):
    """The ad's text (tags removed, whitespace kept) and its header, as far as it could be read.

    `language` is an ISO 639-1 code or "und". `notes` are plain sentences about what could not be
    read or is only partly supported; the user sees them.
    """

    text: str
    title: str | None = None
    company: str | None = None
    place: str | None = None
    language: str = "und"
    level: Level | None = None
    notes: tuple[str, ...] = ()


class Requirement(Frozen):
    """One thing the ad asks for. `quote` occurs verbatim in the posting's text.

    `terms` are canonical names from the vocabulary, or the ad's own words where the vocabulary has
    none. `years` is the number of years asked for. `start` is the quote's offset in the text.
    `alternatives` is true when any one of `terms` is enough ("Java or Go").
    """

    id: str
    quote: str
    start: int
    kind: RequirementKind
    terms: tuple[str, ...] = ()
    years: int | None = None
    level: Level | None = None
    alternatives: bool = False
