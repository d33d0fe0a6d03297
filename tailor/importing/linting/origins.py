"""Where an imported entry or statement came from: the lines of the document."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tailor.domain.profile import Profile, Provenance
from tailor.errors import InputError
from tailor.importing.documents.document import Document
from tailor.importing.documents.reader import text_of
from tailor.importing.linting.places import placed


@dataclass(frozen=True, slots=True)
class Origin:
    """A text of the profile and, where it was imported, its provenance."""

    id: str
    text: str
    provenance: Provenance | None


def origin(profile: Profile, id_: str) -> Origin:
    """Find an entry or statement by its id. Raises InputError when there is none."""
    for place in placed(profile):
        if place.id == id_:
            return Origin(id_, place.title, getattr(place.entry, "provenance", None))
        for statement in place.statements:
            if statement.id == id_:
                return Origin(id_, statement.text, getattr(statement.source, "provenance", None))
    raise InputError(f"The profile has nothing with the id {id_}. tailor lint names the ids.")


def source_lines(provenance: Provenance, folders: Iterable[Path]) -> tuple[str, ...]:
    """The document's lines that hold the span, each with its number.

    Raises InputError when the document is in none of the folders, or has changed since.
    """
    document = _document(provenance, folders)
    return tuple(
        f"{line.number}: {line.text}"
        for line in document.lines
        if line.start < provenance.end and line.end > provenance.start and line.text.strip()
    )


def _document(provenance: Provenance, folders: Iterable[Path]) -> Document:
    name = Path(provenance.document).name
    for folder in folders:
        if (path := folder / name).is_file():
            document = text_of(path)
            if document.sha256.startswith(provenance.sha256):
                return document
            raise InputError(f"{path} has changed since it was imported. Import it again.")
    raise InputError(f"{name} is not here. Put the document beside the profile to see the line.")
