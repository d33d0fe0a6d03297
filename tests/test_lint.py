"""Each rule finds what it is for, and is silent on a profile that has nothing of it."""

import datetime as dt

import pytest

from tailor.domain.profile import Profile
from tailor.importing.linting.characters import cleaned, invisible, mixed_words
from tailor.importing.linting.rules import RULES, lint
from tailor.importing.profile_file import load_profile
from tailor.resources import folder

TODAY = dt.date(2025, 6, 15)
JOB = {
    "name": "Ostrel Rail",
    "position": "Software Engineer",
    "startDate": "2019-03",
    "endDate": "2021-05",
    "highlights": ["Rebuilt the booking service in Python for 12 stations."],
}
SOUND = {
    "basics": {"name": "Ada Quill", "email": "ada@example.org", "summary": "Engineer for 6 years."},
    "work": [JOB | {"name": "Corvid", "startDate": "2021-06", "endDate": "present",
                    "highlights": ["Ran the order pipeline on Kafka."]}, JOB],
}  # fmt: skip


def codes(**sections):
    found = lint(Profile.model_validate(SOUND | sections), today=TODAY)
    return [(finding.code, finding.field) for finding in found]


def work(*jobs):
    return {"work": [JOB | job for job in jobs]}


def test_a_sound_profile_has_no_findings():
    assert codes() == []


@pytest.mark.parametrize(
    ("sections", "finding"),
    [
        (work({"startDate": "2021-06"}), ("end-before-start", "work[0].endDate")),
        (work({"startDate": "2021", "endDate": "2020-12"}),
         ("end-before-start", "work[0].endDate")),
        (work({"startDate": "2026", "endDate": "present"}), ("future-start", "work[0].startDate")),
        (work({"endDate": "2025-07"}), ("future-end", "work[0].endDate")),
        (work({}, {"name": "Corvid", "startDate": "2020", "endDate": "2021"}),
         ("overlap", "work[1].startDate")),
        (work({}, {"name": "Corvid", "startDate": "2015", "endDate": "2016-12"}),
         ("gap", "work[0].startDate")),
        (work({"startDate": "2012", "endDate": "2013"}, {"name": "Corvid"}),
         ("order", "work[1].startDate")),
        (work({"startDate": "2006", "endDate": "2008", "highlights": ["Ran it on Kubernetes."]}),
         ("older-than-technology", "work[0].highlights[0]")),
        (work({"highlights": ["Sold bread to many guests.", "Sold bread to many guests"]}),
         ("duplicate", "work[0].highlights[1]")),
        (work({}, {"highlights": ["Wrote the docs for Python users."]}),
         ("repeated-entry", "work[1]")),
        (work({"highlights": ["Led a team of 4 people.", "Hired a team of 6 people."]}),
         ("numbers-disagree", "work[0].highlights[1]")),
        (work({"highlights": ["Trained 12 new cooks in May.", "In all, 15 new cooks came to us."]}),
         ("numbers-disagree", "work[0].highlights[1]")),
        ({"basics": {"name": "A Q", "email": "a@b.org", "summary": "30 years of experience"}},
         ("years-of-experience", "basics.summary")),
        (work({"highlights": ["Hard working team player with great communication skills"]}),
         ("nothing-checkable", "work[0].highlights[0]")),
        ({"basics": {"email": "a@b.org"}}, ("missing-basics", "basics.name")),
        ({"basics": {"name": "A Q"}}, ("missing-basics", "basics.email")),
        ({"basics": {"name": "A Q", "email": "aq [AT] post"}}, ("missing-basics", "basics.email")),
        (work({"highlights": []}), ("empty-entry", "work[0]")),
        (work({"position": None}), ("incomplete-entry", "work[0]")),
        (work({"name": "Company Name"}), ("placeholder", "work[0].name")),
        (work({"highlights": ["Sold bread; write to ada@example.org for more."]}),
         ("contact-in-statement", "work[0].highlights[0]")),
        (work({"alternatives": {"endDate": ["2022"]}}), ("unresolved", "work[0].endDate")),
        (work({"id": "x"}, {"id": "x", "name": "Corvid", "position": "Baker"}),
         ("repeated-id", "work[1].id")),
        (work({"shoeSize": "44"}), ("unknown-field", "work[0].shoeSize")),
        (work({"position": "Sofware Engineer"}), ("typo", "work[0].position")),
        (work({"position": "Research Assistent"}), ("typo", "work[0].position")),
        (work({"highlights": ["Recieved and sorted parcels for the whole warehouse in Python."]}),
         ("typo", "work[0].highlights[0]")),
        (work({"name": "Northfeld Ltd"}, {"name": "Northfield Ltd", "position": "Clerk"}),
         ("typo", "work[1].name")),
        ({"education": [{"institution": "Univeristy of Varnham"}]},
         ("typo", "education[0].institution")),
        ({"skills": [{"name": "Databases", "keywords": ["Kubernets"]}]},
         ("typo", "skills[0].keywords")),
        (work({"highlights": ["Moved 12 services to Kubernets by night."]}),
         ("typo", "work[0].highlights[0]")),
        (work({"highlights": ["Rebuilt the boo\u200bking service in Python."]}),
         ("invisible-characters", "work[0].highlights[0]")),
        (work({"name": "P\u0430yroll Ltd"}), ("look-alike-letters", "work[0].name")),
    ],
)  # fmt: skip
def test_what_is_odd_is_found_at_its_field(sections, finding):
    assert finding in codes(**sections)


