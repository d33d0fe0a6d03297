"""A résumé as a Word document with real styles, so that a person can go on editing it."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from tailor import extras
from tailor.domain.changes import Resume
from tailor.render.outline import Outline, OutlineEntry, OutlineSection, outline

_PAPERS = {"a4": (21.0, 29.7), "letter": (21.59, 27.94)}
_MARGIN = 2.0
_FONT = "Calibri"
_INK = "17324D"
_FACTS = "Entry Facts"
# A ZIP file knows no earlier day; with fixed dates the same résumé gives the same bytes.
_DAY = (1980, 1, 1, 0, 0, 0)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_MAILBOX = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def to_docx(resume: Resume, *, paper: Literal["a4", "letter"] = "a4") -> bytes:
    """Write a résumé as DOCX: headings, bullets and dates by style; the same bytes each time.

    Raises MissingExtraError without python-docx.
    """
    return _Writer(outline(resume), paper).bytes()


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

    def __init__(self, page: Outline, paper: str) -> None:
        self._docx = extras.require(
            "docx", package="python-docx", extra="render", purpose="Rendering DOCX"
        )
        self._page = page
        self._document = self._docx.Document()
        self._lay_out(paper)
        self._style()

    def bytes(self) -> bytes:
        """The whole document."""
        page = self._page
        if page.name:
            self._document.add_paragraph(page.name, style="Title")
        if page.label:
            self._document.add_paragraph(page.label, style="Subtitle")
        if page.contact:
            self._joined(page.contact, self._document.add_paragraph())
        if page.summary:
            self._document.add_heading(page.summary_title, level=1)
            for text in page.summary:
                self._document.add_paragraph(text)
        for section in page.sections:
            self._document.add_heading(section.title, level=1)
            self._section(section)
        return packed(self._document)

    def _section(self, section: OutlineSection) -> None:
        for entry in section.entries:
            if section.style == "list":
                self._listed(entry)
            else:
                self._entry(entry, "Normal" if section.style == "prose" else "List Bullet")

    def _listed(self, entry: OutlineEntry) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.add_run(
            entry.heading + (":" if entry.heading and entry.details else "")
        ).bold = True
        if entry.details:
            paragraph.add_run(f" {entry.details}" if entry.heading else entry.details)

    def _entry(self, entry: OutlineEntry, line_style: str) -> None:
        if entry.heading:
            self._document.add_heading(entry.heading, level=2)
        if entry.facts:
            paragraph = self._document.add_paragraph(style=_FACTS)
            where = (entry.organisation, entry.place, entry.url)
            self._joined(filter(None, where), paragraph)
            if entry.period:
                paragraph.add_run(f"\t{entry.period}")
        for text in filter(None, (entry.details, entry.lead_in)):
            self._document.add_paragraph(text).paragraph_format.keep_with_next = bool(entry.lines)
        for line in entry.lines:
            self._document.add_paragraph(line, style=line_style)

    def _joined(self, texts: Iterable[str], paragraph: Any) -> None:
        for index, text in enumerate(texts):
            if index:
                paragraph.add_run("  ·  ")
            if _ADDRESS.fullmatch(text):
                self._link(paragraph, text, text)
            elif _MAILBOX.fullmatch(text):
                self._link(paragraph, text, f"mailto:{text}")
            else:
                paragraph.add_run(text)

    def _link(self, paragraph: Any, text: str, target: str) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415  (an extra)
        from docx.oxml import OxmlElement  # noqa: PLC0415
        from docx.oxml.ns import qn  # noqa: PLC0415

        link = OxmlElement("w:hyperlink")
        relation = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), relation)
        link.append(paragraph.add_run(text)._r)  # noqa: SLF001  (python-docx has no public way)
        paragraph._p.append(link)  # noqa: SLF001

    def _lay_out(self, paper: str) -> None:
        centimetres = self._docx.shared.Cm
        section = self._document.sections[0]
        width, height = _PAPERS[paper]
        section.page_width, section.page_height = centimetres(width), centimetres(height)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", centimetres(_MARGIN))
        facts = self._document.styles.add_style(_FACTS, 1)
        facts.base_style = self._document.styles["Normal"]
        facts.paragraph_format.keep_with_next = True
        facts.paragraph_format.tab_stops.add_tab_stop(
            centimetres(width - 2 * _MARGIN), self._docx.enum.text.WD_TAB_ALIGNMENT.RIGHT
        )
        properties = self._document.core_properties
        properties.title = properties.author = self._page.name
        properties.comments, properties.language = "", self._page.language
        properties.last_modified_by = ""
        properties.created = properties.modified = datetime(*_DAY)  # noqa: DTZ001  (Word's is naive)

    def _style(self) -> None:
        #         style, points, bold, space before, space after
        looks = (
            ("Normal", 10.5, None, 0, 2),
            ("Title", 22, None, 0, 0),
            ("Subtitle", 12, None, 0, 2),
            ("Heading 1", 13, True, 12, 3),
            ("Heading 2", 10.5, True, 6, 0),
            ("List Bullet", 10.5, None, 0, 2),
        )
        points = self._docx.shared.Pt
        for name, size, bold, before, after in looks:
            style = self._document.styles[name]
            style.font.size, style.font.bold, style.font.italic = points(size), bold, None
            spacing = style.paragraph_format
            spacing.space_before, spacing.space_after = points(before), points(after)
            self._face(style, _INK if name in ("Title", "Heading 1") else None)
        self._document.styles["Normal"].paragraph_format.line_spacing = 1.08
        # The template is American; hyphenation and spelling follow the résumé's own language.
        for language in self._document.styles.element.xpath("w:docDefaults//w:lang"):
            for attribute in language.attrib:
                language.set(attribute, self._page.language)

    def _face(self, style: Any, colour: str | None) -> None:
        """One font for every script (the template's names a theme font, which would win)."""
        from docx.oxml.ns import qn  # noqa: PLC0415  (an extra)

        style.font.name = _FONT
        fonts = style.element.rPr.rFonts
        for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{script}"), None)
        style.font.color.rgb = self._docx.shared.RGBColor.from_string(colour or "000000")
