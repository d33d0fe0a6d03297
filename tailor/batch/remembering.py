"""The rules engine of a worker that meets the same ads again and again."""

from datetime import date
from functools import lru_cache

from tailor.domain.posting import JobPosting, Requirement
from tailor.engine import RulesEngine

# Bounded, so that a worker's memory is the same after ten pairs and after ten million.
_ADS = 256


class RememberingEngine(RulesEngine):
    """Says what the rules say, without reading an ad a second time."""

    def __init__(self, today: date) -> None:
        super().__init__(today)
        self._asked = lru_cache(_ADS)(super().parse)

    def parse(self, posting: JobPosting) -> tuple[Requirement, ...]:
        """What the ad asks for."""
        return self._asked(posting)
