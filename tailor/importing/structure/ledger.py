"""Which characters of a document have a place, so that every line can be accounted for."""

from collections.abc import Iterable, Iterator
from typing import Any

from tailor.importing.documents.document import Document
from tailor.importing.imported import Unplaced
from tailor.importing.structure.passages import Passage, is_furniture

HASH_LENGTH = 16
"""Characters of a document's hash in a statement's provenance; `meta` has all of it."""


class Ledger:
    """The spans placed and the passages refused while one document is read."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._spans: list[tuple[int, int]] = []
        self._refused: list[tuple[Passage, str]] = []
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

    def unplaced(self) -> tuple[Unplaced, ...]:
        """Every line without a place, in order."""
        listed = [
            Unplaced(line=p.line, text=p.words(), reason=reason, document=self._document.name)
            for p, reason in self._refused
        ]
        known = [(p.start, p.end) for p, _ in self._refused] + self._spans
        return tuple(sorted([*listed, *self._forgotten(known)], key=lambda item: item.line))

    def _forgotten(self, known: Iterable[tuple[int, int]]) -> Iterator[Unplaced]:
        covered = bytearray(len(self._document.text) + 1)
        for start, end in known:
            covered[start:end] = b"\x01" * (end - start)
        for line in self._document.lines:
            letters = [i for i in range(line.start, line.end) if self._document.text[i].isalnum()]
            if letters and not any(covered[i] for i in letters):
                yield Unplaced(
                    line=line.number,
                    text=line.text.strip(),
                    reason=_why(line.text),
                    document=self._document.name,
                )


def _why(text: str) -> str:
    if is_furniture(text):
        return "it belongs to the page, not to the person"
    return "we could not tell what it belongs to"
