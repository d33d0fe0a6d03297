"""A profile seen as evidence, and as the résumé it is before anything is tailored."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from tailor.domain.base import Frozen
from tailor.domain.changes import Line, Resume, ResumeEntry, ResumeSection
from tailor.domain.matching import Evidence, Section
from tailor.domain.profile import Profile, Statement
from tailor.domain.verdicts import Context

_HEADING = ("position", "name", "title", "study_type", "area", "language")
_ORGANISATION = (
    "institution",
    "organization",
    "awarder",
    "issuer",
    "publisher",
    "entity",
)
_DETAIL = ("score", "status", "number", "level", "fluency")
_DETAIL_LISTS = ("keywords", "roles", "courses")


class IdentifiedEntry(Frozen):
    """An entry of the profile as the page shows it, with its evidence."""

    section: Section
    page: ResumeEntry
    evidence: tuple[Evidence, ...]


def entries(profile: Profile) -> tuple[IdentifiedEntry, ...]:
    """Give every entry and statement of the profile its id, in the order of the page.

    An id written in the file is kept. Others are made from what they name, so that they survive
    reordering: an entry's from its organisation and start, a statement's from its words.
    """
    return _entries(_Itself(profile))


def evidence(profile: Profile) -> tuple[Evidence, ...]:
    """Every statement of the profile, with the entry it belongs to; the summary comes first."""
    summary = tuple(
        Evidence(
            id=line.id, entry_id="basics", section="summary", text=line.text, context=Context()
        )
        for line in _summary(profile)
    )
    return summary + tuple(item for entry in entries(profile) for item in entry.evidence)


def base_resume(profile: Profile) -> Resume:
    """The résumé that the profile is: everything in it, in its own order and words."""
    identified = entries(profile)
    return Resume(
        name=profile.basics.name or "",
        label=profile.basics.label or "",
        contact=tuple(_contact(profile)),
        summary=_summary(profile),
        sections=tuple(
            ResumeSection(
                name=section,
                entries=tuple(entry.page for entry in identified if entry.section == section),
            )
            for section, _ in profile.sections()
        ),
        language=str((profile.meta or {}).get("language", "en")),
    )


class _Itself:
    """A profile that equals only itself: its values may have no hash, and comparing them costs."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.profile is other.profile

    def __hash__(self) -> int:
        return id(self.profile)


# A run asks twice, a batch under every ad.
@lru_cache(maxsize=16)
def _entries(itself: _Itself) -> tuple[IdentifiedEntry, ...]:
    taken: set[str] = set()
    return tuple(
        _identified(section, entry, taken)
        for section, members in itself.profile.sections()
        for entry in members
    )


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; never empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or f"x{_digest(text)}"


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:6]


def _unique(wanted: str, taken: set[str]) -> str:
    number, unique = 2, wanted
    while unique in taken:
        unique, number = f"{wanted}-{number}", number + 1
    taken.add(unique)
    return unique


def _summary(profile: Profile) -> tuple[Line, ...]:
    text = profile.basics.summary
    return (Line(id="basics.summary", text=text),) if text else ()


def _contact(profile: Profile) -> Iterator[str]:
    basics = profile.basics
    location = basics.location
    if location:
        parts = (location.address, location.postal_code, location.city, location.region)
        yield ", ".join(part for part in (*parts, location.country_code) if part)
    yield from filter(None, (basics.email, basics.phone, basics.url))
    for link in basics.profiles:
        yield link.url or ": ".join(part for part in (link.network, link.username) if part)


def _identified(section: Section, entry: Any, taken: set[str]) -> IdentifiedEntry:
    heading, organisation = _heading(section, entry), _organisation(section, entry)
    start = getattr(entry, "start_date", None)
    end = getattr(entry, "end_date", None)
    date = getattr(entry, "date", None) or getattr(entry, "release_date", None)
    wanted = entry.id or slug(" ".join(filter(None, (organisation or heading, start or date))))
    entry_id = _unique(wanted, taken)
    place = getattr(entry, "location", None) or ""
    # JSON Resume: a job without an end date is the present one.
    open_end = "present" if section in ("work", "volunteer") and start and not end else None
    context = Context(
        employer=organisation or None,
        title=heading or None,
        start=start or date or None,
        end=end or open_end or (date if not start else None) or None,
        place=place or None,
    )
    lead_in = getattr(entry, "lead_in", None)
    items = tuple(
        Evidence(
            id=_unique(statement.id or f"{entry_id}.{_digest(statement.text)}", taken),
            entry_id=entry_id,
            section=section,
            text=statement.text,
            context=context,
            lead_in=statement.lead_in or (lead_in if is_highlight else None),
            attested=(statement.date or "") if statement.source == "attested" else None,
        )
        for statement, is_highlight in _statements(section, entry)
    )
    details = tuple(_details(entry))
    facts = "; ".join(part for part in (heading, organisation, ", ".join(details)) if part)
    structural = (
        Evidence(id=entry_id, entry_id=entry_id, section=section, text=facts, context=context),
    )
    page = ResumeEntry(
        id=entry_id,
        heading=heading,
        organisation=organisation,
        place=place,
        start=start or date,
        end=end or open_end,
        url=getattr(entry, "url", None) or "",
        details=details,
        lead_in=lead_in or "",
        lines=tuple(Line(id=item.id, text=item.text) for item in items),
    )
    return IdentifiedEntry(
        section=section, page=page, evidence=items + (structural if facts else ())
    )


def _heading(section: Section, entry: Any) -> str:
    if section == "work":
        return entry.position or ""
    if section == "education":
        return ", ".join(part for part in (entry.study_type, entry.area) if part)
    return next((value for name in _HEADING if (value := getattr(entry, name, None))), "")


def _organisation(section: Section, entry: Any) -> str:
    if section == "work":
        return entry.name or ""
    return next((value for name in _ORGANISATION if (value := getattr(entry, name, None))), "")


def _details(entry: Any) -> Iterator[str]:
    yield from (value for name in _DETAIL if (value := getattr(entry, name, None)))
    for name in _DETAIL_LISTS:
        yield from getattr(entry, name, ())


def _statements(section: Section, entry: Any) -> Iterator[tuple[Statement, bool]]:
    if section == "references":
        if entry.reference:
            yield Statement(text=entry.reference), False
        return
    for name in ("description", "summary"):
        if text := getattr(entry, name, None):
            yield Statement(text=text), False
    yield from ((statement, True) for statement in getattr(entry, "highlights", ()))
