"""Text nobody sees is found, in PDF, Word and plain text; visible text is not suspected."""

import io

import docx
import pytest
import typst
from docx.shared import Pt, RGBColor

from tailor.errors import InputError
from tailor.render.hidden import hidden_in_docx, hidden_in_pdf
from tailor.render.inspection import inspect


def _pdf(source):
    return typst.compile(f"#set page(height: 10cm)\n{source}\n\nPlain visible words".encode())


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("#text(fill: white)[Kubernetes]", "colour of the page"),
        ("#text(fill: rgb(252, 252, 250))[Kubernetes]", "colour of the page"),
        ("#text(fill: black.transparentize(100%))[Kubernetes]", "transparent"),
        ("#text(size: 0.4pt)[Kubernetes]", "points high"),
        ("#place(dx: -30cm)[Kubernetes]", "off the page"),
        (
            "Kubernetes #place(top + left, rect(width: 100%, height: 2em, fill: white))",
            "colour of the page",
        ),
        (
            "#block(fill: black, inset: 1em, text(fill: rgb(3, 3, 3))[Kubernetes])",
            "colour of the page",
        ),
    ],
)
def test_hidden_text_in_a_pdf_is_found(source, reason):
    found = hidden_in_pdf(_pdf(source))
    assert [(h.text, h.place) for h in found] == [("Kubernetes", "page 1")]
    assert reason in found[0].reason


@pytest.mark.parametrize(
    "source",
    [
        "#block(fill: navy, inset: 1em, text(fill: white)[White on blue])",
        "#text(fill: luma(150))[Pale grey]",
        "#text(size: 40pt, weight: 900)[MMMM]",
        "A – dash – and a . dot",
        "#rotate(90deg)[Turned]",
    ],
)
def test_visible_text_in_a_pdf_is_not_suspected(source):
    assert hidden_in_pdf(_pdf(source)) == ()


def _word(change):
    document = docx.Document()
    document.add_paragraph("Skills")
    change(document, document.add_paragraph("").add_run("Kubernetes"))
    return document


def _vanish(_, run):
    run.font.hidden = True


def _white(_, run):
    run.font.color.rgb = RGBColor(255, 255, 255)


def _tiny(_, run):
    run.font.size = Pt(1)


@pytest.mark.parametrize(
    ("change", "reason"), [(_vanish, "hidden"), (_white, "white"), (_tiny, "tiny")]
)
def test_hidden_text_in_a_word_document_is_found(change, reason):
    found = hidden_in_docx(_word(change))
    assert [h.text for h in found] == ["Kubernetes"]
    assert reason in found[0].reason


def test_ordinary_text_in_a_word_document_is_not_suspected():
    def bold(_, run):
        run.bold, run.font.hidden, run.font.size = True, False, Pt(9)

    assert hidden_in_docx(_word(bold)) == ()


def _bytes(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _table(document, _):
    document.add_table(1, 1).cell(0, 0).text = "In a table"


def _header(document, _):
    document.sections[0].header.paragraphs[0].text = "In the header"


@pytest.mark.parametrize(
    ("change", "problem"), [(_table, "tables"), (_header, "header"), (_vanish, "seen")]
)
def test_what_troubles_a_parser_in_a_word_document_is_said(change, problem):
    found = inspect(_bytes(_word(change)), "cv.docx")
    assert [text for text in found.problems if problem in text]


def test_a_clean_file_has_no_problems_and_its_headings_are_known():
    text = "Jo Li\njo@example.org\n+47 55 55 01 23\n\n## Work Experience\n2014-06\n\nSKILLS\nGo"
    found = inspect(text.encode(), "cv.md")
    assert found.problems == found.notes == ()
    assert found.sections == (("Work Experience", "work"), ("SKILLS", "skills"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Skills\nGo\u200bRust", "U+200B"),
        ("Skills\nGo \U000e0049\U000e0047", "U+E0049"),
        ("Skills\n\u202eoG", "U+202E"),
        ("Some words about me", "No standard section heading"),
        ("Skills\nGo", "No e-mail address"),
        ("Skills\n06/2014 and Jul 2015", "Dates are written in 2 ways"),
    ],
)
def test_what_troubles_a_parser_in_a_text_is_said(text, said):
    found = inspect(text.encode(), "cv.txt")
    assert [line for line in found.problems + found.notes if said in line]


def test_a_page_that_is_a_picture_has_no_text():
    found = inspect(typst.compile(b"#rect(width: 3cm)"), "scan.pdf")
    assert [text for text in found.problems if "picture" in text]


def test_data_for_programs_is_refused():
    with pytest.raises(InputError, match="data for programs"):
        inspect(b"{}", "cv.json")
