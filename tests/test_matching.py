"""What a profile shows of what an ad asks, and what it does not."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.domain.evidence import evidence
from tailor.domain.matching import Evidence, Gap, Match
from tailor.domain.posting import Requirement
from tailor.domain.profile import Profile
from tailor.domain.verdicts import Context
from tailor.stages.matching import match, shipped_vocabulary
from tailor.stages.matching.schooling import asked_degree
from tailor.stages.matching.tenure import years

TODAY = date(2025, 7, 1)


def profile(*lines, **sections):
    work = {
        "name": "Harbour Foods",
        "position": "Platform Engineer",
        "startDate": "2018-01",
        "endDate": "2022-12",
        "highlights": list(lines) or ["Kept the office plants alive."],
    }
    return Profile.model_validate({"work": [work], **sections})


def asked(quote, *terms, kind="must", **fields):
    found = [found.name for found in shipped_vocabulary().terms.find(quote)]
    return Requirement(
        id="r",
        quote=quote,
        start=0,
        kind=kind,
        terms=terms or tuple(dict.fromkeys(found)),
        **fields,
    )


def outcome(requirement, person):
    found = match([requirement], evidence(person), vocabulary=shipped_vocabulary(), today=TODAY)
    assert len(found.matches) + len(found.gaps) == 1
    return (*found.matches, *found.gaps)[0]


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        ("Experience with Kubernetes", "Moved the shop to k8s."),
        ("Experience with Kubernetes", "Ran our clusters on EKS."),
        ("PostgreSQL", "Tuned a Postgres database of 2 TB."),
        ("Proficiency in Go", "Wrote the billing service in Golang."),
        ("monitoring of production services", "Set up monitoring for every service in production."),
        ("Mentoring junior engineers", "Mentored four junior engineers for a year."),
    ],
)
def test_an_alias_a_narrower_term_or_another_form_of_the_word_shows_a_requirement(quote, line):
    found = outcome(asked(quote), profile(line))
    assert isinstance(found, Match), found.why
    assert found.strength >= 0.8


@pytest.mark.parametrize(
    ("quote", "terms", "line"),
    [
        ("Proficiency in Go", ["Go"], "Helped the team go to market in three countries."),
        ("Strong R skills", ["R"], "Sat in the R&D department of a bakery."),
        ("Spring experience", ["Spring"], "Planned the spring sale of garden tools."),
        ("Scala", ["Scala"], "Built a scalable ordering system."),
        ("Java", ["Java"], "Wrote the JavaScript of the shop's front page."),
        ("monitoring and observability of production services", [], "Trial of blood monitoring."),
    ],
)
def test_a_word_that_means_something_else_shows_nothing(quote, terms, line):
    assert isinstance(outcome(asked(quote, *terms), profile(line)), Gap)


def test_a_broader_term_is_only_related():
    found = outcome(asked("Amazon EKS"), profile("Ran the shop's containers on Kubernetes."))
    assert isinstance(found, Gap)
    assert found.state == "related"
    assert "Kubernetes" in found.why


def test_the_name_of_an_employer_is_no_skill():
    person = Profile.model_validate(
        {
            "work": [
                {"name": "Docker", "position": "Receptionist", "highlights": ["Greeted guests."]}
            ]
        }
    )
    assert isinstance(outcome(asked("Docker"), person), Gap)


def test_a_listed_skill_counts_less_than_one_that_was_used():
    listed = profile(skills=[{"name": "Tools", "keywords": ["Terraform"]}])
    used = profile("Wrote the Terraform modules of all our networks.")
    requirement = asked("Terraform")
    weak, strong = outcome(requirement, listed), outcome(requirement, used)
    assert isinstance(weak, Match)
    assert isinstance(strong, Match)
    assert weak.strength < strong.strength
    assert "listed" in weak.why


@pytest.mark.parametrize(
    "line",
    [
        "Never used Terraform.",
        "Migrated to scripts instead of Terraform.",
        "Was looking into Terraform before the office closed.",
        "Studied Terraform in an evening course.",
    ],
)
def test_what_was_not_done_is_not_shown_as_done(line):
    found = outcome(asked("Terraform"), profile(line))
    assert isinstance(found, Gap)


def test_any_alternative_is_enough_but_of_a_list_half_is_not_all():
    person = profile("Wrote services in Java.")
    any_of = outcome(asked("Java or Rust or Erlang", alternatives=True), person)
    all_of = outcome(asked("Java, Rust and Erlang"), person)
    assert isinstance(any_of, Match)
    assert isinstance(all_of, Gap)
    assert "Rust" in all_of.why


@pytest.mark.parametrize(
    ("wanted", "expected"), [(3, "match"), (5, "match"), (6, "related"), (12, "related")]
)
def test_years_are_counted_from_the_dates_of_the_entries_that_show_it(wanted, expected):
    person = profile("Ran Kubernetes for the whole company.")
    found = outcome(asked("years of Kubernetes", years=wanted), person)
    assert ("match" if isinstance(found, Match) else found.state) == expected
    assert str(wanted) in found.why


def test_years_in_a_field_are_counted_from_the_titles_that_name_it():
    person = Profile.model_validate(
        {
            "work": [
                {
                    "name": "Shipyard",
                    "position": "Software Engineer",
                    "startDate": "2012",
                    "endDate": "2020",
                    "highlights": ["Wrote the payroll."],
                },
                {
                    "name": "Depot",
                    "position": "Driver",
                    "startDate": "2008",
                    "endDate": "2012",
                    "highlights": ["Set up the infrastructure of the depot's network."],
                },
            ]
        }
    )
    quote = "6 years of experience in software or infrastructure engineering"
    assert isinstance(outcome(asked(quote, years=6), person), Match)
    assert isinstance(outcome(asked("6 years of Kubernetes", years=6), person), Gap)


def test_without_dates_years_are_not_invented():
    person = Profile.model_validate(
        {"work": [{"name": "Ferry Co", "highlights": ["Ran Kubernetes on two ferries."]}]}
    )
    found = outcome(asked("3 years of Kubernetes", years=3), person)
    assert "no dates" in found.why


def test_years_of_work_as_such_are_shown_by_any_job():
    found = outcome(asked("4 years of professional experience", years=4), profile())
    assert isinstance(found, Match)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([("2018-01", "2019-12")], 2.0),
        ([("2018-01", "2019-12"), ("2019-01", "2020-12")], 3.0),
        ([("2018", "2020")], 2.0),
        ([("2024-07", "present")], 1.0),
        ([("2019-12", "2012-12")], 0.0),
        ([(None, None)], None),
        ([], None),
    ],
)
def test_time_that_overlaps_counts_once(spans, expected):
    found = years((Context(start=start, end=end) for start, end in spans), TODAY)
    assert found == (None if expected is None else pytest.approx(expected, abs=0.01))


@given(
    st.lists(st.tuples(st.integers(1990, 2024), st.integers(0, 12)), min_size=1, max_size=6),
    st.randoms(),
)
@settings(max_examples=50)
def test_years_do_not_depend_on_order_and_never_exceed_the_span(spans, random):
    contexts = [Context(start=f"{s}-01", end=f"{min(s + n, 2025)}-01") for s, n in spans]
    shuffled = contexts.copy()
    random.shuffle(shuffled)
    found = years(contexts, TODAY)
    assert found == pytest.approx(years(shuffled, TODAY))
    first, last = min(s for s, _ in spans), max(min(s + n, 2025) for s, n in spans)
    assert found <= last - first + 0.1


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("Bachelor's degree in Biology", 3),
        ("Master's degree in Biology", 4),
        ("BSc or MSc in a related field", 3),
        ("PhD in Statistics", 5),
        ("a degree in engineering", 3),
        ("Scrum Master who can master data", None),
        ("to a high degree of accuracy", None),
        ("Five years of plumbing", None),
    ],
)
def test_the_least_degree_that_an_ad_accepts_is_read(text, rung):
    assert asked_degree(text) == rung


def degree(study_type, area):
    return profile(
        education=[{"institution": "Fen University", "studyType": study_type, "area": area}]
    )


@pytest.mark.parametrize(
    ("quote", "person", "state"),
    [
        ("Bachelor's degree in Biology", degree("BSc", "Biology"), "match"),
        ("Bachelor's degree in Biology", degree("PhD", "Biology"), "match"),
        ("Master's degree in Biology", degree("BSc", "Biology"), "related"),
        ("Bachelor's degree in Biology or a related field", degree("BA", "History"), "match"),
        ("Bachelor's degree in Biology", degree("BA", "History"), "related"),
        ("Bachelor's degree in Biology", profile(), "absent"),
    ],
)
def test_a_degree_is_shown_by_one_as_high_in_the_field(quote, person, state):
    found = outcome(asked(quote), person)
    assert ("match" if isinstance(found, Match) else found.state) == state


@pytest.mark.parametrize(
    ("quote", "fluency", "state"),
    [
        ("Fluent German", "Native", "match"),
        ("Fluent German", "B1", "related"),
        ("German at B2 level", "B2", "match"),
        ("Some German", "", "match"),
    ],
)
def test_a_language_must_be_spoken_as_well_as_asked(quote, fluency, state):
    person = profile(languages=[{"language": "German", "fluency": fluency}])
    found = outcome(asked(quote, "German"), person)
    assert ("match" if isinstance(found, Match) else found.state) == state


def test_a_missing_credential_is_not_made_up_for_by_its_field():
    person = profile("Nursing of older people at home.")
    found = outcome(
        asked("Registered Nurse license, nursing", "registered nurse", "nursing"), person
    )
    assert isinstance(found, Gap)


def test_a_title_held_shows_the_level_asked_for():
    requirement = asked("Senior engineer with Kubernetes", level="senior")
    junior = profile("Ran Kubernetes.")
    assert "level" in outcome(requirement, junior).why


def test_a_line_without_named_skills_is_met_by_its_telling_words():
    person = profile("Cared for the wounds of diabetic patients at home.", "Sold bread.")
    found = outcome(asked("care for wounds of diabetic patients", kind="responsibility"), person)
    assert isinstance(found, Match)
    assert found.evidence_ids[0] == evidence(person)[0].id


def test_what_every_ad_says_shows_nothing():
    person = profile("Worked in a team and was responsible for the position of chairs.")
    found = outcome(
        asked("The successful candidate will work in a team with full responsibility"), person
    )
    assert isinstance(found, Gap)


def test_the_best_evidence_comes_first():
    person = profile("Used Docker once.", "Built the Docker images of our payment services.")
    found = outcome(asked("Building Docker images"), person)
    assert found.evidence_ids[0] == evidence(person)[1].id


def test_every_requirement_is_either_matched_or_a_gap_and_cites_only_what_exists():
    person = profile("Ran Kubernetes.", "Wrote Java.")
    known = evidence(person)
    asks = [
        asked(q).model_copy(update={"id": f"r{n}"})
        for n, q in enumerate(["Kubernetes", "Rust", "", "5 years of Java", "empathy"])
    ]
    found = match(asks, known, vocabulary=shipped_vocabulary(), today=TODAY)
    ids = [each.requirement_id for each in (*found.matches, *found.gaps)]
    assert sorted(ids) == sorted(each.id for each in asks)
    cited = {id_ for each in (*found.matches, *found.gaps) for id_ in each.evidence_ids}
    assert cited <= {item.id for item in known}
    assert all(0 < each.strength <= 1 for each in found.matches)


def test_fifty_requirements_against_thirty_statements_take_milliseconds():
    lines = [f"Ran service {n} on Kubernetes with Java, monitoring and care." for n in range(30)]
    known = [
        Evidence(id=f"e{n}", entry_id="e", section="work", text=line, context=Context())
        for n, line in enumerate(lines)
    ]
    asks = [asked(f"Kubernetes and monitoring of services {n}") for n in range(50)]
    match(asks, known, vocabulary=shipped_vocabulary(), today=TODAY)
    started = time.perf_counter()
    match(asks, known, vocabulary=shipped_vocabulary(), today=TODAY)
    assert time.perf_counter() - started < 0.1
