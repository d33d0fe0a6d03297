"""A cover letter as it is sent: the same texts in the same order for every format."""

import io
import json
import textwrap
from collections.abc import Iterator
from typing import Literal, get_args

from tailor import extras
from tailor.domain.base import Frozen
from tailor.domain.changes import Resume
from tailor.domain.letter import Letter
from tailor.errors import InputError
from tailor.render.hidden import hidden_in_docx, hidden_in_pdf
from tailor.render.markdown import escaped
from tailor.render.outline import Outline, outline
from tailor.render.pdf import Paper, Theme, typeset
from tailor.render.printable import printable
from tailor.render.readback import compare, read_docx, read_pdf
from tailor.render.revision import open_docx
from tailor.render.text import WIDTH
from tailor.render.word import packed, to_docx
from tailor.runs import dump

LetterFormat = Literal["md", "txt", "json", "docx", "pdf"]
LETTER_FORMATS: tuple[LetterFormat, ...] = get_args(LetterFormat)
_GAP = 8


class LetterPage(Frozen):
    """A letter in printed words, under the head of the résumé: name and contact details."""

    head: Outline
    paragraphs: tuple[str, ...]
    signature: str

    def body(self) -> Iterator[str]:
        """What stands under the head."""
        return filter(None, (*self.paragraphs, self.signature))

    def texts(self) -> Iterator[str]:
        """Every text on the page, in reading order."""
        yield from self.head.texts()
        yield from self.body()


def render_letter(
    letter: Letter,
    resume: Resume,
    form: LetterFormat,
    *,
    theme: Theme = "classic",
    paper: Paper = "a4",
) -> bytes:
    """Render a letter by the person of `resume`; a PDF or DOCX is read again and compared.

    Markdown and text are the letter alone, to be pasted; PDF and DOCX have the résumé's head. The
    same letter gives the same bytes. Raises MissingExtraError when the format's packages are
    missing, InputError when a character cannot be shown or the file does not read back.
    """
    page = letter_page(letter, resume)
    match form:
        case "pdf":
            return _checked(page, _to_pdf(page, theme, paper), "PDF")
        case "docx":
            return _checked(page, _to_docx(page, resume, theme, paper), "Word document")
        case "md":
            return ("\n\n".join(map(escaped, page.body())) + "\n").encode()
        case "txt":
            return letter_text(letter, resume).encode()
        case "json":
            return dump(letter).encode()


def letter_text(letter: Letter, resume: Resume) -> str:
    """The letter as plain text, as wide as the résumé's."""
    wrapped = (
        textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
        for text in letter_page(letter, resume).body()
    )
    return "\n\n".join(wrapped) + "\n"


def letter_page(letter: Letter, resume: Resume) -> LetterPage:
    """Put a letter in printed words, without invisible text."""
    return LetterPage(
        head=outline(_head(resume, letter.language)),
        paragraphs=tuple(
            printable(" ".join(sentence.text for sentence in paragraph))
            for paragraph in letter.paragraphs
        ),
        signature=printable(letter.signature),
    )


def _head(resume: Resume, language: str) -> Resume:
    return Resume(name=resume.name, contact=resume.contact, language=language)


def _to_pdf(page: LetterPage, theme: Theme, paper: Paper) -> bytes:
    body = json.dumps({"paragraphs": page.paragraphs, "signature": page.signature})
    inputs = {"letter": body, "theme": theme}
    pdf: bytes = typeset(page.head, "letter.typ", paper, inputs=inputs, pdf_standards="ua-1")
    return pdf


def _to_docx(page: LetterPage, resume: Resume, theme: Theme, paper: Paper) -> bytes:
    docx = extras.require("docx", package="python-docx", extra="render", purpose="Rendering DOCX")
    head = _head(resume, page.head.language)
    document = docx.Document(io.BytesIO(to_docx(head, theme=theme, paper=paper)))
    for text in page.body():
        spacing = document.add_paragraph(text).paragraph_format
        spacing.space_before = spacing.space_after = docx.shared.Pt(_GAP)
    return packed(document)


def _checked(page: LetterPage, data: bytes, what: str) -> bytes:
    problem = next(_problems(page, data, what), None)
    if problem:
        raise InputError(
            f"The {what} of the letter was not written: it does not read back as it was meant "
            f"({problem}). Use --format md or txt, and please report this."
        )
    return data


def _problems(page: LetterPage, data: bytes, what: str) -> Iterator[str]:
    texts = tuple(page.texts())
    if what == "PDF":
        readings, hidden = read_pdf(data), hidden_in_pdf(data)
    else:
        document = open_docx(data)
        readings, hidden = (read_docx(document),), hidden_in_docx(document)
    for reading in readings:
        yield from compare(texts, reading).problems
    yield from (f"“{text.text}” cannot be seen, {text.reason}" for text in hidden)
