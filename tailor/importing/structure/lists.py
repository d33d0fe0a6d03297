"""Sections that are lists: skills, languages, interests, references."""

import re
from collections.abc import Iterator

from tailor.importing.structure import pieces
from tailor.importing.structure.bodies import LABEL, Entry, one_by_one
from tailor.importing.structure.headings import Section
from tailor.importing.structure.labels import only_introduces
from tailor.importing.structure.ledger import Ledger
from tailor.importing.structure.words import alternatives, data

_LIST = re.compile(r"\s*(?:[,;|•●▪·\t]|\s[*]\s)\s*(?![^()]*\))")
_EXPERIENCE = re.compile(
    r"^(?P<name>.+?)\s*-\s*Exp[er]+ience\s*-\s*(?P<level>.+?)(?:\s+months)?\s*$", re.IGNORECASE
)
_LEVEL = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<level>[^()]*)\)$")


def skills(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """A skill with keywords for "Label: a, b"; anything else is a skill by its own words."""
    for item in one_by_one(section.passages):
        words = item.words()
        label = LABEL.match(item.text)
        if counted := _EXPERIENCE.match(words):
            entry: Entry = {"name": counted.group("name"), "level": counted.group("level")}
            yield "skills", entry | {"provenance": ledger.provenance(item)}
        elif label and not only_introduces(label.group("label")):
            value = item.part(label.end(), len(item.text))
            entry = {"name": label.group("label").strip(), "keywords": _listed(value.text)}
            yield "skills", entry | {"provenance": ledger.provenance(item)}
        else:
            for part in _listed(item.text) if _is_list(words) else (words,):
                yield "skills", {"name": part, "provenance": ledger.provenance(item)}


def languages(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """Languages with the fluency as it is written."""
    for passage in section.passages:
        for part in _listed(passage.text):
            yield "languages", _language(part) | {"provenance": ledger.provenance(passage)}


def interests(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """Interests, one each."""
    for passage in section.passages:
        sentence = pieces.is_sentence(passage.words())
        for part in (passage.words(),) if sentence else _listed(passage.text):
            yield "interests", {"name": part, "provenance": ledger.provenance(passage)}


def references(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """What the person writes about who can speak for them."""
    for passage in section.passages:
        entry = {"reference": passage.words(), "provenance": ledger.provenance(passage)}
        yield "references", entry


def _language(text: str) -> Entry:
    fluency = alternatives(sorted(data("labels")["fluency"]))
    for pattern in (
        _LEVEL,
        re.compile(r"^(?P<name>[^:–—-]+?)\s*(?::|\s[-–—])\s*(?P<level>.+)$"),
        re.compile(rf"^(?P<level>{fluency})\s+(?:in\s+)?(?P<name>[^\W\d]+)$", re.IGNORECASE),
        re.compile(rf"^(?P<name>[^\W\d]+)\s+(?P<level>(?:{fluency})\b.*)$", re.IGNORECASE),
    ):
        if match := pattern.match(text):
            return {
                "language": match.group("name").strip(),
                "fluency": match.group("level").strip(),
            }
    return {"language": text}


def _is_list(text: str) -> bool:
    """Whether a line is a list of names, however long, and no sentence with commas in it."""
    items = _listed(text)
    average = sum(len(item.split()) for item in items) / max(1, len(items))
    return len(items) >= 4 and average <= 4 if pieces.is_sentence(text) else True


def _listed(text: str) -> list[str]:
    """The items of a list in one line, parentheses kept whole."""
    items = [" ".join(item.split()).strip(" .") for item in _LIST.split(text)]
    return [item for item in items if any(character.isalnum() for character in item)]
