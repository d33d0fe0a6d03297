"""What a model reads in a chunk of prose -> entries, each field looked up in the prose.

The model only points. Values are the document's own words; what cannot be found, or stands nearer
to another entry's words, is left out; a statement is kept whole, with its limits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tailor.importing.prose import telling
from tailor.importing.prose.chunks import Chunk, Told
from tailor.importing.prose.telling import Span
from tailor.importing.structure import dates, pieces
from tailor.importing.structure.dates import Dates
from tailor.importing.structure.passages import Passage
from tailor.llm.answers import ReadEntry
from tailor.stages.modelling.quoting import located

_FIELDS = ("organisation", "title", "place")


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry: its fields and statements as passages of the document.

    `unit` is the number of the statement that names it, `named_in` that statement; `missed` are
    the quotes left out.
    """

    kind: str
    unit: int
    named_in: Told
    fields: Mapping[str, Passage]
    dated: Dates | None
    statements: tuple[Told, ...] = ()
    missed: tuple[str, ...] = ()


def found(chunk: Chunk, read: Sequence[ReadEntry]) -> tuple[tuple[FoundEntry, ...], Sequence[str]]:
    """The entries in the chunk's order, and the quotes of all that was left out.

    No statement names two entries, and none is in two.
    """
    lookups = [_Lookup(chunk, entry) for entry in read]
    anchors: dict[int, _Lookup] = {}
    for lookup in lookups:
        if lookup.unit is not None:
            anchors.setdefault(lookup.unit, lookup)
    placed = [anchors[unit].entry(frozenset(anchors) - {unit}) for unit in sorted(anchors)]
    lost = [lookup for lookup in lookups if lookup not in anchors.values()]
    entries = tuple(_with_statements(chunk, placed, anchors))
    missed = [quote for entry in entries for quote in entry.missed]
    return entries, [*missed, *(quote for lookup in lost for quote in lookup.quotes())]


class _Lookup:
    """The words of one entry that a model read, in every statement of the chunk."""

    def __init__(self, chunk: Chunk, read: ReadEntry) -> None:
        self.read = read
        self._told = chunk.told
        self._hits = [_hits(told.passage.text, read) for told in chunk.told]
        self.unit = self._anchor()

    def quotes(self) -> list[str]:
        """Everything the model quoted for the entry."""
        read = self.read
        fields = (read.organisation, read.title, read.place, read.dates)
        return [quote for quote in (*fields, *read.statements) if quote.strip()]

    def entry(self, others: frozenset[int]) -> FoundEntry:
        """The fields beside the anchor, or in a statement next to it that names no other entry."""
        if self.unit is None:
            raise ValueError("an entry that nothing names has no fields")
        near = [self.unit, *self._beside(others)]
        fields = {name: hit for name in _FIELDS if (hit := self._field(name, near)) is not None}
        dated = self._dates(near)
        missed = [getattr(self.read, name) for name in _FIELDS if name not in fields]
        missed += [self.read.dates] if dated is None else []
        return FoundEntry(
            kind=self.read.kind,
            unit=self.unit,
            named_in=self._told[self.unit],
            fields=fields,
            dated=dated,
            missed=tuple(quote for quote in missed if quote.strip()),
        )

    def _anchor(self) -> int | None:
        """The statement that names the entry; of several the one with most of its fields."""
        naming = [index for index in range(len(self._told)) if self._is_named_in(index)]
        return max(naming, key=lambda index: (len(self._hits[index]), -index), default=None)

    def _is_named_in(self, index: int) -> bool:
        text, hits = self._told[index].passage.text, self._hits[index]
        span = hits.get("organisation" if self.read.organisation.strip() else "title")
        if span is None or not telling.is_told_of_the_writer(text, span.begin):
            return False
        title = text[slice(*hits["title"])] if "title" in hits else ""
        return telling.may_be(self.read.kind, text, title)

    def _beside(self, others: frozenset[int]) -> Iterator[int]:
        for index in (self.unit + 1, self.unit - 1) if self.unit is not None else ():
            if 0 <= index < len(self._told) and index not in others:
                told, anchor = self._told[index], self._told[self.unit or 0]
                if told.paragraph == anchor.paragraph:
                    yield index

    def _field(self, name: str, near: Sequence[int]) -> Passage | None:
        for index in near:
            span, text = self._hits[index].get(name), self._told[index].passage
            if span is None:
                continue
            is_ours = telling.is_told_of_the_writer(text.text, span.begin)
            if is_ours and not self._is_crossed(index, span):
                return text.part(*span)
        return None

    def _is_crossed(self, index: int, span: Span) -> bool:
        """Whether another title or organisation stands between the field and the entry's name."""
        own = self._hits[index].get("organisation")
        if own is None or own == span:
            return False
        text = self._told[index].passage.text
        first, second = sorted((own, span))
        between = text[first.end : second.begin]
        return pieces.is_title(between) or telling.names_organisation(between)

    def _dates(self, near: Sequence[int]) -> Dates | None:
        """The dates nearest to the entry's name, when they are the ones that the model quoted."""
        for index in near:
            text = self._told[index].passage.text
            known = dates.find(text)
            if not known:
                continue
            quoted = located(self.read.dates, text)
            named = next((span for span in self._hits[index].values()), Span(0, 0))
            nearest = min(known, key=lambda d: max(d.begin - named.end, named.begin - d.finish))
            overlaps = quoted and quoted[0] < nearest.finish and nearest.begin < quoted[1]
            return nearest if overlaps else None
        return None


def _hits(text: str, read: ReadEntry) -> dict[str, Span]:
    """Where a statement has the entry's fields, the first place of each."""
    spans = {
        "organisation": telling.organisations(read.organisation, text),
        "title": telling.titles(read.title, text),
        "place": telling.organisations(read.place, text),
    }
    return {name: places[0] for name, places in spans.items() if places}


def _with_statements(
    chunk: Chunk, entries: Sequence[FoundEntry], anchors: Mapping[int, _Lookup]
) -> Iterator[FoundEntry]:
    """Each entry with its statements: those quoted between its name and the next entry's."""
    begins = [*(entry.unit for entry in entries), len(chunk.told)]
    for entry, end in zip(entries, begins[1:], strict=True):
        statements: list[Told] = []
        missed = list(entry.missed)
        for quote in anchors[entry.unit].read.statements:
            quoted = _quoted(chunk, quote)
            within = [told for number, told in quoted if entry.unit <= number < end]
            statements += [told for told in within if told not in statements]
            missed += [] if within and len(within) == len(quoted) else [quote]
        ordered = tuple(sorted(statements, key=lambda told: told.begin))
        yield replace(entry, statements=ordered, missed=tuple(missed))


def _quoted(chunk: Chunk, quote: str) -> list[tuple[int, Told]]:
    """The statements that hold any word of a quote, with their numbers."""
    span = located(quote, chunk.text)
    if span is None:
        return []
    return [
        (number, told)
        for number, told in enumerate(chunk.told)
        if told.begin < span[1] and span[0] < told.end
    ]
