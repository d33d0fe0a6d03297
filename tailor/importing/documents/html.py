"""HTML: the text a reader sees, one block a line; scripts, styles and hidden parts are not read."""

import re
from collections.abc import Iterator
from typing import Any

from tailor.extras import require
from tailor.importing.documents.document import Block

_SKIPPED = {"script", "style", "template", "noscript", "head", "svg", "nav", "iframe", "object"}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = {
    *("p", "div", "section", "article", "header", "footer", "main", "aside", "ul", "ol", "dl"),
    *("dt", "dd", "li", "table", "tr", "blockquote", "pre", "address", "figure", "hr", "body"),
    *("form", "fieldset", "figcaption", "details", "summary"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAX_DEPTH = 200


def blocks(text: str) -> Iterator[Block]:
    """The visible lines of a page; headings and list items keep their style."""
    parser = require(
        "selectolax.lexbor", package="selectolax", extra="documents", purpose="Reading HTML"
    )
    root = parser.LexborHTMLParser(text).root
    lines = _Lines()
    if root is not None:
        _walk(root, lines, Block(""), 0)
    lines.end(Block(""))
    return iter(lines.done)


class _Lines:
    """Inline text gathered until a block ends."""

    def __init__(self) -> None:
        self.done: list[Block] = []
        self._parts: list[str] = []

    def add(self, text: str) -> None:
        self._parts.append(text)

    def end(self, like: Block) -> None:
        text = re.sub(r" *\t[ \t]*", "\t", re.sub(r"[ \n\r\f\xa0]+", " ", "".join(self._parts)))
        self._parts.clear()
        if text := text.strip():
            self.done.append(Block(text, like.style, like.level))

    def gap(self) -> None:
        if self.done and self.done[-1].text:
            self.done.append(Block(""))


def _walk(node: Any, lines: _Lines, like: Block, depth: int) -> None:
    for child in node.iter(include_text=True):
        tag = child.tag
        if tag == "-text":
            lines.add(child.text_content or "")
        elif tag not in _SKIPPED and depth < _MAX_DEPTH and not _is_hidden(child):
            _element(child, tag, lines, like, depth)


def _element(node: Any, tag: str, lines: _Lines, like: Block, depth: int) -> None:
    if tag == "br":
        lines.end(like)
    elif tag in _HEADINGS:
        level = _HEADINGS[tag]
        lines.end(like)
        lines.gap()
        style = Block("", "title" if level == 1 else "heading", level)
        _walk(node, lines, style, depth + 1)
        lines.end(style)
    elif tag in ("td", "th"):
        _walk(node, lines, like, depth + 1)
        lines.add("\t")
    elif tag in _BLOCKS:
        _block(node, tag, lines, like, depth)
    else:
        _walk(node, lines, like, depth + 1)


def _block(node: Any, tag: str, lines: _Lines, like: Block, depth: int) -> None:
    lines.end(like)
    if tag in ("p", "section", "article", "table", "ul", "ol") and like.style != "bullet":
        lines.gap()
    if tag == "li":
        like = Block("", "bullet", like.level + 1 if like.style == "bullet" else 1)
    _walk(node, lines, like, depth + 1)
    lines.end(like)
    if tag in ("p", "section", "article", "ul", "ol") and like.style != "bullet":
        lines.gap()


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
