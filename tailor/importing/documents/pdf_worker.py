"""Read a PDF from standard input and print its words with their places as JSON.

Runs as a process of its own, with limits on memory and time, because a PDF is hostile until shown
otherwise. It imports nothing of tailor. Exit codes: 0 read, 3 encrypted, 4 damaged.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from typing import Any

ENCRYPTED, DAMAGED = 3, 4
_MEMORY = 2_000_000_000
_SECONDS = 20
_MAX_CHARACTERS = 400_000


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 (there is none on Windows; the parent's timeout remains)
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(max_pages: int) -> int:
    """Print {"pages": [{"width", "height", "images", "runs": [[text, x0, x1, y, size]]}]}."""
    _limit()
    # Only after the limits are set.
    pypdfium2: Any = importlib.import_module("pypdfium2")

    try:
        pdf = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError as error:
        return ENCRYPTED if "password" in str(error).lower() else DAMAGED
    pages = []
    total = len(pdf)
    for index in range(min(total, max_pages)):
        pages.append(_page(pypdfium2, pdf[index]))
        if sum(page["characters"] for page in pages) > _MAX_CHARACTERS:
            break
    json.dump({"total": total, "pages": pages}, sys.stdout)
    return 0


def _page(pypdfium2: Any, page: Any) -> dict[str, Any]:
    text = page.get_textpage()
    images = sum(1 for item in page.get_objects(max_depth=3) if item.type == 3)
    runs = list(_runs(pypdfium2.raw, text))
    return {
        "width": page.get_width(),
        "height": page.get_height(),
        "images": images,
        "characters": text.count_chars(),
        "runs": runs,
    }


def _runs(raw: Any, text: Any) -> Iterator[list[Any]]:
    """Characters that follow one another on a line, as [text, left, right, baseline, size]."""
    run: list[Any] | None = None
    for index in range(min(text.count_chars(), _MAX_CHARACTERS)):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        character = "-" if code in (2, 0xFFFE) else chr(code) if code < 0x110000 else ""
        if character in "\r\n" or not character:
            if run:
                yield run
            run = None
            continue
        size = raw.FPDFText_GetFontSize(text.raw, index)
        left, right, bottom, top = _box(raw, text, index)
        if character.isspace() and run is None:
            continue
        # Fonts of size 1 that are scaled up are common: the box tells the size that is seen.
        seen = max(top - bottom, 0.1) if size <= 1.5 else size
        if run and (
            abs(bottom - run[3]) > seen * 0.6 or left - run[2] > seen * 1.2 or left < run[1]
        ):
            yield run
            run = None
            if character.isspace():
                continue
        if run is None:
            run = ["", left, right, bottom, seen]
        run[0] += character
        if not character.isspace():
            run[2] = max(run[2], right)
            run[4] = max(run[4], seen)
    if run:
        yield run


def _box(raw: Any, text: Any, index: int) -> tuple[float, float, float, float]:
    rect = raw.FS_RECTF()
    if raw.FPDFText_GetLooseCharBox(text.raw, index, rect):
        return rect.left, rect.right, rect.bottom, rect.top
    return 0.0, 0.0, 0.0, 0.0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
