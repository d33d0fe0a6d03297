"""A résumé as a Word document with real styles, so that a person can go on editing it."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from tailor import extras
from tailor.domain.changes import Resume
from tailor.render.outline import Outline, OutlineEntry, OutlineSection, outline
from tailor.render.pdf import Paper, Theme
from tailor.render.word_styles import CONTACT, FACTS, LINE, PLACE, STRONG, dress, word_theme

_PAPERS: dict[Paper, tuple[float, float]] = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}
# A ZIP file knows no earlier day; with fixed dates the same résumé gives the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_MAILBOX = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def to_docx(resume: Resume, *, theme: Theme = "classic", paper: Paper = "a4") -> bytes:
    """Write a résumé as DOCX: headings, bullets and dates by style; the same bytes each time.

    Raises MissingExtraError without python-docx.
    """
    return _Writer(outline(resume), theme, paper).bytes()


def packed(document: Any) -> bytes:
    """Save a python-docx document with fixed dates on its parts."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for item in source.infolist():
            part = zipfile.ZipInfo(item.filename, _DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(item))
    return fixed.getvalue()


class _Writer:
    """One document being written."""

    def __init__(self, page: Outline, theme: Theme, paper: Paper) -> None:
        docx = extras.require(
            "docx", package="python-docx", extra="render", purpose="Rendering DOCX"
        )
        self._page = page
        self._theme = word_theme(theme)
        self._document = docx.Document()
        dress(self._document, self._theme, paper=_PAPERS[paper], language=page.language)
        self._name()

    def bytes(self) -> bytes:
        """The whole document."""
        page = self._page
        if page.name:
            self._document.add_paragraph(page.name, style="Title")
        if page.label:
            self._document.add_paragraph(page.label, style="Subtitle")
        if page.contact:
            self._joined(page.contact, self._document.add_paragraph(style=CONTACT))
        if page.summary:
            self._document.add_heading(page.summary_title, level=1)
            for text in page.summary:
                self._document.add_paragraph(text)
        for section in page.sections:
            self._document.add_heading(section.title, level=1)
            for entry in section.entries:
                self._entry(section, entry)
        return packed(self._document)

    def _name(self) -> None:
        properties = self._document.core_properties
        properties.title = properties.author = self._page.name
        properties.comments, properties.language = "", self._page.language
        properties.last_modified_by = ""
        properties.created = properties.modified = datetime(*_DAY)  # noqa: DTZ001  (Word's is naive)

    def _entry(self, section: OutlineSection, entry: OutlineEntry) -> None:
        match section.style:
            case "list":
                self._listed(entry)
            case "brief":
                self._brief(entry)
            case "prose":
                self._full(entry, "Normal")
            case "entries":
                self._full(entry, "List Bullet")

    def _listed(self, entry: OutlineEntry) -> None:
        paragraph = self._document.add_paragraph()
        if entry.heading:
            paragraph.add_run(entry.heading + (":" if entry.details else ""), style=STRONG)
        if entry.details:
            paragraph.add_run(f" {entry.details}" if entry.heading else entry.details)

    def _brief(self, entry: OutlineEntry) -> None:
        paragraph = self._document.add_paragraph(style=LINE)
        if entry.heading:
            paragraph.add_run(entry.heading, style=STRONG)
            if _where(entry):
                paragraph.add_run(self._theme.separator)
        self._placed(entry, paragraph)

    def _full(self, entry: OutlineEntry, line_style: str) -> None:
        if entry.heading:
            self._document.add_heading(entry.heading, level=2)
        above = []
        if entry.facts:
            above.append(self._document.add_paragraph(style=FACTS))
            self._placed(entry, above[0])
        above += map(self._document.add_paragraph, filter(None, (entry.details, entry.lead_in)))
        below = [self._document.add_paragraph(line, style=line_style) for line in entry.lines]
        for paragraph in above if below else above[:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def _placed(self, entry: OutlineEntry, paragraph: Any) -> None:
        """Where, and when at the right margin."""
        self._joined(_where(entry), paragraph, style=PLACE)
        if entry.period:
            paragraph.add_run(f"\t{entry.period}")

    def _joined(self, texts: Iterable[str], paragraph: Any, *, style: str | None = None) -> None:
        for index, text in enumerate(texts):
            if index:
                paragraph.add_run(self._theme.separator, style=style)
            if _ADDRESS.fullmatch(text):
                self._link(paragraph, text, text, style)
            elif _MAILBOX.fullmatch(text):
                self._link(paragraph, text, f"mailto:{text}", style)
            else:
                paragraph.add_run(text, style=style)

    def _link(self, paragraph: Any, text: str, target: str, style: str | None) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415  (an extra)
        from docx.oxml import OxmlElement  # noqa: PLC0415
        from docx.oxml.ns import qn  # noqa: PLC0415

        link = OxmlElement("w:hyperlink")
        relation = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), relation)
        link.append(paragraph.add_run(text, style=style)._r)  # noqa: SLF001  (python-docx has no public way)
        paragraph._p.append(link)  # noqa: SLF001


def _where(entry: OutlineEntry) -> tuple[str, ...]:
    return tuple(filter(None, (entry.organisation, entry.place, entry.url)))
