"""A letter as PDF, DOCX, Markdown, text and data: the same words, under the résumé's head."""

import io
import json

import pytest
from docx import Document
from pypdf import PdfReader

from tailor.domain.changes import Resume
from tailor.domain.letter import Letter, LetterSentence
from tailor.domain.verdicts import Verdict
from tailor.errors import InputError
from tailor.render import letter as module
from tailor.render.letter import LETTER_FORMATS, letter_page, render_letter
from tailor.render.pdf import THEMES, page_count
from tailor.render.readback import read_pdf

WHO = Resume(name="Ada Crumb", contact=("ada@example.org", "+44 20 7946 0000"))
MARKUP = "I kept <b>x</b> & *y* under #let x = 1, _always_ \\ and $z$."


def sentence(text, about="person"):
    return LetterSentence(about=about, text=text, verdict=Verdict(label="supported"))


LETTER = Letter(
    language="en",
    paragraphs=(
        (sentence("Dear hiring team,", "courtesy"),),
        (sentence("I moved twelve services to Kubernetes."), sentence(MARKUP)),
        (sentence("Kind regards", "courtesy"),),
    ),
    signature="Ada Crumb",
)
BODY = [
    "Dear hiring team,",
    f"I moved twelve services to Kubernetes. {MARKUP}",
    "Kind regards",
    "Ada Crumb",
]


@pytest.mark.parametrize("form", LETTER_FORMATS)
def test_the_same_letter_gives_the_same_bytes(form):
    assert render_letter(LETTER, WHO, form) == render_letter(LETTER, WHO, form)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_word_comes_back_from_the_pdf_in_each_theme(theme, paper):
    pdf = render_letter(LETTER, WHO, "pdf", theme=theme, paper=paper)
    assert page_count(pdf) == 1
    for reading in read_pdf(pdf):
        read = " ".join(reading.text.split())
        assert read.startswith("Ada Crumb ada@example.org")
        assert " ".join(BODY) in read


@pytest.mark.parametrize("theme", THEMES)
def test_the_word_document_has_a_paragraph_a_text_and_the_head(theme):
    document = Document(io.BytesIO(render_letter(LETTER, WHO, "docx", theme=theme)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "Ada Crumb"
    assert "ada@example.org" in texts[1]
    assert texts[2:] == BODY


def test_a_letter_to_paste_has_no_head():
    text = render_letter(LETTER, WHO, "txt").decode()
    assert [" ".join(part.split()) for part in text.split("\n\n")] == BODY
    markdown = render_letter(LETTER, WHO, "md").decode()
    assert "ada@example.org" not in text + markdown
    assert "\\*y\\*" in markdown


def test_the_data_has_every_sentence_with_its_verdict():
    data = json.loads(render_letter(LETTER, WHO, "json"))
    assert data["paragraphs"][1][1]["text"] == MARKUP
    assert data["paragraphs"][1][1]["verdict"]["label"] == "supported"


def test_the_language_of_the_letter_is_the_documents():
    german = LETTER.model_copy(update={"language": "de"})
    pdf = PdfReader(io.BytesIO(render_letter(german, WHO, "pdf")))
    docx = Document(io.BytesIO(render_letter(german, WHO, "docx")))
    assert pdf.trailer["/Root"]["/Lang"] == docx.core_properties.language == "de"


def test_a_letter_without_name_or_contact_is_still_one():
    bare = LETTER.model_copy(update={"signature": ""})
    for form in LETTER_FORMATS:
        assert render_letter(bare, Resume(), form)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_file_that_says_something_else_is_not_handed_out(form, monkeypatch):
    real = module.letter_page(LETTER, WHO)
    other = real.model_copy(update={"paragraphs": ("I led forty people.",)})
    monkeypatch.setattr(module, "letter_page", lambda *_: real)
    writer = {"pdf": "_to_pdf", "docx": "_to_docx"}[form]
    write = getattr(module, writer)
    monkeypatch.setattr(module, writer, lambda _page, *more: write(other, *more))
    with pytest.raises(InputError, match="does not read back"):
        render_letter(LETTER, WHO, form)


def test_invisible_characters_do_not_get_into_a_letter():
    hidden = Letter(language="en", paragraphs=((sentence("I\u200b moved\u202e it."),),))
    assert letter_page(hidden, WHO).paragraphs == ("I moved it.",)
