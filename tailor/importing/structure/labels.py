"""Labelled lines: "Company: …", "Position - …", "Responsibilities:"."""

import functools
import re
from dataclasses import dataclass

from tailor.importing.structure.words import data, folded, listed

_LABELLED = re.compile(r"^(?P<label>[^\W\d][^:\t–]{0,28}?)\s*(?P<mark>:|\s[-–]\s|\s[-–]$|\t)\s*")
_FIELDS = ("organisation", "title", "dates", "place", "url", "body")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a label names, and where its value begins in the text."""

    field: str
    value: int


def labelled(text: str) -> Labelled | None:
    """The field that an entry's labelled line fills; None for any other line."""
    match = _LABELLED.match(text)
    if match is None:
        return None
    field = _fields().get(folded(match.group("label")))
    if field is None or (text.count("\t") > 1 and match.group().endswith("\t")):
        return None
    # "Company Name – City" is an employer and a place, however odd the name.
    is_name = (
        field == "organisation" and match.group("mark") != ":" and _is_place(text[match.end() :])
    )
    return None if is_name else Labelled(field, match.end())


def labelled_basic(text: str) -> Labelled | None:
    """The same for lines about the person: name, e-mail, birth date and so on."""
    match = _LABELLED.match(text)
    if match is None:
        return None
    label = folded(match.group("label"))
    return next(
        (Labelled(field, match.end()) for field, names in _basics().items() if label in names), None
    )


def only_introduces(text: str) -> bool:
    """Whether a line only announces what follows ("Duties and responsibilities:")."""
    return folded(text.replace("&", " and ")) in _introducing()


def _is_place(text: str) -> bool:
    places = [listed("fields", key) for key in ("cities", "countries", "regions")]
    parts = [folded(part) for part in text.split(",")]
    return all(any(part in names for names in places) for part in parts)


@functools.cache
def _fields() -> dict[str, str]:
    return {folded(name): field for field in _FIELDS for name in data("labels")[field]}


@functools.cache
def _basics() -> dict[str, frozenset[str]]:
    return {
        field: frozenset(folded(name) for name in names)
        for field, names in data("labels")["basics"].items()
    }


@functools.cache
def _introducing() -> frozenset[str]:
    words = data("labels")["introduces"]
    return frozenset(folded(word) for word in words)
