"""Where a sentence of prose may be divided into clauses, without changing a word.

Each clause is checked by itself later on, so none may lose what limits it: the front of the
sentence, a subordinate clause, a shared "we", a closing "but only in winter". In doubt a sentence
stays whole.
"""

import functools
import re
from itertools import pairwise

from tailor.importing.structure.words import alternatives, data
from tailor.vocabulary.languages import language
from tailor.vocabulary.lexicon import lemma, parts_of_speech

_MIN_WORDS = 3
# Marks, relative clauses of German, and French pronouns that point back.
_BOUND = re.compile(
    r"[:;()\"“”„«»]|,\s+(?:de[rnmrs]|die|das|denen|deren|dessen)\b|\bj(?:e\s+|['’])(?:l['’]|l[ea]s?\s)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?")


def joints(sentence: str) -> list[tuple[int, int]]:
    """The half-open spans between the clauses of a sentence, which belong to neither side."""
    found = [(match.start(), match.end()) for match in _joint().finditer(sentence)]
    if not found or _is_bound(sentence):
        return []
    begins = [0, *(end for _, end in found)]
    ends = [*(start for start, _ in found), len(sentence)]
    clauses = [sentence[begin:end] for begin, end in zip(begins, ends, strict=True)]
    if not all(map(_stands_alone, clauses)):
        return []
    return found if all(_keeps_subject(*pair) for pair in pairwise(clauses)) else []


def limits(clause: str) -> bool:
    """Whether a clause after a semicolon limits, or otherwise belongs to, what comes before it."""
    first = _WORD.search(clause)
    return first is not None and first.group().casefold() in _listed("limiting")


def parts_at_semicolon(clause: str, following: str) -> bool:
    """Whether what comes after a semicolon stands on its own and is no item of a list."""
    words, others = _WORD.findall(clause), _WORD.findall(following)
    if not words or not others or others[0].casefold() in _listed("listing"):
        return False
    if not _keeps_subject(clause, following):
        return False
    # Of the verbs of other languages no word list is here; their lists have no subject to lose.
    return language(following) != "en" or _has_subject(others) or _is_verb(others[0])


def _is_bound(sentence: str) -> bool:
    words = {word.casefold() for word in _WORD.findall(sentence)}
    return bool(words & _listed("binding") or _BOUND.search(sentence))


def _stands_alone(clause: str) -> bool:
    """Whether a clause has a subject and a finite verb, or begins with a verb in the past."""
    words = _WORD.findall(clause)
    if len(words) < _MIN_WORDS:
        return False
    if not _has_subject(words):
        return _is_past(words[0]) and "," not in clause
    rest = [word for word in words[1:] if word.casefold() not in _listed("adverbs")]
    # The verb follows its subject at once in German and French, whose verbs no word list has here.
    is_english = words[0] in ("I", "We", "we")
    return bool(rest) and (not is_english or (_is_verb(rest[0]) and not rest[0].endswith("ing")))


def _keeps_subject(clause: str, following: str) -> bool:
    """Whether the second clause says who did it, or it is the writer alone who did the first."""
    words, others = _WORD.findall(clause), _WORD.findall(following)
    shared = words[0].casefold() in ("we", "wir", "nous")
    return _has_subject(others) or not shared


def _has_subject(words: list[str]) -> bool:
    return words[0].casefold() in _listed("subjects") or words[0][:2] in ("j'", "J'", "j’", "J’")


def _is_verb(word: str) -> bool:
    return "v" in parts_of_speech(word.casefold())


def _is_past(word: str) -> bool:
    plain = word.casefold()
    return _is_verb(plain) and not plain.endswith("s") and lemma(plain, "v") != plain


@functools.cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(str(word).casefold() for word in data("clauses")[key])


@functools.cache
def _joint() -> re.Pattern[str]:
    words = data("clauses")
    subject = rf"(?:{alternatives(words['subjects'])})(?:(?<=['’])|\b)"
    with_subject = rf"(?:,\s+(?:{alternatives(words['joints'])})|\s[–—-])\s+(?={subject})"
    without = rf",\s+(?:{alternatives(words['joints_without_subject'])})\s+(?=[a-z])"
    return re.compile(rf"{with_subject}|{without}")