def test_every_rule_has_a_finding_in_this_table():
    """The table above fires each rule: none is dead."""
    marks = test_what_is_odd_is_found_at_its_field.pytestmark
    cases = [case for mark in marks for case in mark.args[1]]
    fired = {
        rule
        for sections, _ in cases
        for rule in RULES
        if list(rule(Profile.model_validate(SOUND | sections), TODAY))
    }
    assert fired == set(RULES)


@pytest.mark.parametrize(
    "sections",
    [
        work({"highlights": ["Fixed bugs in grpc, collectd and the admin plugin of Kubernetes."]}),
        work({"highlights": ["Cut the run time from 4 hours to 20 minutes.", "Saved 40 minutes."]}),
        work({"startDate": "2021", "endDate": "2021-05"}),
        work({"highlights": ["Trained by Jenkin and Dockery, I moved Pythons and Grafanas."]}),
        work({"name": "Ostrel Foods"}, {"name": "Ostrels Foods", "position": "Clerk"}),
        work({"highlights": ["“Kubernets” was what I first called it in my notes"]}),
        work({"highlights": ["Translated 👩\u200d🔧 into Persian: می\u200cخواهم"]}),
    ],
)
def test_what_only_looks_odd_is_left_alone(sections):
    noise = {"typo", "numbers-disagree", "end-before-start", "invisible-characters"}
    assert not noise & {code for code, _ in codes(**sections)}


def test_errors_come_first_and_every_finding_says_what_to_do():
    odd = work({"startDate": "2022", "highlights": ["Sold it."], "position": "Sofware Engineer"})
    found = lint(Profile.model_validate(SOUND | odd), today=TODAY)
    assert found[0].severity == "error"
    assert all(finding.hint.endswith((".", "--fix")) and finding.message for finding in found)


def test_a_german_profile_is_not_spell_checked_in_english():
    job = {
        "position": "Kaufmännischer Assistent",
        "highlights": ["Bearbeitung von Anfragen der Kunden."],
    }
    assert not [code for code, _ in codes(**work(job)) if code == "typo"]


def test_cleaning_removes_only_what_nobody_sees():
    text = "P\u0430yroll\u200b of Зоя – naïve “quoted” 👩\u200d🔧\n\tkept"
    assert cleaned(text) == "Payroll of Зоя – naïve “quoted” 👩\u200d🔧\n\tkept"
    assert not invisible(cleaned(text))
    assert not list(mixed_words(cleaned(text)))


@pytest.mark.parametrize("path", sorted(folder("profiles").glob("*.yaml")), ids=lambda p: p.stem)
def test_the_sample_profiles_have_no_typos_or_duplicates(path):
    found = lint(load_profile(path), today=TODAY)
    assert not {"typo", "duplicate", "placeholder"} & {finding.code for finding in found}
