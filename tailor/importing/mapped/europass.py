"""Europass XML, of before and after 2020 -> nested values."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from tailor.errors import InputError
from tailor.extras import require
from tailor.files import decode
from tailor.importing.documents.document import document, plain_blocks
from tailor.importing.imported import Imported
from tailor.importing.mapped import keyed


def read(data: bytes, name: str) -> Imported:
    """The profile of a Europass file. Raises InputError when it is another XML, or unsafe."""
    parser = require(
        "defusedxml.ElementTree", package="defusedxml", extra="documents", purpose="Reading XML"
    )
    try:
        root = parser.fromstring(data)
    except Exception as error:
        # defusedxml and expat raise unrelated classes; all mean that it is not read.
        raise InputError(f"{name} is no XML that can be read safely. Export it again.") from error
    learner = _first(root, "LearnerInfo")
    values = _skills_passport(learner) if learner is not None else _candidate(root)
    if not values:
        raise InputError(f"{name} is no Europass CV. Give the résumé as PDF, DOCX or text.")
    text = decode(data, what="document", name=name)
    return keyed.read(values, document(name, data, plain_blocks(text)))


def _skills_passport(learner: Element) -> dict[str, Any]:
    name = " ".join(filter(None, (_text(learner, "FirstName"), _text(learner, "Surname"))))
    return {
        "basics": {
            "name": name,
            "label": _text(_first(learner, "Headline"), "Description/Label"),
            "email": _text(learner, "Email/Contact"),
            "phone": _text(learner, "Telephone/Contact"),
            "location": _address(_first(learner, "Address")),
            "url": _text(learner, "Website/Contact"),
        },
        "work": [
            {
                "company": _text(job, "Employer/Name"),
                "position": _text(job, "Position/Label"),
                "location": _text(job, "Employer/ContactInfo/Address/Contact/Municipality"),
                "description": _text(job, "Activities"),
                **_period(job),
            }
            for job in _all(learner, "WorkExperience")
        ],
        "education": [
            {
                "institution": _text(school, "Organisation/Name"),
                "degree": _text(school, "Title"),
                "description": _text(school, "Activities"),
                **_period(school),
            }
            for school in _all(learner, "Education")
        ],
        "languages": [
            {"language": _text(item, "Description/Label"), "fluency": _levels(item)}
            for group in ("MotherTongue", "ForeignLanguage")
            for item in _all(learner, group)
        ],
        "skills": [
            {"name": group, "summary": text}
            for group in ("Communication", "Organisational", "JobRelated", "Computer")
            if (text := _text(_first(learner, group), "Description"))
        ],
        "awards": [_text(item, "Description") for item in _all(learner, "Achievement")],
    }


def _candidate(root: Element) -> dict[str, Any]:
    """HR-XML, which Europass has written since 2020."""
    person = _first(root, "CandidatePerson")
    profile = _first(root, "CandidateProfile")
    if person is None and profile is None:
        return {}
    around = profile if profile is not None else root
    return {
        "basics": {
            "name": " ".join(
                filter(None, (_text(person, "GivenName"), _text(person, "FamilyName")))
            ),
            "email": _matching(person, r"[\w.+-]+@[\w.-]+"),
            "summary": _text(around, "ExecutiveSummary"),
        },
        "work": [
            {
                "company": _text(job, "OrganizationName"),
                "position": _text(job, "PositionTitle"),
                "location": _text(job, "CityName"),
                "description": _text(job, "Description"),
                **_interval(job),
            }
            for job in _all(around, "EmployerHistory")
        ],
        "education": [
            {
                "institution": _text(school, "OrganizationName"),
                "degree": _text(school, "DegreeName") or _text(school, "DegreeType"),
                **_interval(school),
            }
            for school in _all(around, "EducationOrganizationAttendance")
        ],
        "skills": [_text(item, "CompetencyName") for item in _all(around, "PersonCompetency")],
    }


def _period(element: Element) -> dict[str, str]:
    period = _first(element, "Period")
    start, end = _first(period, "From"), _first(period, "To")
    current = _text(period, "Current").lower() == "true"
    return {"start": _date(start), "end": "present" if current else _date(end)}


def _date(element: Element | None) -> str:
    """From attributes such as year="2014" month="--06" day="---15"."""
    if element is None:
        return ""
    parts = [element.get("year", ""), element.get("month", ""), element.get("day", "")]
    digits = [re.sub(r"\D", "", part) for part in parts]
    return "-".join(part.zfill(2) for part in digits if part)


def _interval(element: Element) -> dict[str, str]:
    start, end = _text(element, "StartDate"), _text(element, "EndDate")
    current = _text(element, "CurrentIndicator").lower() == "true"
    return {"start": start[:10], "end": "present" if current else end[:10]}


def _address(element: Element | None) -> str:
    names = ("AddressLine", "PostalCode", "Municipality", "Country/Label")
    return ", ".join(text for name in names if (text := _text(element, name)))


def _levels(element: Element) -> str:
    levels = _first(element, "ProficiencyLevel")
    return (
        " ".join(child.text.strip() for child in levels if child.text) if levels is not None else ""
    )


def _matching(element: Element | None, pattern: str) -> str:
    texts = (node.text or "" for node in element.iter()) if element is not None else ()
    return next((match.group() for text in texts if (match := re.search(pattern, text))), "")


def _text(element: Element | None, path: str) -> str:
    """The text at a path of names, whatever their namespaces; HTML in it is kept for later."""
    for name in path.split("/"):
        element = _first(element, name)
    return "".join(element.itertext()).strip() if element is not None else ""


def _first(element: Element | None, name: str) -> Element | None:
    return next(_all(element, name), None) if element is not None else None


def _all(element: Element, name: str) -> Iterator[Element]:
    return (
        node
        for node in element.iter()
        if node is not element and node.tag.rpartition("}")[2] == name
    )
