"""`tailor mcp`: the checker as tools, over stdio with the official client; reads one folder."""

import os
import sys
from datetime import date
from pathlib import Path

import anyio
import pytest

from tailor.assistant.workspace import Workspace
from tailor.cli import main
from tailor.errors import InputError

mcp = pytest.importorskip("mcp")
TODAY = date(2025, 7, 1)
JOB = """\
Platform Engineer at Fernhill Logistics

We are looking for a platform engineer.

Requirements:
- Experience with Kubernetes
- Knowledge of Haskell
"""
PROFILE = """\
basics:
  name: Ada Crumb
  email: ada@example.org
  phone: +44 20 7946 0000
work:
  - name: Harbour Foods
    position: Platform Engineer
    startDate: 2019-01
    highlights:
      - Moved twelve services of the warehouse to k8s in two years.
"""


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "mine"
    (root / "profiles").mkdir(parents=True)
    (root / "profiles" / "ada.yaml").write_text(PROFILE, encoding="utf-8")
    (root / "job.txt").write_text(JOB, encoding="utf-8")
    (tmp_path / "secret.txt").write_text(JOB, encoding="utf-8")
    (tmp_path / "secret.yaml").write_text(PROFILE, encoding="utf-8")
    return root


@pytest.fixture
def workspace(folder):
    return Workspace(folder, today=TODAY)


def over_stdio(folder, *calls):
    """The answers of a real server process to these calls, and the names of its tools."""
    server = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "tailor", "mcp", "--folder", str(folder)]
    )

    async def converse():
        async with mcp.Client(server, read_timeout_seconds=60) as client:
            listed = await client.list_tools()
            answers = [await client.call_tool(name, arguments) for name, arguments in calls]
            return {tool.name: tool for tool in listed.tools}, answers

    return anyio.run(converse)


def test_an_assistant_can_read_match_propose_check_and_list_over_stdio(folder):
    before = sorted(folder.rglob("*"))
    tools, answers = over_stdio(
        folder,
        ("read_job", {"job": "job.txt"}),
        ("match", {"job": "job.txt"}),
        ("propose", {"job": "job.txt"}),
        ("check_text", {"text": "Moved twelve services to Kubernetes.\nLed forty people."}),
        ("list_evidence", {}),
        ("read_job", {"job": "../secret.txt"}),
    )
    assert set(tools) == {"read_job", "match", "propose", "check_text", "list_evidence"}
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools.values())
    *found, escaped = answers
    assert not any(answer.is_error for answer in found)
    job, match, propose, checked, listed = (answer.structured_content for answer in found)
    assert [r["quote"] for r in job["requirements"]] == [
        "Experience with Kubernetes",
        "Knowledge of Haskell",
    ]
    assert [gap["state"] for gap in match["gaps"]] == ["absent"]
    assert any(change["kind"] == "insert" for change in propose["changes"])
    labels = [line["verdict"]["label"] for line in checked["lines"]]
    assert labels[0] == "supported"
    assert labels[1] != "supported"
    assert checked["supported"] is False
    assert {item["entry_id"] for item in listed["evidence"]} == {"harbour-foods-2019-01"}
    assert escaped.is_error
    assert "outside the folder" in escaped.content[0].text
    assert sorted(folder.rglob("*")) == before


def test_no_answer_holds_contact_details(workspace):
    answers = (
        workspace.list_evidence(),
        workspace.match("job.txt"),
        workspace.propose("job.txt"),
        workspace.check_text("Ada Crumb, ada@example.org"),
    )
    said = repr(answers[:3])
    assert "ada@example.org" not in said
    assert "7946" not in said
    assert answers[3]["supported"] is False


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "profiles/../../secret.txt",
        "/etc/passwd",
        "link.txt",
        "linked/secret.txt",
        "job.txt\0",
        "https://example.org/job",
        "-",
        "profiles",
        "nowhere.txt",
    ],
)
def test_no_path_leads_out_of_the_folder(workspace, folder, name):
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    (folder / "linked").symlink_to(folder.parent, target_is_directory=True)
    for ask in (
        lambda: workspace.read_job(name),
        lambda: workspace.match("job.txt", profile=name),
        lambda: workspace.propose(name),
        lambda: workspace.check_text("Ran it.", profile=name),
        lambda: workspace.list_evidence(name),
    ):
        with pytest.raises(InputError):
            ask()


