"""The example of a whole application: everything is made, by rules, under one folder."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mcp")
ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "docs" / "examples" / "community_nurse"
MADE = (
    *("letter.md", "letter.txt", "letter.json", "letter.pdf", "letter.docx"),
    *("resume.md", "resume.pdf", "resume.docx", "evidence.json", "evidence.html"),
    *("gaps.md", "prep.md", "check.html", "mcp.json"),
)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example")
    script = ROOT / "scripts" / "build_example.py"
    said = ["--answers", SAMPLE / "answers.yaml", "--draft", SAMPLE / "draft.md"]
    command = [sys.executable, script, folder, *said, "--keep", folder / "kept"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return Path(done.stdout.strip())


def test_everything_lies_in_the_run_folder(run):
    assert [name for name in MADE if not (run / name).is_file()] == []


def test_every_sentence_of_the_letter_holds_and_every_lie_of_the_draft_is_found(run):
    assert "8 of 8 sentences hold." in (run / "letter.out.txt").read_text(encoding="utf-8")
    checked = (run / "check.out.txt").read_text(encoding="utf-8")
    for lie in ("Lead Community Nurse", "all five", "400 patients", "Single-handedly", "vacuum"):
        (mark,) = [line[:2] for line in checked.splitlines() if lie in line and line[0] != " "]
        assert mark in ("NO", "? ")
    assert "[exit code 3]" in checked


def test_an_answer_is_asked_for_shown_and_written(run):
    said = (run / "ask.out.txt").read_text(encoding="utf-8")
    assert said.index("Nothing was written.") < said.index("1 new in profiles/me.yaml")


def test_the_assistant_is_kept_in_its_folder(run):
    *_, outside = json.loads((run / "mcp.json").read_text(encoding="utf-8"))
    assert outside["error"]
    assert "outside the folder" in outside["answer"][0]


def test_what_is_kept_for_the_docs_says_neither_where_nor_when(run):
    kept = run.parent.parent / "kept"
    assert {path.name for path in kept.iterdir()} <= {path.name for path in SAMPLE.iterdir()}
    for path in kept.iterdir():
        text = path.read_text(encoding="utf-8")
        assert str(run.parent.parent) not in text
        assert run.name not in text
