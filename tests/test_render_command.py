"""`tailor render`: from a run folder to files, and from a file to what a parser sees."""

import json

import pytest
from render_samples import AWKWARD, FULL

from tailor.cli import DONE, FAILED, REFUSED, main
from tailor.domain.changes import ChangeSet, Decision, Rewrite, digest
from tailor.domain.evidence import base_resume
from tailor.domain.posting import JobPosting
from tailor.domain.verdicts import Verdict
from tailor.errors import MissingExtraError
from tailor.extras import require
from tailor.importing.profile_file import load_profile
from tailor.render import to_docx, to_pdf
from tailor.render.inspection import inspect
from tailor.runs import RunFolder

_REWRITE = Rewrite(
    id="rewrite:work1.0",
    entry_id="work1",
    statement_id="work1.0",
    before="Cut the build from 40 to 9 minutes",
    after="Cut the build to 9 minutes",
    verdict=Verdict(label="supported"),
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = RunFolder.create(tmp_path / "runs", "job", "1")
    changes = ChangeSet(base=FULL, changes=(_REWRITE,), posting=JobPosting(text="ad"))
    folder.save("changes", changes)
    return folder


def _decide(run, action):
    run.save_decisions([Decision(change_id=_REWRITE.id, digest=digest(_REWRITE), action=action)])


def test_every_format_is_written_to_the_run_and_named_on_stdout(run, capsys):
    assert main(["render", "--format", "md,txt,json,rendercv,docx,pdf"]) == DONE
    names = ["resume.md", "resume.txt", "resume.json", "resume.rendercv.yaml"]
    names += ["resume.docx", "resume.pdf"]
    assert capsys.readouterr().out.split() == [f"runs/job-1/{name}" for name in names]
    for name in names:
        assert (run.path / name).stat().st_size > 300


def test_undecided_suggestions_are_included_and_counted(run, capsys):
    main(["render"])
    assert "no review yet: 1 undecided suggestions are included" in capsys.readouterr().err
    assert "Cut the build to 9 minutes" in (run.path / "resume.md").read_text()


def test_a_rejected_suggestion_leaves_the_own_words(run, capsys):
    _decide(run, "reject")
    main(["render"])
    assert "undecided" not in capsys.readouterr().err
    assert "Cut the build from 40 to 9 minutes" in (run.path / "resume.md").read_text()


def test_pages_say_what_was_left_out(run, capsys):
    long = ChangeSet(base=AWKWARD["thirty bullets"], changes=(), posting=JobPosting(text="ad"))
    run.save("changes", long)
    assert main(["render", "--pages", "1", "--format", "pdf"]) == DONE
    said = capsys.readouterr().err
    assert "takes 1 of 1 pages" in said
    assert "the next to come first:\n  - Did " in said


def test_files_outside_the_run_are_not_overwritten_unasked(run, tmp_path, capsys):
    own = tmp_path / "out" / "resume.md"
    own.parent.mkdir()
    own.write_text("mine")
    assert main(["render", "--out", str(own.parent)]) == FAILED
    assert own.read_text() == "mine"
    assert "not overwritten" in capsys.readouterr().err
    assert main(["render", "--out", str(own.parent), "--overwrite"]) == DONE
    assert "Solheim" in own.read_text()


def test_accepted_bullets_go_into_a_copy_of_the_own_document(run, tmp_path, capsys):
    own = tmp_path / "my cv.docx"
    own.write_bytes(to_docx(FULL))
    before = own.read_bytes()
    assert main(["render", "--into", str(own)]) == DONE
    assert "1 of 1 bullets are changed" in capsys.readouterr().err
    assert own.read_bytes() == before
    copy = inspect((run.path / "my cv-tailored.docx").read_bytes(), "copy.docx")
    assert "Cut the build to 9 minutes" in copy.readings[0].text


def test_tracked_changes_keep_the_old_words_in_the_copy(run, tmp_path):
    own = tmp_path / "cv.docx"
    own.write_bytes(to_docx(FULL))
    main(["render", "--into", str(own), "--track-changes"])
    copy = require("docx", package="python-docx", extra="render", purpose="Testing")
    body = copy.Document(str(run.path / "cv-tailored.docx")).element.body
    assert "from 40" in "".join(text.text for text in body.iter("{*}delText"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "odt"], "'odt' is no format"),
        (["--format", ","], "is no format"),
        (["--pages", "0"], "at least one page"),
        (["--track-changes"], "Name it with --into"),
        (["--into", "nowhere.docx"], "no such file"),
        (["no-such-run"], "is no run folder"),
        (["--verify", "nowhere.pdf"], "no such file"),
    ],
)
def test_what_cannot_be_done_is_said_plainly(run, capsys, arguments, said):
    assert main(["render", *arguments]) == FAILED
    assert said in capsys.readouterr().err


