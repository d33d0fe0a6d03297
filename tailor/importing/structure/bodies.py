"""What every entry has: dates, link, statements and where they came from."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tailor.importing.structure import dates
from tailor.importing.structure.dates import PRESENT, Dates
from tailor.importing.structure.entries import RawEntry, edge_dates
from tailor.importing.structure.labels import labelled
from tailor.importing.structure.ledger import Ledger
from tailor.importing.structure.passages import INLINE_BULLET, Passage
from tailor.importing.structure.statements import Sentence, is_caption, statements

Entry = dict[str, Any]
LINK = re.compile(r"\(?\s*(https?://[^\s()]+|www\.[^\s()]+)\s*\)?")
LABEL = re.compile(r"^(?P<label>[^:,.;()\t]{2,40}):\s+(?=\S)")
CAPTION = "it has only the words of links or pictures"


def finished(entry: Entry, raw: RawEntry, dated: Dates | None, ledger: Ledger) -> Entry:
    """The entry with its dates, link, body and provenance."""
    if dated is not None:
        entry["startDate"] = dated.start if dated.start != PRESENT else None
        entry["endDate"] = dated.end
        if dated.is_odd:
            entry["asWritten"] = dated.written
            ledger.warnings.append(
                f"“{dated.written}” has no exact ISO date; it is kept as written beside the year."
            )
        if dated.start and dated.end and dated.end != PRESENT and dated.end < dated.start[:7]:
            ledger.warnings.append(
                f"“{dated.written}” ends before it starts; kept as it is written."
            )
    if link := next((m for p in raw.head if (m := LINK.search(p.text))), None):
        entry["url"] = link.group(1)
    entry |= body_of(raw, ledger)
    return filled(entry) | {"provenance": ledger.provenance(*raw.head)}


def body_of(raw: RawEntry, ledger: Ledger) -> Entry:
    """Lead-in and highlights. One lead-in above everything is the entry's own."""
    body = []
    for passage in raw.body:
        if is_caption(passage.text) and not passage.bullet:
            ledger.refuse(passage, CAPTION)
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


def dates_of(raw: RawEntry) -> Dates | None:
    """The dates of a header: labelled, or at the edge of one of its lines."""
    for passage in raw.head:
        label = labelled(passage.text)
        found = dates.find(passage.text) if label and label.field == "dates" else ()
        if dated := (found[0] if found else edge_dates(passage)):
            return dated
    return None


def without_link(cell: Passage) -> str:
    """The words of a piece without an address of the web in them."""
    return LINK.sub("", cell.words()).strip()


def one_by_one(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Passages, divided where a line holds several bullets."""
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


def filled(entry: Entry) -> Entry:
    """The entry without fields that say nothing."""
    return {name: value for name, value in entry.items() if value not in (None, "", [])}


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
