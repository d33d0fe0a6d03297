"""The rules engine of a worker that meets the same ads and the same profiles again and again."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from tailor.domain.matching import Evidence
from tailor.domain.posting import JobPosting, Requirement
from tailor.engine import RulesEngine
from tailor.stages.matching import Matching, match, shipped_vocabulary
from tailor.stages.matching.index import FoundTerm, Terms

# Bounded, so that a worker's memory is the same after ten pairs and after ten million.
_ADS = 128
_STATEMENTS = 8192


class RememberingEngine(RulesEngine):
    """Says what the rules say, without reading an ad or a statement a second time."""

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self._asked = lru_cache(_ADS)(super().parse)
        shipped = shipped_vocabulary()
        self._vocabulary = shipped._replace(terms=_RememberedTerms(shipped.terms))

    def parse(self, posting: JobPosting) -> tuple[Requirement, ...]:
        """What the ad asks for."""
        return self._asked(posting)

    def match(self, requirements: Sequence[Requirement], evidence: Sequence[Evidence]) -> Matching:
        """What of that the evidence shows."""
        return match(requirements, evidence, vocabulary=self._vocabulary, today=self._today)


class _RememberedTerms:
    """The vocabulary's terms; what was found in a text is kept."""

    def __init__(self, terms: Terms) -> None:
        self._find = lru_cache(_STATEMENTS)(terms.find)
        self._broader = lru_cache(_STATEMENTS)(terms.broader)
        self.kind = terms.kind

    def find(self, text: str) -> Sequence[FoundTerm]:
        """The terms of a text."""
        return self._find(text)

    def broader(self, name: str) -> frozenset[str]:
        """Everything a term is a kind of."""
        return self._broader(name)
