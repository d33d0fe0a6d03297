"""`tailor prep`: likely questions, the facts to answer from, and warnings where they are thin."""

import json
from pathlib import Path

import pytest
from test_ledger import JOB, PROFILE

from tailor.cli import main
from tailor.runs import RunFolder


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TAILOR_MODEL", raising=False)
    Path("job.txt").write_text(JOB, encoding="utf-8")
    Path("profiles").mkdir()
    Path("profiles/ada.yaml").write_text(PROFILE, encoding="utf-8")
    main(["--job", "job.txt"])
    return RunFolder.find(None, Path("runs"))


@pytest.fixture
def prepared(folder, capsys):
    capsys.readouterr()
    assert main(["prep", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def about(prepared, start):
    return next(one for one in prepared if one["about"].startswith(start))


def test_a_line_the_ad_wants_is_asked_about_with_the_facts_of_its_entry(prepared):
    asked = about(prepared, "Moved twelve services")
    assert asked["question"]
    assert asked["facts"][0].startswith("I have also been able to move twelve services")
    assert "Harbour Foods, 2021-01 to present" in asked["facts"][0]
    assert any(fact.startswith("Also there: ") for fact in asked["facts"])


def test_a_line_the_ad_does_not_want_is_not_asked_about(prepared):
    assert not any("summer party" in one["about"] for one in prepared)


def test_what_rests_on_the_persons_word_comes_first_with_a_warning(prepared):
    assert prepared[0]["about"] == "Planned the cloud accounts with Terraform."
    assert "your word alone" in prepared[0]["warning"]


def test_a_must_that_is_not_shown_is_a_question_with_what_is_near(prepared):
    absent, near = about(prepared, "Experience with Erlang"), about(prepared, "Terraform")
    assert absent["kind"] == near["kind"] == "gap"
    assert absent["warning"]
    assert absent["facts"] == []
    assert near["facts"][0].startswith("Planned the cloud accounts with Terraform.")


def test_every_fact_is_of_the_profile_and_none_of_the_ad(prepared):
    facts = " ".join(fact for one in prepared for fact in one["facts"])
    assert "Fernhill" not in facts
    assert "ada@example.org" not in facts


def test_the_report_lies_in_the_run_folder_and_the_ledger_is_renewed(folder, capsys):
    (folder.path / "evidence.json").unlink()
    assert main(["prep"]) == 0
    said = capsys.readouterr()
    assert "# Prepare for the interview" in (folder.path / "prep.md").read_text(encoding="utf-8")
    assert (folder.path / "evidence.json").exists()
    assert "rest on your word alone" in said.err


def test_without_a_run_it_says_how_to_start_one(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["prep", "--out", "nowhere"]) == 1
    assert "tailor --job" in capsys.readouterr().err
