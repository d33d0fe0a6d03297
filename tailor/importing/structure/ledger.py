"""Which characters of a document have a place, so that every line can be accounted for."""

from collections.abc import Iterator
from typing import Any

from tailor.importing.documents.document import Document, Line
from tailor.importing.imported import Loose, Unplaced
from tailor.importing.structure.passages import Passage, is_furniture

HASH_LENGTH = 16
"""Characters of a document's hash in a statement's provenance; `meta` has all of it."""


class Ledger:
    """The spans placed and the passages refused while one document is read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._spans: list[tuple[int, int]] = []
        self._refused: list[tuple[Passage, str]] = []
        self._loose: list[tuple[int, int, int]] = []
        self.warnings: list[str] = list(document.warnings)

    def provenance(self, *passages: Passage) -> dict[str, Any]:
        """Place these passages, and say where they are."""
        self.place(*passages)
        return {
            "document": self._document.name,
            "sha256": self._document.sha256[:HASH_LENGTH],
            "start": min(passage.start for passage in passages),
            "end": max(passage.end for passage in passages),
        }

    def place(self, *passages: Passage) -> None:
        """Note that these passages have a place."""
        self._spans += [(passage.start, passage.end) for passage in passages]

    def refuse(self, passage: Passage, reason: str) -> None:
        """Note that this passage has no place."""
        self._refused.append((passage, reason))

    def loosen(self, *passages: Passage) -> None:
        """Note that these are prose without an entry of its own."""
        self._loose += [(passage.line, passage.start, passage.end) for passage in passages]

    def loose(self) -> tuple[Loose, ...]:
        """Prose without an entry, and lines without a place, in order."""
        forgotten = {
            (line.number, line.start, line.end)
            for line in self._forgotten()
            if not is_furniture(line.text)
        }
        return tuple(
            Loose(
                document=self._document.name,
                sha256=self._document.sha256[:HASH_LENGTH],
                line=line,
                start=start,
                end=end,
                text=self._document.text[start:end],
            )
            for line, start, end in sorted({*self._loose, *forgotten}, key=lambda item: item[1])
        )

    def unplaced(self) -> tuple[Unplaced, ...]:
        """Every line without a place, in order."""
        refused = [(p.line, p.words(), reason) for p, reason in self._refused]
        forgotten = [
            (line.number, line.text.strip(), _why(line.text)) for line in self._forgotten()
        ]
        return tuple(
            Unplaced(line=line, text=text, reason=reason, document=self._document.name)
            for line, text, reason in sorted([*refused, *forgotten], key=lambda item: item[0])
        )

    def _forgotten(self) -> Iterator[Line]:
        covered = bytearray(len(self._document.text) + 1)
        for start, end in [*((p.start, p.end) for p, _ in self._refused), *self._spans]:
            covered[start:end] = b"\x01" * (end - start)
        for line in self._document.lines:
            letters = [i for i in range(line.start, line.end) if self._document.text[i].isalnum()]
            if letters and not any(covered[i] for i in letters):
                yield line


def _why(text: str) -> str:
    if is_furniture(text):
        return "it belongs to the page, not to the person"
    return "we could not tell what it belongs to"
