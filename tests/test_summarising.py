"""Summary, headline and skills line: from evidence alone, never welded, never the ad's words."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor import pipeline
from tailor.domain.changes import Decision, Insert, Proposal, digest
from tailor.domain.evidence import base_resume, evidence
from tailor.domain.matching import Budget
from tailor.domain.profile import Profile
from tailor.engine import RulesEngine
from tailor.factcheck.totals import check_total
from tailor.factcheck.whole import faults
from tailor.render import to_json_resume, to_markdown
from tailor.stages.verification import verify
from tailor.vocabulary.titles import occupation

TODAY = date(2025, 7, 1)
JOB = """\
Senior Platform Engineer at Fernhill Logistics

We are looking for a passionate, world-class platform engineer.

Requirements:
- Experience with Kubernetes and Docker
- 3 years of experience with PostgreSQL
- Knowledge of Haskell
- Terraform

Nice to have:
- Kafka
"""
PROFILE = {
    "basics": {"name": "Ada Crumb", "email": "ada@example.org"},
    "work": [
        {
            "name": "Harbour Foods",
            "position": "Senior Platform Engineer",
            "startDate": "2021-01",
            "highlights": ["Moved twelve services of the warehouse to k8s in two years."],
        },
        {
            "name": "Quay Data",
            "position": "Platform Engineer",
            "startDate": "2018-01",
            "endDate": "2021-06",
            "highlights": [
                "Ran the Postgres databases of the shop with Terraform.",
                "Studied Kafka in a course.",
            ],
        },
        {"name": "Quay Cafe", "position": "Barista", "startDate": "2008", "endDate": "2017"},
    ],
    "skills": [{"name": "Tools", "keywords": ["Haskell", "Figma", "Postgres", "Docker"]}],
}


def suggested(profile=PROFILE, job=JOB, engine=None):
    return pipeline.run(
        job, Profile.model_validate(profile), engine or RulesEngine(TODAY), budget=Budget()
    )


def inserts(found):
    return {change.slot: change for change in found.changes if isinstance(change, Insert)}


def with_work(*jobs):
    return PROFILE | {"work": [PROFILE["work"][0] | job for job in jobs]}


def test_a_summary_tells_the_role_the_years_a_deed_and_what_was_worked_with():
    summary = inserts(suggested())["summary"]
    assert summary.after == (
        "Senior Platform Engineer at Harbour Foods since 2021. 7 years as Platform Engineer. "
        "At Quay Data, ran the PostgreSQL databases of the shop with Terraform. "
        "Has worked with Kubernetes, PostgreSQL and Terraform."
    )
    assert summary.verdict.supported
    assert any("overlaps counts once" in proof.reason for proof in summary.verdict.proofs)


def test_every_evidence_id_of_an_insert_is_a_statement_of_the_profile():
    known = {item.id for item in evidence(Profile.model_validate(PROFILE))}
    for insert in inserts(suggested()).values():
        assert insert.evidence_ids
        assert set(insert.evidence_ids) <= known


def test_the_headline_is_the_title_that_was_held_with_skills_that_are_shown():
    label = inserts(suggested())["label"]
    assert label.after == "Senior Platform Engineer | Kubernetes | PostgreSQL | Terraform"


def test_the_persons_own_headline_and_summary_stay_in_front():
    own = {"label": "Keeper of platforms", "summary": "I keep platforms calm."}
    found = inserts(suggested(PROFILE | {"basics": own}))
    assert found["label"].after.startswith("Keeper of platforms | ")
    assert found["summary"].after.startswith("I keep platforms calm. ")
    assert found["summary"].before == "I keep platforms calm."


def test_skills_are_in_the_ads_order_and_those_only_listed_are_said_so():
    arrange = next(c for c in suggested().changes if c.id == "arrange:tools")
    assert arrange.after[0] == "Postgres"
    assert set(arrange.after) == set(arrange.before)
    assert arrange.reason.endswith("Listed only, no statement shows it: Docker, Haskell.")


def test_the_skills_line_adds_what_statements_show_in_the_ads_spelling():
    skills = inserts(suggested())["skills"]
    assert skills.after == "Kubernetes, PostgreSQL, Terraform"


def test_a_listed_skill_in_the_ads_spelling_is_marked_as_only_listed():
    profile = with_work({}) | {"skills": [{"name": "Tools", "keywords": ["Postgres"]}]}
    line = inserts(suggested(profile))["skills"]
    assert "PostgreSQL" in line.after
    (proof,) = [p for p in line.verdict.proofs if p.reason.startswith("PostgreSQL")]
    assert "Listed only" in proof.reason


def test_what_was_studied_or_is_only_in_the_ad_is_in_no_insert():
    everything = " ".join(insert.after for insert in inserts(suggested()).values())
    for word in ("Kafka", "passionate", "world-class", "Fernhill", "Haskell"):
        assert word not in everything


def test_rejecting_everything_leaves_the_page_byte_for_byte():
    found = suggested()
    rejected = [
        Decision(change_id=change.id, digest=digest(change), action="reject")
        for change in found.changes
    ]
    base = base_resume(Profile.model_validate(PROFILE))
    assert found.accepted(rejected) == found.accepted() == base
    assert to_markdown(found.accepted(rejected)) == to_markdown(base)


def test_taking_everything_is_a_resume_without_a_fault():
    found = suggested()
    draft = found.accepted(undecided=True)
    left_out = {left.id for left in found.left_out}
    assert faults(draft, found.base, left_out=left_out) == ()
    assert "Kubernetes, PostgreSQL, Terraform" in to_markdown(draft)
    assert to_json_resume(draft)


def test_a_line_of_skills_with_more_than_skills_is_a_fault():
    found = suggested()
    draft = found.accepted(undecided=True)
    forged = draft.model_copy(
        update={
            "sections": tuple(
                section.model_copy(
                    update={
                        "entries": tuple(
                            entry.model_copy(update={"organisation": "Fernhill"})
                            if entry.id == "insert:skills"
                            else entry
                            for entry in section.entries
                        )
                    }
                )
                for section in draft.sections
            )
        }
    )
    left_out = {left.id for left in found.left_out}
    assert "invented" in {fault.kind for fault in faults(forged, found.base, left_out=left_out)}


def test_a_profile_without_skills_gets_a_section_in_its_place():
    bare = {key: value for key, value in PROFILE.items() if key != "skills"}
    draft = suggested(bare).accepted(undecided=True)
    assert [section.name for section in draft.sections] == ["work", "skills"]


def test_nothing_is_said_at_the_top_when_nothing_shows_what_the_ad_asks():
    baker = {"work": [{"name": "Mill", "position": "Baker", "highlights": ["Baked rye bread."]}]}
    assert inserts(suggested(baker)) == {}


class Welding(RulesEngine):
    """An engine whose summary is what it was told, of whatever evidence it likes."""

    def __init__(self, text, *statements):
        super().__init__(TODAY)
        self.text, self.statements = text, statements

    def summarise(self, evidence, *_):
        ids = tuple(item.id for item in evidence if item.text.startswith(self.statements))
        return (Proposal(statement_id=ids[0], text=self.text, evidence_ids=ids, by="model"),)


@pytest.mark.parametrize(
    "text",
    [
        "Moved twelve services to Kubernetes and ran their Postgres databases with Terraform.",
        "At Harbour Foods, ran Postgres databases with Terraform.",
        "A passionate, world-class platform engineer who moved twelve services.",
        "14 years as Platform Engineer.",
        "Has worked with Kubernetes, Terraform and Haskell.",
    ],
)
def test_a_models_welded_or_inflated_summary_is_refused_and_the_rules_one_is_taken(text):
    found = suggested(engine=Welding(text, "Moved", "Ran"))
    assert text in {attempt.text for kept in found.kept for attempt in kept.attempts}
    assert inserts(found)["summary"].by == "rules"


def total(text, profile=PROFILE):
    known = evidence(Profile.model_validate(profile))
    return check_total(text, known, today=TODAY.isoformat())


@pytest.mark.parametrize(
    ("text", "supported"),
    [
        ("7 years as Platform Engineer.", True),
        ("6 years as a Platform Engineer", True),
        ("8 years as Platform Engineer.", False),
        ("4 years as Senior Platform Engineer.", True),
        ("5 years as Senior Platform Engineer.", False),
        ("9 years as Barista.", True),
        ("16 years as Platform Engineer.", False),
        ("0 years as Platform Engineer.", False),
        ("2 years as Head Chef.", False),
        ("Has worked with Kubernetes, Postgres and Terraform.", True),
        ("Has worked with Kubernetes, Postgres and Azure.", False),
        ("Has worked with Kubernetes for ten years and Terraform.", False),
    ],
)
def test_totals_follow_from_dates_and_from_each_item_alone(text, supported):
    assert total(text).supported is supported


def test_other_sentences_are_no_totals_and_two_entries_are_never_joined():
    known = evidence(Profile.model_validate(PROFILE))
    assert total("Led a team.") is None
    text = "Moved services to k8s and ran Postgres databases."
    assert not verify(text, known, today=TODAY.isoformat()).supported


@pytest.mark.parametrize(
    "statement",
    [
        "No experience with Kafka.",
        "Never used Kafka.",
        "Familiar with Kafka.",
        "Basic knowledge of Kafka.",
        "Planned to introduce Kafka.",
        "Replaced Kafka with a database.",
        "Studied several systems, namely Flink and Kafka.",
    ],
)
def test_what_is_named_at_a_distance_was_not_worked_with(statement):
    profile = with_work({"highlights": [statement, "Ran the shop on Postgres."]})
    assert total("Has worked with Postgres.", profile).supported
    assert not total("Has worked with Kafka and Postgres.", profile).supported


def test_what_is_only_listed_was_not_worked_with():
    assert not total("Has worked with Figma and Kubernetes.").supported


@pytest.mark.parametrize("title", ["Junior Platform Engineer", "Assistant Platform Engineer"])
def test_a_lower_title_does_not_count_for_the_occupation(title):
    profile = with_work({"position": title})
    assert not total("2 years as Platform Engineer.", profile).supported


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Staff Software Engineer", "Software Engineer"),
        ("Senior Software Engineer, Tech Lead", "Software Engineer"),
        ("Registered Nurse (RN)", "Registered Nurse"),
        ("Pastry Cook", "Pastry Cook"),
        ("Head of Marketing", None),
        ("", None),
    ],
)
def test_an_occupation_is_a_title_without_its_rank(title, expected):
    assert occupation(title) == expected


months = st.integers(min_value=0, max_value=180).map(lambda n: f"{2008 + n // 12}-{n % 12 + 1:02}")


@given(jobs=st.lists(st.tuples(months, months), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_no_summary_ever_counts_more_years_than_there_were(jobs):
    spans = [tuple(sorted(span)) for span in jobs]
    profile = with_work(*({"startDate": a, "endDate": b, "name": f"W {a} {b}"} for a, b in spans))
    known = evidence(Profile.model_validate(profile))
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    span = (int(last[:4]) - int(first[:4])) + (int(last[5:]) - int(first[5:]) + 1) / 12
    for years in range(1, 20):
        text = f"{years} years as Senior Platform Engineer."
        if check_total(text, known, today="2025-07-01").supported:
            assert years <= span


def test_what_only_a_reference_says_is_in_no_line_of_skills():
    said = {"references": [{"name": "Bo Ash", "reference": "Ada knows Haskell very well."}]}
    profile = with_work({}) | {"skills": []} | said
    assert "Haskell" not in inserts(suggested(profile))["skills"].after


def test_a_job_whose_dates_are_the_wrong_way_round_adds_no_years():
    profile = with_work({"startDate": "2024-01", "endDate": "2001-01"})
    said = " ".join(insert.after for insert in inserts(suggested(profile)).values())
    assert said
    assert "years as" not in said
