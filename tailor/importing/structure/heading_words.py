"""The words of section headings, in several languages."""

import functools
import re
from typing import get_args

from tailor.domain.matching import Section
from tailor.importing.structure.words import data, folded

# "contact" goes to the basics; "facts" is what JSON Resume has no section for.
CONTACT, COURSES, FACTS = "contact", "courses", "facts"
KINDS = (*get_args(Section), CONTACT, COURSES, FACTS)
_JOINTS = re.compile(r"\s*(?:&|/|,|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\boch\b)\s*")
_MAX_WORDS = 4
_SPACED = re.compile(r"^(?:\w ){3,}\w$")


def kind_of(text: str) -> str | None:
    """The section a heading names; None when it is no heading we know."""
    plain = folded(_SPACED.sub(lambda m: m.group().replace(" ", ""), text.strip(" :-–—•*#_=|")))
    known = _known()
    if plain in known:
        return known[plain]
    parts = [folded(part) for part in _JOINTS.split(text.strip(" :").casefold())]
    if len(parts) < 2 or not all(parts) or parts[-1] not in known:
        return None
    # "Work & Education History": the words that close the last part belong to all of them.
    tail = parts[-1].rpartition(" ")[2]
    kinds = [known.get(part) or known.get(f"{part} {tail}") for part in parts]
    return kinds[0] if all(kinds) else None


def kind_of_tail(text: str) -> str | None:
    """The section that the last word of a short heading names ("CIVILIAN EXPERIENCE")."""
    words = folded(text).split()
    tail = words[-1] if 1 < len(words) <= _MAX_WORDS else ""
    return _known()[tail] if tail in data("headings")["tails"] else None


def is_weak(text: str) -> bool:
    """Whether a known heading is also an ordinary word, or made of such."""
    return all(folded(part) in _weak() for part in _JOINTS.split(text.casefold()))


@functools.cache
def _known() -> dict[str, str]:
    # Where two languages share a word ("formation", "details"), the first kind in the file wins.
    known: dict[str, str] = {}
    for kind in KINDS:
        for words in data("headings")[kind].values():
            for word in words:
                known.setdefault(folded(str(word)), kind)
    return known


@functools.cache
def _weak() -> frozenset[str]:
    return frozenset(folded(word) for word in data("headings")["weak"])
