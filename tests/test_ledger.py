"""The ledger: every line of the résumé, what it rests on, who decided, and hashes that hold."""

import hashlib
import json
from pathlib import Path

import pytest

from tailor.cli import main
from tailor.domain.changes import Decision, digest
from tailor.domain.verdicts import Verdict
from tailor.ledger.lines import ledger
from tailor.ledger.pages import ledger_page
from tailor.runs import RunFolder

JOB = """\
Platform Engineer at Fernhill Logistics

We are looking for a platform engineer.

Requirements:
- Experience with Kubernetes
- Terraform
- Knowledge of Haskell
- Experience with Erlang
"""
PROFILE = """\
basics:
  name: Ada Crumb
  email: ada@example.org
  label: Keeper of platforms
work:
  - name: Harbour Foods
    position: Senior Platform Engineer
    startDate: 2021-01
    highlights:
      - I have also been able to move twelve services of the warehouse to k8s.
      - text: Planned the cloud accounts with Terraform.
        source: attested
        date: 2026-01-15
      - Organised the <b>summer party</b> for the "kitchen" & the stable.
skills:
  - name: Tools
    keywords: [Haskell]
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAILOR_MODEL", raising=False)
    Path("job.txt").write_text(JOB, encoding="utf-8")
    Path("profiles").mkdir()
    Path("profiles/ada.yaml").write_text(PROFILE, encoding="utf-8")
    main(["--job", "job.txt"])
    return RunFolder.find(None, Path("runs"))


def book_of(folder, decisions=(), **options):
    found = folder.change_set()
    options = {"profile_sha256": "0" * 64, "tailor_version": "1", **options}
    return ledger(found, found.accepted(decisions, undecided=True), decisions, **options)


def rejected(found):
    return [
        Decision(change_id=change.id, digest=digest(change), action="reject")
        for change in found.changes
    ]


def line_of(book, start):
    return next(line for line in book.lines if line.text.startswith(start))


def printed(resume):
    yield resume.label
    yield from (line.text for line in resume.summary)
    for section in resume.sections:
        for entry in section.entries:
            yield from (line.text for line in entry.lines)


def test_it_lies_beside_the_resume_as_data_and_as_a_page(folder):
    data = json.loads((folder.path / "evidence.json").read_text(encoding="utf-8"))
    page = (folder.path / "evidence.html").read_text(encoding="utf-8")
    for line in data["lines"]:
        assert line["sha256"][:12] in page
    assert data["profile_sha256"] == folder.run().profile_digest


def test_every_line_of_the_resume_is_in_it(folder):
    found = folder.change_set()
    texts = [line.text for line in book_of(folder).lines]
    for text in filter(None, printed(found.accepted(undecided=True))):
        assert text in texts
    base = [line.text for line in book_of(folder, rejected(found)).lines]
    for text in filter(None, printed(found.base)):
        assert text in base


def test_every_line_names_evidence_of_the_profile_with_its_hash(folder):
    known = {item.id: item.text for item in folder.change_set().evidence}
    for line in book_of(folder).lines:
        assert line.evidence or line.id == "basics.label"
        for item in line.evidence:
            assert item.sha256 == hashlib.sha256(known[item.id].encode()).hexdigest()
        assert line.sha256 == hashlib.sha256(line.text.encode()).hexdigest()


def test_a_reworded_line_says_what_it_was_and_that_nobody_decided(folder):
    line = line_of(book_of(folder), "Moved twelve services")
    assert (line.origin, line.decided_by, line.verdict) == ("rewritten", "nobody yet", "supported")
    assert line.evidence[0].text.startswith("I have also been able")


def test_a_summary_is_accounted_for_sentence_by_sentence(folder):
    line = next(line for line in book_of(folder).lines if line.place == "Summary")
    assert len(line.claims) >= 3
    assert all(claim in line.text for claim in line.claims)
    assert line.reasons


def test_who_decided_and_when_is_there_for_each_decision(folder):
    (change,) = [c for c in folder.change_set().changes if c.kind == "rewrite"]
    when = "2026-01-15T10:00:00+00:00"
    decision = Decision(
        change_id=change.id, digest=digest(change), action="accept", decided_at=when
    )
    line = line_of(book_of(folder, [decision]), "Moved")
    assert (line.decided_by, line.action, line.decided_at) == ("you", "accept", when)
    assert f"You accepted it on {when}." in ledger_page(book_of(folder, [decision]))


def test_a_decision_on_something_shown_differently_decides_nothing(folder):
    (change,) = [c for c in folder.change_set().changes if c.kind == "rewrite"]
    stale = Decision(change_id=change.id, digest="0" * 16, action="accept")
    line = line_of(book_of(folder, [stale]), "Moved twelve")
    assert (line.decided_by, line.action) == ("nobody yet", "")


def test_what_was_attested_in_review_shows_the_checks_reason(folder):
    (change,) = [c for c in folder.change_set().changes if c.kind == "rewrite"]
    refused = Verdict(label="contradicted", by="attested")
    decision = Decision(
        change_id=change.id,
        digest=digest(change),
        action="edit",
        text="Led the move of all services.",
        verdict=refused,
    )
    line = line_of(book_of(folder, [decision]), "Led the move")
    assert (line.origin, line.verdict) == ("attested", "contradicted")
    assert line.rests_on_attestation
    assert "Rests on your word alone" in ledger_page(book_of(folder, [decision]))


def test_a_statement_added_by_ask_rests_on_attestation_and_others_do_not(folder):
    book = book_of(folder)
    assert line_of(book, "Planned the cloud").rests_on_attestation
    assert line_of(book, "Planned the cloud").evidence[0].attested == "2026-01-15"
    assert not line_of(book, "Moved twelve").rests_on_attestation


def test_a_changed_line_changes_the_hash_of_the_resume(folder):
    other = book_of(folder, rejected(folder.change_set()))
    assert book_of(folder).resume_sha256 != other.resume_sha256
    assert book_of(folder).resume_sha256 == book_of(folder).resume_sha256


def test_rendering_brings_the_ledger_up_to_date(folder):
    folder.save_decisions(rejected(folder.change_set()))
    assert main(["render", str(folder.path)]) == 0
    data = json.loads((folder.path / "evidence.json").read_text(encoding="utf-8"))
    assert {line["origin"] for line in data["lines"]} == {"own", "copied"}


def test_contact_details_are_not_in_it_and_markup_is_only_text(folder):
    page = ledger_page(book_of(folder))
    assert "ada@example.org" not in page + book_of(folder).model_dump_json()
    assert "<b>summer" not in page
    assert "&lt;b&gt;summer party" in page
    assert "<script" not in page
    assert "default-src 'none'" in page
