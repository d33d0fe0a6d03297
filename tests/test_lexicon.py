"""What the lexicon says about words of many trades."""

import sqlite3
import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.vocabulary import lexicon


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("oversaw", "oversee"),
        ("travelled", "travel"),
        ("traveled", "travel"),
        ("organised", "organize"),
        ("catheterised", "catheterize"),
        ("ploughed", "plow"),
        ("wards", "ward"),
        ("wolves", "wolf"),
        ("children", "child"),
        ("calibrating", "calibrate"),
        ("triaged", "triage"),
        ("liaised", "liaise"),
        ("learnt", "learn"),
        ("busiest", "busy"),
        ("axes", "axis"),
        ("cutting down", "cut down"),
        ("e-mailed", "e-mail"),
        ("undertook", "undertake"),
        ("better", "good"),
    ],
)
def test_an_inflected_word_leads_to_its_base_form(word, base):
    assert base in lexicon.lemmas(word)


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("containerized", "containerize"),
        ("containerised", "containerize"),
        ("onboarded", "onboard"),
        ("upskilled", "upskill"),
        ("dockerized", "dockerize"),
        ("productionised", "productionize"),
        ("refactored", "refactor"),
        ("co-led", "co-lead"),
        ("retrained", "retrain"),
        ("kpis", "kpi"),
    ],
)
def test_a_word_no_dictionary_has_is_stripped_sensibly(word, base):
    assert base in lexicon.lemmas(word)


@pytest.mark.parametrize("word", ["kubernetes", "his", "this", "as", "business", "analysis", "gas"])
def test_a_word_that_only_looks_inflected_stays(word):
    assert word in lexicon.lemmas(word)


def test_a_base_form_depends_on_the_part_of_speech():
    assert lexicon.lemma("left", "v") == "leave"
    assert lexicon.lemma("found", "v") == "find"
    assert lexicon.lemma("saw", "n") == "saw"
    assert lexicon.lemma("wolves", "n") == "wolf"


@pytest.mark.parametrize(
    ("word", "parts"),
    [("oversaw", "v"), ("electrician", "n"), ("quickly", "r"), ("nurses", "nv"), ("zzgrxt", "")],
)
def test_a_word_can_be_these_parts_of_speech(word, parts):
    assert lexicon.parts_of_speech(word) == set(parts)


def test_the_main_part_of_speech_is_the_most_frequent():
    assert lexicon.main_part_of_speech("hospital") == "n"
    assert lexicon.main_part_of_speech("manage") == "v"
    assert lexicon.main_part_of_speech("financial") == "a"
    assert lexicon.main_part_of_speech("zzgrxt") is None


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("oversee", "supervise"),
        ("pupil", "student"),
        ("cut", "reduce"),
        ("lawyer", "attorney"),
        ("physician", "doctor"),
        ("build", "construct"),
        ("buy", "purchase"),
        ("fast", "quick"),
        ("organise", "coordinate"),
    ],
)
def test_words_for_the_same_thing_are_synonyms(a, b):
    assert lexicon.american(b) in lexicon.synonyms(a)
    assert lexicon.american(a) in lexicon.synonyms(b)


@pytest.mark.parametrize(
    ("narrow", "broad"),
    [
        ("barley", "cereal"),
        ("nurse", "health professional"),
        ("boost", "increase"),
        ("rota", "roster"),
        ("electrician", "skilled worker"),
    ],
)
def test_a_broader_term_is_found_and_never_the_other_way(narrow, broad):
    assert broad in lexicon.broader(narrow)
    assert narrow not in lexicon.broader(broad)


@pytest.mark.parametrize("word", ["nurse", "lathe", "lead", "harvest", "contract", "teach"])
def test_broader_terms_never_become_empty(word):
    empty = {"entity", "thing", "object", "act", "make", "do", "be", "change", "person", "state"}
    assert not lexicon.broader(word, depth=3) & empty


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("hospital", "clinic"),
        ("electrician", "plumber"),
        ("lead", "zinc"),
        ("nurse", "doctor"),
        ("weekly", "monthly"),
        ("wheat", "barley"),
        ("defendant", "plaintiff"),
        ("cattle", "sheep"),
    ],
)
def test_two_kinds_of_one_thing_are_siblings_and_never_stand_for_each_other(a, b):
    assert lexicon.siblings(a, b)
    assert lexicon.siblings(b, a)
    assert lexicon.relation(a, b) is None


@pytest.mark.parametrize(("a", "b"), [("oversee", "supervise"), ("pupil", "student"), ("a", "a")])
def test_synonyms_are_no_siblings(a, b):
    assert not lexicon.siblings(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("increase", "decrease"),
        ("gain", "loss"),
        ("raise", "lower"),
        ("boost", "cut"),
        ("boost", "reduce"),
        ("strengthen", "weaken"),
        ("hire", "fire"),
        ("import", "export"),
        ("quickly", "slowly"),
        ("reduction", "increase"),
    ],
)
def test_opposites_are_found_directly_or_through_what_they_are_ways_of(a, b):
    assert lexicon.are_opposites(a, b)
    assert lexicon.are_opposites(b, a)
    assert lexicon.relation(a, b) is None


