"""Bad input through the front door: one clear line, the documented code, nothing half-written."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tailor import files, pipeline
from tailor.cli import main

JOB = """\
Pastry Cook at Fernhill Hotel

Requirements:
- Experience with laminated doughs
- 2 years of experience in a hotel kitchen
- Knowledge of food hygiene
"""
PROFILE = "work:\n  - name: Hotel Marina\n    highlights:\n      - Made laminated doughs.\n"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("TAILOR_MODEL", "TAILOR_OUT", "TAILOR_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    Path("job.txt").write_text(JOB, encoding="utf-8")
    Path("me.yaml").write_text(PROFILE, encoding="utf-8")


def refused(capsys, *arguments):
    """Run, expect refusal: code 1, one plain message on stderr, nothing on stdout, no run."""
    assert main(list(arguments)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("tailor: ")
    assert "Traceback" not in said.err
    assert not list(Path().glob("runs/*"))
    return said.err


BAD_JOBS = {
    "missing": (None, "no such file"),
    "empty": (b"", "empty"),
    "blank": (b" \n\t\n ", "empty"),
    "huge": (b"cook " * 1_100_000, "larger than 5 MB"),
    "binary": (bytes(range(256)) * 40, "not text"),
    "null bytes": (b"Cook\x00 wanted\x00 now\x00\x00" * 20, "not text"),
    "error page": (b"404 Not Found\n\nThe page you requested was not found.\n", "error page"),
}


@pytest.mark.parametrize(("content", "said"), BAD_JOBS.values(), ids=BAD_JOBS)
def test_a_job_that_cannot_be_read_is_refused(capsys, content, said):
    path = Path("bad.txt")
    if content is not None:
        path.write_bytes(content)
    assert said in refused(capsys, "--job", "bad.txt", "--profile", "me.yaml")


def test_a_folder_is_no_job(capsys):
    Path("folder").mkdir()
    assert "folder" in refused(capsys, "--job", "folder", "--profile", "me.yaml")


@pytest.mark.parametrize(
    "job", ["ftp://example.org/job", "file:///etc/hosts", "no\x00path", "x" * 5000]
)
def test_what_is_no_place_of_a_job_is_refused(capsys, job):
    refused(capsys, "--job", job, "--profile", "me.yaml")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_job_in_another_encoding_is_read(encoding):
    Path("job.txt").write_bytes(JOB.replace("Hotel", "Hôtel").encode(encoding))
    assert main(["--job", "job.txt", "--profile", "me.yaml"]) == 0
    (posting,) = Path().glob("runs/*/posting.txt")
    assert "Hôtel" in posting.read_text(encoding="utf-8")


BAD_PROFILES = {
    "missing": (None, "no such file"),
    "empty": (b"", "empty"),
    "huge": (b"# cook\n" * 800_000, "larger than 5 MB"),
    "binary": (bytes(range(256)) * 40, "not text"),
    "deep": (b"work: " + b"[" * 3000, "levels deep"),
    "self-reference": (b"work: &w\n  - *w\n", "Write the value itself"),
    "billion laughs": (b"a: &a [x]\nb: &b [*a, *a]\nwork: [*b, *b]\n", "Write the value itself"),
    "tag": (b"work: !!python/object/apply:os.system [ls]\n", "Remove the tag"),
    "duplicate keys": (PROFILE.encode() * 2, "twice"),
    "wrong type": (b"work: baker\n", "must be a list"),
    "near miss": (b"work:\n  - higlights: [x]\n", 'Did you mean "highlights"?'),
    "no statements": (b"work:\n  - name: Bakery\n", "nothing that was done"),
    "no mapping": (b"- a\n", "no profile"),
    "broken JSON": (b'{"work": [', "not valid YAML or JSON"),
}


@pytest.mark.parametrize(("content", "said"), BAD_PROFILES.values(), ids=BAD_PROFILES)
def test_a_profile_that_cannot_be_read_is_refused(capsys, content, said):
    path = Path("bad.yaml")
    if content is not None:
        path.write_bytes(content)
    message = refused(capsys, "--job", "job.txt", "--profile", "bad.yaml")
    assert said in message
    assert "bad.yaml" in message


def test_a_profile_with_unknown_fields_is_read():
    Path("me.yaml").write_text(PROFILE + "x-favourite: rye\n", encoding="utf-8")
    assert main(["--job", "job.txt", "--profile", "me.yaml"]) == 0


def test_without_any_profile_it_is_said_how_to_make_one(capsys):
    assert "tailor import" in refused(capsys, "--job", "job.txt")


@pytest.mark.parametrize("out", ["job.txt", "job.txt/runs", "/proc/nowhere", "/dev/null/runs"])
def test_an_output_folder_that_cannot_be_made_is_refused(capsys, out):
    message = refused(capsys, "--job", "job.txt", "--profile", "me.yaml", "--out", out)
    assert "--out" in message


def test_a_full_disk_is_one_line_and_leaves_no_half_file(capsys, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    assert main(["--job", "job.txt", "--profile", "me.yaml"]) == 1
    assert "No space left" in capsys.readouterr().err
    assert not list(Path().glob("runs/*/*"))


def test_a_run_folder_that_vanishes_is_one_line(capsys, monkeypatch):
    select = pipeline.select

    def select_and_vanish(*arguments):
        for path in Path().glob("runs/*"):
            for file in path.iterdir():
                file.unlink()
            path.rmdir()
            path.write_text("in the way", encoding="utf-8")
        return select(*arguments)

    monkeypatch.setattr(pipeline, "select", select_and_vanish)
    assert main(["--job", "job.txt", "--profile", "me.yaml"]) == 1
    assert "selection.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    "stage", ["read_posting", "evidence", "select", "base_resume", "suggestions"]
)
def test_an_interrupt_at_any_stage_ends_quietly_with_whole_files(capsys, monkeypatch, stage):
    def interrupt(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, stage, interrupt)
    assert main(["--job", "job.txt", "--profile", "me.yaml"]) == 130
    said = capsys.readouterr()
    assert said.out == ""
    assert "interrupted" in said.err
    assert not list(Path().rglob(".*"))


def test_a_closed_pipe_is_no_error():
    command = [sys.executable, "-m", "tailor", "--job", "job.txt", "--profile", "me.yaml", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.parametrize("pages", ["0", "-1", "many", "nan", "1e9"])
def test_a_number_of_pages_that_is_none_is_refused(capsys, pages):
    arguments = ["--job", "job.txt", "--profile", "me.yaml", f"--pages={pages}"]
    assert "--pages" in refused(capsys, *arguments)


@pytest.mark.parametrize(
    "arguments", [[], ["--job"], ["--nonsense"], ["--job", "job.txt", "--review", "loud"]]
)
def test_wrong_usage_is_code_2(capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err
