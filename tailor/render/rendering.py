"""One door to every format; what does not read back is never handed out."""

from collections.abc import Iterator
from typing import Literal, get_args

from tailor.domain.changes import Resume
from tailor.errors import InputError
from tailor.render.hidden import hidden_in_docx, hidden_in_pdf
from tailor.render.json_resume import to_json_resume
from tailor.render.markdown import to_markdown
from tailor.render.outline import outline
from tailor.render.pdf import Paper, Theme, to_pdf
from tailor.render.readback import differences, read_docx, read_pdf
from tailor.render.rendercv import to_rendercv
from tailor.render.revision import open_docx
from tailor.render.text import to_text
from tailor.render.word import to_docx

Format = Literal["md", "txt", "json", "rendercv", "docx", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)


def render(resume: Resume, form: Format, *, theme: Theme = "classic", paper: Paper = "a4") -> bytes:
    """Render a résumé; a PDF or DOCX is read again and compared line by line.

    Raises MissingExtraError when the format's packages are missing, InputError when a character
    cannot be shown or the file does not read back as it was meant.
    """
    match form:
        case "pdf":
            return _checked(resume, to_pdf(resume, theme=theme, paper=paper), "PDF")
        case "docx":
            return _checked(resume, to_docx(resume, paper=paper), "Word document")
        case "md":
            return to_markdown(resume).encode()
        case "txt":
            return to_text(resume).encode()
        case "json":
            return to_json_resume(resume).encode()
        case "rendercv":
            return to_rendercv(resume).encode()


def _checked(resume: Resume, data: bytes, what: str) -> bytes:
    problem = next(_problems(resume, data, what), None)
    if problem:
        raise InputError(
            f"The {what} does not read back as it was meant: {problem}. It was not written; "
            "use --format md or txt, and please report this."
        )
    return data


def _problems(resume: Resume, data: bytes, what: str) -> Iterator[str]:
    texts = tuple(outline(resume).texts())
    if what == "PDF":
        readings, hidden = read_pdf(data), hidden_in_pdf(data)
    else:
        document = open_docx(data)
        readings, hidden = (read_docx(document),), hidden_in_docx(document)
    for reading in readings:
        yield from (f"{reading.extractor}: {text}" for text in differences(texts, reading))
    yield from (f"“{text.text}” cannot be seen, {text.reason}" for text in hidden)
