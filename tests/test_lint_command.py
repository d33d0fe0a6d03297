"""`tailor lint` names file and line, changes nothing unasked, and exits 3 on errors."""

import json

import pytest

from tailor.cli import main

SOUND = """\
basics:
  name: Ada Quill
  email: ada@example.org
work:
  - name: Ostrel Inn
    position: Cook
    startDate: 2014-02
    endDate: 2016-03
    highlights:
      - Cooked for 80 guests a day in Python.
"""
BROKEN = SOUND.replace("2016-03", "2013-03")
HIDDEN = SOUND.replace("Cooked", "Coo\u200bked")


@pytest.fixture
def profile(tmp_path):
    def write(text):
        path = tmp_path / "me.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_sound_profile_is_done(profile, capsys):
    assert main(["lint", str(profile(SOUND))]) == 0
    assert "Nothing to report." in capsys.readouterr().err


def test_an_error_names_file_and_line_and_exits_3(profile, capsys):
    path = profile(BROKEN)
    assert main(["lint", str(path)]) == 3
    out = capsys.readouterr().out
    assert out.startswith(f"{path}:8: error: Cook at Ostrel Inn ends (2013-03) before it starts")
    assert path.read_text(encoding="utf-8") == BROKEN


def test_json_has_every_field_of_a_finding(profile, capsys):
    assert main(["lint", str(profile(BROKEN)), "--json"]) == 3
    (finding, *_) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["severity"], finding["code"], finding["id"], finding["line"]) == (
        "error",
        "end-before-start",
        "ostrel-inn-2014-02",
        8,
    )
    assert set(finding) == {"severity", "code", "id", "line", "field", "message", "hint"}


def test_fix_does_only_what_is_certain(profile, capsys):
    path = profile(HIDDEN)
    assert main(["lint", str(path)]) == 3
    assert main(["lint", str(path), "--fix"]) == 0
    assert path.read_text(encoding="utf-8") == SOUND


def test_fix_leaves_a_wrong_date_to_the_person(profile, capsys):
    path = profile(BROKEN)
    assert main(["lint", str(path), "--fix"]) == 3
    assert path.read_text(encoding="utf-8") == BROKEN


def test_show_prints_the_line_of_the_document(tmp_path, capsys):
    cv = tmp_path / "cv.txt"
    cv.write_text("Work\n\n2014 - 2016: Cook (Ostrel Inn)\n- Cooked it.\n", encoding="utf-8")
    out = tmp_path / "me.yaml"
    main(["import", str(cv), "--out", str(out)])
    main(["lint", str(out), "--json"])
    capsys.readouterr()
    assert main(["lint", str(out), "--show", "ostrel-inn-2014"]) == 0
    assert "cv.txt:3: 2014 - 2016: Cook (Ostrel Inn)" in capsys.readouterr().out
    cv.write_text("changed", encoding="utf-8")
    assert main(["lint", str(out), "--show", "ostrel-inn-2014"]) == 1
    assert "has changed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("id_", "said"), [("nobody", "nothing with the id"), ("ostrel-inn-2014-02", "")]
)
def test_show_says_when_there_is_nothing_to_show(profile, capsys, id_, said):
    code = main(["lint", str(profile(SOUND)), "--show", id_])
    assert code == (1 if said else 0)
    assert said in capsys.readouterr().err
