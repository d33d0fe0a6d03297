"""A section's passages -> entries: the lines of a header, its dates, and the body below it.

A line with dates at its end or beginning anchors a header; the lines around it belong to the header
as they do at the section's first entry, for people lay all entries out alike. Where nothing has
dates, a short line above a paragraph is a header.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tailor.importing.structure import dates, headers, pieces
from tailor.importing.structure.dates import Dates
from tailor.importing.structure.labels import labelled, only_introduces
from tailor.importing.structure.passages import Passage
from tailor.importing.structure.statements import is_caption

_MAX_HEADER_WORDS = 14
_MAX_LINES_ABOVE = 3
_MAX_CELL_WORDS = 9
_FIRST_STOP = re.compile(r"(?<=[^\W\d_]{4})\.\s+(?=[A-ZÀ-ÖØ-Þ])")
_FRAME = " \t,;:|·•–—-()[]＋－/"


@dataclass(frozen=True, slots=True)
class RawEntry:
    """The lines of one entry: header (dates still in them), labelled lines, and body."""

    head: tuple[Passage, ...]
    body: tuple[Passage, ...]

    @property
    def start(self) -> int:
        """Offset of the header's first character in the document."""
        return (self.head or self.body)[0].start

    @property
    def end(self) -> int:
        """Offset after the header's last character."""
        return (self.head or self.body)[-1].end


def entries(passages: Sequence[Passage], *, single_dates: bool = False) -> tuple[RawEntry, ...]:
    """Divide a section into entries. What comes before the first has an empty header.

    `single_dates` lets one date anchor a header too, as in education.
    """
    if any(_starts_by_label(passage) for passage in passages):
        return tuple(_by_label(passages))
    anchors = [i for i, p in enumerate(passages) if _is_anchor(passages, i, single=single_dates)]
    heads = _dated_heads(passages, anchors)
    heads = _with_undated(passages, heads)
    return tuple(_divided(passages, heads))


def edge_dates(passage: Passage, *, single: bool = True) -> Dates | None:
    """The dates of a header line: at its beginning or end, or set apart by a separator."""
    text = passage.text
    for dated in dates.find(text):
        before, after = text[: dated.begin], text[dated.finish :]
        at_edge = not before.strip(_FRAME) or not after.strip(_FRAME)
        apart = "\t" in before[-2:] + after[:2] or before.rstrip(" ").endswith(("|", "·", "("))
        if (at_edge or apart) and (dated.is_range or single):
            return dated
    return None


def without_dates(passage: Passage, dated: Dates | None) -> tuple[Passage, ...]:
    """What is left of a header line on both sides of its dates."""
    if dated is None:
        return (passage,) if passage.text else ()
    begin, finish = dated.begin, dated.finish
    text = passage.text
    # Take the brackets around the dates with them, and nothing that opened before.
    if text[:begin].rstrip().endswith(("(", "[")) and text[finish:].lstrip().startswith((")", "]")):
        begin = len(text[:begin].rstrip()) - 1
        finish += len(text[finish:]) - len(text[finish:].lstrip()) + 1
    sides = (passage.part(0, begin), passage.part(finish, len(text)))
    return tuple(side for side in sides if side.text.strip(_FRAME + "."))


def is_header_like(passage: Passage) -> bool:
    """Whether a line may be part of a header: short, capitalised, no sentence and no bullet."""
    text = passage.words()
    return (
        not passage.bullet
        and 0 < len(text.split()) <= _MAX_HEADER_WORDS
        and (text[0].isupper() or text[0].isdigit() or text[0] in '"“„(' or not text[0].isascii())
        and not text.endswith((":", ";", ","))
        and not pieces.is_sentence(text)
        and not only_introduces(text)
        and not is_caption(text)
    )


