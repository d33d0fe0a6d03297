"""Sections of jobs, voluntary work and projects."""

from collections.abc import Iterator, Sequence

from tailor.importing.structure import headers, pieces
from tailor.importing.structure.bodies import (
    CAPTION,
    LABEL,
    LINK,
    Entry,
    body_of,
    dates_of,
    finished,
    one_by_one,
    without_link,
)
from tailor.importing.structure.dates import Dates
from tailor.importing.structure.entries import RawEntry, edge_dates, entries, head_cells
from tailor.importing.structure.headings import Section
from tailor.importing.structure.labels import labelled
from tailor.importing.structure.ledger import Ledger
from tailor.importing.structure.passages import Passage
from tailor.importing.structure.statements import is_caption

_MAX_ENTITY_WORDS = 6


def work(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """Jobs; an entry that names neither employer nor dates is a project."""
    habit = _title_first(section.passages)
    employer = ""
    for raw in entries(section.passages):
        if not raw.head:
            yield from headless(raw, section, ledger)
            continue
        named = _named(raw, habit)
        dated = dates_of(raw)
        is_labelled = any(
            (label := labelled(p.text)) and label.field == "organisation" for p in raw.head
        )
        is_job = is_labelled or (pieces.is_title(named["title"]) and bool(named["organisation"]))
        if not is_job and (dated is None or not (dated.is_range or _stands_apart(raw, dated))):
            yield "projects", _project(raw, ledger)
            continue
        # Several titles at one employer: it is named once, above the first.
        if employer and len(raw.head) == 1 and not pieces.is_organisation(named["organisation"]):
            named = _with_whole_title(named, raw)
        if named["organisation"]:
            employer = named["organisation"] if _names_above(raw) else ""
        entry = {"name": named["organisation"] or employer, "position": named["title"]}
        entry |= {"location": named["place"], "description": named["rest"]}
        yield "work", finished(entry, raw, dated, ledger)


def volunteer(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """Voluntary work: with a header as jobs have it, or one line each."""
    habit = _title_first(section.passages)
    for raw in entries(section.passages):
        if not raw.head:
            for item in one_by_one(raw.body):
                yield (
                    "volunteer",
                    {
                        "organization": item.words(),
                        "provenance": ledger.provenance(item),
                    },
                )
            continue
        named = _named(raw, habit)
        entry = {"organization": named["organisation"], "position": named["title"]}
        entry |= {"location": named["place"], "summary": named["rest"]}
        yield "volunteer", finished(entry, raw, dates_of(raw), ledger)


def projects(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """Projects by their names; lines of their own are a project each."""
    for raw in entries(section.passages):
        if raw.head:
            yield "projects", _project(raw, ledger)
            continue
        for passage in raw.body:
            if is_caption(passage.text):
                ledger.refuse(passage, CAPTION)
            else:
                yield "projects", _line_project(passage, ledger)


def facts(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """What no section of a profile is made for: a project of the heading's name."""
    head = (section.heading,) if section.heading else ()
    raw = RawEntry(head, section.passages)
    made = body_of(raw, ledger)
    if made.get("highlights"):
        entry = {"name": section.title, **made}
        if head:
            entry["provenance"] = ledger.provenance(*head)
        yield "projects", entry


def headless(raw: RawEntry, section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """What stands in a section before its first entry: kept under the section's own heading."""
    made = body_of(raw, ledger)
    ledger.loosen(*(passage for passage in raw.body if not passage.bullet))
    if made.get("highlights"):
        yield "projects", {"name": section.title, **made} if section.title else made


def _title_first(passages: Sequence[Passage]) -> bool | None:
    """Whether the section's headers put the title before the employer, where words show it."""
    votes = 0
    for raw in entries(passages):
        texts = [cell.words() for cell in head_cells(raw.head)]
        named = headers.header(texts)
        if pieces.is_title(named.title) and named.organisation:
            joined = "\t".join(texts)
            votes += 1 if joined.find(named.title) < joined.find(named.organisation) else -1
    return None if votes == 0 else votes > 0


def _named(raw: RawEntry, habit: bool | None) -> dict[str, str]:  # noqa: FBT001
    """Title, organisation and place: labelled lines first, then the header's grammar."""
    found = {"title": "", "organisation": "", "place": ""}
    for passage in raw.head:
        if (label := labelled(passage.text)) and label.field in found:
            found[label.field] = passage.part(label.value, len(passage.text)).words()
    header = headers.header([without_link(c) for c in head_cells(raw.head)], title_first=habit)
    rest = " · ".join(header.rest)
    found["title"] = found["title"] or header.title
    found["organisation"] = found["organisation"] or header.organisation
    found["place"] = found["place"] or header.place
    return found | {"rest": rest}


def _with_whole_title(named: dict[str, str], raw: RawEntry) -> dict[str, str]:
    """The header with a comma's second half as part of the title: "Staff Nurse, Night Ward"."""
    whole = f"{named['title']}, {named['organisation']}"
    is_cut = any(cell.words() == whole for cell in head_cells(raw.head))
    return named | {"title": whole, "organisation": ""} if is_cut else named


def _names_above(raw: RawEntry) -> bool:
    """Whether the header's first line has no dates: an employer with several titles below it."""
    return len(raw.head) > 1 and edge_dates(raw.head[0]) is None


def _stands_apart(raw: RawEntry, dated: Dates) -> bool:
    """Whether a header's date is set apart, and no part of a name ("Grand Challenge 2014")."""
    for passage in raw.head:
        if edge_dates(passage) == dated:
            before = passage.text[: dated.begin]
            return not before or dated.is_range or not before.rstrip(" ")[-1].isalnum()
    return True


def _project(raw: RawEntry, ledger: Ledger) -> Entry:
    dated = dates_of(raw)
    if dated is not None and not _stands_apart(raw, dated):
        dated = None
    cells = head_cells(raw.head)
    name = (
        cells[0].words() if len(cells) > 1 and dated else " ".join(p.words() for p in raw.head[:1])
    )
    if dated and len(cells) == 1:
        name = cells[0].words()
    entry: Entry = {"name": LINK.sub("", name).strip()}
    others = cells[1:] if len(cells) > 1 and dated else raw.head[1:]
    if len(others) == 1 and len(others[0].text.split()) <= _MAX_ENTITY_WORDS:
        entry["entity"] = others[0].words()
    elif others:
        entry["description"] = " · ".join(other.words() for other in others)
    return finished(entry, raw, dated, ledger)


def _line_project(passage: Passage, ledger: Ledger) -> Entry:
    """A project that is one line: "Name: what it is", or only words."""
    label = LABEL.match(passage.text)
    if label and not pieces.is_sentence(label.group("label")):
        value = passage.part(label.end(), len(passage.text))
        raw = RawEntry((passage.part(0, label.end()),), (value,))
        entry: Entry = {"name": label.group("label").strip()} | body_of(raw, ledger)
        return entry | {"provenance": ledger.provenance(raw.head[0])}
    if pieces.is_sentence(passage.words()):
        return body_of(RawEntry((), (passage,)), ledger)
    return {"name": passage.words(), "provenance": ledger.provenance(passage)}
