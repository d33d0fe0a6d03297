"""Several documents become one profile, and what they disagree on is said."""

import pytest

from tailor.domain.profile import Profile
from tailor.importing.imported import Imported
from tailor.importing.importer import import_documents
from tailor.importing.merging import merged

OLD = "Work\n\nMar 2019 - Present: Engineer (Corvid Ltd)\n- Rebuilt the order pipeline on Kafka.\n"
NEW = (
    "Experience\n\nCorvid — Engineer\n2019 - Present\n"
    "* Rebuilt the order pipelines on Kafka.\n* Trained two juniors.\n"
)


def write(tmp_path, **texts):
    paths = []
    for name, text in texts.items():
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def profile(**sections):
    return Imported(profile=Profile.model_validate({"meta": {"documents": []}, **sections}))


def dump(found):
    return found.profile.model_dump(mode="json", by_alias=True, exclude_unset=True)


def test_the_same_job_in_two_documents_is_one_with_both_wordings(tmp_path):
    (job,) = import_documents(write(tmp_path, old=OLD, new=NEW)).profile.work
    assert (job.name, job.start_date) == ("Corvid Ltd", "2019-03")
    assert [(h.text, h.alternatives) for h in job.highlights] == [
        ("Rebuilt the order pipeline on Kafka.", ("Rebuilt the order pipelines on Kafka.",)),
        ("Trained two juniors.", ()),
    ]


def test_importing_twice_changes_nothing(tmp_path):
    paths = write(tmp_path, old=OLD, new=NEW)
    once = import_documents(paths)
    assert dump(import_documents(paths, existing=once.profile)) == dump(once)


@pytest.mark.parametrize(
    ("field", "first", "second"),
    [("endDate", "2019-05", "2021"), ("location", "Leeds", "York")],
)
def test_a_conflict_is_kept_twice_and_said(field, first, second):
    job = {"name": "Corvid", "position": "Engineer", "startDate": "2015"}
    found = merged([profile(work=[job | {field: first}]), profile(work=[job | {field: second}])])
    (entry,) = dump(found)["work"]
    assert (entry[field], entry["alternatives"]) == (first, {field: [second]})
    assert any(first in warning and second in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"position": "Intern", "startDate": "2012-07", "endDate": "2012-09"},
         {"position": "Researcher", "startDate": "2013-01", "endDate": "2014-04"}),
        ({"position": "Clerk", "startDate": "2010", "endDate": "2012"},
         {"position": "Clerk", "startDate": "2015", "endDate": "2016"}),
        ({"highlights": ["Sold bread."]}, {"highlights": ["Baked cakes."]}),
    ],
)  # fmt: skip
def test_two_jobs_at_one_employer_stay_two(one, two):
    found = merged(
        [profile(work=[{"name": "Ostrel"} | one]), profile(work=[{"name": "Ostrel"} | two])]
    )
    assert len(found.profile.work) == 2


def test_statements_with_other_numbers_are_other_statements():
    job = {"name": "Ostrel", "position": "Clerk"}
    texts = ["Filed 20 letters a day for the office.", "Filed 40 letters a day for the office."]
    found = merged([profile(work=[job | {"highlights": [text]}]) for text in texts])
    assert [h.text for h in found.profile.work[0].highlights] == texts


def test_the_profile_that_is_added_to_keeps_its_order_and_words():
    existing = Profile.model_validate(
        {"work": [{"name": "B"}, {"name": "A"}], "basics": {"name": "Mine"}, "x": 1}
    )
    found = merged([profile(work=[{"name": "C"}], basics={"name": "Theirs"})], existing=existing)
    assert [w.name for w in found.profile.work] == ["B", "A", "C"]
    assert found.profile.basics.name == "Mine"
    assert dump(found)["x"] == 1
