"""The PDF: every line comes back from two extractors, whole and in order, from every theme."""

import io

import pypdf
import pypdfium2
import pytest
import typst
from pypdfium2 import raw
from render_samples import AWKWARD, FULL, job, section

from tailor.domain.changes import Resume, ResumeEntry
from tailor.errors import InputError
from tailor.render import to_pdf
from tailor.render.hidden import hidden_in_pdf
from tailor.render.inspection import inspect
from tailor.render.outline import outline
from tailor.render.pdf import THEMES, page_count, to_png
from tailor.render.readback import Reading, compare, read_pdf
from tailor.render.rendering import render


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", AWKWARD)
def test_every_line_comes_back_from_two_extractors(name, theme, paper):
    pdf = to_pdf(AWKWARD[name], theme=theme, paper=paper)
    readings = read_pdf(pdf)
    assert {reading.extractor for reading in readings} == {"pypdf", "pdfium"}
    for reading in readings:
        assert compare(outline(AWKWARD[name]).texts(), reading).problems == ()
    assert hidden_in_pdf(pdf) == ()


@pytest.mark.parametrize("theme", THEMES)
def test_the_same_resume_gives_the_same_bytes(theme):
    assert to_pdf(FULL, theme=theme) == to_pdf(FULL, theme=theme)


@pytest.mark.parametrize("theme", THEMES)
def test_no_letter_is_smaller_than_ten_points(theme):
    document = pypdfium2.PdfDocument(to_pdf(FULL, theme=theme))
    sizes = {
        round(item.get_font_size() * abs(item.get_matrix().d), 2)
        for page in document
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    }
    assert min(sizes) >= 10


def test_the_pdf_is_tagged_and_says_whose_it_is_in_which_language():
    document = pypdf.PdfReader(io.BytesIO(to_pdf(FULL.model_copy(update={"language": "de"}))))
    catalogue = document.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "de"
    assert document.metadata.title == document.metadata.author == "Ingrid Solheim"
    assert document.metadata.creation_date is None


def test_a_word_is_never_broken_at_a_line_end():
    text = "internationalization end-to-end " * 30
    for reading in read_pdf(to_pdf(Resume(sections=(section("work", job("w", text)),)))):
        assert reading.text.count("internationalization") == 30
        assert reading.text.count("end-to-end") == 30


@pytest.mark.parametrize("form", ["pdf", "docx", "md", "txt"])
@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        (ResumeEntry(id="s", details=("Git", "Go")), "Git, Go"),
        (ResumeEntry(id="s", heading="Git"), "Git"),
        (ResumeEntry(id="s", heading="Tools", details=("Git",)), "Tools: Git"),
    ],
)
def test_a_list_has_a_colon_only_between_a_label_and_what_it_names(entry, shown, form, tmp_path):
    file = tmp_path / f"cv.{form}"
    file.write_bytes(render(Resume(name="Jo", sections=(section("skills", entry),)), form))
    for reading in inspect(file.read_bytes(), file.name).readings:
        last = reading.text.strip().splitlines()[-1].strip().replace("*", "")
        assert last.removeprefix("- ") == shown


def test_a_sign_without_a_glyph_is_an_error_that_says_so():
    with pytest.raises(InputError, match="have no sign for 'ก'"):
        to_pdf(Resume(name="ก"))


def test_a_missing_east_asian_font_says_what_to_install(monkeypatch):
    monkeypatch.setattr("tailor.render.pdf.find_spec", lambda _: None)
    monkeypatch.setattr("tailor.render.pdf._fonts", lambda _: typst.Fonts(False))  # noqa: FBT003
    with pytest.raises(InputError, match=r"honest-tailor\[cjk\]"):
        to_pdf(Resume(name="山田"))


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612)])
def test_paper_is_what_was_asked_for(paper, width):
    page = pypdfium2.PdfDocument(to_pdf(FULL, paper=paper))[0]
    assert round(page.get_width()) == width


def test_pages_are_counted_and_drawn():
    academic = AWKWARD["academic"]
    pages = page_count(to_pdf(academic))
    assert pages > 3
    pictures = to_png(academic, ppi=20)
    assert len(pictures) == pages
    assert pictures[0].startswith(b"\x89PNG")


def test_a_file_that_does_not_read_back_is_not_handed_out(monkeypatch):
    other = to_pdf(Resume(name="Somebody Else"))
    monkeypatch.setattr("tailor.render.rendering.to_pdf", lambda *_, **__: other)
    with pytest.raises(InputError, match="does not read back as it was meant"):
        render(FULL, "pdf")


_TEXTS = ("Ingrid Solheim", "Cut the build from 40 to 9 minutes", "Skills")


@pytest.mark.parametrize(
    ("read", "finding"),
    [
        ("Ingrid Solheim\nCut the build from 40 \nto 9 minutes\n• Skills", ()),
        ("Ingrid Solheim\nSkills", ("“Cut the build from 40 to 9 minutes” does not come back",)),
        ("Ingrid Solheim\nSkills\nCut the build from 40 to 9 minutes", ("before “Cut", "“Skills”")),
        ("Ingrid Solheim\nCut the build from 40 to 9 min utes\nSkills", ("“Cut", "before")),
        ("Ingrid Solheim\nCut the buildfrom 40 to 9 minutes\nSkills", ("“Cut", "before")),
        ("Ingrid Solheim\nCut the build from 40 to 9 minutes\nSkills\nRust", ("at the end",)),
        ("Ingrid Solheim\nReact\nCut the build from 40 to 9 minutes\nSkills", ("before “Cut",)),
        ("", ("“Ingrid Solheim” does not", "“Cut the build", "“Skills”")),
    ],
)
def test_a_lost_moved_broken_or_added_line_is_found(read, finding):
    found = compare(_TEXTS, Reading(extractor="x", text=read)).problems
    assert len(found) == len(finding)
    assert all(text.startswith(start) for text, start in zip(found, finding, strict=True))


def test_dropping_any_text_of_a_page_is_noticed():
    texts = tuple(outline(FULL).texts())
    reading = read_pdf(to_pdf(FULL))[0]
    for gone in range(0, len(texts), 3):
        assert compare(texts[:gone] + texts[gone + 1 :], reading).problems


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nonsense", b"PK\x03\x04 no pdf"])
def test_what_is_no_pdf_is_a_plain_error(data):
    with pytest.raises(InputError, match="cannot be read"):
        read_pdf(data)
