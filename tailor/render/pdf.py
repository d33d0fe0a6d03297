"""A résumé as a tagged PDF, set by Typst from the themes beside this module."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from tailor import extras
from tailor.domain.changes import Resume
from tailor.errors import InputError
from tailor.render.outline import Outline, outline

Theme = Literal["classic", "modern", "compact"]
Paper = Literal["a4", "letter"]
THEMES: tuple[Theme, ...] = get_args(Theme)

_FOLDER = Path(__file__).parent / "themes"
_PAPERS: dict[Paper, str] = {"a4": "a4", "letter": "us-letter"}
# Which of the four national forms of a Han character a reader expects.
_HAN_FORMS = {"zh": "SC", "ko": "KR"}
_CJK_FONT = "manimgx_fonts_cjk"
_NO_INPUTS: Mapping[str, str] = MappingProxyType({})
_NO_GLYPH = re.compile(r"the text `\"(?P<text>.+?)\"` could not be displayed")


def to_pdf(resume: Resume, *, theme: Theme = "classic", paper: Paper = "a4") -> bytes:
    """Set a résumé as PDF/UA-1; the same résumé gives the same bytes.

    Raises MissingExtraError without Typst, InputError when no font has one of the characters.
    """
    pdf: bytes = typeset(outline(resume), f"{theme}.typ", paper, pdf_standards="ua-1")
    return pdf


def to_png(
    resume: Resume, *, theme: Theme = "classic", paper: Paper = "a4", ppi: int = 110
) -> tuple[bytes, ...]:
    """Set a résumé as pictures, one a page. Raises MissingExtraError without Typst."""
    pages = typeset(outline(resume), f"{theme}.typ", paper, format="png", ppi=ppi)
    return (pages,) if isinstance(pages, bytes) else tuple(pages)


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF. Raises MissingExtraError without pypdfium2."""
    pdfium = extras.require(
        "pypdfium2", package="pypdfium2", extra="render", purpose="Counting pages"
    )
    document = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def typeset(
    page: Outline,
    source: str,
    paper: Paper,
    *,
    inputs: Mapping[str, str] = _NO_INPUTS,
    **output: Any,
) -> Any:
    """Set a page by one of the sources beside the themes; `inputs` are what it reads beside it.

    Raises as `to_pdf` does.
    """
    typst = extras.require("typst", package="typst", extra="render", purpose="Rendering PDF")
    known = {
        "resume": page.model_dump_json(),
        "paper": _PAPERS[paper],
        "cjk": _HAN_FORMS.get(page.language, "JP"),
    }
    try:
        return typst.compile(
            str(_FOLDER / source),
            root=str(_FOLDER),
            font_paths=_fonts(typst),
            ignore_system_fonts=True,
            sys_inputs={**known, **inputs},
            **output,
        )
    except typst.TypstError as error:
        # PDF/UA forbids characters without a glyph, which is how an empty box becomes an error.
        if found := _NO_GLYPH.search(error.message):
            raise InputError(_no_glyph(found["text"])) from error
        raise


@cache
def _fonts(typst: Any) -> Any:
    """Only fonts of known versions, never the system's: the same résumé, the same bytes."""
    sans = extras.require(
        "fontpkg_source_sans_3",
        package="fontpkg-source-sans-3",
        extra="render",
        purpose="Rendering PDF",
    )
    folders = [Path(sans.__file__).parent]
    if (cjk := find_spec(_CJK_FONT)) and cjk.origin:
        folders.append(Path(cjk.origin).parent)
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(folder) for folder in folders],
    )


def _no_glyph(text: str) -> str:
    message = f"The PDF fonts have no sign for '{text}', and a PDF with an empty box is no use."
    if any("\u2e80" <= character <= "\uffdc" for character in text) and not find_spec(_CJK_FONT):
        return f'{message} Install them with: pip install "honest-tailor[cjk]"'
    return f"{message} Take it out, or use --format docx, where Word brings its own fonts."
