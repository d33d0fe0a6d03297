"""How English words relate: synonyms, broader terms, opposites and derived words.

The single door to the shipped dictionary. Everything takes and gives lower-case text, and gives
American spelling, so that "organised" and "organize" meet. Words the dictionary lacks have no
relations; that is no error.
"""

from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from tailor.vocabulary.dictionary import Entry, are_listed_together, entries, meaning
from tailor.vocabulary.inflection import (
    PartOfSpeech,
    is_known,
    lemma,
    lemmas,
    main_part_of_speech,
    parts_of_speech,
)
from tailor.vocabulary.spelling import american, british

__all__ = [
    "PartOfSpeech",
    "Relation",
    "agent_nouns",
    "american",
    "antonyms",
    "are_opposites",
    "british",
    "broader",
    "derivations",
    "is_known",
    "lemma",
    "lemmas",
    "main_part_of_speech",
    "parts_of_speech",
    "relation",
    "siblings",
    "synonyms",
]

Relation = Literal["same", "synonym", "derived", "broader", "family", "thesaurus"]

_DATA = Path(__file__).parent / "data"
_CACHED_WORDS = 32_768
# Two steps of derivation stay in the family when the words begin alike: analysis, analytic.
_SHARED_START = 4


@lru_cache(maxsize=_CACHED_WORDS)
def synonyms(lemma: str, pos: PartOfSpeech | None = None) -> frozenset[str]:
    """Lemmas that can mean the same, rare meanings left out; symmetric, never the lemma itself."""
    found: set[str] = set()
    for number in _meanings(lemma, pos):
        found |= meaning(number).members
        for near in meaning(number).near:
            found |= meaning(near).members
    return frozenset(found - {american(lemma)})


@lru_cache(maxsize=_CACHED_WORDS)
def broader(lemma: str, pos: PartOfSpeech | None = None, depth: int = 2) -> frozenset[str]:
    """Lemmas for more general terms, at most `depth` steps up and never as empty as "thing"."""
    found: set[str] = set()
    for start in _meanings(lemma, pos):
        for number, steps in _ancestors(start).items():
            if 0 < steps <= depth:
                found |= meaning(number).members
    return frozenset(found - {american(lemma)} - _empty_terms())


@lru_cache(maxsize=_CACHED_WORDS)
def siblings(a: str, b: str) -> bool:
    """Whether two lemmas are different kinds of one thing: hospital and clinic, lead and zinc."""
    if american(a) == american(b) or b in synonyms(a) or b in broader(a) or a in broader(b):
        return False
    return any(_are_cousins(one, two) for one in _meanings(a, None) for two in _meanings(b, None))


@lru_cache(maxsize=_CACHED_WORDS)
def derivations(lemma: str) -> frozenset[str]:
    """Words of the same family in any part of speech: manage gives management and manageable.

    Who or what does it ("manager") is not among them: see `agent_nouns`.
    """
    word = american(lemma)
    first = frozenset[str]().union(*(entry.derived for entry in entries(word)))
    second = {
        other
        for one in first
        for entry in entries(one)
        for other in entry.derived
        if other[:_SHARED_START] == word[:_SHARED_START]
    }
    return (first | second) - {word} - agent_nouns(word)


@lru_cache(maxsize=_CACHED_WORDS)
def agent_nouns(lemma: str) -> frozenset[str]:
    """Nouns for who or what does it: manage and management both give manager."""
    word = american(lemma)
    own = entries(word)
    near = [other for entry in own for one in entry.derived for other in entries(one)]
    return frozenset[str]().union(*(entry.agents for entry in (*own, *near))) - {word}


@lru_cache(maxsize=_CACHED_WORDS)
def antonyms(lemma: str) -> frozenset[str]:
    """Lemmas that say the opposite, also through the verb or noun of the same family."""
    word = american(lemma)
    direct = _direct_antonyms(word, "nvar")
    through = {
        other
        for relative in _actions(word)
        for opposite in _direct_antonyms(relative, "nv")
        for other in {opposite} | _actions(opposite)
    }
    return frozenset(direct | through) - {word}