def _is_anchor(passages: Sequence[Passage], index: int, *, single: bool) -> bool:
    passage = passages[index]
    dated = edge_dates(passage, single=True)
    if dated is None:
        return False
    cells = [cell for side in without_dates(passage, dated) for cell in pieces.cells(side)]
    rest = " ".join(cell.words() for cell in cells if not _reads_on(cell, passage))
    if cells and (len(rest.split()) > _MAX_HEADER_WORDS or not rest):
        return False
    if rest and not (
        rest[0].isupper() or rest[0].isdigit() or rest[0] in '"“„(@' or "\t" in passage.text
    ):
        return False
    if passage.bullet:
        return dated.is_range and _all_bullets(passages) and dated.finish >= len(passage.text) - 1
    if dated.is_range:
        return True
    # One date anchors only where nothing else can be meant: alone, or set apart from a name.
    if single or not cells:
        return True
    return is_set_apart(passage.text) and (
        pieces.is_title(rest) or (not dated.begin and _dates_stand_left(passages))
    )


def _dates_stand_left(passages: Sequence[Passage]) -> bool:
    """Whether a range of dates begins a line of its own, with a name set apart from it."""
    found = ((edge_dates(p, single=False), p) for p in passages if not p.bullet)
    return any(dated and not dated.begin and is_set_apart(p.text) for dated, p in found)


def _all_bullets(passages: Sequence[Passage]) -> bool:
    return all(passage.bullet for passage in passages)


def _dated_heads(passages: Sequence[Passage], anchors: Sequence[int]) -> list[tuple[int, int]]:
    """Half-open line ranges of the headers around the anchors."""
    heads: list[tuple[int, int]] = []
    if not anchors:
        return heads
    habit = _lines_above(passages, anchors[0], 0, _MAX_LINES_ABOVE)
    known = frozenset(anchors)
    for anchor in anchors:
        floor = heads[-1][1] if heads else 0
        if anchor < floor:
            continue
        above = max(
            _lines_above(passages, anchor, floor, habit),
            _own_lines_above(passages, anchor, floor),
        )
        begin = anchor - above
        heads.append((begin, _end_of_head(passages, begin, anchor, known)))
    return heads


def _lines_above(passages: Sequence[Passage], anchor: int, floor: int, limit: int) -> int:
    count = 0
    # A line between an anchor and a gap above it belongs to what is above the gap.
    while count < limit and anchor - count > floor:
        above = passages[anchor - count - 1]
        if not is_header_like(above) or (passages[anchor - count].gap and count + 1 < limit):
            break
        if edge_dates(above, single=False):
            break
        count += 1
    return count


def _own_lines_above(passages: Sequence[Passage], anchor: int, floor: int) -> int:
    """The lines between a gap and dates that stand below what they date.

    Only where the line of the dates lacks title or employer, and every line above it up to the gap
    may be part of a header.
    """
    known = _header_of(passages[anchor : anchor + 1])
    if known.title and known.organisation:
        return 0
    count = 0
    while anchor - count > floor and not passages[anchor - count].gap:
        count += 1
        if count > _MAX_LINES_ABOVE or not is_header_like(passages[anchor - count]):
            return 0
    return count


def is_set_apart(text: str) -> bool:
    """Whether a line has a tab or a wide gap in it."""
    return "\t" in text or "   " in text


def _end_of_head(
    passages: Sequence[Passage], begin: int, anchor: int, anchors: frozenset[int]
) -> int:
    """The line after the header: lines below the dates while title or employer is missing."""
    end = anchor + 1
    while end < len(passages) and end not in anchors and end - anchor <= 3:
        passage = passages[end]
        known = _header_of(passages[begin:end])
        is_wanted = not (known.title and known.organisation) or _is_only_place(passage, known)
        # "Ostrel S.r.l. - Prato" may be taken for employer and title until a title follows.
        is_wanted = is_wanted or pieces.is_title(passage.words()) > pieces.is_title(known.title)
        if passage.gap or not is_wanted or not _may_continue(passage, known):
            break
        end += 1
    return end


