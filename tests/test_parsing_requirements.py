"""What an ad asks for: verbatim, of the right kind, with its terms and years."""

import re
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.domain.posting import JobPosting
from tailor.stages.parsing import read_posting, requirements


class Match(NamedTuple):
    start: int
    end: int
    name: str


NAMES = {
    "k8s": "Kubernetes",
    "java": "Java",
    "go": "Go",
    "sql": "SQL",
    "informática": "Informatica",
}


class Vocabulary:
    """A vocabulary of a few terms."""

    def find(self, text):
        pattern = re.compile(r"(?<!\w)(?:" + "|".join(NAMES) + r")(?!\w)", re.IGNORECASE)
        return [
            Match(found.start(), found.end(), NAMES[found.group().lower()])
            for found in pattern.finditer(text)
        ]


def asked(text, language="en"):
    return requirements(JobPosting(text=text, language=language), Vocabulary())


def kinds(text, language="en"):
    return {one.quote: one.kind for one in asked(text, language)}


def one(line, language="en", heading="Requirements"):
    found = asked(f"{heading}\n- {line}", language)
    assert found, line
    return found[0]


HEADINGS = [
    ("Requirements", "must"),
    ("REQUIREMENTS:", "must"),
    ("## Your Profile", "must"),
    ("**What you'll bring**", "must"),
    ("What you will bring?", "must"),
    ("=== Minimum Qualifications ===", "must"),
    ("Essential", "must"),
    ("Preferred qualifications", "nice"),
    ("Nice-to-haves", "nice"),
    ("Bonus points", "nice"),
    ("What you'll do", "responsibility"),
    ("ESSENTIAL DUTIES AND RESPONSIBILITIES", "responsibility"),
    ("Dein Profil", "must"),
    ("Das bringst du mit:", "must"),
    ("Deine Aufgaben / Your tasks", "responsibility"),
    ("Wünschenswert", "nice"),
    ("Profil recherché", "must"),
    ("Vos missions", "responsibility"),
    ("Requisitos", "must"),
    ("Se valorará", "nice"),
    ("Principais responsabilidades", "responsibility"),
    ("Fatores de valorização", "nice"),
    ("Requisiti indispensabili", "must"),
    ("Cosa farai", "responsibility"),
    ("Wat vragen wij?", "must"),
    ("Wat ga je doen?", "responsibility"),
    ("Kvalifikationer", "must"),
    ("Arbetsuppgifter", "responsibility"),
    ("Meriterande", "nice"),
    ("Kvalifikasjoner", "must"),
    ("Arbeidsoppgaver", "responsibility"),
    ("Dine kompetencer", "must"),
    ("Dine arbejdsopgaver", "responsibility"),
]


@pytest.mark.parametrize(("heading", "kind"), HEADINGS)
def test_a_heading_says_what_stands_under_it(heading, kind):
    assert kinds(f"Alpha beta\n\n{heading}\n\n- Ovens and pans\n- Knives, sharp ones") == {
        "Ovens and pans": kind,
        "Knives, sharp ones": kind,
    }


@pytest.mark.parametrize(
    "heading",
    ["Benefits", "What we offer", "Wir bieten", "About us", "How to apply", "Annual salary",
     "Nous offrons", "Ofrecemos", "Vi erbjuder", "Equal opportunity", "Arbeidssted"],
)  # fmt: skip
def test_benefits_the_company_and_applying_ask_for_nothing(heading):
    assert kinds(
        f"Requirements\n- Ovens and pans\n\n{heading}\n- Fresh bread\n- Long holidays"
    ) == {"Ovens and pans": "must"}


def test_an_unknown_heading_inside_the_benefits_asks_for_nothing():
    text = "## Benefits\n\nGrowth and training\n- Courses\n\n## Requirements\n- Ovens and pans"

    assert kinds(text) == {"Ovens and pans": "must"}


@pytest.mark.parametrize(
    ("line", "language", "kind"),
    [
        ("Experience with ovens is a plus", "en", "nice"),
        ("Forklift licence preferred", "en", "nice"),
        ("Desirable: experience with ovens", "en", "nice"),
        ("Erfahrung mit Öfen von Vorteil", "de", "nice"),
        ("La connaissance des fours serait un atout", "fr", "nice"),
        ("Se valora experiencia con hornos", "es", "nice"),
        ("Conhecimento de fornos é desejável", "pt", "nice"),
        ("Gradita esperienza con forni", "it", "nice"),
        ("Ervaring met ovens is een pre", "nl", "nice"),
        ("Erfarenhet av ugnar är meriterande", "sv", "nice"),
        ("Erfaring med ovner er en fordel", "no", "nice"),
        ("Erfaring med ovne er en fordel", "da", "nice"),
        ("Supports asset management", "en", "must"),
    ],
)
def test_words_in_a_line_win_over_its_heading(line, language, kind):
    assert one(line, language).kind == kind


