"""The entries and statements of a profile with their ids and their places in the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tailor.domain.evidence import IdentifiedEntry, entries
from tailor.domain.profile import Profile
from tailor.importing.linting.finding import FieldPath, LintFinding, Severity

_PROSE = ("description", "summary")


@dataclass(frozen=True, slots=True)
class PlacedStatement:
    """A statement with its id and field; `source` is what the profile holds there."""

    id: str
    path: FieldPath
    text: str
    source: Any


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry with its section, id and field, and its statements."""

    section: str
    path: FieldPath
    entry: Any
    identified: IdentifiedEntry
    statements: tuple[PlacedStatement, ...]

    @property
    def id(self) -> str:
        """The entry's id."""
        return self.identified.page.id

    @property
    def title(self) -> str:
        """What the entry is called in a message: "Nurse at Northern Hospital"."""
        page = self.identified.page
        return " at ".join(part for part in (page.heading, page.organisation) if part) or self.id

    def finding(
        self, severity: Severity, code: str, field: str, message: str, hint: str
    ) -> LintFinding:
        """A finding about one field of the entry ("" is the entry itself)."""
        path = (*self.path, field) if field else self.path
        return LintFinding(
            severity=severity, code=code, id=self.id, path=path, message=message, hint=hint
        )


def placed(profile: Profile) -> tuple[PlacedEntry, ...]:
    """Every entry, in the order of the page."""
    members = (
        (section, index, entry)
        for section, entries_ in profile.sections()
        for index, entry in enumerate(entries_)
    )
    return tuple(
        PlacedEntry(
            section=section,
            path=(section, index),
            entry=entry,
            identified=identified,
            statements=tuple(_statements(entry, identified, (section, index))),
        )
        for (section, index, entry), identified in zip(members, entries(profile), strict=True)
    )


def texts(profile: Profile) -> Iterator[tuple[str, FieldPath, str]]:
    """Every text of the profile that may reach a page: id, field, text."""
    for name in ("name", "label", "summary"):
        if text := getattr(profile.basics, name):
            yield "basics", ("basics", name), text
    for place in placed(profile):
        for name, value in place.entry.model_dump(by_alias=True, exclude_unset=True).items():
            if isinstance(value, str) and name not in ("id", *_PROSE):
                yield place.id, (*place.path, name), value
            elif isinstance(value, list | tuple) and name != "highlights":
                for index, item in enumerate(value):
                    if isinstance(item, str):
                        yield place.id, (*place.path, name, index), item
        for statement in place.statements:
            yield statement.id, statement.path, statement.text


def _statements(
    entry: Any, identified: IdentifiedEntry, path: FieldPath
) -> Iterator[PlacedStatement]:
    sources: list[tuple[FieldPath, Any]] = []
    if "reference" in type(entry).model_fields:
        sources = [((*path, "reference"), entry.reference)] if entry.reference else []
    else:
        sources = [((*path, n), v) for n in _PROSE if (v := getattr(entry, n, None))]
        highlights = getattr(entry, "highlights", ())
        sources += [((*path, "highlights", i), item) for i, item in enumerate(highlights)]
    # The last evidence of an entry may be its own header: it has no source of its own.
    for (where, source), item in zip(sources, identified.evidence, strict=False):
        yield PlacedStatement(item.id, where, item.text, source)
