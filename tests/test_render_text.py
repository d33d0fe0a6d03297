"""Markdown and plain text: the same words in the same order, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tailor.domain.changes import Line, Resume, ResumeEntry, ResumeSection
from tailor.render import to_markdown, to_text
from tailor.render.outline import outline
from tailor.render.printable import paragraphs, printable
from tailor.render.wording import wording


def _resume(text="Cut the build from 40 to 9 minutes", **changes):
    job = ResumeEntry(
        id="e1",
        heading="Release Engineer",
        organisation="Fjordline Data AS",
        place="Bergen",
        start="2014-06-01",
        end="present",
        url="https://fjordline.example/a_b*c",
        lines=(Line(id="s1", text=text),),
    )
    skill = ResumeEntry(id="k1", heading="Build tools", details=("Bazel", "Make"))
    fields = {
        "name": "Ingrid Solheim",
        "label": "Release Engineer",
        "contact": ("Bergen", "ingrid@example.org"),
        "summary": (Line(id="sum", text="Keeps builds green."),),
        "sections": (
            ResumeSection(name="work", entries=(job,)),
            ResumeSection(name="skills", entries=(skill,)),
        ),
    }
    return Resume(**(fields | changes))


def _read_markdown(source):
    """What a CommonMark reader shows: the text of every block."""
    return [
        "".join(child.content for child in token.children)
        for token in MarkdownIt("commonmark").parse(source)
        if token.type == "inline"
    ]


def test_markdown_holds_every_text_in_reading_order():
    shown = _read_markdown(to_markdown(_resume()))
    assert shown == [
        "Ingrid Solheim",
        "Release Engineer",
        "Bergen | ingrid@example.org",
        "Summary",
        "Keeps builds green.",
        "Experience",
        "Release Engineer",
        "Fjordline Data AS | Bergen | https://fjordline.example/a_b*c | Jun 2014 – Present",
        "Cut the build from 40 to 9 minutes",
        "Skills",
        "Build tools: Bazel, Make",
    ]


_AWKWARD = [
    "C# and F # and #hashtags",
    "# not a heading",
    "1. not a list",
    "2014) not a list either",
    "3.8 of 4",
    "- not a bullet",
    "+1 team spirit",
    "> not a quote",
    "=== not a line",
    "snake_case and __init__ and _this_",
    "*stars* and **more**",
    "`code` and ~~struck~~",
    "[link](https://a.example) and ![image](x)",
    "a <b>bold</b> claim & AT&amp;T &copy; &#65;",
    "back\\slash \\* and a trailing \\",
    "#let x = 1; $5M; @ref; <label>",
    "{{ mustache }} {% jinja %} %s ${shell}",
]


@pytest.mark.parametrize("text", _AWKWARD)
def test_markup_in_a_line_is_only_text(text):
    assert text in _read_markdown(to_markdown(_resume(text)))


@pytest.mark.parametrize("text", _AWKWARD)
def test_markup_in_a_heading_is_only_text(text):
    resume = _resume(name=text, label=text, contact=(text, "b"))
    assert _read_markdown(to_markdown(resume))[:3] == [text, text, f"{text} | b"]


@settings(max_examples=300)
@given(st.text(st.sampled_from("ab1 .)#*_`~[]()<>&;!\\|+-=>:é\n\t"), max_size=25))
def test_any_line_reads_back_from_markdown(text):
    shown = _read_markdown(to_markdown(_resume(text)))
    assert shown[8 : len(shown) - 2] == list(filter(None, [printable(text)]))


def test_text_is_wrapped_and_loses_no_word():
    text = "A fairly long statement about builds " * 12 + "https://example.org/" + "x" * 100
    shown = to_text(_resume(text))
    assert all(len(line) <= 90 or "xxx" in line for line in shown.splitlines())
    assert " ".join(shown.split()).count(" ".join(text.split())) == 1


def test_text_has_standard_headings_and_one_fact_line():
    lines = to_text(_resume()).splitlines()
    assert lines[lines.index("EXPERIENCE") :] == [
        "EXPERIENCE",
        "Release Engineer",
        "Fjordline Data AS | Bergen | https://fjordline.example/a_b*c | Jun 2014 – Present",
        "- Cut the build from 40 to 9 minutes",
        "",
        "SKILLS",
        "- Build tools: Bazel, Make",
    ]


def test_a_resume_without_anything_renders():
    assert to_markdown(Resume()).strip() == ""
    assert to_text(Resume()).strip() == ""


@pytest.mark.parametrize(
    ("language", "start", "end", "shown"),
    [
        ("en", "2014-06-30", "present", "Jun 2014 – Present"),
        ("en", "2014", "2016-01", "2014 – Jan 2016"),
        ("en", "2014-06", None, "Jun 2014"),
        ("en", None, "2018", "2018"),
        ("en", "2014-06-01", "2014-06-30", "Jun 2014"),
        ("en", "", None, ""),
        ("de", "2014-03", "present", "März 2014 – heute"),
        ("pt-BR", "2020-02", "2021", "fev. 2020 – 2021"),
        ("ja", "2019-04", "present", "2019年4月 – 現在"),
        ("ko", "2019", "2020-12", "2019년 – 2020년 12월"),
        ("xx", "2014-06", None, "Jun 2014"),
        ("../en", "2014-06", None, "Jun 2014"),
    ],
)
def test_dates_have_one_format_in_the_language_of_the_resume(language, start, end, shown):
    assert wording(language).period(start, end) == shown


def test_headings_follow_the_language():
    titles = [section.title for section in outline(_resume(language="de")).sections]
    assert titles == ["Berufserfahrung", "Kenntnisse"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines \t here", "two lines here"),
        ("hid\u200bden\ufeff soft\u00adhyphen", "hidden softhyphen"),
        ("flip\u202etxt\u202c", "fliptxt"),
        ("tag\U000e0041\U000e0042", "tag"),
        ("no\u00a0break", "no break"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("bell\x07", "bell"),
    ],
)
def test_invisible_characters_are_not_printed(text, shown):
    assert printable(text) == shown


def test_a_summary_keeps_its_paragraphs():
    assert paragraphs("One\nline.\r\n\r\nTwo.\n \n\n") == ("One line.", "Two.")


def test_capitals_are_those_of_the_language():
    assert "DENEYİM" in to_text(_resume(language="tr"))


def test_a_sentence_that_bullets_continue_is_not_printed_without_them():
    entry = ResumeEntry(id="e", heading="Engineer", lead_in="I was asked to:")
    resume = Resume(sections=(ResumeSection(name="work", entries=(entry,)),))
    assert "asked" not in to_text(resume)


def _certificates(**fields):
    entries = (
        ResumeEntry(id="c1", heading="First aid", organisation="Red Cross", start="2020-02"),
        ResumeEntry(id="c2", heading="VHF radio"),
        ResumeEntry(id="c3", organisation="Coast Guard", **fields),
    )
    return Resume(sections=(ResumeSection(name="certificates", entries=entries),))


def test_a_certificate_has_one_line_with_where_and_when():
    assert to_text(_certificates()).splitlines()[-3:] == [
        "- First aid | Red Cross | Feb 2020",
        "- VHF radio",
        "- Coast Guard",
    ]
    shown = _read_markdown(to_markdown(_certificates()))
    assert shown[-3:] == ["First aid | Red Cross | Feb 2020", "VHF radio", "Coast Guard"]


@pytest.mark.parametrize(
    "fields", [{"details": ("pending",)}, {"lines": (Line(id="x", text="Passed at sea"),)}]
)
def test_certificates_with_more_to_say_are_full_entries(fields):
    text = to_text(_certificates(**fields))
    assert "- First aid" not in text
    assert "First aid\nRed Cross | Feb 2020\n" in text
