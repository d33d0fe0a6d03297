"""A model's words as a value: what is forgiven, and what is not."""

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tailor.errors import ModelError
from tailor.llm.answers import Repair, Requirements
from tailor.llm.parsing import MAX_CHARACTERS, parse

ITEM = '{"quote": "Go", "kind": "must", "terms": ["Go"], "years": null}'


@pytest.mark.parametrize(
    "text",
    [
        f'{{"requirements": [{ITEM}]}}',
        f"[{ITEM}]",
        f'```json\n{{"requirements": [{ITEM}]}}\n```',
        f'Here you are:\n\n{{"requirements": [{ITEM}]}}\n\nI hope {{this}} helps.',
        f'{{"requirements": [{ITEM}, {{"quote": "Rust", "ki',
        f'{{"requirements": [{ITEM}, {{"quote": "no kind"}}, "what?"]}}',
        f'{{"requirements": [{ITEM}], "confidence": 0.93}}',
        f'<think>maybe [] or {{}}</think>\n{{"requirements": [{ITEM}]}}',
    ],
    ids=["plain", "bare", "fence", "prose", "cut", "bad items", "more fields", "thoughts"],
)
def test_whole_items_are_kept(text):
    assert [item.quote for item in parse(text, Requirements).requirements] == ["Go"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I cannot do that.",
        "null",
        "42",
        '"{}"',
        "{}",
        '{"requirements": "Go"}',
        '{"requirements": [1, 2]}',
        "[" * 100_000,
        '{"a":' * 50_000,
        "x" * (MAX_CHARACTERS + 1),
        "{" * 3000 + "}" * 3000,
    ],
)
def test_what_is_no_answer_is_a_model_error_soon(text):
    started = time.monotonic()
    with pytest.raises(ModelError):
        parse(text, Requirements)
    assert time.monotonic() - started < 3


@given(st.text(max_size=60), st.lists(st.text(max_size=10), max_size=3), st.text(max_size=40))
def test_any_text_survives_the_way_through_json_and_prose(text, ids, after):
    answer = json.dumps({"text": text, "evidence_ids": ids})
    assert parse(f"{answer}{after}", Repair) == Repair(text=text, evidence_ids=tuple(ids))


@given(st.text())
def test_noise_is_never_anything_but_an_answer_or_a_model_error(text):
    with contextlib.suppress(ModelError):
        assert isinstance(parse(text, Repair), Repair)
