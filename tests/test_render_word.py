"""Word documents: real styles, and accepted bullets in a copy of the person's own."""

import io
import zipfile

import docx
import pytest
from render_samples import AWKWARD, FULL

from tailor.domain.changes import Line
from tailor.errors import InputError
from tailor.render import to_docx
from tailor.render.outline import outline
from tailor.render.pdf import THEMES
from tailor.render.readback import compare, read_docx
from tailor.render.revision import Revision, open_docx, revise, revisions
from tailor.render.word_styles import word_theme


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", AWKWARD)
def test_every_line_comes_back(name, theme, paper):
    reading = read_docx(open_docx(to_docx(AWKWARD[name], theme=theme, paper=paper)))
    assert compare(outline(AWKWARD[name]).texts(), reading).problems == ()


@pytest.mark.parametrize("theme", THEMES)
def test_styles_are_real_ones(theme):
    paragraphs = open_docx(to_docx(FULL, theme=theme)).paragraphs
    styles = {paragraph.text.split("\t")[0]: paragraph.style.name for paragraph in paragraphs}
    assert styles["Ingrid Solheim"] == "Title"
    assert styles["Experience"] == "Heading 1"
    assert styles["Release Engineer"] in ("Heading 2", "Subtitle")
    assert styles["Fjordline work1"] == "Entry Facts"
    assert styles["Cut the build from 40 to 9 minutes"] == "List Bullet"
    assert styles["First aid  ·  Red Cross"] == "Entry Line"


@pytest.mark.parametrize("theme", THEMES)
def test_every_look_is_a_style_so_that_changing_one_changes_all(theme):
    for paragraph in open_docx(to_docx(FULL, theme=theme)).paragraphs:
        for run in paragraph.runs:
            assert (run.font.size, run.font.name, run.bold, run.italic) == (None,) * 4


@pytest.mark.parametrize("theme", THEMES)
def test_no_type_is_smaller_than_ten_points(theme):
    assert min(look.points for look in word_theme(theme).looks.values()) >= 10


def test_themes_look_different():
    assert len({to_docx(FULL, theme=theme) for theme in THEMES}) == len(THEMES)


def test_an_entry_is_kept_with_its_first_line():
    paragraphs = open_docx(to_docx(FULL)).paragraphs
    kept = {
        paragraph.text.split("\t")[0]
        for paragraph in paragraphs
        if paragraph.paragraph_format.keep_with_next or paragraph.style.name.startswith("Heading")
    }
    assert {"Experience", "Release Engineer", "Fjordline work1", "I was asked to:"} <= kept
    assert not kept & {"Cut the build from 40 to 9 minutes", "Red Cross", "4.5/5 · Compilers"}


@pytest.mark.parametrize(("paper", "width"), [("a4", 21.0), ("letter", 21.59)])
def test_paper_is_what_was_asked_for(paper, width):
    section = open_docx(to_docx(FULL, paper=paper)).sections[0]
    assert section.page_width.cm == pytest.approx(width, abs=0.01)


def test_nothing_is_in_tables_headers_or_pictures():
    document = open_docx(to_docx(FULL))
    assert not document.tables
    assert not document.inline_shapes
    assert document.sections[0].header.is_linked_to_previous


@pytest.mark.parametrize("theme", THEMES)
def test_the_same_resume_gives_the_same_bytes_with_no_moment_in_them(theme):
    data = to_docx(FULL, theme=theme)
    assert data == to_docx(FULL, theme=theme)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def _own_document():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Ingrid's own header"
    document.add_heading("What I did", 1)
    bullet = document.add_paragraph(style="List Bullet")
    bullet.add_run("Wrote ")
    bullet.add_run("most of").bold = True
    bullet.add_run(" the release notes for Oslo")
    document.add_paragraph("•\tKept the build\u00a0green")
    document.add_table(1, 1).cell(0, 0).text = "Ran the test farm"
    linked = document.add_paragraph("See ")
    linked._p.append(linked._p.makeelement(docx.oxml.ns.qn("w:hyperlink"), {}))  # noqa: SLF001
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