def _header_of(head: Sequence[Passage]) -> headers.Header:
    return headers.header([cell.text for cell in head_cells(head)])


def head_cells(head: Sequence[Passage]) -> tuple[Passage, ...]:
    """The pieces of a header without its dates, sentences left out."""
    return tuple(
        cell
        for cell, passage in _cells(head)
        if not _reads_on(cell, passage) and not dates.is_duration(cell.text)
    )


def head_sentences(head: Sequence[Passage]) -> tuple[Passage, ...]:
    """Sentences that stand on a header's line and belong to the body."""
    return tuple(cell for cell, passage in _cells(head) if _reads_on(cell, passage))


def _cells(head: Sequence[Passage]) -> Iterator[tuple[Passage, Passage]]:
    """Every piece of a header with the line it stands on."""
    for passage in head:
        if labelled(passage.text) is None:
            for side in without_dates(passage, edge_dates(passage)):
                for cell in pieces.cells(side):
                    yield from ((part, passage) for part in _before_sentence(cell, passage))


def _before_sentence(cell: Passage, passage: Passage) -> Iterator[Passage]:
    """A piece that reads on, divided where its first sentence begins: "… College. Thesis: …"."""
    end = _FIRST_STOP.search(cell.text) if _reads_on(cell, passage) else None
    if end is None or len(cell.text[: end.start()].split()) > _MAX_CELL_WORDS:
        yield cell
    else:
        yield cell.part(0, end.start())
        yield cell.part(end.end(), len(cell.text))


def _reads_on(cell: Passage, passage: Passage) -> bool:
    """Whether a piece of a header line is no header any more, but the body's first words."""
    words = cell.text.split()
    small = sum(1 for word in words if word[0].islower())
    long = len(words) > _MAX_CELL_WORDS or (len(words) > 4 and small > len(words) / 2)
    return (long or pieces.is_sentence(cell.text)) and cell.start > passage.start


def _is_only_place(passage: Passage, known: headers.Header) -> bool:
    return not known.place and pieces.is_place(passage.words())


def _may_continue(passage: Passage, known: headers.Header) -> bool:
    if not is_header_like(passage):
        return False
    if _is_only_place(passage, known) or known == headers.Header():
        return True
    text = passage.words()
    shows = "\t" in passage.text or pieces.is_title(text) or pieces.is_organisation(text)
    # A short name below "Title  2019–2021" is the employer even when no word says so.
    short = len(text.split()) <= 5 and bool(known.title) and not known.organisation
    return shows or short