@lru_cache(maxsize=_CACHED_WORDS)
def are_opposites(a: str, b: str) -> bool:
    """Whether two lemmas say opposite things, directly or through what they are kinds of.

    To boost is to increase, to cut is to decrease: so boost and cut are opposites.
    """
    if american(b) in synonyms(a):
        return False
    ours, theirs = _directions(a), _directions(b)
    return any(not theirs.isdisjoint(antonyms(word)) for word in ours) or any(
        not ours.isdisjoint(antonyms(word)) for word in theirs
    )


@lru_cache(maxsize=_CACHED_WORDS)
def relation(evidence: str, claim: str, pos: PartOfSpeech | None = None) -> Relation | None:
    """How a lemma of the evidence licenses one of the claim, the surest way first; else None.

    `pos` is what both are, where the caller knows it: it keeps other meanings out. "family" is a
    synonym of a derived word (reduction, cut). "thesaurus" is a close pair of the Moby Thesaurus,
    neither opposites nor two kinds of one thing; it is a hint, right some nine times in ten.
    """
    ours, theirs = american(evidence), american(claim)
    if ours == theirs:
        return "same"
    if theirs in agent_nouns(ours) or are_opposites(ours, theirs):
        return None
    if theirs in synonyms(ours, pos):
        return "synonym"
    if theirs in derivations(ours):
        return "derived"
    return "broader" if theirs in broader(ours, pos) else _looser_relation(ours, theirs, pos)


def _looser_relation(
    evidence: str, claim: str, pos: PartOfSpeech | None
) -> Literal["family", "thesaurus"] | None:
    if _are_of_like_families(evidence, claim):
        return "family"
    if siblings(evidence, claim) or not are_listed_together(evidence, claim):
        return None
    shared = parts_of_speech(evidence) & parts_of_speech(claim)
    return "thesaurus" if (pos in shared if pos else shared) else None


def _are_of_like_families(evidence: str, claim: str) -> bool:
    if not derivations(evidence).isdisjoint(synonyms(claim)):
        return True
    near = synonyms(evidence)
    return any(word in near and claim not in agent_nouns(word) for word in derivations(claim))


def _directions(lemma: str) -> frozenset[str]:
    """The lemma, its verb or noun, and what these are ways of doing."""
    family = {american(lemma)} | _actions(american(lemma))
    return frozenset(family.union(*(broader(word, "v", 1) for word in family)))


def _direct_antonyms(lemma: str, parts: str) -> frozenset[str]:
    found = (entry.antonyms for entry in entries(lemma) if entry.pos in parts)
    return frozenset[str]().union(*found)


def _actions(lemma: str) -> set[str]:
    """The verbs and nouns one step of derivation away."""
    near = {other for entry in entries(lemma) if entry.pos in "nv" for other in entry.derived}
    return {other for other in near if main_part_of_speech(other) in {"n", "v"}}


def _meanings(lemma: str, pos: PartOfSpeech | None) -> tuple[int, ...]:
    found: tuple[Entry, ...] = entries(american(lemma))
    return tuple(number for entry in found if pos in {None, entry.pos} for number in entry.meanings)


def _are_cousins(one: int, two: int) -> bool:
    ours, theirs = _ancestors(one), _ancestors(two)
    return any(
        ours[shared] + theirs[shared] <= 3 and meaning(shared).members.isdisjoint(_empty_terms())
        for shared in ours.keys() & theirs.keys()
    )


@cache
def _empty_terms() -> frozenset[str]:
    """Words so general that being a kind of them says nothing."""
    text = (_DATA / "empty_terms.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@lru_cache(maxsize=_CACHED_WORDS)
def _ancestors(start: int) -> dict[int, int]:
    """A meaning and the broader ones within three steps, each with the least number of steps."""
    steps = {start: 0}
    level = [start]
    for distance in (1, 2, 3):
        level = [up for number in level for up in meaning(number).broader if up not in steps]
        steps |= dict.fromkeys(level, distance)
    return steps
