"""Whether prose says of its writer what a model reads in it: a title, an organisation, a time.

A quote may stand in a text and yet be no fact of the writer's: "I helped the head chef", "never
finished a degree". In doubt it is left out.
"""

import functools
import re
from pathlib import Path
from typing import NamedTuple

import yaml

from tailor.importing.structure import dates
from tailor.importing.structure.pieces import is_degree
from tailor.importing.structure.words import alternatives
from tailor.stages.modelling.quoting import located
from tailor.vocabulary.lexicon import parts_of_speech
from tailor.vocabulary.people import is_coworker
from tailor.vocabulary.words import function_words

_MAX_WORDS = 9
# Words between the name of a job and the one who had it.
_SOON = 8
_APPOSITION = re.compile(r"(?:^|[,;:–—(])\s*$")
_CUT_BEFORE = re.compile(r"[\w'’&/-]$")
_NEXT = re.compile(r" ([^\W\d_][\w&'’-]*)")
_CUT_AFTER = re.compile(r"^(?:[\w&/-]|['’]s\b)")


class Span(NamedTuple):
    """Half-open, in the text it was looked for in."""

    begin: int
    end: int


def is_told_of_the_writer(text: str, place: int) -> bool:
    """Whether what a statement has at a place is told of its writer, and as a fact."""
    if any(word in _listed("doubts") or word.endswith(("n't", "n’t")) for word in _words(text)):
        return False
    before, after = _words(text[:place]), _words(text[place:])
    if any(word in _listed("first_person") for word in before) or _begins_with_verb(text):
        return True
    # "At Ostrel I cooked", but not "My manager was at Ostrel, and I cooked".
    speaks = any(word in _listed("first_person") for word in after[:_SOON])
    return speaks and not any(is_coworker(word) for word in before)


def may_be(kind: str, text: str, title: str) -> bool:
    """Whether a statement may tell of an entry of this kind: no visit is a job, no help paid.

    `title` is the title or degree that was found in it.
    """
    words = set(_words(text))
    studies = bool(words & _listed("studying"))
    if kind == "education":
        return studies or is_degree(title)
    is_held = bool(title or words & _listed("working")) or any(
        dated.is_range for dated in dates.find(text)
    )
    is_unpaid = bool(words & _listed("volunteering"))
    return not studies and (kind == "projects" or is_held) and not (kind == "work" and is_unpaid)


def titles(quote: str, text: str) -> list[Span]:
    """Where a title stands that the writer says they had, widened to its whole name."""
    return [span for span in _whole(quote, text, is_name=False) if _is_held(text[: span.begin])]


def organisations(quote: str, text: str) -> list[Span]:
    """Where an organisation or place stands that the writer was at, widened to its whole name."""
    return [span for span in _whole(quote, text, is_name=True) if _is_joined(text[: span.begin])]


def names_organisation(text: str) -> bool:
    """Whether a text has an organisation's name in it, as far as its preposition shows."""
    return bool(_joining().search(text))


@functools.cache
def _joining() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(_listed('joins'))})\s+(?:the\s+)?[^\W\d_a-zß-ÿ]")


def _words(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[\w'’]+", text)]


def _begins_with_verb(text: str) -> bool:
    """Whether the subject is left out, as résumés do: "Worked as a cook at …"."""
    first = next(iter(_words(text)), "")
    return text[:1].isupper() and first.endswith(("ed", *_listed("first_person_endings")))


def _is_held(before: str) -> bool:
    if _APPOSITION.search(before):
        return True
    return bool(_lead("before_title").search(before)) and not _lead("never_before_title").search(
        before
    )


def _is_joined(before: str) -> bool:
    return bool(_APPOSITION.search(before) or _lead("before_organisation").search(before))


@functools.cache
def _lead(key: str) -> re.Pattern[str]:
    articles = alternatives(_listed("articles"))
    return re.compile(
        rf"(?<!\w)(?:{alternatives(_listed(key))})\s*(?:(?<!\w)(?:{articles})\s+)?$", re.IGNORECASE
    )


def _whole(quote: str, text: str, *, is_name: bool) -> list[Span]:
    """Every place of the quote, none of them a part of a longer word or name."""
    found, begin = [], 0
    while (span := located(quote, text[begin:])) is not None:
        whole = Span(begin + span[0], begin + span[1])
        begin += span[1]
        wider = _widened(whole, text, is_name=is_name)
        if wider is not None and len(text[slice(*wider)].split()) <= _MAX_WORDS:
            found.append(wider)
    return found


def _widened(span: Span, text: str, *, is_name: bool) -> Span | None:
    begin, end = span
    if _CUT_BEFORE.search(text[:begin]) or _CUT_AFTER.match(text[end:]):
        return None
    # "assistant manager" is no manager, and "Ostrel Marine" not Ostrel.
    while (word := _last_word(text[:begin])) and _belongs(word, is_name=is_name):
        begin -= len(text[:begin]) - len(text[:begin].rstrip()) + len(word)
    return Span(begin, _end_of_name(text, end) if is_name else _end_of_title(text, end))


def _end_of_name(text: str, end: int) -> int:
    while (match := _NEXT.match(text[end:])) and match.group(1)[0].isupper():
        end += match.end()
    return end


def _end_of_title(text: str, end: int) -> int:
    """Where a title ends that may go on: "manager trainee", "nurse in training", "chef de rang"."""
    while match := _going_on().match(text[end:]):
        end += match.end()
    match = _NEXT.match(text[end:])
    plain = match.group(1) if match else ""
    is_noun = plain.islower() and "n" in parts_of_speech(plain) and plain not in function_words()
    return end + match.end() if match and is_noun and plain not in _small_words() else end


def _last_word(before: str) -> str:
    match = re.search(r"([\w'’&-]+)\s$", before)
    return match.group(1) if match else ""


def _belongs(word: str, *, is_name: bool) -> bool:
    """Whether the word before a quote is part of the name that the quote is cut from."""
    plain = word.casefold()
    if plain in _small_words():
        return False
    return word[0].isupper() if is_name else not plain.endswith(tuple("0123456789"))


@functools.cache
def _small_words() -> frozenset[str]:
    keys = ("before_organisation", "before_title", "articles", "first_person")
    return frozenset().union(*map(_listed, keys))


@functools.cache
def _going_on() -> re.Pattern[str]:
    phrases, joints = alternatives(_listed("still_learning")), alternatives(_listed("complements"))
    return re.compile(rf"\s+(?:(?:{phrases})\b|(?:{joints})\s+(?-i:[a-zà-ÿ][\w-]+))", re.IGNORECASE)


@functools.cache
def _listed(key: str) -> frozenset[str]:
    path = Path(__file__).parent / "data" / "telling.yaml"
    return frozenset(yaml.safe_load(path.read_text(encoding="utf-8"))[key])
