"""Verbatim or nothing: whether words a model quotes stand in a text, and where."""

import functools
import re
from pathlib import Path

from tailor.llm.chains import visible

_MAX_QUOTE = 300


def located(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quote stands in the text; spacing, case and typographic quotes may differ.

    None when it does not, or when it holds no word.
    """
    words = quote.split()
    if not re.search(r"\w", quote):
        return None
    pattern = r"\s+".join(_escaped(word) for word in words)
    match = re.search(pattern, text) or re.search(pattern, text, re.IGNORECASE)
    return match.span() if match else None


def listed(items: dict[str, str]) -> str:
    """Items for a prompt, each on a line behind its id."""
    return "\n".join(f"[{id_}] {' '.join(text.split())}" for id_, text in items.items())


def shortened(quote: str) -> str:
    """The beginning of what the ad says: enough to know what is asked, however long it is."""
    return quote[:_MAX_QUOTE]


def named(id_: str) -> str:
    """An id that a model made up, as it may be shown: short, in quotes, nothing hidden in it."""
    return f"“{visible(id_)[:20]}”"


def is_addressed_to_machines(text: str) -> bool:
    """Whether a statement gives orders to a program, or hides something from readers."""
    return visible(text) != text or bool(_addressing().search(text))


@functools.cache
def _addressing() -> re.Pattern[str]:
    path = Path(__file__).parent / "data" / "addressed_to_machines.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(line for line in lines if line[:1] not in {"", "#"}), re.IGNORECASE)


def _escaped(word: str) -> str:
    single, double = "['’‘ʼ]", '["“”„]'
    return re.sub(single, lambda _: single, re.sub(double, lambda _: double, re.escape(word)))
