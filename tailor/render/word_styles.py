"""The styles of a Word document: a theme is data, and each of its looks is a real style."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tailor import extras
from tailor.domain.base import Frozen

CONTACT, FACTS, LINE, PLACE, STRONG = (
    "Contact",
    "Entry Facts",
    "Entry Line",
    "Entry Place",
    "Strong",
)
_FOLDER = Path(__file__).parent / "themes"
_PARAGRAPH, _CHARACTER = 1, 2


class Look(Frozen):
    """One style. `before` and `after` are points of white; `rule` is the colour of a line below."""

    points: float
    bold: bool = False
    italic: bool = False
    colour: str = "000000"
    before: float = 0
    after: float = 0
    centred: bool = False
    rule: str = ""


class WordTheme(Frozen):
    """All styles of a theme. `margins` are those at the sides, and at top and bottom, in cm."""

    font: str
    margins: tuple[float, float]
    line_spacing: float
    separator: str
    looks: Mapping[str, Look]


@cache
def word_theme(name: str) -> WordTheme:
    """Load a theme by its name."""
    return WordTheme(**json.loads((_FOLDER / f"{name}.json").read_text("utf-8")))


def dress(document: Any, theme: WordTheme, *, paper: tuple[float, float], language: str) -> None:
    """Give a new python-docx document its paper (cm), margins and styles."""
    docx = extras.require("docx", package="python-docx", extra="render", purpose="Rendering DOCX")
    centimetres, (width, height) = docx.shared.Cm, paper
    section, (beside, above) = document.sections[0], theme.margins
    section.page_width, section.page_height = centimetres(width), centimetres(height)
    section.left_margin = section.right_margin = centimetres(beside)
    section.top_margin = section.bottom_margin = centimetres(above)
    for name in (CONTACT, FACTS, LINE):
        document.styles.add_style(name, _PARAGRAPH).base_style = document.styles["Normal"]
    document.styles.add_style(PLACE, _CHARACTER)
    for name, look in theme.looks.items():
        _put_on(document.styles[name], look, theme.font, docx)
    document.styles["Normal"].paragraph_format.line_spacing = theme.line_spacing
    for name in (FACTS, LINE):
        document.styles[name].paragraph_format.tab_stops.add_tab_stop(
            centimetres(width - 2 * beside), docx.enum.text.WD_TAB_ALIGNMENT.RIGHT
        )
    # The template is American; hyphenation and spelling follow the résumé's own language.
    for tag in document.styles.element.xpath("w:docDefaults//w:lang"):
        for attribute in tag.attrib:
            tag.set(attribute, language)


def _put_on(style: Any, look: Look, font: str, docx: Any) -> None:
    """Replace all that the template says of a style's letters and room."""
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    style.font.name = font
    # python-docx names the font for Latin letters only.
    properties.rFonts.set(docx.oxml.ns.qn("w:cs"), font)
    style.font.size = docx.shared.Pt(look.points)
    style.font.bold, style.font.italic = look.bold or None, look.italic or None
    style.font.color.rgb = docx.shared.RGBColor.from_string(look.colour)
    if style.type == _PARAGRAPH:
        _space(style, look, docx)


def _space(style: Any, look: Look, docx: Any) -> None:
    spacing = style.paragraph_format
    spacing.space_before = docx.shared.Pt(look.before)
    spacing.space_after = docx.shared.Pt(look.after)
    if look.centred:
        spacing.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(docx.oxml.ns.qn("w:pBdr")):
        properties.remove(border)
    if look.rule:
        # Word wants the parts of a style in one order: the border before the spacing.
        properties.find(docx.oxml.ns.qn("w:spacing")).addprevious(_line_below(look.rule, docx))


def _line_below(colour: str, docx: Any) -> Any:
    border = docx.oxml.OxmlElement("w:pBdr")
    line = docx.oxml.OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "2"), ("color", colour)):
        line.set(docx.oxml.ns.qn(f"w:{name}"), value)
    border.append(line)
    return border
