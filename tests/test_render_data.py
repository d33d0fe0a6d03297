"""JSON Resume and RenderCV: valid, and nothing true is lost on the way."""

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from render_samples import AWKWARD, FULL, job, section

from tailor.domain.changes import Resume, ResumeEntry
from tailor.domain.evidence import base_resume
from tailor.domain.profile import Profile
from tailor.render import to_json_resume, to_rendercv
from tailor.render.contact import contact
from tailor.render.outline import outline

_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_DATE = {"type": "string", "pattern": r"^[12]\d{3}(-[01]\d(-[0-3]\d)?)?$"}
_URL = {"type": "string", "pattern": r"^[a-z]+://\S+$"}


def _entries(**fields):
    return {"type": "array", "items": {"type": "object", "properties": fields}}


# The fields and types of the JSON Resume 1.0.0 schema, as its documentation gives them.
_SCHEMA = {
    "type": "object",
    "properties": {
        "$schema": _URL,
        "basics": {
            "type": "object",
            "properties": {
                "name": _TEXT,
                "label": _TEXT,
                "email": {"type": "string", "format": "email"},
                "phone": _TEXT,
                "url": _URL,
                "summary": _TEXT,
                "location": {"type": "object", "properties": {"address": _TEXT}},
                "profiles": _entries(network=_TEXT, username=_TEXT, url=_URL),
            },
        },
        "work": _entries(
            name=_TEXT, position=_TEXT, url=_URL, startDate=_DATE, endDate=_DATE, highlights=_TEXTS
        ),
        "projects": _entries(
            name=_TEXT, entity=_TEXT, url=_URL, startDate=_DATE, endDate=_DATE, keywords=_TEXTS
        ),
        "education": _entries(
            institution=_TEXT, studyType=_TEXT, area=_TEXT, score=_TEXT, courses=_TEXTS
        ),
        "publications": _entries(name=_TEXT, publisher=_TEXT, releaseDate=_DATE, summary=_TEXT),
        "certificates": _entries(name=_TEXT, issuer=_TEXT, date=_DATE, url=_URL),
        "skills": _entries(name=_TEXT, keywords=_TEXTS),
        "languages": _entries(language=_TEXT, fluency=_TEXT),
        "references": _entries(name=_TEXT, reference=_TEXT),
        "meta": {"type": "object", "properties": {"version": _TEXT}},
    },
}


@pytest.mark.parametrize("name", AWKWARD)
def test_json_resume_is_valid(name):
    document = json.loads(to_json_resume(AWKWARD[name]))
    validator = Draft202012Validator(_SCHEMA, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(document)] == []


@pytest.mark.parametrize("name", AWKWARD)
def test_json_resume_reads_back_as_the_same_page(name):
    profile = Profile.model_validate(json.loads(to_json_resume(AWKWARD[name])))
    assert list(outline(base_resume(profile)).texts()) == list(outline(AWKWARD[name]).texts())


def test_json_resume_puts_each_fact_in_its_field():
    document = json.loads(to_json_resume(FULL))
    assert document["basics"]["email"] == "ingrid@example.org"
    assert document["basics"]["phone"] == "+47 55 55 01 23"
    assert document["basics"]["location"] == {"address": "Bergen, NO"}
    assert document["basics"]["profiles"][0]["network"] == "GitHub"
    assert document["work"][1]["leadIn"] == "I was asked to:"
    assert "endDate" not in document["work"][0]
    assert document["education"][0]["studyType"] == "MSc"
    assert document["education"][0]["score"] == "4.5/5"
    assert document["education"][0]["courses"] == ["Compilers"]
    assert document["certificates"][0]["date"] == "2020-02"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("jo@example.org", "email", "jo@example.org"),
        ("(555) 010-0199", "phone", "(555) 010-0199"),
        ("jo.example/cv", "url", "jo.example/cv"),
        ("Bergen, Norway", "place", "Bergen, Norway"),
    ],
)
def test_a_contact_line_is_known_by_its_shape(line, field, value):
    assert getattr(contact([line]), field) == value


def test_contact_lines_of_no_known_shape_are_kept():
    found = contact(["Bergen", "On request", "Mastodon: @jo", "https://x.com/jo"])
    assert found.other == ("On request",)
    assert [(a.network, a.username) for a in found.accounts] == [("Mastodon", "@jo"), ("X", "jo")]


# What RenderCV asks of an entry, by the field that names its type.
_TYPES = ({"company", "position"}, {"institution", "area"}, {"label", "details"}, {"name"})


@pytest.mark.parametrize("name", AWKWARD)
def test_rendercv_has_one_complete_entry_type_a_section(name):
    document = yaml.safe_load(to_rendercv(AWKWARD[name]))
    assert set(document["cv"]) <= {
        *("name", "location", "email", "phone", "website", "social_networks", "sections")
    }
    for entries in document["cv"].get("sections", {}).values():
        if all(isinstance(entry, str) for entry in entries):
            continue
        assert any(all(needed <= set(entry) for entry in entries) for needed in _TYPES)


@pytest.mark.parametrize("name", AWKWARD)
def test_rendercv_holds_every_text(name):
    source = json.dumps(yaml.safe_load(to_rendercv(AWKWARD[name])), ensure_ascii=False)
    plain = re.sub(r"\\+", "", source)
    page = outline(AWKWARD[name])
    texts = [
        text
        for section_ in page.sections
        for entry in section_.entries
        for text in (entry.heading, entry.organisation, entry.place, *entry.lines)
    ]
    assert [
        text
        for text in texts
        if text.replace("\\", "").replace('"', "") not in plain.replace('"', "")
    ] == []


@pytest.mark.parametrize(
    ("start", "end", "fields"),
    [
        ("2014-06", "present", {"start_date": "2014-06", "end_date": "present"}),
        ("2014", "2016-01", {"start_date": 2014, "end_date": "2016-01"}),
        ("2019-06", None, {"date": "Jun 2019"}),
        ("2019-06", "2018-01", {"date": "Jun 2019 – Jan 2018"}),
        (None, None, {}),
    ],
)
def test_rendercv_dates_are_ones_it_takes(start, end, fields):
    resume = Resume(sections=(section("work", job("w", start=start, end=end)),))
    (entry,) = yaml.safe_load(to_rendercv(resume))["cv"]["sections"]["Experience"]
    assert {name: value for name, value in entry.items() if "date" in name} == fields


def test_markup_means_nothing_in_rendercv():
    resume = Resume(sections=(section("work", job("w", "Raised *revenue* by #1 [x](y)")),))
    (entry,) = yaml.safe_load(to_rendercv(resume))["cv"]["sections"]["Experience"]
    assert entry["highlights"] == [r"Raised \*revenue\* by \#1 \[x\](y)"]


def test_a_patent_and_a_bullet_under_an_interest_are_not_lost():
    resume = Resume(
        sections=(
            section("patents", ResumeEntry(id="p", heading="Tide gate", details=("granted",))),
            section(
                "interests", ResumeEntry(id="i", heading="Sailing", lines=job("i", "Won").lines)
            ),
        )
    )
    profile = Profile.model_validate(json.loads(to_json_resume(resume)))
    assert list(outline(base_resume(profile)).texts()) == list(outline(resume).texts())
