"""Which nouns name people: "nurse", "colleague", "team"."""

from functools import cache, lru_cache

from tailor.vocabulary import inflection, lexicon
from tailor.vocabulary.words import data_lines, word_set


@cache
def _listed() -> frozenset[str]:
    return frozenset(" ".join(data_lines("people.txt")).split())


@cache
def _coworkers() -> frozenset[str]:
    return frozenset(" ".join(data_lines("coworkers.txt")).split())


@cache
def _given_names() -> frozenset[str]:
    return frozenset(" ".join(data_lines("given_names.txt")).split())


def is_given_name(word: str) -> bool:
    """Whether a lower-case word is a given name or a form of address."""
    return word in _given_names()


def is_coworker(word: str) -> bool:
    """Whether a lower-case word names somebody one shares work with."""
    return word in _coworkers()


@lru_cache(maxsize=16384)
def is_person(word: str) -> bool:
    """Whether a lower-case word names a person or a group of them."""
    if word in _listed():
        return True
    if "n" not in inflection.parts_of_speech(word):
        return False
    base = inflection.lemma(word, "n")
    return base in _listed() or bool(word_set("kinds of people") & lexicon.broader(base, "n", 3))
