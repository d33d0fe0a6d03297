"""Where a value's words stand in the file it came from."""

import re
from typing import Any

from tailor.importing.documents.document import Document
from tailor.importing.structure.ledger import HASH_LENGTH


class Spans:
    """Finds values in a file's text, each occurrence once while there are more."""

    def __init__(self, source: Document) -> None:
        self._source = source
        self._next: dict[str, int] = {}

    def provenance(self, text: str) -> dict[str, Any] | None:
        """The span of a text; None where escapes or marks stand between its words."""
        start = self._find(text)
        if start < 0:
            return None
        return {
            "document": self._source.name,
            "sha256": self._source.sha256[:HASH_LENGTH],
            "start": start,
            "end": start + len(text),
        }

    def line(self, text: str) -> int:
        """The line on which a text begins; 1 where it cannot be found."""
        first = re.split(r'[\n"\\]', text, maxsplit=1)[0][:60]
        at = self._source.text.find(first) if first else -1
        return 1 + self._source.text.count("\n", 0, at) if at >= 0 else 1

    def _find(self, text: str) -> int:
        at = self._source.text.find(text, self._next.get(text, 0))
        if at < 0:
            at = self._source.text.find(text)
        if at >= 0:
            self._next[text] = at + len(text)
        return at
