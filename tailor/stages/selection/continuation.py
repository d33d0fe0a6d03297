"""Statements that continue the one before them, and mean nothing without it."""

import re
from functools import cache
from importlib import resources


def continues(text: str) -> bool:
    """Whether a statement opens by pointing back: "This platform now …", "Another is …"."""
    return bool(_opening().match(text))


@cache
def _opening() -> re.Pattern[str]:
    data = resources.files("tailor.stages.selection") / "data" / "pointing_back.txt"
    lines = data.read_text(encoding="utf-8").splitlines()
    words = (re.escape(line) for line in lines if line and not line.startswith("#"))
    return re.compile(rf"\W*(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)