def test_must_wins_over_a_heading_of_wishes():
    assert one("Must hold a driving licence", heading="Nice to have").kind == "must"


def test_a_must_among_the_duties_is_a_must():
    text = "Duties\n- Bake bread\n- Must be able to lift 20 kg\n- File the required forms"

    assert kinds(text) == {
        "Bake bread": "responsibility",
        "Must be able to lift 20 kg": "must",
        "File the required forms": "responsibility",
    }


def test_a_sentence_is_cut_before_the_clause_that_only_wishes():
    assert kinds("Requirements\n- Good knowledge of SQL, ideally with Oracle") == {
        "Good knowledge of SQL": "must",
        "ideally with Oracle": "nice",
    }
    assert kinds("Requirements\n- Nursing degree; palliative care is a plus") == {
        "Nursing degree": "must",
        "palliative care is a plus": "nice",
    }


def test_prose_without_headings_is_judged_by_sentence():
    text = (
        "Brackwell is an old town by the sea. We need a plumber with experience in heating. "
        "You will repair boilers. Knowledge of solar panels is a plus. We offer a pension."
    )

    assert kinds(text) == {
        "We need a plumber with experience in heating.": "must",
        "You will repair boilers.": "responsibility",
        "Knowledge of solar panels is a plus.": "nice",
    }


def test_the_line_before_a_list_tells_what_it_lists():
    text = "To do this well you have:\n- Patience\n\nYou will be responsible for:\n- Ovens, pans"

    assert kinds(text) == {"Patience": "must", "Ovens, pans": "responsibility"}


def test_a_labelled_line_among_the_requirements_is_read_by_its_label():
    text = "Requirements\n- Experience: two years with ovens\n- Salary: by agreement\n- Plus: a van"

    assert kinds(text) == {
        "Experience: two years with ovens": "must",
        "Plus: a van": "nice",
    }


def test_equal_opportunity_words_in_a_list_ask_for_nothing():
    text = "Requirements\n- Ovens and pans\n- We hire regardless of race or gender identity"

    assert kinds(text) == {"Ovens and pans": "must"}


def test_what_follows_similar_jobs_belongs_to_another_ad():
    text = "Requirements\n- Ovens and pans\n\nSimilar jobs\n\nRequirements\n- Ploughs"

    assert kinds(text) == {"Ovens and pans": "must"}


def test_lines_broken_by_a_narrow_page_are_one_requirement():
    text = (
        "Requirements\n\n"
        "- A long time of work with ovens and pans of all kinds and\n"
        "  with people\n"
        "- Knives"
    )

    assert [one.quote for one in asked(text)] == [
        "A long time of work with ovens and pans of all kinds and\n  with people",
        "Knives",
    ]


def test_a_duty_list_in_one_sentence_is_taken_apart():
    text = (
        "Duties\n\nThe cook does this: bakes bread; cleans the pans; orders flour; and rests well."
    )

    assert [one.quote for one in asked(text)] == [
        "bakes bread",
        "cleans the pans",
        "orders flour",
        "rests well.",
    ]


@pytest.mark.parametrize(
    ("line", "language", "years"),
    [
        ("5+ years of experience", "en", 5),
        ("Three (3) years of baking", "en", 3),
        ("3-5 years with ovens", "en", 3),
        ("4 to 6 years of welding", "en", 4),
        ("two or more years of baking", "en", 2),
        ("A minimum of ten years in kitchens", "en", 10),
        ("mindestens 3 Jahre Erfahrung", "de", 3),
        ("zwei bis vier Jahre Berufserfahrung", "de", 2),
        ("Au moins deux ans d'expérience", "fr", 2),
        ("Al menos 3 años de experiencia", "es", 3),
        ("Minimo 4 anni di esperienza", "it", 4),
        ("Minst tre års erfarenhet", "sv", 3),
        ("Minimaal drie jaar ervaring", "nl", 3),
        ("Experience with ovens", "en", None),
        ("At least 18 years of age", "en", None),
        ("A four-year degree", "en", None),
        ("A licence within two years of employment", "en", None),
        ("Some coding in the past 3 years", "en", None),
        ("A firm with 120 years of history", "en", None),
        ("Completion of a five-year apprenticeship", "en", None),
        ("Grade 5 or above", "en", None),
    ],
)
def test_years_of_experience_are_read_and_other_years_are_not(line, language, years):
    assert one(line, language).years == years