def _with_undated(
    passages: Sequence[Passage], heads: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Add headers without dates: a heading of the document's own, or a name above a paragraph."""
    taken = {index for begin, end in heads for index in range(begin, end)}
    found = list(heads)
    for index, passage in enumerate(passages):
        if index in taken:
            continue
        if passage.style == "heading":
            end = _end_below_heading(passages, index, taken)
        else:
            end = _end_of_undated(passages, index, taken, has_dates=bool(heads))
        if end > index:
            found.append((index, end))
            taken.update(range(index, end))
    return _fused(passages, sorted(found))


def _end_below_heading(passages: Sequence[Passage], index: int, taken: set[int]) -> int:
    """The line after a header whose first line is a heading of the document's own."""
    end = index + 1
    while end < len(passages) and end not in taken:
        passage, known = passages[end], _header_of(passages[end - 1 : end])
        if passage.style or passage.gap:
            break
        if not _may_continue(passage, known) and not _is_second_line(passages, end):
            break
        end += 1
    return end


def _is_second_line(passages: Sequence[Passage], index: int) -> bool:
    """Whether a short name stands between a heading and the body below it."""
    passage = passages[index]
    if index + 1 >= len(passages) or not passages[index - 1].style:
        return False
    below = passages[index + 1]
    is_body = bool(below.bullet) or pieces.is_sentence(below.words())
    return is_body and is_header_like(passage) and len(passage.words().split()) <= 5


def _fused(passages: Sequence[Passage], heads: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A heading right above a dated header is its first line, not an entry of its own."""
    fused: list[tuple[int, int]] = []
    for begin, end in heads:
        if fused and fused[-1][1] == begin and _is_first_half(passages, fused[-1], (begin, end)):
            fused[-1] = (fused[-1][0], end)
        else:
            fused.append((begin, end))
    return fused


def _is_first_half(
    passages: Sequence[Passage], first: tuple[int, int], second: tuple[int, int]
) -> bool:
    above = passages[first[0] : first[1]]
    below = passages[second[0] : second[1]]
    undated = not any(edge_dates(passage) for passage in above)
    return undated and above[0].style == "heading" and below[0].style != "heading"


def _end_of_undated(
    passages: Sequence[Passage], index: int, taken: set[int], *, has_dates: bool
) -> int:
    """The line after a header of one or two lines without dates; `index` where none begins."""
    if not _stands_above(passages, index):
        return index
    for end in (index + 1, index + 2):
        if end >= len(passages) or end in taken:
            return index
        below = passages[end]
        if below.bullet or pieces.is_sentence(below.words()):
            is_job = not has_dates or (_names_job(passages[index:end]) and not below.gap)
            return end if is_job else index
        if below.gap or not is_header_like(below) or edge_dates(below, single=False):
            return index
    return index


def _stands_above(passages: Sequence[Passage], index: int) -> bool:
    """Whether a line may be the first of an entry: like a header, and set off from the last."""
    passage = passages[index]
    if not is_header_like(passage) or labelled(passage.text) or passage.text.endswith("!"):
        return False
    following = passages[index + 1] if index + 1 < len(passages) else None
    before = passages[index - 1] if index else None
    bullets = [bool(other and other.bullet) for other in (before, following)]
    return passage.gap or before is None or all(bullets) or is_caption(before.text)


def _names_job(head: Sequence[Passage]) -> bool:
    named = headers.header([cell.text for passage in head for cell in pieces.cells(passage)])
    return bool(named.title and named.organisation)


def _divided(passages: Sequence[Passage], heads: Sequence[tuple[int, int]]) -> Iterator[RawEntry]:
    first = heads[0][0] if heads else len(passages)
    if first:
        yield RawEntry((), tuple(passages[:first]))
    for number, (begin, end) in enumerate(heads):
        stop = heads[number + 1][0] if number + 1 < len(heads) else len(passages)
        head = tuple(passages[begin:end])
        yield RawEntry(head, (*head_sentences(head), *passages[end:stop]))


def _starts_by_label(passage: Passage) -> bool:
    found = labelled(passage.text)
    return found is not None and found.field == "organisation"


def _by_label(passages: Sequence[Passage]) -> Iterator[RawEntry]:
    """Entries of labelled lines: each begins where an employer is named."""
    head: list[Passage] = []
    body: list[Passage] = []
    for index, passage in enumerate(passages):
        found = labelled(passage.text)
        if _opens_entry(passages, index) and (body or _names_employer(head)):
            yield RawEntry(tuple(head), tuple(body))
            head, body = [], []
        if found and found.field == "body":
            value = passage.part(found.value, len(passage.text))
            body += [value] if value.text else []
        elif found and (not body or found.field in ("title", "dates")):
            head.append(passage)
        else:
            body.append(passage)
    if head or body:
        yield RawEntry(tuple(head), tuple(body))


def _opens_entry(passages: Sequence[Passage], index: int) -> bool:
    """Whether an employer's line begins here, or labelled dates right above one."""
    found = labelled(passages[index].text)
    if found is not None and found.field == "dates" and index + 1 < len(passages):
        return _starts_by_label(passages[index + 1])
    above = labelled(passages[index - 1].text) if index else None
    return _starts_by_label(passages[index]) and not (above and above.field == "dates")


def _names_employer(head: Sequence[Passage]) -> bool:
    return any(_starts_by_label(passage) for passage in head)
