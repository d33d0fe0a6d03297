"""For each profile the few jobs that fit best, found cheaply before anything is tailored."""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tailor.batch.sources import Source
from tailor.batch.task import Failed
from tailor.domain.evidence import evidence
from tailor.domain.profile import Profile
from tailor.errors import InputError
from tailor.importing.profile_file import parse_profile
from tailor.stages.matching import shipped_vocabulary
from tailor.stages.matching.index import content_words, what_it_says
from tailor.stages.parsing import read_posting

Gist = frozenset[str]


@dataclass(frozen=True, slots=True)
class ProfileText:
    """A profile to be summed up."""

    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class JobText:
    """A job to be summed up; `number` is its place in the batch."""

    number: int
    source: Source
    text: str


def gist(source: ProfileText | JobText) -> Gist | Failed:
    """The terms a profile or a job names, and its words that are no everyday words."""
    try:
        if isinstance(source, JobText):
            return _asked(read_posting(source.text).text)
        return _shown(parse_profile(source.text, str(source.source.path)))
    except InputError as error:
        return Failed("job" if isinstance(source, JobText) else "profile", str(error))


def nearness(profile: Gist, job: Gist) -> float:
    """How much of each other they have, in [0, 1]: the cosine of two sets."""
    if not profile or not job:
        return 0.0
    return len(profile & job) / math.sqrt(len(profile) * len(job))


class Shortlist:
    """The best jobs of one profile so far; of equal ones those that come first."""

    def __init__(self, most: int, profile: Gist) -> None:
        self._most = most
        self._profile = profile
        self._heap: list[tuple[float, int]] = []

    def consider(self, number: int, job: Gist) -> None:
        """Take a job in if it is among the best."""
        ranked = (nearness(self._profile, job), -number)
        if len(self._heap) < self._most:
            heapq.heappush(self._heap, ranked)
        else:
            heapq.heappushpop(self._heap, ranked)

    def numbers(self) -> tuple[int, ...]:
        """The jobs' places in the batch, the best first."""
        return tuple(-number for _, number in sorted(self._heap, reverse=True))


def _asked(text: str) -> Gist:
    return frozenset((*_terms(text), *_trade_words(text)))


def _shown(profile: Profile) -> Gist:
    """What a profile names, and everything that is a kind of: EKS shows AWS."""
    texts = [what_it_says(item) for item in evidence(profile)]
    named = {name for text in texts for name in _terms(text)}
    wide = {name for term in named for name in shipped_vocabulary().terms.broader(term)}
    return frozenset(named | wide | {word for text in texts for word in _trade_words(text)})


def _terms(text: str) -> Iterator[str]:
    return (found.name for found in shipped_vocabulary().terms.find(text))


def _trade_words(text: str) -> Iterator[str]:
    return (word for word in content_words(text) if not _is_everyday(word))


@lru_cache(maxsize=16384)
def _is_everyday(word: str) -> bool:
    return shipped_vocabulary().is_everyday(word)
