"""The verbs that the rules may inflect: an unknown verb is left alone."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tailor.stages.rewriting import lists
from tailor.vocabulary.lexicon import american, british, lemma, parts_of_speech

Form = Literal["base", "past", "participle", "gerund"]
Dialect = Literal["american", "british"]

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb in American spelling. `nouns` name its act, each with the preposition after it.

    `is_activity`: done as soon as it is begun. `is_claim`: to have made or led something.
    `makes_nouns`: its -ing form is also a noun or an adjective ("training plans").
    """

    base: str
    past: str
    participle: str
    gerund: str
    is_activity: bool
    is_claim: bool
    makes_nouns: bool
    nouns: tuple[tuple[str, str], ...]

    def form(self, form: Form, dialect: Dialect | None) -> str:
        """The verb in one of its forms, spelled in the dialect."""
        written = {
            "base": self.base,
            "past": self.past,
            "participle": self.participle,
            "gerund": self.gerund,
        }[form]
        return british(written) if dialect == "british" else written


def verb(word: str, form: Form) -> Verb | None:
    """The verb that a word, in any spelling or case, is this form of; None when unknown."""
    return _by_form()[form].get(american(word.lower()))


def act(noun: str, preposition: str) -> Verb | None:
    """The verb whose act a noun names when this preposition follows; None when unknown."""
    return _by_noun().get((american(noun.lower()), preposition.lower()))


def is_past(word: str) -> bool:
    """Whether a word can be the past tense of a verb, known to the rules or to the dictionary."""
    low = american(word.lower())
    if verb(low, "past"):
        return True
    return low.endswith("ed") and "v" in parts_of_speech(low) and lemma(low, "v") != low


def is_only_verb(word: str) -> bool:
    """Whether a word is the base form of a verb and can be nothing else."""
    low = american(word.lower())
    return parts_of_speech(low) == frozenset("v") and lemma(low, "v") == low


@cache
def _verbs() -> tuple[Verb, ...]:
    return tuple(_read(line.split("\t")) for line in lists.lines("verbs.tsv"))


def _read(cells: list[str]) -> Verb:
    base, past, participle, flags, nouns = (*cells, "", "", "", "")[:5]
    acts = (noun.partition(":") for noun in nouns.split())
    past = past or _regular_past(base)
    return Verb(
        base=base,
        past=past,
        participle=participle or past,
        gerund=_gerund(base, past),
        is_activity="a" in flags,
        is_claim="c" in flags,
        makes_nouns="n" in flags,
        nouns=tuple((noun, preposition or "of") for noun, _, preposition in acts),
    )


def _regular_past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + "ed"


def _gerund(base: str, past: str) -> str:
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgmnpt]", base)
    doubled = past == f"{base}{base[-1]}ed" or (short and past != f"{base}ed")
    return base + (base[-1] if doubled else "") + "ing"


@cache
def _by_form() -> dict[Form, dict[str, Verb]]:
    return {
        "base": {verb.base: verb for verb in _verbs()},
        "past": {verb.past: verb for verb in _verbs()},
        "participle": {verb.participle: verb for verb in _verbs()},
        "gerund": {verb.gerund: verb for verb in _verbs()},
    }


@cache
def _by_noun() -> dict[tuple[str, str], Verb]:
    return {noun: verb for verb in _verbs() for noun in verb.nouns}
