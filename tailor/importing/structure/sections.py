"""Sections of passages -> the sections of a profile, under JSON Resume's names.

Each function takes a section and the ledger, and returns the entries it makes. Whatever it leaves
out, the ledger lists.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tailor.importing.structure import dates, fields
from tailor.importing.structure.dates import PRESENT, Dates
from tailor.importing.structure.entries import (
    RawEntry,
    edge_dates,
    entries,
    head_cells,
    without_dates,
)
from tailor.importing.structure.headings import Section
from tailor.importing.structure.labels import labelled, only_introduces
from tailor.importing.structure.ledger import Ledger
from tailor.importing.structure.passages import INLINE_BULLET, Passage
from tailor.importing.structure.statements import Sentence, is_caption, statements
from tailor.importing.structure.words import alternatives, data, folded, listed

Entry = dict[str, Any]
_SCORE = re.compile(
    r"\b(?:C?GPA|Grade|Note|Nota|Mention|Percentage|Score)\s*[:=]?\s*[\d.,]+(?:\s*(?:/|of)\s*[\d.,]+)?\s*%?",
    re.IGNORECASE,
)
_URL = re.compile(r"\(?\s*(https?://[^\s()]+|www\.[^\s()]+)\s*\)?")
_LIST = re.compile(r"\s*(?:[,;|•●▪·\t]|\s[*]\s)\s*(?![^()]*\))")
_LABEL = re.compile(r"^(?P<label>[^:,.;()\t]{2,40}):\s+(?=\S)")
_EXPERIENCE = re.compile(
    r"^(?P<name>.+?)\s*-\s*Exp[er]+ience\s*-\s*(?P<level>.+?)(?:\s+months)?\s*$", re.IGNORECASE
)
_LEVEL = re.compile(r"^(?P<name>[^()]+?)\s*\((?P<level>[^()]*)\)$")


def work(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """Jobs; an entry that names neither employer nor dates is a project."""
    habit = _title_first(section.passages)
    employer = ""
    for raw in entries(section.passages):
        if not raw.head:
            yield from _headless(raw, section, ledger)
            continue
        named = _named(raw, habit)
        dated = _dates(raw)
        is_labelled = any(
            (label := labelled(p.text)) and label.field == "organisation" for p in raw.head
        )
        is_job = is_labelled or (fields.is_title(named["title"]) and bool(named["organisation"]))
        if not is_job and (dated is None or not (dated.is_range or _stands_apart(raw, dated))):
            yield "projects", _project(raw, ledger)
            continue
        # Several titles at one employer: it is named once, above the first.
        if named["organisation"]:
            employer = named["organisation"] if _names_above(raw) else ""
        entry = {"name": named["organisation"] or employer, "position": named["title"]}
        entry |= {"location": named["place"], "description": named["rest"]}
        yield "work", _finished(entry, raw, dated, ledger)


def volunteer(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """Voluntary work: with a header as jobs have it, or one line each."""
    habit = _title_first(section.passages)
    for raw in entries(section.passages):
        if not raw.head:
            for item in _items(raw.body):
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
        yield "volunteer", _finished(entry, raw, _dates(raw), ledger)


def projects(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """Projects by their names; lines of their own are a project each."""
    for raw in entries(section.passages):
        if raw.head:
            yield "projects", _project(raw, ledger)
            continue
        for passage in raw.body:
            if is_caption(passage.text):
                ledger.refuse(passage, _CAPTION)
            else:
                yield "projects", _line_project(passage, ledger)


def education(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """Degrees and schools; a line that names a second of either begins another entry."""
    for head, body in _education_entries(section.passages):
        raw = RawEntry(tuple(head), tuple(body))
        if not head:
            yield from _headless(raw, section, ledger)
            continue
        entry = _studies(raw)
        dated = _dates(raw)
        finished = _finished(entry, raw, dated, ledger)
        # One date in education is when it ended.
        if dated is not None and not dated.is_range and "startDate" in finished:
            finished["endDate"] = finished.pop("startDate")
        yield "education", finished


def facts(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """What no section of a profile is made for: a project of the heading's name."""
    head = (section.heading,) if section.heading else ()
    raw = RawEntry(head, section.passages)
    made = _body(raw, ledger)
    if made.get("highlights"):
        entry = {"name": section.title, **made}
        if head:
            entry["provenance"] = ledger.provenance(*head)
        yield "projects", entry


