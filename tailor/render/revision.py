"""Accepted bullets put into a copy of the person's own Word document."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable
from copy import deepcopy
from difflib import SequenceMatcher
from itertools import accumulate, pairwise
from typing import Any

from tailor import extras
from tailor.domain.base import Frozen
from tailor.domain.changes import Resume
from tailor.errors import InputError
from tailor.render.printable import printable
from tailor.render.word import packed

_BULLET = re.compile(r"[-–—•·▪●◦*‣∙]\s+")
_AUTHOR = "tailor"
# Numbers of tracked changes are unique in a document: so many for each bullet.
_CHANGES = 10_000


class Revision(Frozen):
    """A bullet as it stands in the document, and as it shall."""

    before: str
    after: str


class Revised(Frozen):
    """The new document, and the bullets that were not found in it word for word."""

    data: bytes
    not_found: tuple[Revision, ...] = ()


def revisions(base: Resume, accepted: Resume) -> tuple[Revision, ...]:
    """List the bullets whose wording differs between the base and the accepted résumé."""
    own = {
        line.id: line.text
        for section in base.sections
        for entry in section.entries
        for line in entry.lines
    }
    return tuple(
        Revision(before=own[line.id], after=line.text)
        for section in accepted.sections
        for entry in section.entries
        for line in entry.lines
        if line.id in own and own[line.id] != line.text
    )


def revise(document: bytes, wanted: Iterable[Revision], *, tracked: bool) -> Revised:
    """Change the bullets' words in a copy of a DOCX and leave everything else alone.

    `tracked` records the changes for Word's review pane instead of making them silently. A bullet
    that holds a link, a field or an earlier tracked change counts as not found.
    Raises MissingExtraError without python-docx, InputError when it is no DOCX.
    """
    opened = open_docx(document)
    paragraphs = [p for p in opened.element.body.iter(_tag("p")) if _is_plain(p)]
    not_found = []
    for number, revision in enumerate(wanted, start=1):
        paragraph = next((p for p in paragraphs if _reads(p, revision.before)), None)
        if paragraph is None:
            not_found.append(revision)
            continue
        paragraphs.remove(paragraph)
        _rewrite(paragraph, revision.after, number * _CHANGES if tracked else None)
    return Revised(data=packed(opened), not_found=tuple(not_found))


def read_revisions(document: bytes, wanted: Iterable[Revision]) -> tuple[tuple[str, str], ...]:
    """Pair the new words of each bullet with those read in a document, its changes accepted.

    What is read is empty where no paragraph has these words.
    """
    paragraphs = open_docx(document).element.body.iter(_tag("p"))
    read = {printable(_BULLET.sub("", _accepted(p).lstrip())) for p in paragraphs}
    meant = (printable(revision.after) for revision in wanted)
    return tuple((text, text if text in read else "") for text in meant)


def open_docx(document: bytes) -> Any:
    """Open a DOCX with python-docx. Raises InputError when it is none."""
    docx = extras.require(
        "docx", package="python-docx", extra="render", purpose="Reading a Word document"
    )
    try:
        return docx.Document(io.BytesIO(document))
    except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile, zlib.error) as error:
        raise InputError("This is no whole Word document. Save it again as .docx.") from error


def _tag(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


def _is_plain(paragraph: Any) -> bool:
    plain = {_tag(name) for name in ("pPr", "r", "proofErr", "bookmarkStart", "bookmarkEnd")}
    return all(child.tag in plain for child in paragraph)


def _text(paragraph: Any) -> str:
    return "".join(run.text for run in paragraph.r_lst)


def _accepted(paragraph: Any) -> str:
    """The text with all tracked changes accepted: what is deleted is in other elements."""
    kinds = {_tag("t"): None, _tag("tab"): "\t", _tag("br"): "\n"}
    return "".join(kinds[part.tag] or part.text or "" for part in paragraph.iter(*kinds))


def _reads(paragraph: Any, text: str) -> bool:
    return printable(_BULLET.sub("", _text(paragraph).lstrip())) == printable(text)


def _rewrite(paragraph: Any, after: str, change: int | None) -> None:
    """Replace the words that differ, from the last to the first, so that offsets stay true."""
    before = _text(paragraph)
    bullet = _BULLET.match(before)
    edits = _edits(before, (bullet[0] if bullet else "") + printable(after))
    for number, (start, end, new) in enumerate(reversed(edits)):
        _replace(paragraph, start, end, new, None if change is None else change + 2 * number)


def _edits(before: str, after: str) -> list[tuple[int, int, str]]:
    """The spans of `before` that change, each with its new words; white space is all the same."""
    olds, news = (re.findall(r"\s+|\S+", text) for text in (before, after))
    old, new = ([" " if word.isspace() else word for word in words] for words in (olds, news))
    starts = [0, *accumulate(map(len, olds))]
    return [
        (starts[one], starts[two], "".join(news[three:four]))
        for kind, one, two, three, four in SequenceMatcher(
            None, old, new, autojunk=False
        ).get_opcodes()
        if kind != "equal"
    ]


def _replace(paragraph: Any, start: int, end: int, new: str, change: int | None) -> None:
    """Put `new` in place of a span, in the formatting of what it replaces or follows."""
    pieces = _pieces(paragraph, cuts=(start, end))
    old = [piece for piece, at in pieces if start <= at < end]
    following = next((piece for piece, at in pieces if at >= end), None)
    if new:
        inserted = _run(next((p for p, at in pieces if at >= start), pieces[-1][0]), new)
        if following is None:
            paragraph.append(inserted)
        else:
            following.addprevious(inserted)
        if change is not None:
            _mark("ins", [inserted], change)
    if change is not None:
        _mark("del", old, change + 1)
        return
    for piece in old:
        paragraph.remove(piece)


def _pieces(paragraph: Any, *, cuts: tuple[int, int]) -> list[tuple[Any, int]]:
    """Split the runs so that each holds one thing and none crosses a cut; with their offsets."""
    pieces, at = [], 0
    for run in list(paragraph.r_lst):
        for content in [child for child in run if child.tag != _tag("rPr")]:
            for text in _cut(content, at, cuts):
                piece = _run(run, text) if text is not None else _holding(run, content)
                run.addprevious(piece)
                pieces.append((piece, at))
                at += len(piece.text)
        paragraph.remove(run)
    return pieces


def _cut(content: Any, at: int, cuts: tuple[int, int]) -> list[str | None]:
    """The parts a text falls into; None for a tab, a line break or a picture."""
    if content.tag != _tag("t"):
        return [None]
    text = content.text or ""
    borders = sorted({0, len(text), *(cut - at for cut in cuts if 0 < cut - at < len(text))})
    return [text[left:right] for left, right in pairwise(borders)]


def _run(like: Any, text: str) -> Any:
    run = _bare(like)
    run.text = text
    return run


def _holding(like: Any, content: Any) -> Any:
    run = _bare(like)
    run.append(content)
    return run


def _bare(like: Any) -> Any:
    """A run with the formatting of another and nothing in it."""
    run = deepcopy(like)
    for child in [child for child in run if child.tag != _tag("rPr")]:
        run.remove(child)
    return run


def _mark(kind: str, runs: list[Any], number: int) -> None:
    """Wrap runs as a tracked insertion or deletion."""
    if not runs:
        return
    mark = runs[0].makeelement(_tag(kind), {_tag("id"): str(number), _tag("author"): _AUTHOR})
    runs[0].addprevious(mark)
    for run in runs:
        mark.append(run)
        for text in run.findall(_tag("t")) if kind == "del" else ():
            text.tag = _tag("delText")
