"""Sections of dated one-line items: awards, certificates, publications, patents."""

from collections.abc import Callable, Iterator, Sequence

from tailor.importing.structure import dates, pieces
from tailor.importing.structure.bodies import CAPTION, Entry, body_of, filled
from tailor.importing.structure.dates import PRESENT, Dates
from tailor.importing.structure.entries import RawEntry, edge_dates, without_dates
from tailor.importing.structure.headings import Section
from tailor.importing.structure.ledger import Ledger
from tailor.importing.structure.passages import Passage
from tailor.importing.structure.statements import is_caption
from tailor.importing.structure.words import folded, listed


def dated_items(
    name: str, heading: str, date: str, giver: str | None
) -> Callable[[Section, Ledger], Iterator[tuple[str, Entry]]]:
    """A reader of one-line items: awards, certificates, publications, patents."""

    def read(section: Section, ledger: Ledger) -> Iterator[tuple[str, Entry]]:
        for item, below in _with_below(section.passages):
            if is_caption(item.text):
                ledger.refuse(item, CAPTION)
                continue
            yield name, _dated_item(item, below, (heading, date, giver), ledger)

    return read


def _dated_item(
    item: Passage, below: Sequence[Passage], names: tuple[str, str, str | None], ledger: Ledger
) -> Entry:
    heading, date, giver = names
    dated = edge_dates(item)
    if dated is not None and _is_end(dated, item.text[: dated.begin]):
        # "Valid to 2028" says when it ends, not when it was earned.
        return {heading: item.words(), "provenance": ledger.provenance(item)} | body_of(
            RawEntry((item,), tuple(below)), ledger
        )
    cells = [c for side in without_dates(item, dated) for c in pieces.cells(side)] or [item]
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
            entry["asWritten"] = dated.written
    entry |= body_of(RawEntry((item,), tuple(below)), ledger)
    return filled(entry) | {"provenance": ledger.provenance(item)}


def _is_end(dated: Dates, before: str) -> bool:
    """Whether a date says until when something holds."""
    open_start = dated.start is None and dated.end is not None
    return open_start or folded(before).endswith(tuple(listed("labels", "lapses")))


def _with_below(
    passages: Sequence[Passage],
) -> Iterator[tuple[Passage, list[Passage]]]:
    """Items, and the bullets or sentences below those that have no bullet themselves."""
    items: list[tuple[Passage, list[Passage]]] = []
    for passage in passages:
        deeper = items and passage.bullet > items[-1][0].bullet
        prose = items and not passage.gap and not passage.bullet and not items[-1][0].bullet
        if deeper or (prose and pieces.is_sentence(passage.words()) and not edge_dates(passage)):
            items[-1][1].append(passage)
        else:
            items.append((passage, []))
    yield from items
