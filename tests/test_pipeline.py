"""The whole way with the rules, and with an engine that fails, lies or insists."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor import pipeline
from tailor.domain.changes import SKILLS_LINE, Decision, Kept, Proposal, Rewrite, digest
from tailor.domain.evidence import base_resume, evidence
from tailor.domain.matching import Budget
from tailor.domain.profile import Profile
from tailor.engine import RulesEngine, WithFallback
from tailor.errors import InputError, ModelError

TODAY = date(2025, 7, 1)
JOB = """\
Platform Engineer at Fernhill Logistics

We are looking for a platform engineer for our warehouse software.

Requirements:
- Experience with Kubernetes and Docker
- 3 years of experience with PostgreSQL
- Knowledge of Haskell

Nice to have:
- Terraform
"""
PROFILE = {
    "basics": {"name": "Ada Crumb", "email": "ada@example.org", "summary": "I run platforms."},
    "work": [
        {
            "name": "Harbour Foods",
            "position": "Platform Engineer",
            "startDate": "2019-01",
            "endDate": "2024-12",
            "highlights": [
                "I have also helped to move two services to k8s.",
                "Organised the summer party for 40 people.",
                "Design and implementation of a Postgres database for the stock.",
            ],
        },
        {"name": "Quay Cafe", "position": "Barista", "highlights": ["Served coffee."]},
    ],
    "skills": [{"name": "Tools", "keywords": ["Docker"]}],
}


@pytest.fixture
def profile():
    return Profile.model_validate(PROFILE)


def run(profile, engine=None, **options):
    seen = {}
    change_set = pipeline.run(
        JOB,
        profile,
        engine or RulesEngine(TODAY),
        budget=options.pop("budget", Budget()),
        on_stage=seen.__setitem__,
    )
    return change_set, seen


class Insistent(RulesEngine):
    """An engine that proposes what it was told, and repairs with what it was told."""

    def __init__(self, texts, repairs=()):
        super().__init__(TODAY)
        self.texts = texts
        self.repairs = list(repairs)

    def propose(self, evidence, *_):
        return tuple(
            Proposal(statement_id=item.id, text=self.texts[item.text], by="model")
            for item in evidence
            if item.text in self.texts
        )

    def repair(self, proposal, *_):
        if not self.repairs:
            return None
        return proposal.model_copy(update={"text": self.repairs.pop(0)})


class Broken(RulesEngine):
    """An engine whose server is gone."""

    def _fail(self, *_arguments):
        raise ModelError("no answer")

    parse = match = propose = repair = judge = _fail


def test_every_stage_is_reported_in_order(profile):
    _, seen = run(profile)
    assert list(seen) == [
        "posting",
        "requirements",
        "matches",
        "selection",
        "proposals",
        "changes",
    ]


def test_every_requirement_is_shown_or_a_gap(profile):
    found, _ = run(profile)
    gaps = {gap.requirement_id for gap in found.gaps}
    matched = {match.requirement_id for match in found.matches}
    assert gaps | matched == {requirement.id for requirement in found.requirements}
    haskell = next(r for r in found.requirements if "Haskell" in r.quote)
    assert next(g.state for g in found.gaps if g.requirement_id == haskell.id) == "absent"


def test_rejecting_everything_leaves_the_resume_as_it_was(profile):
    found, _ = run(profile)
    rejected = [
        Decision(change_id=change.id, digest=digest(change), action="reject")
        for change in found.changes
    ]
    assert found.changes
    assert found.accepted(rejected) == base_resume(profile) == found.accepted()


def test_a_term_of_the_ad_alone_never_reaches_the_resume(profile):
    found, _ = run(profile)
    draft = found.accepted(undecided=True).model_dump_json()
    assert "Haskell" not in draft
    assert "Terraform" not in draft


def test_a_wording_that_says_more_than_the_statement_is_kept_out(profile):
    own = PROFILE["work"][0]["highlights"][0]
    found, _ = run(profile, Insistent({own: "Led the move of twelve services to Kubernetes."}))
    (kept,) = found.kept
    assert kept.before == own
    assert kept.attempts[0].by == "model"
    assert kept.reason
    assert "twelve" not in found.accepted(undecided=True).model_dump_json()


def test_a_refused_wording_may_be_repaired(profile):
    own = PROFILE["work"][0]["highlights"][0]
    engine = Insistent({own: "Led the move to k8s."}, ["Helped to move two services to k8s."])
    found, _ = run(profile, engine)
    (rewrite,) = [change for change in found.changes if change.kind == "rewrite"]
    assert rewrite.after == "Helped to move two services to k8s."
    assert rewrite.verdict.supported
    assert not found.kept


def test_repairs_end(profile):
    own = PROFILE["work"][0]["highlights"][1]
    engine = Insistent({own: "Led 400 people."}, ["Led 500 people."] * 50)
    found, _ = run(profile, engine)
    (kept,) = found.kept
    assert len(kept.attempts) == 2
    assert len(engine.repairs) == 49


def test_statements_of_two_entries_are_never_joined(profile):
    known = {item.id: item for item in evidence(profile)}
    party = next(i for i in known.values() if "party" in i.text)
    coffee = next(i for i in known.values() if "coffee" in i.text)
    proposal = Proposal(
        statement_id=party.id,
        text="Organised the summer party for 40 people and served coffee.",
        evidence_ids=(party.id, coffee.id),
    )
    found = pipeline.settle((proposal,), known=known, engine=RulesEngine(TODAY))
    assert isinstance(found, Kept)
    assert found.attempts[0].verdict.findings[0].hard


def test_a_judge_is_asked_only_about_what_the_check_leaves_open(profile):
    asked = []

    class Judging(RulesEngine):
        def judge(self, _text, _evidence, verdict):
            asked.append(verdict)
            return verdict.model_copy(update={"label": "supported", "by": "judge", "open": False})

    known = {item.id: item for item in evidence(profile)}
    party = next(i for i in known.values() if "party" in i.text)
    for text in ("Led 900 people in Peru.", "Organised the summer party for 40 people."):
        pipeline.settle(
            (Proposal(statement_id=party.id, text=text),), known=known, engine=Judging(TODAY)
        )
    assert all(verdict.open for verdict in asked)


def test_where_the_engine_fails_the_rules_take_its_place_and_it_is_said(profile):
    notes = []
    engine = WithFallback(Broken(TODAY), RulesEngine(TODAY), notes.append)
    with_rules, _ = run(profile)
    degraded, _ = run(profile, engine)
    assert degraded == with_rules
    assert len(notes) >= 3
    assert all("no answer" in note for note in notes)


def test_without_a_fallback_a_failing_engine_is_an_error(profile):
    with pytest.raises(ModelError):
        run(profile, Broken(TODAY))


def test_a_failed_repair_leaves_the_persons_words(profile):
    own = PROFILE["work"][0]["highlights"][1]

    class Failing(Insistent):
        def repair(self, *_):
            raise ModelError("no answer")

    notes = []
    engine = WithFallback(Failing({own: "Led 400 people."}), RulesEngine(TODAY), notes.append)
    found, _ = run(profile, engine)
    assert found.kept[0].before == own
    assert notes


def test_what_was_left_out_but_is_asked_for_is_have_but_unused():
    lines = [f"Wrote page {n} of the handbook about the harbour. " * 4 for n in range(12)]
    profile = Profile.model_validate(
        {
            "work": [
                {
                    "name": "Harbour",
                    "endDate": "2024",
                    "highlights": ["Ran Kubernetes." + lines[0]],
                },
                {"name": "Dock", "endDate": "2024", "highlights": ["Terraform. " + "x " * 2500]},
            ]
        }
    )
    found, _ = run(profile, budget=Budget(pages=0.5))
    terraform = next(r for r in found.requirements if "Terraform" in r.quote)
    gap = next(g for g in found.gaps if g.requirement_id == terraform.id)
    assert gap.state == "have_but_unused"


def test_what_is_no_posting_is_refused(profile):
    with pytest.raises(InputError):
        pipeline.run("404 Not Found", profile, RulesEngine(TODAY), budget=Budget())


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_nothing_is_lost_whatever_is_accepted(data):
    """Every statement is on the page, or its omission was accepted; no header ever changes."""
    profile = Profile.model_validate(PROFILE)
    found = pipeline.run(JOB, profile, RulesEngine(TODAY), budget=Budget(pages=0.35))
    decisions = [
        Decision(
            change_id=c.id,
            digest=digest(c),
            action=data.draw(st.sampled_from(["accept", "reject"])),
        )
        for c in found.changes
    ]
    accepted = {d.change_id for d in decisions if d.action == "accept"}
    result = found.accepted(decisions)
    gone = {c.target_id for c in found.changes if c.kind == "omit" and c.id in accepted}
    base_entries = {e.id: e for s in found.base.sections for e in s.entries}
    entries = {e.id: e for s in result.sections for e in s.entries}
    inserted = {SKILLS_LINE} & accepted
    assert set(entries) == set(base_entries) - gone | inserted
    for id_ in entries.keys() - inserted:
        entry, base = entries[id_], base_entries[id_]
        assert {line.id for line in entry.lines} == {line.id for line in base.lines} - gone
        assert sorted(entry.details) == sorted(base.details)
        free = {"lines": (), "details": ()}
        assert entry.model_copy(update=free) == base.model_copy(update=free)
    rewritten = {c.statement_id: c.after for c in found.changes if isinstance(c, Rewrite)}
    for entry in entries.values():
        for line in entry.lines:
            assert line.origin == "own" or rewritten[line.id] == line.text
