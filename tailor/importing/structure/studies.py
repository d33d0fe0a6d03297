"""Sections of education: degrees, subjects and schools."""

import re
from collections.abc import Iterator, Sequence

from tailor.importing.structure import dates, headers, pieces
from tailor.importing.structure.bodies import Entry, dates_of, finished, without_link
from tailor.importing.structure.entries import RawEntry, edge_dates, head_cells, head_sentences
from tailor.importing.structure.headings import Section
from tailor.importing.structure.jobs import headless
from tailor.importing.structure.ledger import Ledger
from tailor.importing.structure.passages import Passage
from tailor.importing.structure.words import alternatives, data, folded, listed

# LinkedIn writes a degree twice: "Bachelor of Arts - BA, Linguistics".
_WITH_SHORT_FORM = re.compile(r"^(?P<degree>.+? [-–] (?P<short>[^,]+)), (?P<subject>.+)$")
_SCORE = re.compile(
    r"\b(?:C?GPA|Grade|Note|Nota|Mention|Percentage|Score)\s*[:=]?\s*[\d.,]+(?:\s*(?:/|of)\s*[\d.,]+)?\s*%?",
    re.IGNORECASE,
)


def education(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
    """Degrees and schools; a line that names a second of either begins another entry."""
    passages = [part for passage in section.passages for part in _header_apart(passage)]
    for head, body in _education_entries(passages):
        raw = RawEntry(tuple(head), (*head_sentences(head), *body))
        if not head:
            yield from headless(raw, section, ledger)
            continue
        entry = _studies(raw)
        dated = dates_of(raw)
        made = finished(entry, raw, dated, ledger)
        # One date in education is when it ended.
        if dated is not None and not dated.is_range and "startDate" in made:
            made["endDate"] = made.pop("startDate")
        yield "education", made


def _header_apart(passage: Passage) -> Iterator[Passage]:
    """A line divided after its header: "Hill School, 2008–2013. Eight subjects, with …"."""
    stop = re.search(r"(?<=\d{4})\.\s+(?=[A-Z\d])", passage.text)
    first = passage.text[: stop.start()] if stop and not passage.bullet else ""
    if stop and pieces.is_school(first) and dates.find(first):
        yield passage.part(0, stop.start())
        yield passage.part(stop.end(), len(passage.text))
    else:
        yield passage


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
        and ("\t" in passage.text or not pieces.is_sentence(text))
    )


def _education_slots(passage: Passage) -> set[str]:
    text = passage.words()
    slots = set()
    if pieces.is_degree(text):
        slots.add("degree")
    if pieces.is_school(text):
        slots.add("school")
    if edge_dates(passage):
        slots.add("dates")
    if not slots and (pieces.is_place(text) or passage.gap or passage.style):
        slots.add("name")
    if not slots and passage.text and passage.text[0].isupper() and len(text.split()) <= 6:
        slots.add("name")
    return slots


def _studies(raw: RawEntry) -> Entry:
    cells = [without_link(cell) for cell in head_cells(raw.head)]
    scores = [match.group() for cell in cells if (match := _SCORE.search(cell))]
    cells = [text for cell in cells if (text := _SCORE.sub("", cell).strip(" ,;()-–"))]
    place, texts = headers.places_out(_with_short_forms(cells))
    texts = [
        part for text in texts for piece in _after_region(text) for part in _school_split(piece)
    ]
    if not place:
        place, texts = headers.places_out(texts)
    school = next((t for t in texts if pieces.is_school(t) and not pieces.is_degree(t)), "")
    school = school or next((t for t in texts if pieces.is_school(t)), "")
    degrees = [text for text in texts if text != school]
    degree = next((text for text in degrees if pieces.is_degree(text)), "")
    rest = [text for text in degrees if text != degree]
    if not school and rest and degree:
        school = rest.pop(0)
    study, area = degree_and_subject(degree)
    if not place and school and rest and texts[-1] == rest[-1] and pieces.may_be_place(rest[-1]):
        place = rest.pop()
    if not area and rest:
        area = rest.pop(0)
    entry = {"institution": school, "studyType": study, "area": area, "location": place}
    if scores:
        entry["score"] = scores[0]
    if rest := [text for text in rest if text not in entry.values()]:
        entry["summary"] = "; ".join(rest)
    return entry


def _with_short_forms(cells: Sequence[str]) -> list[str]:
    """Put "Bachelor of Arts" and "BA, Linguistics" together again."""
    joined: list[str] = []
    for cell in cells:
        begins = folded(cell.split(",")[0]) in listed("fields", "degree_words")
        if joined and begins and pieces.is_degree(joined[-1]):
            joined[-1] = f"{joined[-1]} - {cell}"
        else:
            joined.append(cell)
    return joined


def _after_region(text: str) -> list[str]:
    """Divide after a region's name: "…, Maharashtra The Northern College"."""
    for match in re.finditer(r",\s+([^\W\d]+(?: [^\W\d]+)?)\s+(?=[A-Z])", text):
        named = folded(match.group(1)) in listed("fields", "regions")
        if named and pieces.is_school(text[match.end() :]):
            return [text[: match.end()].strip(), text[match.end() :]]
    return [text]


def _school_split(text: str) -> list[str]:
    """Divide degree and school in one cell: "BSc Physics, University of Kiel"."""
    head, colon, tail = text.partition(": ")
    if colon and pieces.is_school(head) and not pieces.is_degree(head):
        return [head.strip(), tail.strip()]
    parts = pieces.comma_parts(text)
    school = next((i for i, part in enumerate(parts) if pieces.is_school(part)), None)
    counts = any(character.isdigit() for character in parts[0]) if parts else False
    # "12th grade, Hill School" is no degree by name, but by its number.
    if len(parts) < 2 or school is None or not (pieces.is_degree(text) or (school and counts)):
        return [text]
    others = (", ".join(parts[:school]), parts[school], ", ".join(parts[school + 1 :]))
    return [part for part in others if part]


def degree_and_subject(degree: str) -> tuple[str, str]:
    """The degree and its subject, of "BSc in Physics"."""
    short = _WITH_SHORT_FORM.match(degree)
    if short and folded(short.group("short")) in listed("fields", "degree_words"):
        return short.group("degree"), short.group("subject")
    subject = alternatives(data("fields")["subject"])
    # "Master of Science in Physics": the last of the joints divides.
    for pattern in (r"\s*:\s+", r"\s+(?:in|im|en|em|i)\s+", r"\s+[-–]\s+", r",\s+"):
        head, joint, tail = _parted(degree, pattern)
        if joint and pieces.is_degree(head):
            return head, tail
    match = re.match(
        rf"^((?:[A-Z][A-Za-z]?\.\s?){{2,}}|[A-Z][A-Za-z]{{0,2}}[A-Z][a-z]{{0,2}})\s+(?!{subject}\b)(.+)$",
        degree,
    )
    return (match.group(1).strip(), match.group(2)) if match else (degree.rstrip(" :"), "")


def _parted(text: str, pattern: str) -> tuple[str, str, str]:
    match = re.search(pattern, text)
    return (text[: match.start()], match.group(), text[match.end() :]) if match else (text, "", "")
