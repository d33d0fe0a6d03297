"""Prose is divided into clauses only where each says by itself what the whole sentence said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.importing.structure.passages import Passage
from tailor.importing.structure.statements import statements


def clauses(text):
    passage = Passage(text, tuple(range(len(text))))
    return [sentence.passage for sentence in statements((passage,))]


@pytest.mark.parametrize(
    "text",
    [
        "I planned the routes, and | I checked the life rafts every month.",
        "I planned the routes, then | I checked the life rafts.",
        "I planned the routes – | I also checked the life rafts.",
        "I plan the routes with two clerks, and | I check forty life rafts.",
        "I have rebuilt three ovens, and | I have trained the bakers.",
        "We planned the routes, and | we checked the life rafts.",
        "We planned the routes, and | I checked the life rafts.",
        "I repaired pumps, and | I welded pipes, and | I drove the van.",
        "Rebuilt the cold store in Leeds, then | hired three young cooks.",
        "I rebuilt the cold store, then | hired three young cooks.",
        "I planned the routes every week; | I checked the life rafts.",
        "We moved the search to a new server; | I wrote the tooling for it.",
        "Ich plane die Touren der Fahrer; | ich schule jedes Jahr neue Fahrer.",
        "Ich plante die Touren, und | ich schulte neue Fahrer.",
        "J'ai monté les cloisons, et | j'ai posé les sols.",
        "I cooked lunch for eighty guests. | I also kept the books.",
    ],
)
def test_clauses_that_stand_alone_are_statements(text):
    assert [clause.text for clause in clauses(text.replace("| ", ""))] == [
        part.strip().removesuffix(", and").removesuffix(", then").removesuffix(", und")
        .removesuffix(", et").removesuffix(" –")
        for part in text.split("|")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        # What limits a clause stays with it.
        "I trained six deckhands, but only in the winter season.",
        "I planned the routes, and I checked the rafts, but only in a lab.",
        "I planned the routes, and I checked the rafts, both under supervision.",
        "I planned the routes every week; I checked the life rafts; both only in a simulation.",
        "I built the valve in our workshop; only a prototype was ever made.",
        "I built the valve in our workshop; it was never sold to anybody.",
        "While a colleague did the paperwork, I rebuilt the plan, and I painted the hull.",
        "As an intern I planned the routes, and I checked the rafts.",
        "With help from my brother I planned the routes, and I checked the rafts.",
        "In 2013 I planned the routes, and I checked the rafts.",
        "I planned the routes, and I checked the rafts, as part of a course.",
        "I built small drones, and I sold lamps, for fun.",
        "I built small drones, and I sold old lamps occasionally.",
        "I did not plan the routes, and I checked no rafts.",
        "I believe that I planned well, and I checked the rafts.",
        # A subject that is shared, or somebody else's.
        "We designed the valve housing, then tested forty pumps.",
        "We served the aircraft every night; repaired wings and rotor blades too.",
        "I sorted the morning post, and my boss signed the letters.",
        "My boss planned the routes, and I checked the rafts.",
        "Closed the month by the third day; other shops needed five days.",
        # Lists and what points back are no clauses.
        "Designed, built, then tested the pump.",
        "I designed, built, and tested the pump.",
        "I designed the valve housing, and I tested it.",
        "Kept fixed and movable control surfaces; hydraulic and fuel systems of all aircraft.",
        "Settled legal matters with the lawyers; such as fraud and unpaid bills.",
        "I met the suppliers, and I.",
        'I wrote "We planned it, and I checked everything" on the wall.',
        "Ich plante die Touren, die neu waren, und ich schulte Fahrer.",
        "Je les ai montées, et je l'ai dit au chef.",
    ],
)
def test_in_doubt_a_sentence_stays_whole(text):
    assert [clause.text for clause in clauses(text)] == [text]


WORD = ["I", "we", "planned", "routes", ", and", ", then", ";", "–", ". Then", "but only", "it"]
WORDS = st.lists(st.sampled_from(WORD), max_size=24).map(" ".join)


@given(WORDS)
@settings(max_examples=150, deadline=None)
def test_every_clause_stands_in_the_text_and_only_joints_are_left_out(text):
    found = clauses(text)
    for clause in found:
        assert text[clause.start : clause.end] == clause.text
    between = text
    for clause in found:
        between = between.replace(clause.text, "", 1)
    assert set(between.split()) <= {",", "and", "then", "–", ".", ";"}
