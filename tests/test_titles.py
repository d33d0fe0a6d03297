"""Job titles stand on one ladder, over trades and languages."""

import pytest

from tailor.vocabulary.titles import seniority, title_words

LADDERS = {
    "software": [
        "Software Engineering Intern",
        "Junior Software Engineer",
        "Software Engineer",
        "Senior Software Engineer",
        "Staff Engineer",
        "Principal Engineer",
        "Engineering Manager",
        "Senior Engineering Manager",
        "Director of Engineering",
        "Senior Director of Engineering",
        "VP of Engineering",
        "Chief Technology Officer",
    ],
    "nursing": ["Student Nurse", "Staff Nurse", "Senior Staff Nurse", "Ward Sister", "Matron"],
    "kitchen": [
        "Kitchen Porter",
        "Commis Chef",
        "Chef de Partie",
        "Sous Chef",
        "Head Chef",
        "Executive Chef",
    ],
    "construction": ["Apprentice Electrician", "Electrician", "Foreman", "Site Manager"],
    "law": ["Trainee Solicitor", "Solicitor", "Senior Associate", "Partner"],
    "school": ["Teaching Assistant", "Teacher", "Deputy Head Teacher", "Headteacher"],
    "retail": ["Shop Assistant", "Supervisor", "Assistant Store Manager", "Store Manager"],
    "office": ["Deputy Director", "Director", "Managing Director"],
    "German": ["Praktikantin", "Softwareentwickler", "Teamleiterin", "Vertriebsleiter"],
}


@pytest.mark.parametrize("ladder", LADDERS.values(), ids=list(LADDERS))
def test_each_title_of_a_ladder_ranks_above_the_one_before(ladder):
    ranks = [seniority(title) for title in ladder]

    assert None not in ranks
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nurse", "Electrician"),
        ("Sr. Data Analyst", "Senior Data Analyst"),
        ("Staff Nurse", "Registered Nurse"),
        ("nurses", "NURSE"),
        ("Lead Generation Specialist", "Staff Accountant"),
        ("Krankenpflegerin", "Infirmière"),
    ],
)
def test_titles_of_the_same_standing_rank_alike(one, other):
    assert seniority(one) == seniority(other)


def test_whoever_assists_a_director_is_no_director():
    assert seniority("Assistant to the Director") < seniority("Director")
    assert seniority("Assistant Director") < seniority("Director")


@pytest.mark.parametrize("text", ["", "hello world", "Berlin", "2019", "Acme Robotics"])
def test_what_names_no_occupation_has_no_rank(text):
    assert seniority(text) is None


def test_title_words_are_the_nouns_of_occupations():
    assert {"engineer", "nurse", "krankenschwester", "carpenter"} <= title_words()
    assert not {"senior", "the", "python"} & title_words()
