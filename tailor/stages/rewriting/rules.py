"""The rules in their order, and what they make of one statement."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from tailor.stages.rewriting import clauses, lists, phrases, subjects
from tailor.stages.rewriting.inflecting import Phrase
from tailor.stages.rewriting.language import is_english
from tailor.stages.rewriting.passages import (
    has_stand_ins,
    put_back,
    sentence_case,
    sentences,
    set_aside,
)
from tailor.stages.rewriting.setting import Setting
from tailor.stages.rewriting.spelling import in_dialect, in_the_ads_terms
from tailor.stages.rewriting.verbs import Form, verb
from tailor.vocabulary.lexicon import is_known, lemma, parts_of_speech

Rule = Callable[[str, Setting], str | None]

# Each takes one sentence and gives it back better, or None when it has nothing to say. A rule that
# fires starts the order anew: "Apart from that, I worked on testing the" takes three.
_RULES: tuple[Rule, ...] = (
    subjects.drop_opener,
    subjects.drop_subject,
    subjects.focus,
    phrases.do_duty,
    phrases.do_work,
    phrases.do_activity,
    phrases.do_acts,
    clauses.activate,
    clauses.shorten,
    clauses.put_verb_first,
    clauses.trim,
)
_MOST_ROUNDS = 8
# A batch meets the same statements with one ad after the other.
_KEPT = 2048
_CLAUSES = re.compile(r"[.;:!?]\s|\b(?:and|but)\b")
_FIRST_PERSON = re.compile(r"\bI(?= [a-z])|^\s*(?:We|My|Our) ")
_FORMS: tuple[Form, ...] = ("base", "past", "gerund")


class _Told(NamedTuple):
    """Sentences as the rules tell them, before and after, and the passages set aside."""

    before: str
    after: tuple[str, ...]
    passages: tuple[str, ...]


def rewritten(text: str, setting: Setting, spellings: Mapping[str, str]) -> str | None:
    """The statement as a bullet of the ad's spelling; None when there is nothing to better.

    Brackets, quotes, code and addresses come through byte for byte, and so do numbers and names.
    Rewriting the result again changes nothing. `spellings` are the ad's, by the terms' names.
    """
    plain = told = " ".join(text.split())
    if not _is_for_the_rules(plain):
        return None
    for _ in range(_MOST_ROUNDS):
        better = _bettered(told, setting, spellings)
        if better is None:
            return None if told == plain else told
        told = better
    return None


@lru_cache(maxsize=_KEPT)
def _is_for_the_rules(text: str) -> bool:
    return not (has_stand_ins(text) or _is_fragment(text)) and is_english(text)


def _bettered(text: str, setting: Setting, spellings: Mapping[str, str]) -> str | None:
    told = _told(text, setting)
    if told is None:
        return None
    result = " ".join(_capitalised(in_the_ads_terms(each, spellings)) for each in told.after)
    if result == told.before or _is_half_done(told.before, result):
        return None
    return _ended(put_back(result, told.passages), setting)


@lru_cache(maxsize=_KEPT)
def _told(text: str, setting: Setting) -> _Told | None:
    """What the rules make of a text, whatever terms the ad writes; None to leave it alone."""
    masked, passages = set_aside(text)
    before = sentences(masked)
    after = [_settled(sentence, setting) for sentence in before]
    if _forms(after) != _forms(before) and len(_forms(after)) > 1:
        return None
    return _Told(masked, tuple(in_dialect(each, setting) for each in after), passages)


def _settled(sentence: str, setting: Setting) -> str:
    told = sentence
    for _ in range(_MOST_ROUNDS):
        better = next((new for rule in _RULES if (new := rule(told, setting))), None)
        if better is None or better == told:
            break
        told = better
    # Half a rewrite is worse than none.
    return sentence if told.startswith(("I ", "We ")) else told


def _forms(told: Iterable[str]) -> frozenset[Form]:
    """The forms of the verbs that sentences begin with: more than one reads unevenly."""
    firsts = [sentence.partition(" ")[0].rstrip(",") for sentence in told]
    fitting = [[form for form in _FORMS if verb(first, form)] for first in firsts]
    return frozenset(forms[0] for forms in fitting if len(forms) == 1)


def _capitalised(sentence: str) -> str:
    """A capital for a first word that can only be a verb; "iOS" and "npm" keep their own."""
    first = sentence.partition(" ")[0]
    only_verb = first.islower() and is_known(lemma(first, "v")) and parts_of_speech(first) == {"v"}
    return sentence_case(sentence) if only_verb else sentence


def _is_half_done(before: str, after: str) -> bool:
    """Whether the first person is gone from one clause and left in another: then none is better."""
    return 0 < _first_persons(after) < _first_persons(before)


def _first_persons(text: str) -> int:
    """How many main clauses have it: "which I enjoyed" and "by the time I left" may stay."""
    return sum(
        1
        for clause in _CLAUSES.split(text)
        for found in _FIRST_PERSON.finditer(clause)
        if not _is_subordinate(clause[: found.start()])
    )


def _is_subordinate(opening: str) -> bool:
    words = Phrase(opening).words
    return words[-1:] == ("time",) or bool(lists.words("subordinators.txt") & set(words))


def _is_fragment(text: str) -> bool:
    """Whether a text breaks off: its last word needs another."""
    words = Phrase(text).words
    return bool(words) and words[-1] in lists.words("dangling.txt") and text[-1].isalpha()


def _ended(text: str, setting: Setting) -> str:
    """The text with or without a full stop, as most of the profile's statements."""
    bare = text.rstrip(" .;,")
    last_word = text.rsplit(maxsplit=1)[-1].lower()
    if text.endswith((":", "!", "?", "…", "...", '."', ".”")) or last_word in lists.words(
        "abbreviations.txt"
    ):
        return text
    several = bool(re.search(r"[.!?] ", bare))
    return f"{bare}." if setting.ends_with_stop or several else bare
