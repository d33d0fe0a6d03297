"""The machine's door: `tailor check --cases` answers in order, in the documented form."""

import json
import subprocess
import sys

import pytest

from tailor.cli import main

CASES = [
    {"id": "a", "evidence": "Helped to scale the archive.", "claim": "Scaled the archive."},
    {
        "id": "b",
        "evidence": ["Cut the run time from 4 hours to 20 minutes.", "Wrote the manual."],
        "claim": "Cut the run time 12x and wrote the manual.",
        "context": {"employer": "Quay Foods", "start": "2019", "more": 1},
        "gold": "supported",
        "unknown": [1, 2],
    },
    {"id": "c", "evidence": [], "claim": "Baked bread."},
]


def write(folder, lines):
    path = folder / "cases.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_every_line_is_answered_in_order_with_label_and_findings(tmp_path, capsys):
    path = write(tmp_path, [*map(json.dumps, CASES), ""])
    assert main(["check", "--cases", path]) == 3
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "c"]
    assert [answer["label"] for answer in answers] == [
        "contradicted",
        "supported",
        "not_enough_evidence",
    ]
    for answer in answers:
        assert set(answer) == {"id", "label", "findings"}
        for finding in answer["findings"]:
            assert set(finding) == {"kind", "claim", "evidence", "reason"}
            assert all(isinstance(value, str) for value in finding.values())


def test_the_exit_code_is_0_when_every_claim_is_supported(tmp_path, capsys):
    assert main(["check", "--cases", write(tmp_path, [json.dumps(CASES[1])])]) == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "line 1 is no JSON object"),
        ("[]", "line 1 is no JSON object"),
        ('{"id": "x", "claim": "y"}', "evidence"),
        ('{"id": "x", "claim": 5, "evidence": "z"}', "claim"),
    ],
)
def test_a_bad_line_is_named_and_nothing_crashes(tmp_path, capsys, line, said):
    assert main(["check", "--cases", write(tmp_path, [line])]) == 1
    assert said in capsys.readouterr().err


def test_a_missing_file_is_one_line(capsys):
    assert main(["check", "--cases", "nowhere.jsonl"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    path = write(tmp_path, [json.dumps(CASES[0])] * 2000)
    command = [sys.executable, "-m", "tailor", "check", "--cases", path]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
