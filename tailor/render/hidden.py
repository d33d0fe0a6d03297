"""Text that a reader of the page cannot see, but a parser would read."""

from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_uint
from typing import Any

from tailor import extras
from tailor.domain.base import Frozen
from tailor.render.printable import is_invisible

# Rendered at one pixel a point, ten-point text of a pale grey still differs by more than this
# (of 255) from its ground; white on white and text behind a shape do not.
_LEAST_CONTRAST = 24
_LEAST_SIZE = 3.0
_RING = 3
_INVISIBLE_MODES = frozenset({3, 7})
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Form feeds, soft hyphens at line ends and byte order marks are how extractors lay out a page.
_LAYOUT = frozenset("\f\r\u00ad\ufeff")


class Hidden(Frozen):
    """One text nobody sees. `place` names the page or part of the document."""

    text: str
    place: str
    reason: str


def hidden_in_pdf(data: bytes) -> tuple[Hidden, ...]:
    """Find text that is transparent, white on white, covered, tiny or off the page."""
    pdfium, _ = _pdfium()
    document = pdfium.PdfDocument(data)
    try:
        found = [hidden for index in range(len(document)) for hidden in _page(document, index)]
    finally:
        document.close()
    return tuple(found)


def hidden_in_docx(document: Any) -> tuple[Hidden, ...]:
    """Find text of a python-docx document that is marked hidden, white, or tiny."""
    return tuple(_in_runs(document))


def hidden_in_text(text: str) -> tuple[Hidden, ...]:
    """Find characters that take no room: zero-width, directional overrides, tags."""
    return tuple(
        Hidden(text=f"U+{ord(character):04X}", place=f"line {number}", reason="it takes no room")
        for number, line in enumerate(text.split("\n"), start=1)
        for character in dict.fromkeys(line)
        if character not in _LAYOUT and is_invisible(character)
    )


def _in_runs(document: Any) -> Iterator[Hidden]:
    for run in document.element.body.iter(f"{_WORD}r"):
        text = "".join(part.text or "" for part in run.iter(f"{_WORD}t")).strip()
        reason = _run_reason(run.find(f"{_WORD}rPr"))
        if text and reason:
            yield Hidden(text=text, place="the text", reason=reason)


def _run_reason(properties: Any) -> str:
    if properties is None:
        return ""
    looks = {child.tag.removeprefix(_WORD): child.get(f"{_WORD}val") for child in properties}
    if looks.get("vanish", "0") not in ("0", "false"):
        return "it is marked as hidden"
    if (looks.get("color") or "").upper() == "FFFFFF" and "shd" not in looks:
        return "it is white"
    # Word counts in half points.
    if (looks.get("sz") or "99").isdecimal() and int(looks.get("sz") or 99) < 2 * _LEAST_SIZE:
        return "its letters are tiny"
    return ""


def _pdfium() -> tuple[Any, Any]:
    purpose = "Reading a PDF"
    return (
        extras.require("pypdfium2", package="pypdfium2", extra="render", purpose=purpose),
        extras.require("pypdfium2.raw", package="pypdfium2", extra="render", purpose=purpose),
    )


def _page(document: Any, index: int) -> Iterator[Hidden]:
    _, raw = _pdfium()
    page = document[index]
    textpage = page.get_textpage()
    seen = _Pixels(page)
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=textpage):
        text = item.extract().strip()
        if any(map(str.isalnum, text)) and (reason := _reason(item, seen, raw)):
            yield Hidden(text=text, place=f"page {index + 1}", reason=reason)


def _reason(item: Any, seen: "_Pixels", raw: Any) -> str:
    matrix = item.get_matrix()
    size = item.get_font_size() * max(abs(matrix.a), abs(matrix.b), abs(matrix.d))
    colour, opacity = _fill(item, raw)
    box = seen.box(item.get_bounds())
    if raw.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE_MODES or opacity < 0.1:
        return "it is transparent"
    if size < _LEAST_SIZE:
        return f"its letters are {size:.1f} points high"
    if box is None:
        return "it lies off the page"
    ground, contrast = seen.ground(box)
    if contrast < _LEAST_CONTRAST or abs(colour - ground) < _LEAST_CONTRAST:
        return "it has the colour of the page or is covered"
    return ""


def _fill(item: Any, raw: Any) -> tuple[float, float]:
    """The luminance (0 to 255) and opacity (0 to 1) a text is filled with."""
    red, green, blue, alpha = c_uint(), c_uint(), c_uint(), c_uint(255)
    raw.FPDFPageObj_GetFillColor(item, byref(red), byref(green), byref(blue), byref(alpha))
    return 0.299 * red.value + 0.587 * green.value + 0.114 * blue.value, alpha.value / 255


class _Pixels:
    """A page as it is seen, in grey, one pixel a point."""

    def __init__(self, page: Any) -> None:
        bitmap = page.render(scale=1, grayscale=True, may_draw_forms=False)
        self._width, self._height = bitmap.width, bitmap.height
        stride = bitmap.stride
        pixels = bytes(bitmap.buffer)
        self._rows = [pixels[y * stride : y * stride + self._width] for y in range(self._height)]
        self._left, self._bottom, _, self._top = page.get_bbox()

    def box(self, bounds: tuple[float, float, float, float]) -> tuple[int, int, int, int] | None:
        """Columns and rows of the part of `bounds` on the page; None when all is off it."""
        left, bottom, right, top = bounds
        columns = max(0, int(left - self._left)), min(self._width, int(right - self._left) + 1)
        rows = max(0, int(self._top - top)), min(self._height, int(self._top - bottom) + 1)
        return (*columns, *rows) if columns[0] < columns[1] and rows[0] < rows[1] else None

    def ground(self, box: tuple[int, int, int, int]) -> tuple[int, int]:
        """The commonest grey just around the box, and the range of greys in it.

        Around, because heavy letters may fill most of their own box.
        """
        left, right, top, bottom = box
        inside = Counter(b"".join(row[left:right] for row in self._rows[top:bottom]))
        left, right = max(0, left - _RING), right + _RING
        above = self._rows[max(0, top - _RING) : top]
        below = self._rows[bottom : bottom + _RING]
        around = Counter(b"".join(row[left:right] for row in (*above, *below)))
        ground = (around or inside).most_common(1)[0][0]
        return ground, max(inside) - min(inside)