@pytest.mark.parametrize(
    ("line", "language", "terms"),
    [
        ("Experience with k8s and SQL", "en", ("Kubernetes", "SQL")),
        ("Experience with kilns, glazes and wheels", "en", ("kilns", "glazes", "wheels")),
        ("Knowledge of crop rotation", "en", ("crop rotation",)),
        ("A valid forklift licence", "en", ("forklift licence",)),
        ("Proficient in PotterPro and Node.js", "en", ("PotterPro", "Node.js")),
        ("Fluent in English and French", "en", ("English", "French")),
        ("Gute Deutsch- und Englischkenntnisse", "de", ("German", "English")),
        ("Erfahrung mit Töpferscheiben", "de", ("Töpferscheiben",)),
        ("Maîtrise du levain", "fr", ("levain",)),
        ("Rijbewijs B", "nl", ("driving licence",)),
        ("Conflict resolution", "en", ("Conflict resolution",)),
        ("Formação em Informática", "pt", ("Informática",)),
    ],
)  # fmt: skip
def test_terms_come_from_the_vocabulary_and_from_the_ads_own_words(line, language, terms):
    assert one(line, language).terms == terms


@pytest.mark.parametrize(
    "line", ["Experience with tools", "You like people", "Knowledge of the field"]
)
def test_everyday_words_are_no_terms(line):
    assert one(line).terms == ()


def test_words_of_a_web_address_are_no_terms():
    assert one("You share our [values](https://go.example/java/sql.md) fully").terms == ()


@pytest.mark.parametrize(
    ("line", "alternatives"),
    [
        ("Experience with Java or Go", True),
        ("One of: Java, Go, SQL", True),
        ("Languages such as Java, Go", True),
        ("Experience with Java and Go", False),
        ("Java and either SQL or Go", False),
        ("Experience with Java", False),
    ],
)
def test_terms_of_which_one_is_enough_are_marked(line, alternatives):
    assert one(line).alternatives is alternatives


def test_each_thing_is_asked_once_and_ids_count_up():
    text = "Requirements\n- Ovens and pans\n- ovens and pans.\n- Knives and forks"

    assert [(one.id, one.quote) for one in asked(text)] == [
        ("r1", "Ovens and pans"),
        ("r2", "Knives and forks"),
    ]


def test_no_requirement_comes_from_an_ad_that_asks_nothing():
    assert asked("The mill stands by the river. It was built in 1790.") == ()


LINES = st.sampled_from(
    ["Requirements", "- Experience with Java, Go or SQL", "Benefits:", "* Bread", "", "You bake.",
     "A must; ideally more; a plus", "5+ years (or 3)", "**Skills**", "You have:", "x", "Ö; e.g.",
     "Salary: 5", "and more", "Nice to have", "## Duties", "1. Load; unload; pack; ship"]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(LINES, max_size=14), st.sampled_from(["en", "de", "sv", "und", "pl"]))
def test_every_quote_stands_verbatim_at_its_place(lines, language):
    text = "\n".join(lines)

    found = asked(text, language)

    assert found == asked(text, language)
    for requirement in found:
        assert text[requirement.start :].startswith(requirement.quote)
        assert requirement.quote.strip()


def test_the_labelled_postings_are_read_as_their_writer_meant_them():
    import json

    from tailor.resources import folder
    from tailor.vocabulary.terms import terms

    labelled = sorted((folder("evals") / "postings").glob("*.json"))
    right = wrong = 0
    for path in labelled:
        case = json.loads(path.read_text(encoding="utf-8"))
        posting = read_posting(case["text"])
        found = {one.quote: one.kind for one in requirements(posting, terms())}
        for kind in ("must", "nice"):
            for wanted in case[kind]:
                assert wanted["quote"] in posting.text, path.name
                right += found.get(wanted["quote"]) == kind
                wrong += found.get(wanted["quote"]) != kind
        for quote in case["ignored"]:
            assert quote not in found, (path.name, quote)
    assert len(labelled) >= 12
    assert right >= 0.9 * (right + wrong)