@pytest.mark.parametrize(("a", "b"), [("boost", "raise"), ("cut", "reduce"), ("weld", "paint")])
def test_other_words_are_not_opposites(a, b):
    assert not lexicon.are_opposites(a, b)


@pytest.mark.parametrize(
    ("word", "derived"),
    [
        ("management", "manage"),
        ("implement", "implementation"),
        ("financial", "finance"),
        ("quickly", "quick"),
        ("analysis", "analytical"),
        ("teach", "teaching"),
        ("weld", "welding"),
        ("organise", "organization"),
    ],
)
def test_words_of_one_family_are_derivations(word, derived):
    assert derived in lexicon.derivations(word)


@pytest.mark.parametrize(
    ("word", "agent"),
    [
        ("management", "manager"),
        ("lead", "leader"),
        ("supervise", "supervisor"),
        ("operation", "operator"),
        ("analysis", "analyst"),
        ("teach", "teacher"),
    ],
)
def test_who_does_it_is_not_licensed_by_what_was_done(word, agent):
    assert agent in lexicon.agent_nouns(word)
    assert agent not in lexicon.derivations(word)
    assert lexicon.relation(word, agent) is None


@pytest.mark.parametrize(
    ("evidence", "claim", "how"),
    [
        ("organise", "organize", "same"),
        ("oversee", "supervise", "synonym"),
        ("management", "manage", "derived"),
        ("barley", "cereal", "broader"),
        ("cereal", "barley", None),
        ("brake", "tyre", None),
        ("draft", "negotiate", None),
        ("zzgrxt", "manage", None),
    ],
)
def test_a_word_of_the_evidence_licenses_one_of_the_claim(evidence, claim, how):
    assert lexicon.relation(evidence, claim) == how


def test_the_thesaurus_knows_pairs_that_the_synonyms_lack():
    assert lexicon.relation("assemble", "build") == "thesaurus"


def test_the_part_of_speech_keeps_other_meanings_out():
    assert "metallic element" in lexicon.broader("lead")
    assert "metallic element" not in lexicon.broader("lead", "v")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("organise", "organize"),
        ("colour", "color"),
        ("centre", "center"),
        ("programme", "program"),
        ("travelled", "traveled"),
        ("licence", "license"),
        ("labour", "labor"),
        ("analyse", "analyze"),
        ("catalogue", "catalog"),
        ("defence", "defense"),
        ("enrol", "enroll"),
        ("fulfil", "fulfill"),
        ("judgement", "judgment"),
        ("grey", "gray"),
        ("tyre", "tire"),
        ("aluminium", "aluminum"),
        ("manoeuvre", "maneuver"),
        ("paediatric", "pediatric"),
        ("anaesthetist", "anesthetist"),
        ("haematology", "hematology"),
        ("oestrogen", "estrogen"),
        ("learnt", "learned"),
        ("cheque", "check"),
        ("metre", "meter"),
        ("skilful", "skillful"),
        ("dockerisation", "dockerization"),
    ],
)
def test_a_british_spelling_has_its_american_form(ours, theirs):
    assert lexicon.american(ours) == theirs
    assert lexicon.american(theirs) == theirs


@pytest.mark.parametrize(
    "word",
    [
        "wise",
        "improvisation",
        "four",
        "exercise",
        "advise",
        "supervise",
        "revise",
        "hour",
        "pour",
        "tour",
        "our",
        "enterprise",
        "promise",
        "raise",
        "noise",
        "acre",
        "ogre",
        "dialogue",
        "fence",
        "silence",
        "science",
        "practice",
        "tall",
        "controlled",
        "installed",
        "poem",
        "shoe",
    ],
)
def test_a_word_that_only_looks_british_stays(word):
    assert lexicon.american(word) == word


def test_american_words_that_the_british_use_otherwise_stay():
    assert lexicon.british("color") == "colour"
    assert lexicon.british("organized") == "organised"
    assert lexicon.british("check") == "check"
    assert lexicon.british("story") == "story"


@given(st.text(max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_base_form_and_no_error(text):
    assert lexicon.lemmas(text.lower())
    assert lexicon.relation(text.lower(), text.lower()) == "same"
    assert lexicon.american(lexicon.american(text)) == lexicon.american(text)


@pytest.fixture(scope="module")
def some_lemmas():
    path = files("tailor.vocabulary") / "data" / "lexicon.sqlite"
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as rows:
        found = [row[0] for row in rows.execute("SELECT DISTINCT lemma FROM entry ORDER BY lemma")]
    rows.close()
    return found[::1500]


def test_synonyms_and_opposites_hold_both_ways(some_lemmas):
    for word in some_lemmas:
        assert all(word in lexicon.synonyms(other) for other in lexicon.synonyms(word)), word
        assert all(lexicon.are_opposites(other, word) for other in lexicon.antonyms(word)), word


def test_every_lemma_is_its_own_base_form(some_lemmas):
    assert [word for word in some_lemmas if word not in lexicon.lemmas(word)] == []


def test_nothing_is_read_at_import():
    code = (
        "import sys; from tailor.vocabulary import lexicon, dictionary, spelling;"
        "assert not dictionary.database.cache_info().currsize;"
        "assert not spelling._american_forms.cache_info().currsize"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
