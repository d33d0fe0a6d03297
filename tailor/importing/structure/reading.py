"""A document without structure of its own -> a profile, with every line accounted for."""

from collections.abc import Sequence
from typing import Any

from tailor.domain.profile import Profile
from tailor.importing.documents.document import Document
from tailor.importing.imported import Imported
from tailor.importing.structure import contacts
from tailor.importing.structure.entries import edge_dates, is_header_like
from tailor.importing.structure.heading_words import CONTACT, FACTS
from tailor.importing.structure.headings import PREAMBLE, Section, sections
from tailor.importing.structure.ledger import Ledger
from tailor.importing.structure.passages import Passage, passages
from tailor.importing.structure.sections import READERS
from tailor.importing.structure.statements import is_caption
from tailor.importing.structure.words import folded


def read(document: Document) -> Imported:
    """Read what the document says of the person, in its own words."""
    ledger = Ledger(document)
    found = sections(passages(document))
    values: dict[str, Any] = {}
    person = contacts.Found()
    for section in (piece for whole in found for piece in _work_without_heading(whole)):
        _read_section(section, values, person, ledger)
    titles = {folded(job.get("position", "")) for job in values.get("work", ())}
    for passage, reason in person.unplaced:
        # A line below the name that is also a job's title is the headline.
        if folded(passage.text) in titles and "label" not in person.values:
            person.values["label"] = passage.words()
        else:
            ledger.refuse(passage, reason)
    has_entries = any(values.get(name) for name in ("work", "education", "volunteer"))
    ledger.loosen(*person.prose, *(() if has_entries else person.told))
    ledger.warnings += person.warnings
    if basics := person.basics():
        values["basics"] = basics
    values["meta"] = {"documents": [{"name": document.name, "sha256": document.sha256}]}
    return Imported(
        profile=Profile.model_validate(values),
        unplaced=ledger.unplaced(),
        warnings=tuple(dict.fromkeys(ledger.warnings)),
        loose=ledger.loose(),
    )


def section_entries(
    kind: str, title: str, document: Document
) -> tuple[tuple[str, dict[str, Any]], ...]:
    """The entries of one section that is a document of its own: (section of a profile, entry)."""
    if kind not in READERS:
        kind = FACTS
    section = Section(kind, title, passages(document))
    return tuple(READERS[kind](section, Ledger(document)))


def _read_section(
    section: Section, values: dict[str, Any], person: contacts.Found, ledger: Ledger
) -> None:
    if section.heading is not None:
        ledger.place(section.heading)
        if all(is_caption(passage.text) for passage in section.passages):
            ledger.warnings.append(f"The section “{section.title}” is empty.")
            if section.kind in READERS and section.kind not in ("facts", "courses"):
                values.setdefault(section.kind, [])
    if section.kind in (PREAMBLE, CONTACT):
        ledger.place(*section.passages)
        contacts.read(section.passages, person, names=section.kind == PREAMBLE)
    elif section.kind == "summary":
        _read_summary(section, person, ledger)
    else:
        for name, entry in READERS[section.kind](section, ledger):
            if entry:
                values.setdefault(name, []).append(entry)


def _read_summary(section: Section, person: contacts.Found, ledger: Ledger) -> None:
    for passage in section.passages:
        if is_caption(passage.text):
            ledger.refuse(passage, "it has only the words of links or pictures")
        else:
            ledger.place(passage)
            person.summary.append(passage.words())
            person.told.append(passage)


def _work_without_heading(section: Section) -> Sequence[Section]:
    """A preamble in which jobs begin without a heading is divided there."""
    if section.kind != PREAMBLE:
        return (section,)
    first = next((i for i, p in enumerate(section.passages) if _begins_job(p)), None)
    if first is None:
        return (section,)
    above, below = section.passages[:first], section.passages[first:]
    return (Section(PREAMBLE, "", above), Section("work", "", below))


def _begins_job(passage: Passage) -> bool:
    dated = edge_dates(passage, single=False)
    return dated is not None and not passage.bullet and is_header_like(passage)