_WANTED = (
    Revision(
        before="Wrote most of the release notes for Oslo",
        after="Wrote most of the weekly release notes for Bergen",
    ),
    Revision(before="Kept the build green", after="Kept all of the build green"),
    Revision(before="Ran the test farm", after="Helped to run the test farm"),
    Revision(before="See", after="Saw"),
    Revision(before="Not in the document", after="Nor here"),
)


def _paragraphs(data):
    document = open_docx(data)
    return [*document.paragraphs, *document.tables[0].cell(0, 0).paragraphs]


def test_only_the_accepted_bullets_change_in_a_copy():
    revised = revise(_own_document(), _WANTED, tracked=False)
    assert [paragraph.text for paragraph in _paragraphs(revised.data)] == [
        "What I did",
        "Wrote most of the weekly release notes for Bergen",
        "•\tKept all of the build\u00a0green",
        "See ",
        "Helped to run the test farm",
    ]
    assert revised.not_found == _WANTED[3:]
    assert open_docx(revised.data).sections[0].header.paragraphs[0].text == "Ingrid's own header"


def test_words_that_stay_keep_their_look():
    bullet = _paragraphs(revise(_own_document(), _WANTED, tracked=False).data)[1]
    assert bullet.style.name == "List Bullet"
    assert "".join(run.text for run in bullet.runs if run.bold) == "most of"


def test_tracked_changes_hold_both_wordings():
    data = revise(_own_document(), _WANTED, tracked=True).data
    body = open_docx(data).element.body
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    marks = [mark for kind in ("ins", "del") for mark in body.iter(word + kind)]
    numbers = [mark.get(f"{word}id") for mark in marks]
    assert len(set(numbers)) == len(numbers) > 4
    assert {mark.get(f"{word}author") for mark in marks} == {"tailor"}
    for kept, dropped, wanted in (
        (f"{word}t", f"{word}del", "after"),
        (f"{word}delText", f"{word}ins", "before"),
    ):
        texts = []
        for paragraph in body.iter(f"{word}p"):
            seen = [
                text.text
                for text in paragraph.iter(f"{word}t", kept)
                if not any(above.tag == dropped for above in text.iterancestors())
            ]
            texts.append("".join(seen))
        assert getattr(_WANTED[0], wanted) in texts
        assert getattr(_WANTED[2], wanted) in texts


def test_what_is_struck_stands_before_what_replaces_it():
    body = open_docx(revise(_own_document(), _WANTED[:1], tracked=True).data).element.body
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    seen = [text.text for text in body.iter(f"{word}t", f"{word}delText")]
    assert seen.index("Oslo") + 1 == seen.index("Bergen")


def test_a_document_without_changes_keeps_every_part():
    own = _own_document()
    revised = revise(own, (), tracked=False).data
    with zipfile.ZipFile(io.BytesIO(own)) as one, zipfile.ZipFile(io.BytesIO(revised)) as two:
        assert sorted(one.namelist()) == sorted(two.namelist())
        assert one.read("word/document.xml") == two.read("word/document.xml")


def test_revisions_are_the_bullets_whose_words_differ():
    work = FULL.sections[0]
    new = Line(id="work1.0", text="Cut the build to 9 minutes", origin="rewritten")
    entry = work.entries[0].model_copy(update={"lines": (work.entries[0].lines[1], new)})
    section = work.model_copy(update={"entries": (entry, *work.entries[1:])})
    accepted = FULL.model_copy(update={"sections": (section, *FULL.sections[1:])})
    assert revisions(FULL, accepted) == (
        Revision(before="Cut the build from 40 to 9 minutes", after="Cut the build to 9 minutes"),
    )
    assert revisions(FULL, FULL) == ()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 cut", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_word_document_is_a_plain_error(data):
    with pytest.raises(InputError, match="no whole Word document"):
        open_docx(data)
