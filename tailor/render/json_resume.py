"""A résumé as JSON Resume 1.0."""

import json
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from tailor.domain.changes import Resume, ResumeEntry
from tailor.domain.matching import Section
from tailor.render.contact import Contact, contact, web_address
from tailor.render.printable import paragraphs, printable

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_SCORE = re.compile(
    r"(?:GPA:?\s*)?\d+(?:[.,]\d+)?(?:\s*/\s*\d+(?:[.,]\d+)?|\s*%)?(?:\s*GPA)?", re.IGNORECASE
)


def to_json_resume(resume: Resume) -> str:
    """Write a résumé as JSON Resume; `meta.language` says in which language.

    Patents, lead-ins, and places and bullets where the schema has none are extra fields, which it
    allows. What a résumé's page does not tell apart goes where it prints the same: the level of a
    skill is its first keyword.
    """
    sections: dict[str, Any] = {
        section.name: [_filled(_WRITERS[section.name](entry)) for entry in section.entries]
        for section in resume.sections
    }
    document: dict[str, Any] = {
        "$schema": _SCHEMA,
        "basics": _filled(_basics(resume)),
        **sections,
        "meta": {"version": "v1.0.0", "language": resume.language},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _basics(resume: Resume) -> dict[str, Any]:
    details = contact(resume.contact)
    return {
        "name": printable(resume.name),
        "label": printable(resume.label),
        "email": details.email,
        "phone": details.phone,
        "url": web_address(details.url),
        "summary": "\n\n".join(text for line in resume.summary for text in paragraphs(line.text)),
        "location": _filled({"address": details.place}),
        "profiles": _profiles(details),
    }


def _profiles(details: Contact) -> list[dict[str, str]]:
    accounts = [_filled(account.model_dump()) for account in details.accounts]
    return accounts + [{"username": text} for text in details.other]


def _common(entry: ResumeEntry) -> dict[str, Any]:
    return {
        "location": printable(entry.place),
        "url": web_address(printable(entry.url)),
        "startDate": entry.start,
        "endDate": entry.end if entry.end != "present" else None,
        "leadIn": printable(entry.lead_in),
        "highlights": _lines(entry),
    }


def _dated(entry: ResumeEntry, date: str) -> dict[str, Any]:
    """A thing of one day: its first line is the summary."""
    lines = _lines(entry)
    common = _common(entry)
    del common["startDate"]
    return common | {date: entry.start, "summary": "".join(lines[:1]), "highlights": lines[1:]}


def _work(entry: ResumeEntry) -> dict[str, Any]:
    return {
        "name": printable(entry.organisation),
        "position": printable(entry.heading),
        **_common(entry),
    }


def _volunteer(entry: ResumeEntry) -> dict[str, Any]:
    named = _work(entry)
    return {"organization": named.pop("name"), **named}


def _project(entry: ResumeEntry) -> dict[str, Any]:
    return {
        "name": printable(entry.heading),
        "entity": printable(entry.organisation),
        "keywords": _details(entry),
        **_common(entry),
    }


def _education(entry: ResumeEntry) -> dict[str, Any]:
    kind, _, area = printable(entry.heading).partition(", ")
    details = _details(entry)
    scored = bool(details and _SCORE.fullmatch(details[0]))
    return {
        "institution": printable(entry.organisation),
        "studyType": kind,
        "area": area,
        "score": details[0] if scored else None,
        "courses": details[scored:],
        **_common(entry),
    }


def _award(entry: ResumeEntry) -> dict[str, Any]:
    return {
        "title": printable(entry.heading),
        "awarder": printable(entry.organisation),
        **_dated(entry, "date"),
    }


def _certificate(entry: ResumeEntry) -> dict[str, Any]:
    return {
        "name": printable(entry.heading),
        "issuer": printable(entry.organisation),
        **_dated(entry, "date"),
    }


def _publication(entry: ResumeEntry) -> dict[str, Any]:
    return {
        "name": printable(entry.heading),
        "publisher": printable(entry.organisation),
        **_dated(entry, "releaseDate"),
    }


def _patent(entry: ResumeEntry) -> dict[str, Any]:
    return {
        "title": printable(entry.heading),
        "status": ", ".join(_details(entry)),
        **_dated(entry, "date"),
    }


def _skill(entry: ResumeEntry) -> dict[str, Any]:
    return {
        "name": printable(entry.heading),
        "keywords": _details(entry),
        "summary": " ".join(_lines(entry)),
    }


def _language(entry: ResumeEntry) -> dict[str, Any]:
    return {"language": printable(entry.heading), "fluency": ", ".join(_details(entry))}


def _reference(entry: ResumeEntry) -> dict[str, Any]:
    return {"name": printable(entry.heading), "reference": "\n\n".join(_lines(entry))}


_WRITERS: Mapping[Section, Callable[[ResumeEntry], dict[str, Any]]] = MappingProxyType(
    {
        "work": _work,
        "volunteer": _volunteer,
        "projects": _project,
        "education": _education,
        "publications": _publication,
        "patents": _patent,
        "awards": _award,
        "certificates": _certificate,
        "skills": _skill,
        "languages": _language,
        "interests": _skill,
        "references": _reference,
    }
)


def _lines(entry: ResumeEntry) -> list[str]:
    return [text for line in entry.lines if (text := printable(line.text))]


def _details(entry: ResumeEntry) -> list[str]:
    return [text for detail in entry.details if (text := printable(detail))]


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
