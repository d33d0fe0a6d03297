"""Prose that the rules have no entry for -> entries, by a model that may only quote it.

What the rules found is never changed: the model's entries are added, and the prose they took leaves
the heap it was kept in.
"""

import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tailor.domain.profile import Profile
from tailor.errors import ModelError
from tailor.importing.imported import Imported, Loose, Unplaced
from tailor.importing.prose.chunks import Chunk, chunks, pieces
from tailor.importing.prose.entries import FoundEntry, found
from tailor.importing.structure.bodies import filled
from tailor.importing.structure.contacts import private_words
from tailor.importing.structure.passages import Passage
from tailor.importing.structure.pieces import is_degree
from tailor.importing.structure.studies import degree_and_subject
from tailor.llm.answers import ReadEntries
from tailor.llm.chains import Chain, side_by_side
from tailor.llm.port import ChatModel

_NAMED = {"work": "name", "volunteer": "organization", "education": "institution"}


def with_prose(imported: Imported, model: ChatModel, note: Callable[[str], None]) -> Imported:
    """The import with entries for its loose prose, each word of them found in the document.

    `note` gets a sentence when the model failed, or when it said what the document does not.
    """
    asked = tuple(chunks(imported.loose))
    readings = side_by_side(functools.partial(_reading, model), asked)
    entries = [entry for reading in readings for entry in reading.entries]
    missed = [quote for reading in readings for quote in reading.missed]
    failures = [reading.failure for reading in readings if reading.failure]
    if missed:
        note(_missed(missed, imported.loose[0].document, model.name))
    if failures:
        what = "The prose" if len(failures) == len(asked) else "A part of the prose"
        note(
            f"{what} of {imported.loose[0].document} was read by rules alone, because the model "
            f"failed: {failures[0]}"
        )
    return _placed(imported, entries) if entries else imported


class _Reading(NamedTuple):
    """What a model read in one chunk, what of it was left out, or why it read nothing."""

    entries: tuple[FoundEntry, ...] = ()
    missed: Sequence[str] = ()
    failure: str = ""


def _reading(model: ChatModel, chunk: Chunk) -> _Reading:
    try:
        answer = Chain("import", ReadEntries, model).invoke(prose=chunk.text)
    except ModelError as error:
        return _Reading(failure=str(error))
    return _Reading(*found(chunk, answer.entries))


def personal(imports: Iterable[Imported]) -> frozenset[str]:
    """What of several documents' prose a model must not see, beside one profile's basics.

    Contact details, addresses and birth dates in the prose itself, and what any of the documents
    says of the person's name, addresses and birth.
    """
    found: set[str] = set()
    for imported in imports:
        found |= {words for loose in imported.loose for words in private_words(loose.text)}
        basics = imported.profile.basics
        found |= set((basics.model_extra or {}).get("private", {}).values())
        # Particles ("van", "de") are words of the language; alone they name nobody.
        found |= {part for part in (basics.name or "").split() if part[0].isupper()}
        found |= {basics.name or "", basics.phone or ""}
    return frozenset(found - {""})


def _missed(quotes: Sequence[str], document: str, name: str) -> str:
    first = " ".join(quotes[0].split())[:80]
    return (
        f"{len(quotes)} of the things {name} read in {document} do not stand there so, or not "
        f"where they would have to, and were left out, such as “{first}”."
    )


def _placed(imported: Imported, entries: Sequence[FoundEntry]) -> Imported:
    values = imported.profile.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for entry in entries:
        values.setdefault(entry.kind, []).append(_entry(entry))
    taken: dict[Loose, set[int]] = defaultdict(set)
    for told in (told for entry in entries for told in entry.statements):
        taken[told.source].add(told.passage.start)
    left = {source: _left(source, starts) for source, starts in taken.items()}
    _leave_summary(values, left)
    _leave_projects(values, {start for starts in taken.values() for start in starts})
    return imported.model_copy(
        update={
            "profile": Profile.model_validate(values),
            "unplaced": tuple(_still_unplaced(imported.unplaced, left)),
        }
    )


def _entry(entry: FoundEntry) -> dict[str, Any]:
    fields = {name: passage.words() for name, passage in entry.fields.items()}
    title, organisation = fields.get("title", ""), fields.get("organisation", "")
    made: dict[str, Any] = {"location": fields.get("place", "")}
    match entry.kind:
        case "projects":
            names = (title, organisation) if title else (organisation, "")
            made = dict(zip(("name", "entity"), names, strict=True))
        case "education":
            study, area = degree_and_subject(title) if is_degree(title) else ("", title)
            made |= {"institution": organisation, "studyType": study, "area": area}
        case _:
            name = "name" if entry.kind == "work" else "organization"
            made |= {name: organisation, "position": title}
    source = entry.named_in.source
    return filled(made | _dates(entry)) | {
        "highlights": [
            {"text": told.passage.words(), "provenance": _provenance(told.source, told.passage)}
            for told in entry.statements
        ],
        "provenance": _provenance(source, *entry.fields.values()),
    }


def _dates(entry: FoundEntry) -> dict[str, str | None]:
    """The entry's dates; one date alone does not say whether something began or ended."""
    dated = entry.dated
    if dated is None:
        return {}
    if not dated.is_range:
        return {"asWritten": dated.written}
    made = {"startDate": dated.start, "endDate": dated.end}
    return made | ({"asWritten": dated.written} if dated.is_odd else {})


def _provenance(source: Loose, *passages: Passage) -> dict[str, Any]:
    return {
        "document": source.document,
        "sha256": source.sha256,
        "start": min(passage.start for passage in passages),
        "end": max(passage.end for passage in passages),
    }


def _left(source: Loose, taken: Collection[int]) -> str:
    """The words of a passage without the statements that begin at these offsets."""
    return " ".join(piece.words() for piece in pieces(source) if piece.start not in taken)


def _leave_summary(values: dict[str, Any], left: Mapping[Loose, str]) -> None:
    """Take what is in an entry now out of the summary, where prose without a heading was kept."""
    basics = values.get("basics", {})
    if "summary" not in basics:
        return
    remaining = {" ".join(source.text.split()): words for source, words in left.items()}
    lines = [remaining.get(line, line) for line in basics["summary"].split("\n")]
    basics["summary"] = "\n".join(line for line in lines if line)
    if not basics["summary"]:
        del basics["summary"]


def _leave_projects(values: dict[str, Any], taken: Collection[int]) -> None:
    """Take it out of the projects that only gather what stood in a section without an entry."""
    kept = []
    for project in values.get("projects", ()):
        others = [item for item in project.get("highlights", ()) if not _begins_at(item, taken)]
        is_heap = "provenance" not in project
        if is_heap and len(others) < len(project.get("highlights", ())):
            project = {**project, "highlights": others}  # noqa: PLW2901
        if not is_heap or project.get("highlights"):
            kept.append(project)
    if "projects" in values:
        values["projects"] = kept


def _begins_at(item: Any, starts: Collection[int]) -> bool:
    return isinstance(item, dict) and item.get("provenance", {}).get("start") in starts


def _still_unplaced(unplaced: Iterable[Unplaced], left: Mapping[Loose, str]) -> Iterator[Unplaced]:
    """The unplaced lines without what has a place now."""
    by_line = {source.line: words for source, words in left.items()}
    for item in unplaced:
        words = by_line.get(item.line, item.text)
        if words:
            yield item.model_copy(update={"text": words})
