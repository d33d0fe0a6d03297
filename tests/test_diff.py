"""The word diff that every view paints."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.diff import MAX_DISTANCE, diff, distance, tokens

_WORDS = st.lists(
    st.sampled_from(["Ran", "the", "ward", "rota", "for", "10,000", "near", "real-time", ".", "\n"])
).map(" ".join)
_TEXTS = st.one_of(_WORDS, st.text(max_size=80))


def _kinds(before: str, after: str) -> list[tuple[str, str, str]]:
    return [(span.kind, span.before, span.after) for span in diff(before, after).spans]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("same words", "same words", [("equal", "same words", "same words")]),
        ("", "new line", [("insert", "", "new line")]),
        ("old line", "", [("delete", "old line", "")]),
        (
            "Worked on the weekly rota of the ward.",
            "Worked on the rota of the ward.",
            [
                ("equal", "Worked on the", "Worked on the"),
                ("delete", " weekly", ""),
                ("equal", " rota of the ward.", " rota of the ward."),
            ],
        ),
        (
            "I have planned the rota of the ward.",
            "Planned the rota of the ward.",
            [
                ("replace", "I have planned", "Planned"),
                ("equal", " the rota of the ward.", " the rota of the ward."),
            ],
        ),
    ],
)
def test_a_rewording_is_told_in_whole_words(before, after, expected):
    assert _kinds(before, after) == expected


def test_changed_words_with_a_space_between_them_are_one_change():
    spans = diff("Kept the old red files in order", "Kept the new blue files in order").spans
    assert [(span.before, span.after) for span in spans if span.kind != "equal"] == [
        ("old red", "new blue")
    ]


def test_lines_that_share_little_are_not_compared_word_by_word():
    lines = diff("Taught the night course in Lisbon", "Painted the two bridges").lines
    assert [[span.kind for span in line.spans] for line in lines] == [["delete"], ["insert"]]


def test_a_line_pairs_with_the_line_it_resembles_and_not_with_its_neighbour():
    before = "Ran the bakery at night\nTaught four apprentices to bake\n"
    after = "Wrote the allergen leaflet\nTaught four apprentices\nRan a shop\n"
    pairs = [(line.before, line.after) for line in diff(before, after).lines]
    assert ("Taught four apprentices to bake\n", "Taught four apprentices\n") in pairs
    assert ("", "Wrote the allergen leaflet\n") in pairs


@pytest.mark.parametrize("word", ["10,000", "real-time", "C++", "C#", "14.81%", "Grid'5000"])
def test_a_word_with_marks_inside_is_one_token(word):
    assert word in tokens(f"about {word} of it")


@given(_TEXTS, _TEXTS)
@settings(max_examples=150, deadline=None)
def test_the_spans_of_either_side_are_that_side(before, after):
    spans = diff(before, after).spans
    assert "".join(span.before for span in spans) == before
    assert "".join(span.after for span in spans) == after
    for span in spans:
        assert before[span.before_start :].startswith(span.before)
        assert after[span.after_start :].startswith(span.after)


@given(_TEXTS, _TEXTS)
@settings(max_examples=150, deadline=None)
def test_a_span_is_what_its_kind_says_and_its_neighbour_is_another_kind(before, after):
    for line in diff(before, after).lines:
        for span in line.spans:
            assert (span.kind == "equal") == (span.before == span.after)
            assert (span.kind == "insert") == (not span.before)
            assert (span.kind == "delete") == (not span.after)
        assert all("equal" in (one.kind, next_.kind) for one, next_ in pairwise(line.spans))


@given(_TEXTS, _TEXTS)
@settings(max_examples=150, deadline=None)
def test_only_lines_within_the_distance_are_paired(before, after):
    for line in diff(before, after).lines:
        if line.before and line.after:
            assert distance(line.before, line.after) <= MAX_DISTANCE


@given(_TEXTS)
@settings(max_examples=60, deadline=None)
def test_a_text_is_at_no_distance_from_itself(text):
    assert distance(text, text) == 0
    assert all(span.kind == "equal" for span in diff(text, text).spans)
