"""Values as plain text: HTML, Markdown and LaTeX marks are taken off."""

import re
from collections.abc import Iterator
from typing import Any

from tailor.importing.documents import html, latex, markdown
from tailor.importing.documents.document import Block

_TAGS = re.compile(r"</?(?:p|ul|ol|li|br|div|strong|em|b|i|a|span|h[1-6])\b[^>]*>", re.IGNORECASE)


def blocks(value: str) -> Iterator[Block]:
    """The lines of a value, with the bullets it shows."""
    if _TAGS.search(value):
        return html.blocks(value)
    if latex.is_latex(value):
        return latex.blocks(value)
    return markdown.blocks(value)


def lines(value: Any) -> list[str]:
    """Every line of a value: a text's own lines, or one per item of a list."""
    if value is None:
        return []
    if isinstance(value, list):
        return [line for item in value for line in lines(item)]
    if isinstance(value, dict):
        return [line for inner in value.values() for line in lines(inner)]
    return [text for block in blocks(str(value)) if (text := " ".join(block.text.split()))]


def text(value: Any) -> str:
    """The value as one text; the lines of a longer one stay lines."""
    return "\n".join(lines(value))
