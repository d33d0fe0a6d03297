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
from tailor.render.readback import compare, read_docx
from tailor.render.revision import Revision, open_docx, revise, revisions


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", AWKWARD)
def test_every_line_comes_back(name, paper):
    reading = read_docx(open_docx(to_docx(AWKWARD[name], paper=paper)))
    assert compare(outline(AWKWARD[name]).texts(), reading).problems == ()


def test_styles_are_real_ones():
    paragraphs = open_docx(to_docx(FULL)).paragraphs
    styles = {paragraph.text.split("\t")[0]: paragraph.style.name for paragraph in paragraphs}
    assert styles["Ingrid Solheim"] == "Title"
    assert styles["Experience"] == "Heading 1"
    assert styles["Release Engineer"] in ("Heading 2", "Subtitle")
    assert styles["Fjordline work1"] == "Entry Facts"
    assert styles["Cut the build from 40 to 9 minutes"] == "List Bullet"


def test_nothing_is_in_tables_headers_or_pictures():
    document = open_docx(to_docx(FULL))
    assert not document.tables
    assert not document.inline_shapes
    assert document.sections[0].header.is_linked_to_previous


def test_the_same_resume_gives_the_same_bytes_with_no_moment_in_them():
    data = to_docx(FULL)
    assert data == to_docx(FULL)
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
