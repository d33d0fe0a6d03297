"""Batches through OpenAI's Batch API: uploaded, waited for, collected; never paid for twice."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from batch_api_server import batching, modest
from batch_samples import RECIPE, outcomes_of, states_of, write_sources

from tailor.batch.delayed import Delayed
from tailor.batch.folders import Folders
from tailor.batch.reaching import current_reach, directly
from tailor.cli import main
from tailor.errors import ModelError
from tailor.llm.openai_batch import Answers, OpenAIBatches
from tailor.model_engine import ModelSettings
from tailor.runs import RunFolder

PAIRS = 6


@pytest.fixture(autouse=True)
def reach_again():
    yield
    current_reach.set(directly)


@pytest.fixture
def server():
    with batching(modest) as server:
        yield server


class Waits:
    """Takes the place of sleeping: counts, and may end the program."""

    def __init__(self, *, killed_at=None):
        self.count = 0
        self._killed_at = killed_at

    def __call__(self, _seconds):
        self.count += 1
        if self.count == self._killed_at:
            raise KeyboardInterrupt


def workers_of(server, tmp_path, sleep=None):
    answers = Answers(tmp_path / "answers")
    batches = OpenAIBatches(
        answers,
        base_url=server.url,
        api_key="k",
        on_wait=lambda _: None,
        sleep=sleep or Waits(),
    )
    return Delayed(answers, batches)


def recipe_of(server, **settings):
    model = ModelSettings("gpt-4o-mini", base_url=server.url, cache=False, **settings)
    return replace(RECIPE, model=model, price=0.5)


def run(server, tmp_path, *, sleep=None, **settings):
    sources = [tmp_path / "profiles", tmp_path / "jobs"]
    if not sources[0].exists():
        write_sources(tmp_path)
    return outcomes_of(
        *sources,
        Folders(tmp_path / "out"),
        workers=workers_of(server, tmp_path, sleep),
        recipe=recipe_of(server, **settings),
    )


def test_many_runs_make_few_batches_and_each_request_is_asked_once(server, tmp_path):
    outcomes = run(server, tmp_path)
    assert states_of(outcomes) == ["tailored"] * PAIRS
    contents = [json.dumps(body, sort_keys=True) for body in server.bodies]
    assert len(set(contents)) == len(contents) > 2 * PAIRS
    # One batch for each step of the longest chain, not one for each run or request.
    assert len(server.batches) <= 6


def test_the_models_wording_arrives_checked_at_half_the_price(server, tmp_path):
    rows = [outcome.row for outcome in run(server, tmp_path)]
    row = next(row for row in rows if (row.profile, row.job) == ("bea", "developer"))
    folder = RunFolder(tmp_path / "out" / row.folder)
    by_model = [change for change in folder.change_set().changes if change.kind == "rewrite"]
    assert "model" in {change.by for change in by_model}
    usage = folder.run().usage
    calls = sum(used.calls for used in usage.values())
    # 1,000 tokens in and 100 out, at 0.15 and 0.60 dollars a million, and half of that.
    assert row.cost == pytest.approx(calls * (1000 * 0.15 + 100 * 0.60) / 1e6 / 2, rel=1e-3)


def test_no_copy_of_the_requests_stays_with_the_server(server, tmp_path):
    run(server, tmp_path)
    assert server.files == {}
    assert len(server.deleted) == 2 * len(server.batches)


def test_contact_details_are_not_uploaded(server, tmp_path):
    write_sources(tmp_path)
    ada = tmp_path / "profiles" / "ada.yaml"
    ada.write_text(ada.read_text().replace("Ada Crumb", "Ada Crumb, email: ada@crumb.example"))
    run(server, tmp_path)
    assert "Crumb" not in json.dumps(server.bodies)


def test_a_killed_program_waits_for_the_same_batch_again(server, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run(server, tmp_path, sleep=Waits(killed_at=2))
    sent = len(server.batches)
    outcomes = run(server, tmp_path)
    assert states_of(outcomes) == ["tailored"] * PAIRS
    contents = [json.dumps(body, sort_keys=True) for body in server.bodies]
    assert len(set(contents)) == len(contents)
    assert sent >= 1
    assert not (tmp_path / "answers" / "under-way.txt").exists()


def test_a_refused_dialect_is_asked_again_more_simply(server, tmp_path):
    def refuses(body):
        return "temperature" in body

    server.refuses = refuses
    assert states_of(run(server, tmp_path)) == ["tailored"] * PAIRS
    assert any(not refuses(body) for body in server.bodies)


def test_a_request_that_expired_is_asked_again(server, tmp_path):
    late = []

    def answer(body):
        if not late:
            late.append(body)
            return None
        return modest(body)

    server.answer = answer
    assert states_of(run(server, tmp_path)) == ["tailored"] * PAIRS
    assert server.bodies.count(late[0]) == 2


@pytest.mark.parametrize(
    ("invalid", "answer", "message"),
    [("Your quota is spent.", modest, "quota is spent"), ("", lambda _: None, "single answer")],
)
def test_a_batch_that_gives_nothing_ends_the_waiting(server, tmp_path, invalid, answer, message):
    server.invalid = invalid
    server.answer = answer
    with pytest.raises(ModelError, match=message):
        run(server, tmp_path)


def test_on_the_command_line_it_wants_a_model(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAILOR_MODEL", raising=False)
    profiles, jobs = write_sources(tmp_path)
    flags = ["--profiles", str(profiles), "--jobs", str(jobs), "--engine", "openai-batch"]
    assert main(["batch", *flags]) == 1
    assert "--model" in capsys.readouterr().err


def test_it_runs_from_the_command_line(server, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAILOR_API_KEY", "k")
    server.polls = 1
    profiles, jobs = write_sources(tmp_path)
    flags = ["--profiles", str(profiles), "--jobs", str(jobs), "--engine", "openai-batch"]
    flags += ["--model", "gpt-4o-mini", "--base-url", server.url, "--max-cost", "5"]
    assert main(["batch", *flags]) == 0
    assert len(list(Path("batch").glob("*/*/changes.json"))) == PAIRS
