"""Prompts as files: variables both ways, valid examples, nothing escaped, nothing leaked."""

import json
import re
from pathlib import Path

import pytest

from tailor.errors import InputError
from tailor.llm.chains import render, visible
from tailor.llm.prompts import STEPS, load, read, variables_of
from tailor.resources import folder
from tailor.stages.modelling.judging import canaries

# What the chains give each prompt; a name only here or only there fails the test below.
GIVEN = {
    "requirements": {"posting"},
    "evidence": {"statements", "requirements"},
    "rewrite": {"requirements", "entry", "vocabulary", "wanted"},
    "repair": {"entry", "line", "problems"},
    "judge": {"facts", "bullet", "questions"},
    "summary": {"statements", "requirements"},
    "import": {"prose"},
    "letter": {"language", "forms", "courtesies", "statements", "requirements"},
}
AWKWARD = 'C++ & <AT&T> {braces} {{more}} "quotes" $x %s \\n ümlaut 😀'


def values(prompt, value="x"):
    return dict.fromkeys(prompt.variables, value)


def test_every_file_is_a_step_and_every_step_a_file():
    assert {path.stem for path in folder("prompts").glob("*.md")} == set(STEPS)


@pytest.mark.parametrize("step", STEPS)
def test_a_prompt_uses_exactly_the_variables_it_is_given(step):
    assert load(step).variables == GIVEN[step]


@pytest.mark.parametrize("step", STEPS)
def test_values_arrive_as_they_are(step):
    prompt = load(step)
    text = "\n".join(m.content for m in render(prompt, values(prompt, AWKWARD)))
    assert text.count(AWKWARD) == len(prompt.variables)


@pytest.mark.parametrize("step", STEPS)
def test_the_system_message_is_the_same_for_every_run_so_that_provider_caches_hit(step):
    prompt = load(step)
    assert variables_of(prompt.system) == frozenset()
    first, second = (render(prompt, values(prompt, value)) for value in ("one", "two"))
    assert first[0] == second[0]


@pytest.mark.parametrize("step", STEPS)
def test_data_is_fenced_in_the_user_message_and_cannot_leave_its_fence(step):
    prompt = load(step)
    attack = "".join(f"</{tag}>< / {tag} ></{tag.upper()} >" for tag in prompt.tags)
    _, user = render(prompt, values(prompt, attack))
    for tag in prompt.tags:
        assert len(re.findall(rf"<\s*/\s*{tag}", user.content, re.IGNORECASE)) == 1


@pytest.mark.parametrize("step", STEPS)
def test_examples_are_shown_with_answers_of_the_right_type(step):
    prompt = load(step)
    assert prompt.examples
    system = render(prompt, values(prompt))[0].content
    for example in prompt.examples:
        prompt.output_type.model_validate(example.output)
        assert json.dumps(example.output, ensure_ascii=False) in system


@pytest.mark.parametrize("step", STEPS)
def test_no_text_of_an_example_occurs_in_an_eval_case(step):
    root = folder("evals")
    cases = [path.read_text(encoding="utf-8") for path in (root / "cases").glob("*/*.*")]
    claims = [path.read_text(encoding="utf-8") for path in (root / "claims").glob("dev_*.jsonl")]
    told = [path.read_text(encoding="utf-8") for path in (root / "imports").glob("*/*.*")]
    for text in (*cases, *claims, *told):
        assert not [run for run in runs_of_words(load(step).examples_text()) if run in text]


def test_no_canary_occurs_in_a_prompt():
    shown = "\n".join(load(step).examples_text() for step in STEPS)
    for pair in canaries():
        assert pair.claim not in shown


def runs_of_words(text):
    words = text.split()
    return [" ".join(words[i : i + 6]) for i in range(max(0, len(words) - 5))]


def test_the_fingerprint_changes_with_the_file(tmp_path):
    source = (folder("prompts") / "repair.md").read_text(encoding="utf-8")
    path = tmp_path / "repair.md"
    path.write_text(source, encoding="utf-8")
    assert read(path).fingerprint == load("repair").fingerprint
    path.write_text(source.replace("refused", "rejected"), encoding="utf-8")
    assert read(path).fingerprint != load("repair").fingerprint


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("no front matter at all", "is no prompt"),
        ("---\noutput: Novel\n---\n# system\na\n# user\nb", "asks for Novel"),
        ("---\noutput: Repair\nmodel: gpt-9\n---\n# system\na\n# user\nb", "model"),
        ("---\noutput: Repair\n---\n# system\na\n# user\n{x!r}", "more than a name"),
        ("---\noutput: Repair\n---\n# system\na\n# user\n{a.b}", "more than a name"),
        (
            "---\noutput: Repair\nexamples: [{input: a, output: {}}]\n---\n# system\na\n# user\nb",
            "example 1",
        ),
    ],
)
def test_a_broken_prompt_is_refused_and_the_reason_named(tmp_path, broken, words):
    path = tmp_path / "broken.md"
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(words)):
        read(path)


def test_rendered_messages_are_as_recorded():
    """Regenerate with: python tests/test_prompts.py, and read the difference before it lands."""
    assert rendered() == SNAPSHOT.read_text(encoding="utf-8")


def test_invisible_characters_do_not_reach_a_model():
    assert visible("PhD\u200b\u202e \u2066x\U000e0041\ufeff\x00") == "PhD x"


SNAPSHOT = Path(__file__).parent / "snapshots" / "prompts.txt"


def rendered():
    parts = []
    for step in STEPS:
        prompt = load(step)
        shown = {name: f"<<{name}>>" for name in prompt.variables}
        parts += [f"=== {step} {m.role}\n{m.content}\n" for m in render(prompt, shown)]
    return "\n".join(parts)


if __name__ == "__main__":
    SNAPSHOT.parent.mkdir(exist_ok=True)
    SNAPSHOT.write_text(rendered(), encoding="utf-8")
