"""A résumé as the YAML that RenderCV reads."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import yaml

from tailor.domain.changes import Resume, ResumeEntry
from tailor.domain.matching import Section
from tailor.render.contact import Contact, contact, web_address
from tailor.render.markdown import escaped
from tailor.render.outline import Outline, OutlineEntry, outline

# RenderCV checks a number against its country's plan, so only an international one is given.
_PHONE = re.compile(r"\+[\d\s().-]{7,20}")
_NETWORKS = frozenset(
    {"LinkedIn", "GitHub", "GitLab", "Instagram", "ResearchGate", "YouTube", "X", "Telegram"}
)
_MONTH = re.compile(r"\d{4}-\d{2}(-\d{2})?")
# The fields that make RenderCV take an entry for a job or a degree: (organisation, heading).
_NAMES: Mapping[Section, tuple[str, str]] = MappingProxyType(
    {
        "work": ("company", "position"),
        "volunteer": ("company", "position"),
        "education": ("institution", "area"),
    }
)


def to_rendercv(resume: Resume) -> str:
    """Write a résumé as RenderCV YAML. Its texts are Markdown there, so markup is escaped.

    Only fields that every version from 2.0 knows are used: the label is the first line of the
    summary, and contact details without a field are a section of their own.
    """
    page = outline(resume)
    details = contact(resume.contact)
    person = {
        "name": page.name,
        "location": details.place,
        "email": details.email,
        "phone": details.phone if _PHONE.fullmatch(details.phone) else "",
        "website": web_address(details.url),
        "social_networks": [
            {"network": account.network, "username": account.username}
            for account in details.accounts
            if account.network in _NETWORKS
        ],
        "sections": dict(_sections(resume, page)) | _rest(details),
    }
    document = {"cv": {name: value for name, value in person.items() if value}}
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=1000)


def _sections(resume: Resume, page: Outline) -> Iterator[tuple[str, list[Any]]]:
    about = [escaped(text) for text in (page.label, *page.summary) if text]
    if about:
        yield page.summary_title, about
    printed = [section for section in resume.sections if section.entries]
    for section, shown in zip(printed, page.sections, strict=True):
        entries = zip(section.entries, shown.entries, strict=True)
        if shown.style == "list":
            yield shown.title, [_one_line(entry) for entry in shown.entries]
        else:
            names = _names(section.name, shown.entries)
            yield shown.title, [_entry(entry, line, names) for entry, line in entries]


def _rest(details: Contact) -> dict[str, list[str]]:
    texts = [*details.other]
    texts += [a.url or a.username for a in details.accounts if a.network not in _NETWORKS]
    if details.phone and not _PHONE.fullmatch(details.phone):
        texts.insert(0, details.phone)
    return {"Contact": [escaped(text) for text in texts]} if texts else {}


def _names(section: Section, entries: tuple[OutlineEntry, ...]) -> tuple[str, str] | None:
    """The type of the section's entries; one type a section is what RenderCV asks for."""
    complete = all(entry.heading and entry.organisation for entry in entries)
    return _NAMES.get(section) if complete else None


def _one_line(entry: OutlineEntry) -> dict[str, str]:
    return {"label": escaped(entry.heading), "details": escaped(entry.details)}


def _entry(
    entry: ResumeEntry, shown: OutlineEntry, names: tuple[str, str] | None
) -> dict[str, Any]:
    if names:
        named = {names[0]: shown.organisation, names[1]: shown.heading}
    else:
        named = {"name": ", ".join(filter(None, (shown.heading, shown.organisation)))}
    fields = {name: escaped(text) for name, text in named.items()}
    about = [escaped(text) for text in (shown.url, shown.details, shown.lead_in) if text]
    fields |= {"location": escaped(shown.place), "summary": "\n\n".join(about)}
    filled: dict[str, Any] = {name: text for name, text in fields.items() if text or name in named}
    filled |= _dates(entry, shown)
    if shown.lines:
        filled["highlights"] = [escaped(line) for line in shown.lines]
    return filled


def _dates(entry: ResumeEntry, shown: OutlineEntry) -> dict[str, str | int]:
    """Start and end, or one date as printed; RenderCV refuses an end before its start."""
    start, end = _date(entry.start), _date(entry.end)
    if start and end and (end == "present" or str(start) <= str(end)):
        return {"start_date": start, "end_date": end}
    return {"date": shown.period} if shown.period else {}


def _date(date: str | None) -> str | int | None:
    if date is None or date == "present" or _MONTH.fullmatch(date):
        return date
    return int(date) if date.isdecimal() else None