def skills(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """A skill with keywords for "Label: a, b"; anything else is a skill by its own words."""
    for passage in section.passages:
        for item in _split(passage, INLINE_BULLET):
            words = item.words()
            label = _LABEL.match(item.text)
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
        sentence = fields.is_sentence(passage.words())
        for part in (passage.words(),) if sentence else _listed(passage.text):
            yield "interests", {"name": part, "provenance": ledger.provenance(passage)}


def references(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """What the person writes about who can speak for them."""
    for passage in section.passages:
        entry = {"reference": passage.words(), "provenance": ledger.provenance(passage)}
        yield "references", entry


def dated_items(
    name: str, heading: str, date: str, giver: str | None
) -> Callable[[Section, Ledger], Iterator[tuple[str, Entry]]]:
    """A reader of one-line items: awards, certificates, publications, patents."""

    def read(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
        for item, below in _with_below(section.passages):
            if is_caption(item.text):
                ledger.refuse(item, _CAPTION)
                continue
            yield name, _dated_item(item, below, (heading, date, giver), ledger)

    return read


def _dated_item(
    item: Passage, below: Sequence[Passage], names: tuple[str, str, str | None], ledger: Ledger
) -> Entry:
    heading, date, giver = names
    dated = edge_dates(item)
    cells = [c for side in without_dates(item, dated) for c in fields.cells(side)] or [item]
    entry: Entry = {heading: item.words()}
    if giver and len(cells) == 2:
        entry = {heading: cells[0].words(), giver: cells[1].words()}
    elif dated is not None:
        entry = {heading: " ".join(cell.words() for cell in cells)}
    if (
        dated is None
        and len(found := dates.find(item.text)) == 1
        and heading == "name"
        and not giver
    ):
        dated = found[0]
    if dated is not None and (dated.end or dated.start) not in (None, PRESENT):
        entry[date] = dated.start or dated.end
        if dated.is_range and dated.end != PRESENT:
            entry |= {"startDate": dated.start, "endDate": dated.end}
        if dated.is_odd or dated.is_range:
            entry["written"] = dated.written
    entry |= _body(RawEntry((item,), tuple(below)), ledger)
    return _filled(entry) | {"provenance": ledger.provenance(item)}


_MAX_ENTITY_WORDS = 6
_CAPTION = "it has only the words of links or pictures"

READERS: dict[str, Callable[[Section, Ledger], Iterator[tuple[str, Entry]]]] = {
    "work": work,
    "volunteer": volunteer,
    "projects": projects,
    "education": education,
    "courses": facts,
    "facts": facts,
    "skills": skills,
    "languages": languages,
    "interests": interests,
    "references": references,
    "awards": dated_items("awards", "title", "date", "awarder"),
    "certificates": dated_items("certificates", "name", "date", "issuer"),
    "publications": dated_items("publications", "name", "releaseDate", None),
    "patents": dated_items("patents", "title", "date", None),
}


def _headless(raw: RawEntry, section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """What stands in a section before its first entry: kept under the section's own heading."""
    made = _body(raw, ledger)
    if made.get("highlights"):
        yield "projects", {"name": section.title, **made} if section.title else made


def _title_first(passages: Sequence[Passage]) -> bool | None:
    """Whether the section's headers put the title before the employer, where words show it."""
    votes = 0
    for raw in entries(passages):
        texts = [cell.words() for cell in head_cells(raw.head)]
        named = fields.header(texts)
        if fields.is_title(named.title) and named.organisation:
            joined = "\t".join(texts)
            votes += 1 if joined.find(named.title) < joined.find(named.organisation) else -1
    return None if votes == 0 else votes > 0


def _named(raw: RawEntry, habit: bool | None) -> dict[str, str]:  # noqa: FBT001
    """Title, organisation and place: labelled lines first, then the header's grammar."""
    found = {"title": "", "organisation": "", "place": ""}
    for passage in raw.head:
        if (label := labelled(passage.text)) and label.field in found:
            found[label.field] = passage.part(label.value, len(passage.text)).words()
    header = fields.header([_without_link(c) for c in head_cells(raw.head)], title_first=habit)
    rest = " · ".join(header.rest)
    found["title"] = found["title"] or header.title
    found["organisation"] = found["organisation"] or header.organisation
    found["place"] = found["place"] or header.place
    return found | {"rest": rest}


def _names_above(raw: RawEntry) -> bool:
    """Whether the header's first line has no dates: an employer with several titles below it."""
    return len(raw.head) > 1 and edge_dates(raw.head[0]) is None


def _without_link(cell: Passage) -> str:
    return _URL.sub("", cell.words()).strip()


def _dates(raw: RawEntry) -> Dates | None:
    for passage in raw.head:
        label = labelled(passage.text)
        found = dates.find(passage.text) if label and label.field == "dates" else ()
        if dated := (found[0] if found else edge_dates(passage)):
            return dated
    return None


def _finished(entry: Entry, raw: RawEntry, dated: Dates | None, ledger: Ledger) -> Entry:
    """The entry with its dates, link, body and provenance."""
    if dated is not None:
        entry["startDate"] = dated.start if dated.start != PRESENT else None
        entry["endDate"] = dated.end
        if dated.is_odd:
            entry["dates"] = dated.written
            ledger.warnings.append(
                f"“{dated.written}” has no exact ISO date; it is kept as written beside the year."
            )
        if dated.start and dated.end and dated.end != PRESENT and dated.end < dated.start[:7]:
            ledger.warnings.append(
                f"“{dated.written}” ends before it starts; kept as it is written."
            )
    if link := next((m for p in raw.head if (m := _URL.search(p.text))), None):
        entry["url"] = link.group(1)
    entry |= _body(raw, ledger)
    return _filled(entry) | {"provenance": ledger.provenance(*raw.head)}


def _body(raw: RawEntry, ledger: Ledger) -> Entry:
    """Lead-in and highlights. One lead-in above everything is the entry's own."""
    body = []
    for passage in raw.body:
        if is_caption(passage.text) and not passage.bullet:
            ledger.refuse(passage, _CAPTION)
        else:
            body.append(passage)
    found = list(statements(body))
    lead = _own_lead_in(body, found)
    if lead is not None:
        ledger.place(lead)
        found = [item for item in found if item.passage is not lead]
    made: Entry = {"leadIn": lead.words()} if lead is not None else {}
    highlights = [_statement(item, lead, ledger) for item in found]
    return made | ({"highlights": highlights} if highlights else {})


def _own_lead_in(body: Sequence[Passage], found: Sequence[Sentence]) -> Passage | None:
    leads = {id(item.lead_in): item.lead_in for item in found if item.lead_in is not None}
    if len(leads) != 1 or not found:
        return None
    lead = next(iter(leads.values()))
    others = [item for item in found if item.passage is not lead]
    is_first = lead is not None and bool(body) and lead.start == body[0].start
    return lead if is_first and all(item.lead_in is lead for item in others) else None


def _statement(item: Sentence, own_lead: Passage | None, ledger: Ledger) -> Entry:
    made: Entry = {"text": item.text}
    if item.lead_in is not None and item.lead_in is not own_lead:
        made["leadIn"] = item.lead_in.words()
        ledger.place(item.lead_in)
    return made | {"provenance": ledger.provenance(item.passage)}


def _stands_apart(raw: RawEntry, dated: Dates) -> bool:
    """Whether a header's date is set apart, and no part of a name ("Grand Challenge 2014")."""
    for passage in raw.head:
        if edge_dates(passage) == dated:
            before = passage.text[: dated.begin]
            return not before or dated.is_range or not before.rstrip(" ")[-1].isalnum()
    return True


def _project(raw: RawEntry, ledger: Ledger) -> Entry:
    dated = _dates(raw)
    if dated is not None and not _stands_apart(raw, dated):
        dated = None
    cells = head_cells(raw.head)
    name = (
        cells[0].words() if len(cells) > 1 and dated else " ".join(p.words() for p in raw.head[:1])
    )
    if dated and len(cells) == 1:
        name = cells[0].words()
    entry: Entry = {"name": _URL.sub("", name).strip()}
    others = cells[1:] if len(cells) > 1 and dated else raw.head[1:]
    if len(others) == 1 and len(others[0].text.split()) <= _MAX_ENTITY_WORDS:
        entry["entity"] = others[0].words()
    elif others:
        entry["description"] = " · ".join(other.words() for other in others)
    return _finished(entry, raw, dated, ledger)


def _line_project(passage: Passage, ledger: Ledger) -> Entry:
    """A project that is one line: "Name: what it is", or only words."""
    label = _LABEL.match(passage.text)
    if label and not fields.is_sentence(label.group("label")):
        value = passage.part(label.end(), len(passage.text))
        raw = RawEntry((passage.part(0, label.end()),), (value,))
        entry: Entry = {"name": label.group("label").strip()} | _body(raw, ledger)
        return entry | {"provenance": ledger.provenance(raw.head[0])}
    if fields.is_sentence(passage.words()):
        return _body(RawEntry((), (passage,)), ledger)
    return {"name": passage.words(), "provenance": ledger.provenance(passage)}


def _education_entries(
    passages: Sequence[Passage],
) -> Iterator[tuple[list[Passage], list[Passage]]]:
    head: list[Passage] = []
    body: list[Passage] = []
    slots: set[str] = set()
    only_bullets = all(passage.bullet for passage in passages)
    for passage in passages:
        filled = _education_slots(passage)
        is_head = (not passage.bullet or only_bullets) and filled and _is_education_head(passage)
        # A name of no known kind adds to a header; it does not begin one.
        adds = bool(head) and not body and "name" not in slots
        if not is_head or (filled == {"name"} and not adds and slots):
            body.append(passage)
            continue
        only_dates = filled == {"dates"} and "dates" not in slots
        complete = passage.gap and {"school", "degree"} <= slots and not only_dates
        if body or slots & filled or complete:
            if head or body:
                yield head, body
            head, body, slots = [], [], set()
        head.append(passage)
        slots |= filled
    if head or body:
        yield head, body


def _is_education_head(passage: Passage) -> bool:
    text = passage.words()
    return (
        len(text.split()) <= 24
        and not text.endswith((":", ";"))
        and ("\t" in passage.text or not fields.is_sentence(text))
    )


def _education_slots(passage: Passage) -> set[str]:
    text = passage.words()
    slots = set()
    if fields.is_degree(text):
        slots.add("degree")
    if fields.is_school(text):
        slots.add("school")
    if edge_dates(passage):
        slots.add("dates")
    if not slots and (fields.is_place(text) or passage.gap or passage.style):
        slots.add("name")
    if not slots and passage.text and passage.text[0].isupper() and len(text.split()) <= 6:
        slots.add("name")
    return slots


def _studies(raw: RawEntry) -> Entry:
    cells = [_without_link(cell) for cell in head_cells(raw.head)]
    scores = [match.group() for cell in cells if (match := _SCORE.search(cell))]
    cells = [text for cell in cells if (text := _SCORE.sub("", cell).strip(" ,;()-–"))]
    place, texts = fields.places_out(cells)
    texts = [
        part for text in texts for piece in _after_region(text) for part in _school_split(piece)
    ]
    if not place:
        place, texts = fields.places_out(texts)
    school = next((t for t in texts if fields.is_school(t) and not fields.is_degree(t)), "")
    school = school or next((t for t in texts if fields.is_school(t)), "")
    degrees = [text for text in texts if text != school]
    degree = next((text for text in degrees if fields.is_degree(text)), "")
    rest = [text for text in degrees if text != degree]
    if not school and rest and degree:
        school = rest.pop(0)
    study, area = degree_and_subject(degree)
    if not place and school and rest and texts[-1] == rest[-1] and fields.may_be_place(rest[-1]):
        place = rest.pop()
    if not area and rest:
        area = rest.pop(0)
    entry = {"institution": school, "studyType": study, "area": area, "location": place}
    if scores:
        entry["score"] = scores[0]
    if rest := [text for text in rest if text not in entry.values()]:
        entry["summary"] = "; ".join(rest)
    return entry


def _after_region(text: str) -> list[str]:
    """Divide after a region's name: "…, Maharashtra The Northern College"."""
    for match in re.finditer(r",\s+([^\W\d]+(?: [^\W\d]+)?)\s+(?=[A-Z])", text):
        named = folded(match.group(1)) in listed("fields", "regions")
        if named and fields.is_school(text[match.end() :]):
            return [text[: match.end()].strip(), text[match.end() :]]
    return [text]


def _school_split(text: str) -> list[str]:
    """Divide degree and school in one cell: "BSc Physics, University of Kiel"."""
    parts = fields.comma_parts(text)
    if len(parts) < 2 or not (fields.is_school(text) and fields.is_degree(text)):
        return [text]
    school = next((i for i, part in enumerate(parts) if fields.is_school(part)), None)
    if school is None:
        return [text]
    others = (", ".join(parts[:school]), parts[school], ", ".join(parts[school + 1 :]))
    return [part for part in others if part]


def degree_and_subject(degree: str) -> tuple[str, str]:
    """The degree and its subject, of "BSc in Physics"."""
    subject = alternatives(data("fields")["subject"])
    # "Master of Science in Physics": the last of the joints divides.
    for pattern in (r"\s*:\s+", r"\s+(?:in|im|en|em)\s+", r"\s+[-–]\s+", r",\s+"):
        head, joint, tail = _parted(degree, pattern)
        if joint and fields.is_degree(head):
            return head, tail
    match = re.match(
        rf"^((?:[A-Z][A-Za-z]?\.\s?){{2,}}|[A-Z][A-Za-z]{{0,2}}[A-Z][a-z]{{0,2}})\s+(?!{subject}\b)(.+)$",
        degree,
    )
    return (match.group(1).strip(), match.group(2)) if match else (degree.rstrip(" :"), "")


def _parted(text: str, pattern: str) -> tuple[str, str, str]:
    match = re.search(pattern, text)
    return (text[: match.start()], match.group(), text[match.end() :]) if match else (text, "", "")


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


def _with_below(
    passages: Sequence[Passage],
) -> Iterator[tuple[Passage, list[Passage]]]:
    """Items, and the bullets or sentences below those that have no bullet themselves."""
    items: list[tuple[Passage, list[Passage]]] = []
    for passage in passages:
        deeper = items and passage.bullet > items[-1][0].bullet
        prose = items and not passage.gap and not passage.bullet and not items[-1][0].bullet
        if deeper or (prose and fields.is_sentence(passage.words()) and not edge_dates(passage)):
            items[-1][1].append(passage)
        else:
            items.append((passage, []))
    yield from items


def _is_list(text: str) -> bool:
    """Whether a line is a list of names, however long, and no sentence with commas in it."""
    items = _listed(text)
    average = sum(len(item.split()) for item in items) / max(1, len(items))
    return len(items) >= 4 and average <= 4 if fields.is_sentence(text) else True


def _items(passages: Sequence[Passage]) -> Iterator[Passage]:
    for passage in passages:
        yield from _split(passage, INLINE_BULLET)


def _split(passage: Passage, pattern: re.Pattern[str]) -> Iterator[Passage]:
    begin = 0
    for match in pattern.finditer(passage.text):
        if (piece := passage.part(begin, match.start())).text:
            yield piece
        begin = match.end()
    if (piece := passage.part(begin, len(passage.text))).text:
        yield piece


def _listed(text: str) -> list[str]:
    """The items of a list in one line, parentheses kept whole."""
    items = [" ".join(item.split()).strip(" .") for item in _LIST.split(text)]
    return [item for item in items if any(character.isalnum() for character in item)]


def _filled(entry: Entry) -> Entry:
    return {name: value for name, value in entry.items() if value not in (None, "", [])}