def test_verify_prints_what_a_parser_reads(tmp_path, capsys):
    file = tmp_path / "cv.pdf"
    file.write_bytes(to_pdf(FULL))
    assert main(["render", "--verify", str(file)]) == DONE
    shown = capsys.readouterr()
    assert "Cut the build from 40 to 9 minutes" in shown.out
    assert "Nothing hidden, nothing broken: pypdf, pdfium." in shown.err
    assert ["Experience", "work"] in [line.split() for line in shown.err.splitlines()]


def _profile(path, *lines):
    highlights = "".join(f"\n      - {line}" for line in lines)
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "basics:\n  name: Ingrid Solheim\n  email: ingrid@example.org\nwork:\n"
        "  - name: Fjordline\n    position: Release Engineer\n    startDate: 2014-06\n"
        f"    highlights:{highlights}\n"
    )
    return path


_OWN = ("Helped to move 40 services to Kubernetes.", "Wrote the tide tables.")


@pytest.fixture
def printed(tmp_path):
    """A file with a claim that goes beyond the profile's own."""

    def write(form="pdf", first="Moved 40 services to Kubernetes."):
        own = base_resume(load_profile(_profile(tmp_path / "other.yaml", first, _OWN[1])))
        file = tmp_path / f"cv.{form}"
        file.write_bytes({"pdf": to_pdf, "docx": to_docx}[form](own))
        return file

    return write


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_verify_holds_every_line_of_a_file_against_the_profile(
    tmp_path, monkeypatch, printed, capsys, form
):
    monkeypatch.chdir(tmp_path)
    profile = _profile(tmp_path / "profiles" / "me.yaml", *_OWN)
    assert main(["render", "--verify", str(printed(form))]) == REFUSED
    said = capsys.readouterr().err
    assert "not supported: Moved 40 services to Kubernetes." in said
    assert "2 of 3 lines follow from profiles/me.yaml." in said
    honest = printed(form, first=_OWN[0])
    assert main(["render", "--verify", str(honest), "--profile", str(profile)]) == DONE
    assert f"3 of 3 lines follow from {profile}." in capsys.readouterr().err


def test_verify_says_how_a_parser_files_what_it_reads(tmp_path, monkeypatch, printed, capsys):
    monkeypatch.chdir(tmp_path)
    main(["render", "--verify", str(printed())])
    said = capsys.readouterr().err
    row = next(line for line in said.splitlines() if line.startswith("work "))
    cells = [cell.strip() for cell in row.split("  ") if cell.strip()]
    assert cells == ["work", "Release Engineer", "Fjordline", "2014-06 to present", "2"]
    assert "held against no profile" in said


def test_what_was_attested_in_a_review_stands_in_its_files(tmp_path, monkeypatch, printed, capsys):
    monkeypatch.chdir(tmp_path)
    profile = _profile(tmp_path / "profiles" / "me.yaml", *_OWN)
    base = base_resume(load_profile(profile))
    line = base.sections[0].entries[0].lines[0]
    change = Rewrite(
        id="rewrite:x",
        entry_id=base.sections[0].entries[0].id,
        statement_id=line.id,
        before=line.text,
        after=line.text,
        verdict=Verdict(label="supported"),
    )
    folder = RunFolder.create(tmp_path / "runs", "job", "1")
    folder.save("changes", ChangeSet(base=base, changes=(change,), posting=JobPosting(text="ad")))
    decision = Decision(
        change_id=change.id,
        digest=digest(change),
        action="edit",
        text="Moved 40 services to Kubernetes.",
        verdict=Verdict(label="not_enough_evidence", by="attested"),
    )
    folder.save_decisions([decision])
    assert main(["render", str(folder.path), "--verify", str(printed())]) == DONE
    assert "3 of 3 lines follow from profiles/me.yaml, 1 by your review." in capsys.readouterr().err
    beginning = printed(first="Moved 40 services")
    folder.save_decisions([decision.model_copy(update={"text": f"Helped to. {decision.text}"})])
    assert main(["render", str(folder.path), "--verify", str(beginning)]) == REFUSED
    assert main(["render", str(folder.path), "--verify", str(printed())]) == DONE


def test_verify_refuses_a_file_with_trouble(tmp_path, capsys):
    file = tmp_path / "cv.txt"
    file.write_text("Skills\nGo\u200bRust")
    assert main(["render", "--verify", str(file)]) == REFUSED
    assert "problem: “U+200B” on line 2 cannot be seen" in capsys.readouterr().err


def test_markdown_text_and_data_need_no_extra(run, monkeypatch, capsys):
    def missing(_module, *, package, extra, purpose):
        raise MissingExtraError(package, extra, purpose)

    monkeypatch.setattr("tailor.extras.require", missing)
    assert main(["render", "--format", "md,txt,json,rendercv"]) == DONE
    assert json.loads((run.path / "resume.json").read_text())["basics"]["name"] == FULL.name
    assert main(["render", "--format", "pdf"]) == FAILED
    assert 'pip install "honest-tailor[render]"' in capsys.readouterr().err
