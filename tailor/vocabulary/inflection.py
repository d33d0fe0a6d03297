"""From the form of a word to its base forms: "oversaw" to "oversee", "organised" to "organize"."""

import re
from functools import lru_cache
from typing import Literal

from tailor.vocabulary.dictionary import entries, irregular
from tailor.vocabulary.spelling import american

PartOfSpeech = Literal["n", "v", "a", "r"]

_CACHED_WORDS = 65_536

# What to take off and what to put on, per part of speech (WordNet's rules of detachment).
_ENDINGS: tuple[tuple[str, str, str], ...] = (
    ("s", "", "n"),
    ("ses", "s", "n"),
    ("xes", "x", "n"),
    ("zes", "z", "n"),
    ("ches", "ch", "n"),
    ("shes", "sh", "n"),
    ("ves", "f", "n"),
    ("men", "man", "n"),
    ("ies", "y", "n"),
    ("s", "", "v"),
    ("ies", "y", "v"),
    ("es", "e", "v"),
    ("es", "", "v"),
    ("ied", "y", "v"),
    ("ed", "e", "v"),
    ("ed", "", "v"),
    ("ing", "e", "v"),
    ("ing", "", "v"),
    ("er", "", "a"),
    ("er", "e", "a"),
    ("ier", "y", "a"),
    ("est", "", "a"),
    ("est", "e", "a"),
    ("iest", "y", "a"),
)
_DOUBLED = re.compile(r"([bdfgklmnprstvz])\1(ed|ing|er|est)$")
_PREFIX = re.compile(r"(?:co|de|fore|inter|mis|multi|out|over|pre|re|self|sub|un|under|up|cross)-?")
# Forms that the rules above would take for plurals of other words.
_WHOLE = frozenset({"as", "has", "his", "is", "its", "this", "thus", "us", "was"})
# Endings of plurals, and how many letters they add.
_PLURALS = ((r"([sxz]|ch|sh)es$", 2), (r"[^aeiou]ies$", 3), (r"..[^s]s$", 1))
# A verb's stem that ends so has lost an e: containeriz(ed), automat(ed), resolv(ed), merg(ed).
_MUTE_E = re.compile(r"(iz|ys|[^aeo][aeiou]t|[uv]|[^aeiou]c|dg|rg|[bcdgkpt]l|ur|ir)$")


@lru_cache(maxsize=_CACHED_WORDS)
def lemmas(word: str) -> frozenset[str]:
    """The base forms of a lower-case word or expression, over all parts of speech, never empty.

    Spelled as Americans do; the word itself is among them when it is a base form.
    """
    return frozenset(lemma for lemma, _ in _readings(word))


@lru_cache(maxsize=_CACHED_WORDS)
def lemma(word: str, pos: PartOfSpeech) -> str:
    """The most frequent base form of a lower-case word in one part of speech, else the word."""
    found = sorted(lemma for lemma, reading in _readings(word) if reading == pos)
    return max(found, key=lambda each: _count(each, pos), default=american(word))


@lru_cache(maxsize=_CACHED_WORDS)
def parts_of_speech(word: str) -> frozenset[str]:
    """What a lower-case word, inflected or not, can be: of n, v, a, r; empty when unknown."""
    return frozenset(pos for _, pos in _readings(word) if pos)


@lru_cache(maxsize=_CACHED_WORDS)
def main_part_of_speech(lemma: str) -> str | None:
    """What a lemma is most often (n, v, a or r), or None when the dictionary lacks it."""
    known = entries(american(lemma))
    best = max(known, key=lambda entry: (entry.count, len(entry.meanings)), default=None)
    return best.pos if best else None


def is_known(lemma: str) -> bool:
    """Whether the dictionary has this lower-case lemma."""
    return bool(entries(american(lemma)))


@lru_cache(maxsize=_CACHED_WORDS)
def _readings(word: str) -> frozenset[tuple[str, str]]:
    """Pairs of lemma and part of speech; "" for the part of speech of a word nobody knows."""
    form = american(word)
    return _known(form) or _known_expression(form) or _with_prefix(form) or _guessed(form)


def _known(form: str) -> frozenset[tuple[str, str]]:
    found = {(form, entry.pos) for entry in entries(form)} | set(irregular(form))
    if form not in _WHOLE:
        for stem, pos in _stems(form):
            found |= {(stem, entry.pos) for entry in entries(stem) if entry.pos == pos}
    return frozenset(found)


def _stems(form: str) -> list[tuple[str, str]]:
    stems = [
        (american(form.removesuffix(ending) + added), pos)
        for ending, added, pos in _ENDINGS
        if form.endswith(ending) and len(form) - len(ending) >= 2
    ]
    doubled = _DOUBLED.search(form)
    if doubled:
        pos = "v" if doubled[2] in {"ed", "ing"} else "a"
        stems.append((form[: doubled.start() + 1], pos))
    return [(stem, pos) for stem, pos in stems if not (form.endswith("ss") and form == stem + "s")]


def _known_expression(form: str) -> frozenset[tuple[str, str]]:
    """Readings of "cutting down" by its first word, "hospital wards" by its last, "e-mail"."""
    joined = form.replace("-", "")
    if joined != form:
        return _known(joined) or _known(form.replace("-", " "))
    first, _, rest = form.partition(" ")
    front, _, last = form.rpartition(" ")
    verbs = {(f"{base} {rest}", "v") for base in lemmas(first)} if rest else set()
    nouns = {(f"{front} {base}", "n") for base in lemmas(last)} if front else set()
    return frozenset(
        (base, entry.pos)
        for base, pos in verbs | nouns
        for entry in entries(base)
        if entry.pos == pos
    )


def _with_prefix(form: str) -> frozenset[tuple[str, str]]:
    """Readings of "retrained" or "co-led" through the word behind the prefix."""
    prefix = _PREFIX.match(form)
    tail = form[prefix.end() :] if prefix else ""
    if not prefix or len(tail) < 3 or " " in tail:
        return frozenset()
    found = {(prefix[0] + base, pos) for base, pos in _known(tail)}
    return frozenset(found | _guessed_verb(form)) if found else frozenset()


def _guessed(form: str) -> frozenset[tuple[str, str]]:
    """Base forms of a word that no dictionary has, by its ending; the word itself if in doubt."""
    verb = _guessed_verb(form)
    if verb:
        return frozenset(verb)
    if form.endswith("izes"):
        return frozenset({(form[:-1], "v")})
    for ending, kept in _PLURALS:
        if re.search(ending, form):
            # A name such as "kubernetes" may be no plural at all.
            return frozenset({(form, "n"), (form[:-kept] + ("y" if kept == 3 else ""), "n")})
    return frozenset({(form, "r" if form.endswith("ly") else "")})


def _guessed_verb(form: str) -> set[tuple[str, str]]:
    stem = re.sub(r"(ed|ing)$", "", form)
    if stem == form or not re.search(r"[aeiouy].*[^aeiou]$|[aeiouy].*[uoi]$", stem):
        return set()
    return {(_verb_from(stem), "v")}


def _verb_from(stem: str) -> str:
    for candidate in (stem, stem + "e"):
        if entries(candidate):
            return candidate
    if re.search(r"([^aeioulsfz])\1$", stem):
        return stem[:-1]
    if re.search(r"[^aeiou]i$", stem):
        return stem[:-1] + "y"
    if re.search(r"[a-z]{4}is$", stem):
        return stem[:-1] + "ze"
    return stem + "e" if _MUTE_E.search(stem) else stem


def _count(lemma: str, pos: str) -> int:
    return next((entry.count for entry in entries(lemma) if entry.pos == pos), -1)
