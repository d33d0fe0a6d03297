"""The evidence of one profile, read once: its terms, their broader terms, and its words."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from tailor.domain.matching import Evidence
from tailor.stages.matching.tables import empty_words, ladder

# How far a term in each kind of evidence shows the skill. A list of skills says that the person has
# it, a statement says what was done with it.
_STATED, _LISTED, _SAID_OF_ONESELF, _NARROWER = 1.0, 0.6, 0.8, 0.95
_PROVEN_BY_BEING_THERE = frozenset({"certificates", "education", "languages", "patents", "awards"})
_SAID = frozenset({"summary", "references"})
_NO_SKILL = frozenset({"interests"})
_KEPT = 16

# The base forms of a word, and the base forms that may stand for it with how close each is (0, 1].
BaseForms = Callable[[str], frozenset[str]]
Kin = Callable[[str], Mapping[str, float]]


class FoundTerm(Protocol):
    """A term as the vocabulary finds it in a text."""

    @property
    def start(self) -> int:
        """Where it begins in the text."""

    @property
    def name(self) -> str:
        """Its canonical name."""


class Terms(Protocol):
    """What matching needs of the vocabulary of terms."""

    def find(self, text: str) -> Sequence[FoundTerm]:
        """The terms of a text; words that mean something else there are none."""

    def broader(self, name: str) -> frozenset[str]:
        """Everything a term is a kind of."""

    def kind(self, name: str) -> str | None:
        """What sort of skill a term is, or None when it is unknown."""


class Vocabulary(NamedTuple):
    """The look-ups that matching needs: named terms, and plain words with their kin.

    `is_everyday` tells words that everybody uses ("monitoring") from those of a trade.
    """

    terms: Terms
    base_forms: BaseForms
    kin: Kin
    is_everyday: Callable[[str], bool]


@dataclass(frozen=True)
class EvidenceIndex:
    """Where in the evidence each term and word occurs. Numbers are positions in `evidence`.

    `shown` maps a term to the evidence for it or for a narrower one, with a weight in (0, 1];
    `own` holds the terms each piece of evidence names itself; `words` are base forms.
    """

    evidence: tuple[Evidence, ...]
    shown: Mapping[str, Mapping[int, float]]
    own: Mapping[int, frozenset[str]]
    words: Mapping[str, frozenset[int]]
    vocabulary: Vocabulary
    _holders: dict[str, dict[int, float]] = field(default_factory=dict)

    def near(self, term: str) -> dict[str, frozenset[int]]:
        """Broader terms that the evidence has where it has not the term itself."""
        return {
            wide: frozenset(number for number, names in self.own.items() if wide in names)
            for wide in self.vocabulary.terms.broader(term)
            if wide in self.shown
        }

    def having(self, word: str) -> Mapping[int, float]:
        """The evidence that has the word or its kin, with how close the kin is: 1 is the word."""
        found = self._holders.get(word)
        if found is None:
            found = {}
            for form, closeness in self.vocabulary.kin(word).items():
                for number in self.words.get(form, ()):
                    _raise(found, number, closeness)
            self._holders[word] = found
        return found

    def rarity(self, numbers: int) -> float:
        """How much a word tells that so many pieces of evidence have: the fewer, the more (idf)."""
        return 1.0 + math.log((len(self.evidence) + 1) / (numbers + 1))


def index_evidence(evidence: Iterable[Evidence], vocabulary: Vocabulary) -> EvidenceIndex:
    """Read every piece of evidence once; of the newest profiles the same index is given again."""
    return _index(tuple(evidence), vocabulary)


@lru_cache(maxsize=_KEPT)
def _index(known: tuple[Evidence, ...], vocabulary: Vocabulary) -> EvidenceIndex:
    shown: dict[str, dict[int, float]] = defaultdict(dict)
    words: dict[str, set[int]] = defaultdict(set)
    own: dict[int, frozenset[str]] = {}
    for number, item in enumerate(known):
        if item.section in _NO_SKILL:
            continue
        text = what_it_says(item)
        found = _terms_in(item, text, vocabulary.terms)
        own[number] = frozenset(found)
        for name, weight in found.items():
            _raise(shown[name], number, weight)
            for wide in vocabulary.terms.broader(name):
                _raise(shown[wide], number, weight * _NARROWER)
        for word in content_words(text):
            for form in vocabulary.base_forms(word):
                words[form].add(number)
    return EvidenceIndex(
        evidence=known,
        shown=shown,
        own=own,
        words={word: frozenset(numbers) for word, numbers in words.items()},
        vocabulary=vocabulary,
    )


def what_it_says(item: Evidence) -> str:
    """The evidence's words about the person: without the employer's name, which may be a word."""
    if item.id == item.entry_id and item.context.employer:
        return item.text.replace(item.context.employer, " ")
    return f"{item.lead_in} {item.text}" if item.lead_in else item.text


def content_words(text: str) -> list[str]:
    """The words of a text that say something, lower case, in order, without repeats."""
    found = (word.lower() for word in _word().findall(text))
    return list(dict.fromkeys(w for w in found if len(w) > 2 and w not in empty_words()))


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def _raise(weights: dict[int, float], number: int, weight: float) -> None:
    weights[number] = max(weight, weights.get(number, 0.0))


def _terms_in(item: Evidence, text: str, terms: Terms) -> dict[str, float]:
    weights: dict[str, float] = {}
    base = _base_weight(item)
    for found in terms.find(text):
        weight = base * _closeness(text, found.start)
        if weight > 0:
            weights[found.name] = max(weight, weights.get(found.name, 0.0))
    return weights


def _base_weight(item: Evidence) -> float:
    if item.section in _SAID:
        return _SAID_OF_ONESELF
    if item.id != item.entry_id or item.section in _PROVEN_BY_BEING_THERE:
        return _STATED
    return _LISTED


def _closeness(text: str, at: int) -> float:
    """0 where the sentence denies what follows, less than 1 where it keeps a distance from it."""
    before = text[max(text.rfind(mark, 0, at) for mark in ".;!?\n") + 1 : at]
    return min((rung.rank for rung in ladder("distance") if rung.is_in(before)), default=1.0)
