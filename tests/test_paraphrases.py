"""Everyday paraphrases: what the files may hold, and what of them is found in a text."""

from importlib import resources

import pytest

from tailor.factcheck import check
from tailor.vocabulary import lexicon
from tailor.vocabulary.paraphrases import paraphrases

FOLDER = resources.files("tailor.vocabulary") / "data" / "paraphrases"
ROWS = [
    (path.name, number, row.split("\t"))
    for path in sorted(FOLDER.iterdir(), key=lambda p: p.name)
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    if row and not row.startswith("#")
]


def found(text):
    return paraphrases([frozenset((word,)) for word in text.split()])


def test_every_row_is_well_formed():
    for name, number, (relation, *cells) in ROWS:
        where = f"{name}:{number}"
        assert relation in ("same", "broader"), where
        assert len(cells) == (1 if relation == "same" else 2), where
        for phrase in "|".join(cells).split("|"):
            assert phrase == phrase.strip().lower(), where
            assert 1 <= len(phrase.replace("-", " ").split()) <= 4, where
    assert len(ROWS) > 1_000


def test_no_row_joins_opposites():
    for name, number, (_, *cells) in ROWS:
        given, taken = cells[0].split("|"), cells[-1].split("|")
        words = [(a, b) for a in given for b in taken if a != b and " " not in a + b]
        assert not any(lexicon.are_opposites(a, b) for a, b in words), f"{name}:{number}"


def test_a_verb_and_its_particle_may_stand_apart():
    (match,) = [m for m in found("get lease term down") if m.places == (0, 3)][:1]
    assert match.gives == "broader"
    assert not [m for m in found("get lease . down") if len(m.places) == 2]


@pytest.mark.parametrize(
    ("evidence", "claim"),
    [
        ("Ran the desk on my own at weekends.", "Ran the desk unaided at weekends."),
        ("Passed the rest of the cases to the manager.", "Referred the rest to the manager."),
        ("Worked with two midwives.", "Worked with two health workers."),
        ("Brought the scrap rate down with a new die.", "Reduced the scrap rate with a new die."),
    ],
)
def test_everyday_words_entitle_to_the_trade_s_words(evidence, claim):
    assert check(claim, [evidence]).supported


@pytest.mark.parametrize(
    ("evidence", "claim"),
    [
        ("Worked with two health workers.", "Worked with two midwives."),
        ("The scrap rate came down that year.", "Reduced the scrap rate that year."),
    ],
)
def test_they_never_entitle_the_other_way(evidence, claim):
    assert not check(claim, [evidence]).supported
