"""Documents to a profile: nothing lost, nothing invented, jobs as a reader finds them."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tailor.domain.base import Frozen
from tailor.domain.evidence import base_resume
from tailor.domain.profile import Profile
from tailor.evals.labels import read_labels
from tailor.evals.suite import Measure, Score, Setting, Suite
from tailor.importing.imported import Imported
from tailor.importing.profile_file import load_profile
from tailor.render.rendering import Format

_ABOUT = (
    "Documents written for the project with the jobs a reader finds in them, and the sample "
    "profiles printed in every format and read again."
)
_FORMATS: tuple[Format, ...] = ("txt", "md", "docx", "pdf", "json", "rendercv")
_ENDINGS = {"rendercv": "yaml"}
_WORD = re.compile(r"\w+")
# Shorter lines are headings, dates and labels, which a profile holds as structure, not as words.
_SHORTEST_LINE = 5

Job = tuple[str | None, str | None, str | None, str | None]


class Labels(Frozen, extra="ignore"):
    """The jobs of a document: employer, title, start, end, and the number of statements."""

    work: tuple[tuple[str | int | None, ...], ...] = ()


class ImportCase(Frozen):
    """A document with its labels, or a profile that is printed and read again.

    `kind`, the class, is "written" or the format printed in.
    """

    id: str
    kind: str
    part: str = "dev"
    document: str = ""
    labels: Labels | None = None
    profile: Profile | None = None


def suite(setting: Setting) -> Suite[ImportCase, Imported]:
    """Labelled documents and printed profiles."""
    written = _written(setting.data / "imports" / "documents")
    return Suite(
        name="import",
        about=_ABOUT,
        cases=(*written, *_printed(setting.profiles)),
        run=_run,
        measures=(
            Measure(
                "accounted",
                "every line is in the profile or listed as unplaced",
                accounted,
                tier="invariant",
            ),
            Measure(
                "verbatim",
                "every statement stands in the document",
                verbatim,
                tier="invariant",
            ),
            Measure("jobs", "jobs with employer, title and both dates right", jobs),
            Measure("statements", "jobs with as many statements as a reader counts", statements),
            Measure("comes_back", "statements of a printed profile that come back", comes_back),
        ),
        show=show,
    )


def accounted(case: ImportCase, run: Imported) -> Score | None:
    """Whether half the words of every line are somewhere in what the import gave back."""
    if not case.document:
        return None
    known = set(_words(run.model_dump_json(exclude={"loose"})))
    lost = [
        line.strip()
        for line in case.document.splitlines()
        if len(words := [w for w in _words(line) if w.isalpha()]) >= _SHORTEST_LINE
        and sum(word in known for word in words) * 2 < len(words)
    ]
    return Score(name="accounted", value=float(not lost), reason="; ".join(lost))


def verbatim(case: ImportCase, run: Imported) -> Score | None:
    """Whether every statement's words stand in the document, in that order."""
    if not case.document:
        return None
    text = " ".join(_words(case.document))
    made_up = [line for line in _lines(run.profile) if " ".join(_words(line)) not in text]
    return Score(name="verbatim", value=float(not made_up), reason="; ".join(made_up))


def jobs(case: ImportCase, run: Imported) -> Score | None:
    """The share of labelled jobs that are there with employer, title, start and end."""
    if case.labels is None or not case.labels.work:
        return None
    found = [(job.name, job.position, job.start_date, job.end_date) for job in run.profile.work]
    wanted = [_job(row) for row in case.labels.work]
    missed = [job for job in wanted if job not in found]
    reason = f"not found: {missed}; read: {found}" if missed else ""
    return Score(name="jobs", value=1 - len(missed) / len(wanted), reason=reason)


def statements(case: ImportCase, run: Imported) -> Score | None:
    """The share of labelled jobs, in order, with the labelled number of statements."""
    counted = [row for row in (case.labels.work if case.labels else ()) if len(row) > 4]
    if not counted:
        return None
    found = {(job.name, job.position): len(job.highlights) for job in run.profile.work}
    wrong = [row for row in counted if found.get(_job(row)[:2]) != row[4]]
    reason = f"labelled {wrong}, read {found}" if wrong else ""
    return Score(name="statements", value=1 - len(wrong) / len(counted), reason=reason)


def comes_back(case: ImportCase, run: Imported) -> Score | None:
    """The share of a printed profile's statements that are statements again."""
    if case.profile is None:
        return None
    back = {" ".join(_words(line)) for line in _lines(run.profile)}
    lines = list(_lines(case.profile))
    gone = [line for line in lines if " ".join(_words(line)) not in back]
    reason = "; ".join(gone)
    return Score(name="comes_back", value=1 - len(gone) / max(1, len(lines)), reason=reason)


def show(case: ImportCase, run: Imported) -> str:
    """The document and what was read in it."""
    lines = [
        f"  {job.name} | {job.position} | {job.start_date} to {job.end_date}"
        for job in run.profile.work
    ]
    unplaced = [f"  unplaced: {line.text} ({line.reason})" for line in run.unplaced]
    return "\n".join([case.document.strip(), *lines, *unplaced])


def _run(case: ImportCase) -> Imported:
    from tailor.importing.importer import import_document  # noqa: PLC0415
    from tailor.render.rendering import render  # noqa: PLC0415

    ending = _ENDINGS.get(case.kind, case.kind)
    with tempfile.TemporaryDirectory() as folder:
        if case.profile is None:
            path = Path(folder) / case.id
            path.write_text(case.document, encoding="utf-8")
        else:
            form = next(form for form in _FORMATS if form == case.kind)
            path = Path(folder) / f"resume.{ending}"
            path.write_bytes(render(base_resume(case.profile), form))
        return import_document(path)


def _written(folder: Path) -> Iterator[ImportCase]:
    for path in sorted(folder.glob("*.yaml")):
        document = next(p for p in sorted(folder.glob(f"{path.stem}.*")) if p != path)
        yield ImportCase(
            id=document.name,
            kind="written",
            document=document.read_text(encoding="utf-8"),
            labels=read_labels(path, Labels),
        )


def _printed(folder: Path) -> Iterator[ImportCase]:
    for path in sorted(folder.glob("*.yaml")):
        profile = load_profile(path)
        for form in _FORMATS:
            yield ImportCase(id=f"{path.stem}.{form}", kind=form, profile=profile)


def _job(row: tuple[str | int | None, ...]) -> Job:
    employer, title, start, end = (None if v is None else str(v) for v in row[:4])
    return employer, title, start, end


def _lines(profile: Profile) -> Iterator[str]:
    """The statements of jobs, projects and voluntary work."""
    for entry in (*profile.work, *profile.projects, *profile.volunteer):
        yield from (statement.text for statement in entry.highlights)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
