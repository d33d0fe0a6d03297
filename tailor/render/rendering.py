"""One door to every format; what does not read back is never handed out."""

from collections.abc import Iterator
from itertools import chain
from typing import Literal, get_args

from tailor.domain.changes import Resume
from tailor.errors import InputError
from tailor.render.hidden import hidden_in_docx, hidden_in_pdf
from tailor.render.json_resume import to_json_resume
from tailor.render.markdown import to_markdown
from tailor.render.outline import outline
from tailor.render.pdf import Paper, Theme, to_pdf
from tailor.render.readback import compare, read_docx, read_pdf
from tailor.render.recheck import Fallen, Grounds, fallen
from tailor.render.rendercv import to_rendercv
from tailor.render.revision import Revised, open_docx, read_revisions, revise, revisions
from tailor.render.text import to_text
from tailor.render.word import to_docx

Format = Literal["md", "txt", "json", "rendercv", "docx", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(
    resume: Resume,
    form: Format,
    *,
    theme: Theme = "classic",
    paper: Paper = "a4",
    grounds: Grounds | None = None,
) -> bytes:
    """Render a résumé; a PDF or DOCX is read again and compared line by line.

    With `grounds`, what its lines rest on, every statement that was read is verified again.
    Raises MissingExtraError when the format's packages are missing, InputError when a character
    cannot be shown, the file does not read back as it was meant or a line does not follow.
    """
    match form:
        case "pdf":
            return _checked(resume, to_pdf(resume, theme=theme, paper=paper), "PDF", grounds)
        case "docx":
            return _checked(
                resume, to_docx(resume, theme=theme, paper=paper), "Word document", grounds
            )
        case "md":
            return to_markdown(resume).encode()
        case "txt":
            return to_text(resume).encode()
        case "json":
            return to_json_resume(resume).encode()
        case "rendercv":
            return to_rendercv(resume).encode()


def render_into(
    document: bytes, base: Resume, resume: Resume, grounds: Grounds, *, tracked: bool
) -> tuple[Revised, int]:
    """Change the bullets whose words differ in a copy of a DOCX; with how many there are.

    They are read and verified again as `render` does, and it raises the same.
    """
    wanted = revisions(base, resume)
    revised = revise(document, wanted, tracked=tracked)
    lines = read_revisions(revised.data, (r for r in wanted if r not in revised.not_found))
    problems = (f"“{meant}” does not come back" for meant, read in lines if not read)
    refused = map(_refused, fallen(resume, lines, grounds))
    if problem := next(chain(problems, refused), None):
        raise InputError(f"The Word document was not written: {problem}.")
    return revised, len(wanted)


def _checked(resume: Resume, data: bytes, what: str, grounds: Grounds | None) -> bytes:
    problem = next(_problems(resume, data, what, grounds), None)
    if problem:
        raise InputError(f"The {what} was not written: {problem}.")
    return data


def _problems(resume: Resume, data: bytes, what: str, grounds: Grounds | None) -> Iterator[str]:
    texts = tuple(outline(resume).texts())
    if what == "PDF":
        readings, hidden = read_pdf(data), hidden_in_pdf(data)
    else:
        document = open_docx(data)
        readings, hidden = (read_docx(document),), hidden_in_docx(document)
    compared = [(reading.extractor, compare(texts, reading)) for reading in readings]
    for extractor, found in compared:
        for problem in found.problems:
            yield (
                f"it does not read back as it was meant ({extractor}: {problem}). "
                "Use --format md or txt, and please report this"
            )
    for text in hidden:
        yield f"“{text.text}” cannot be seen, {text.reason}"
    if grounds:
        lines = (line for _, found in compared for line in found.lines)
        for line in fallen(resume, lines, grounds):
            yield _refused(line)


def _refused(line: Fallen) -> str:
    reason = line.verdict.findings[0].reason if line.verdict.findings else "No line says so."
    return (
        f"“{line.text}” does not follow from its entry of your profile ({reason.rstrip('.')}). "
        "Tailor again, or take the line back with: tailor review"
    )
