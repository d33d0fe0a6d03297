"""`tailor import` writes a new profile, and shows what it would change in one that exists."""

import json

import pytest

from tailor.cli import main
from tailor.importing.profile_file import load_profile

CV = """\
Ada Quill
ada@example.org

Work

2014 - 2016: Cook (Ostrel Inn)
- Cooked for 80 guests.
"""
MINE = """\
# Notes to myself stay.
basics:
    name: "Ada Quill"   # not Adelaide
work:
    - name: Finchley Inn
      position: Baker
      highlights:
          - Baked bread that was folded over more than one line, as some people like to write long
            statements in YAML.
"""


@pytest.fixture
def cv(tmp_path):
    path = tmp_path / "cv.txt"
    path.write_text(CV, encoding="utf-8")
    return path


def test_a_new_profile_is_written_and_loads(cv, tmp_path, capsys):
    out = tmp_path / "profiles" / "me.yaml"
    assert main(["import", str(cv), "--out", str(out)]) == 0
    profile = load_profile(out)
    assert profile.work[0].highlights[0].text == "Cooked for 80 guests."
    assert "Every line has its place." in capsys.readouterr().err


def test_without_out_the_profile_is_printed(cv, capsys):
    assert main(["import", str(cv)]) == 0
    assert "name: Ostrel Inn" in capsys.readouterr().out


def test_json_has_profile_unplaced_and_warnings(cv, capsys):
    cv.write_text(CV + "\nview source code\n", encoding="utf-8")
    assert main(["import", str(cv), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["profile"]["work"][0]["name"] == "Ostrel Inn"
    assert [(i["line"], i["text"]) for i in answer["unplaced"]] == [(9, "view source code")]
    assert answer["warnings"] == []


def test_an_existing_profile_is_shown_the_changes_and_left_alone(cv, tmp_path, capsys):
    out = tmp_path / "me.yaml"
    out.write_text(MINE, encoding="utf-8")
    assert main(["import", str(cv), "--out", str(out)]) == 3
    assert out.read_text(encoding="utf-8") == MINE
    shown = capsys.readouterr().out.splitlines()
    assert any(line.startswith("+") and "Ostrel Inn" in line for line in shown)
    assert not [line for line in shown if line.startswith("-") and not line.startswith("---")]


def test_update_keeps_comments_order_and_line_breaks(cv, tmp_path):
    out = tmp_path / "me.yaml"
    out.write_text(MINE, encoding="utf-8")
    assert main(["import", str(cv), "--out", str(out), "--update"]) == 0
    text = out.read_text(encoding="utf-8")
    assert all(line in text.splitlines() for line in MINE.splitlines())
    assert [w.name for w in load_profile(out).work] == ["Finchley Inn", "Ostrel Inn"]


def test_updating_twice_changes_nothing(cv, tmp_path, capsys):
    out = tmp_path / "me.yaml"
    main(["import", str(cv), "--out", str(out)])
    before = out.read_text(encoding="utf-8")
    assert main(["import", str(cv), "--out", str(out), "--update"]) == 0
    assert out.read_text(encoding="utf-8") == before
    assert "has all of it already" in capsys.readouterr().err


def test_bad_input_is_one_sentence_and_exit_1(tmp_path, capsys):
    assert main(["import", str(tmp_path / "none.pdf")]) == 1
    assert capsys.readouterr().err.startswith("tailor: ")
