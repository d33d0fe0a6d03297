"""`tailor --job` as a person types it: what is written, what is said, what it leaves alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tailor.cli import main
from tailor.cli.settings import load_settings
from tailor.cli.tailor_command import job_name
from tailor.domain.changes import ChangeSet
from tailor.errors import InputError
from tailor.runs import RunFolder

JOB = """\
Pastry Cook at Fernhill Hotel

We are looking for a pastry cook for our hotel in the hills.

Requirements:
- Experience with laminated doughs
- 2 years of experience in a hotel kitchen
- Fluent French

Nice to have:
- Food hygiene certificate
"""
PROFILE = """\
basics:
  name: Ada Crumb
work:
  - name: Hotel Marina
    position: Pastry Cook
    startDate: 2019-03
    endDate: 2023-02
    highlights:
      - I have also been able to make laminated doughs for 120 guests.
      - Organised the summer party for the hotel kitchen.
languages:
  - language: French
    fluency: B1
"""
STAGES = {"posting.txt", "requirements.json", "matches.json", "selection.json", "proposals.json"}
WRITTEN = STAGES | {"changes.json", "run.json", "resume.md", "resume.txt"}


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("TAILOR_MODEL", "TAILOR_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    Path("job.txt").write_text(JOB, encoding="utf-8")
    Path("profiles").mkdir()
    Path("profiles/ada.yaml").write_text(PROFILE, encoding="utf-8")
    return tmp_path


def only_run(parent="runs"):
    (folder,) = Path(parent).iterdir()
    return folder


def test_one_command_leads_to_a_run_folder_and_names_the_next_command(capsys):
    assert main(["--job", "job.txt"]) == 0
    folder = only_run()
    assert {path.name for path in folder.iterdir()} >= WRITTEN
    said = capsys.readouterr()
    assert f"tailor review {folder}" in said.out
    assert str(folder / "resume.md") in said.out
    assert "laminated doughs" in said.out
    assert said.err == ""


def test_the_table_says_of_each_requirement_where_it_stands(capsys):
    main(["--job", "job.txt"])
    rows = capsys.readouterr().out.splitlines()
    french = next(row for row in rows if "French" in row)
    dough = next(row for row in rows if "laminated" in row)
    hygiene = next(row for row in rows if "hygiene" in row)
    assert french.startswith("must")
    assert "related" in french
    assert "shown" in dough
    assert hygiene.startswith("nice")
    assert "absent" in hygiene


def test_json_is_one_object_with_everything(capsys):
    assert main(["--job", "job.txt", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {
        "run",
        "requirements",
        "matches",
        "gaps",
        "changes",
        "kept",
        "left_out",
        "resume",
        "usage",
        "timings",
    }
    assert Path(found["run"]["folder"]) == only_run()
    assert found["run"]["engine"] == "rules"
    assert found["resume"]["name"] == "Ada Crumb"
    assert set(found["timings"]) >= {"posting", "changes"}


def test_what_is_written_reads_back():
    main(["--job", "job.txt"])
    folder = RunFolder(only_run())
    change_set = folder.change_set()
    assert isinstance(change_set, ChangeSet)
    assert folder.run().tailor_version
    assert (folder.path / "posting.txt").read_text(encoding="utf-8") == change_set.posting.text


def test_only_the_owner_can_read_a_run():
    main(["--job", "job.txt"])
    folder = only_run()
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_nothing_outside_the_run_folder_is_written(place):
    before = set(place.rglob("*"))
    main(["--job", "job.txt", "--out", "elsewhere"])
    new = set(place.rglob("*")) - before
    assert all(path.is_relative_to(place / "elsewhere") for path in new)


def test_the_same_input_gives_the_same_suggestions():
    main(["--job", "job.txt", "--out", "a"])
    main(["--job", "job.txt", "--out", "b"])
    first, second = only_run("a"), only_run("b")
    for name in WRITTEN - {"run.json"}:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_a_posting_may_come_from_standard_input():
    done = tailor("--job", "-", "--json", stdin=JOB)
    assert done.returncode == 0
    assert Path(json.loads(done.stdout)["run"]["folder"]).name.startswith("job-")


@pytest.mark.parametrize(
    ("job", "name"),
    [
        ("ads/Pastry Cook.txt", "Pastry Cook"),
        ("-", "job"),
        ("https://jobs.example.org/ads/cook-7.html?x=1", "cook-7"),
        ("https://jobs.example.org/", "jobs.example.org"),
    ],
)
def test_a_run_is_named_after_its_job(job, name):
    assert job_name(job) == name


def tailor(*arguments, stdin=""):
    return subprocess.run(
        [sys.executable, "-m", "tailor", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_two_runs_at_once_do_not_collide():
    command = [sys.executable, "-m", "tailor", "--job", "job.txt", "--json"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    folders = [
        json.loads(process.communicate(timeout=60)[0])["run"]["folder"] for process in running
    ]
    assert len(set(folders)) == 4
    assert all({p.name for p in Path(folder).iterdir()} >= WRITTEN for folder in folders)


def test_offline_no_model_library_and_no_network_library_is_loaded():
    script = (
        "import sys; from tailor.cli import main; main(['--job', 'job.txt', '--json']);"
        "heavy = {'openai', 'langchain_core', 'tenacity', 'httpx', 'httpx2', 'urllib.request',"
        " 'docx', 'typst', 'starlette'};"
        "sys.exit(str(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr


def test_help_starts_with_what_to_type_and_loads_no_models(capsys):
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("usage: tailor --job JOB")
    script = "import sys; from tailor.cli import parser_of; parser_of('').format_help();"
    script += "sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_model_without_a_key_is_said_before_anything_is_written(capsys):
    assert main(["--job", "job.txt", "--model", "some-model"]) == 1
    assert "OPENAI_API_KEY" in capsys.readouterr().err
    assert not Path("runs").exists()


def test_offline_wins_over_a_model():
    assert main(["--job", "job.txt", "--model", "some-model", "--offline"]) == 0
    assert RunFolder(only_run()).run().engine == "rules"


def test_fewer_pages_leave_more_out(capsys):
    main(["--job", "job.txt", "--pages", "0.1", "--json", "--out", "short"])
    short = json.loads(capsys.readouterr().out)
    main(["--job", "job.txt", "--json", "--out", "long"])
    long = json.loads(capsys.readouterr().out)
    assert len(short["left_out"]) > len(long["left_out"])
    assert all(each["reason"] for each in short["left_out"])


def test_with_several_profiles_one_must_be_named(capsys):
    Path("profiles/bo.json").write_text(json.dumps({"work": []}), encoding="utf-8")
    assert main(["--job", "job.txt"]) == 1
    assert "--profile" in capsys.readouterr().err
    assert main(["--job", "job.txt", "--profile", "profiles/ada.yaml"]) == 0


def test_the_schema_of_a_profile_is_printed(capsys):
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert "work" in schema["properties"]
    assert "startDate" in schema["$defs"]["Work"]["properties"]


def settings(flags=None, environment=None, file="tailor.toml"):
    return load_settings(flags or {}, environment=environment or {}, file=Path(file))


def test_a_flag_beats_the_environment_and_that_the_file():
    Path("tailor.toml").write_text(
        'pages = 1\nmodel = "from-file"\nout = "here"\n', encoding="utf-8"
    )
    environment = {"TAILOR_PAGES": "3", "TAILOR_MODEL": "from-environment"}
    found = settings({"pages": "4", "model": None}, environment)
    assert (found.pages, found.model, found.out) == (4.0, "from-environment", Path("here"))


def test_how_a_slow_server_is_asked_can_be_set():
    found = settings({"timeout": "900"}, {"TAILOR_PARALLEL": "1", "TAILOR_ANSWER_TOKENS": "800"})
    assert (found.timeout, found.parallel, found.answer_tokens) == (900.0, 1, 800)


@pytest.mark.parametrize(
    ("name", "value"), [("timeout", "soon"), ("parallel", "1.5"), ("answer_tokens", "0")]
)
def test_a_setting_for_a_slow_server_that_is_no_number_is_bad_input(name, value):
    with pytest.raises(InputError, match=f"--{name.replace('_', '-')} must be"):
        settings({name: value})


def test_the_base_url_is_also_read_as_openai_names_it():
    environment = {"OPENAI_BASE_URL": "http://localhost:1"}
    assert settings(environment=environment).base_url == "http://localhost:1"
    environment["TAILOR_BASE_URL"] = "http://localhost:2"
    assert settings(environment=environment).base_url == "http://localhost:2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pages = -1", "tailor.toml: pages"),
        ("page = 1", "no setting 'page'"),
        ("pages = ", "not valid TOML"),
        ('review = "loud"', "terminal, web, none"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(text, said):
    Path("tailor.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        settings()


def test_a_tool_older_than_its_release_is_noted(capsys):
    early = PROFILE.replace("2019-03", "2009-03").replace("2023-02", "2011-02")
    early = early.replace("Organised the summer party", "Used Kubernetes for the menu")
    Path("profiles/ada.yaml").write_text(early, encoding="utf-8")
    assert main(["--job", "job.txt"]) == 0
    notes = json.loads((only_run() / "run.json").read_text(encoding="utf-8"))["notes"]
    assert any("Kubernetes did not exist before 2014" in note for note in notes)
