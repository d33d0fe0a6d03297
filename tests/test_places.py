"""Places: a city entitles to its country, never a country to a city."""

import pytest

from tailor.domain.verdicts import Context
from tailor.factcheck import check
from tailor.vocabulary.places import lies_in, regions


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        ("Austin", {"US-TX", "US"}),
        ("Gdańsk", {"PL", "EU", "EUROPE"}),
        ("Kent", {"GB-ENG", "GB"}),
        ("South Korea", {"KR", "ASIA"}),
    ],
)
def test_a_place_lies_in_its_state_country_and_part_of_the_world(place, codes):
    assert codes <= lies_in(place.split())


def test_a_common_word_is_no_place():
    assert not lies_in(["reading", "nice", "mobile"])


def test_only_regions_are_found_as_regions():
    assert [(first, last) for first, last, _ in regions(["Moved", "to", "New", "Zealand"])] == [
        (2, 3)
    ]
    assert not list(regions(["Moved", "to", "Austin"]))


@pytest.mark.parametrize(
    ("evidence", "claim", "follows"),
    [
        ("Checked welds at a plant in Turin.", "Checked welds at an Italian plant.", True),
        ("Checked welds at a plant in Turin.", "Checked welds at a Spanish plant.", False),
        ("Ran clinics in Kenya.", "Ran clinics in Nairobi.", False),
        ("Ran clinics in Nairobi and Kampala.", "Ran clinics in Africa.", True),
        ("Translated leaflets in Turin.", "Translated Italian leaflets.", False),
    ],
)
def test_a_claim_may_name_the_wider_place(evidence, claim, follows):
    assert check(claim, [evidence]).supported is follows


def test_the_place_of_the_entry_counts():
    assert check("Ran German shops.", ["Ran shops."], Context(place="Hamburg")).supported