def test_contact_details_inside_a_statement_and_words_of_referees_stay_here(workspace, folder):
    told = (
        PROFILE.replace("two years.", "two years; ask ada@example.org or +44 20 7946 0000.")
        + "references:\n  - name: Bo Ash\n    reference: Ada is calm, says bo@example.com.\n"
    )
    (folder / "profiles" / "ada.yaml").write_text(told, encoding="utf-8")
    said = repr(
        (
            workspace.list_evidence(),
            workspace.match("job.txt"),
            workspace.propose("job.txt"),
            workspace.check_text("Moved twelve services to Kubernetes."),
        )
    )
    for private in ("ada@example.org", "7946", "bo@example", "Ada is calm"):
        assert private not in said
    assert "Moved twelve services" in said


def test_no_error_says_where_on_this_machine_the_folder_is(folder):
    _, answers = over_stdio(
        folder,
        ("read_job", {"job": "nowhere.txt"}),
        ("read_job", {"job": "."}),
        ("list_evidence", {"profile": "job.txt"}),
    )
    for answer in answers:
        assert answer.is_error
        assert str(folder.parent) not in answer.content[0].text


def test_a_pipe_is_no_file_and_nothing_waits_for_it(workspace, folder):
    os.mkfifo(folder / "pipe")
    with pytest.raises(InputError, match="no file"):
        workspace.read_job("pipe")


def test_what_is_too_large_is_refused_at_once(workspace):
    with pytest.raises(InputError, match="5 MB"):
        workspace.read_job("", JOB + "x " * 2_600_000)
    with pytest.raises(InputError, match="in parts"):
        workspace.check_text("Led it.\n" * 20_000)


def test_a_folder_of_profiles_that_leads_out_is_not_followed(workspace, folder):
    (folder / "profiles" / "ada.yaml").unlink()
    (folder / "profiles").rmdir()
    (folder / "profiles").symlink_to(folder.parent, target_is_directory=True)
    with pytest.raises(InputError, match="outside"):
        workspace.list_evidence()


def test_a_profile_that_is_a_link_out_is_not_followed(workspace, folder):
    (folder / "profiles" / "ada.yaml").unlink()
    (folder / "profiles" / "ada.yaml").symlink_to(folder.parent / "secret.yaml")
    with pytest.raises(InputError, match="outside"):
        workspace.list_evidence()


def test_a_posting_may_be_given_as_text_but_not_twice(workspace):
    assert workspace.read_job("", JOB) == workspace.read_job("job.txt")
    for job, text in (("", ""), ("job.txt", JOB)):
        with pytest.raises(InputError, match="either"):
            workspace.read_job(job, text)


def test_a_draft_is_held_against_one_entry_when_it_is_named(workspace):
    assert workspace.check_text("Moved twelve services.", entry="harbour-foods-2019-01")[
        "supported"
    ]
    with pytest.raises(InputError, match="nowhere"):
        workspace.check_text("Moved twelve services.", entry="nowhere")
    with pytest.raises(InputError, match="nowhere"):
        workspace.list_evidence(entry="nowhere")


@pytest.mark.parametrize(("text", "words"), [("", "no line"), ("x " * 60_000, "longer")])
def test_a_text_that_cannot_be_checked_is_said(workspace, text, words):
    with pytest.raises(InputError, match=words):
        workspace.check_text(text)


def test_two_profiles_must_be_told_apart(workspace, folder):
    (folder / "profiles" / "bob.yaml").write_text(PROFILE, encoding="utf-8")
    with pytest.raises(InputError, match="2 profiles"):
        workspace.list_evidence()
    assert workspace.list_evidence("profiles/bob.yaml")["evidence"]


def test_what_is_no_folder_cannot_be_served(tmp_path, capsys):
    assert main(["mcp", "--folder", str(tmp_path / "nowhere")]) == 1
    assert "no folder" in capsys.readouterr().err


def test_without_the_sdk_it_says_which_extra_to_install(workspace, monkeypatch):
    from tailor.assistant.server import build_server

    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(InputError, match="mcp"):
        build_server(workspace)


def test_the_commands_folder_is_the_working_folder_by_default():
    from tailor.cli import parser_of

    assert parser_of("mcp").parse_args([]).folder == Path()
