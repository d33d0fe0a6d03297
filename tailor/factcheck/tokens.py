"""A text as tokens: words with their base forms, numbers, names and punctuation."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from tailor.factcheck.text import normalise
from tailor.vocabulary import lexicon, people, words

Kind = Literal["word", "number", "punct"]

# A number with its sign of currency, a code such as S7-300 or FD30, a word, or one other mark.
_SHAPES = r"""
    (?P<number>(?:[$€£¥₹]\s?)?(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w.]*[A-Z]-?\d))
  | (?P<code>[A-Za-z]+\d[\w]*(?:-\d+\w*)?|[A-Z][A-Za-z]*(?:[&/][A-Z][A-Za-z]*)+|[A-Z]-?\d+\w*)
  | (?P<word>[ap]\.m\b\.?
      |(?:(?<!\w)\.)?[^\W\d_]+(?:'[^\W\d_]+)?(?:\+\+|\#)?(?:\.(?:js|NET|net|io|py))?)
  | (?P<punct>%|[^\w\s]|_)
"""


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `start` and `end` are offsets in the normalised text.

    `lemmas` are the possible base forms in American spelling; `name` says that it looks like a
    proper name or a code where it stands; `content` that it carries meaning of its own.
    """

    index: int
    text: str
    lower: str
    start: int
    end: int
    kind: Kind
    lemmas: frozenset[str] = field(default=frozenset())
    name: bool = False
    content: bool = False

    @property
    def personal_name(self) -> bool:
        """Whether it is a given name or a form of address where it stands ("Priya", "Dr")."""
        return (
            self.text[:1].isupper()
            and people.is_given_name(self.lower)
            and self.lower not in words.word_set("times")
        )


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_SHAPES, re.VERBOSE)


@lru_cache(maxsize=2048)
def tokens(text: str) -> tuple[Token, ...]:
    """Split a text; the same text always gives the same tokens."""
    found: list[Token] = []
    normal = normalise(text)
    for match in _pattern().finditer(normal):
        raw, kind = match.group(), match.lastgroup
        start_of_sentence = not found or found[-1].text in ".!?:;\u2022" or found[-1].text == "\n"
        found.append(_token(len(found), raw, match.start(), kind or "punct", start_of_sentence))
    return tuple(found)


def _token(index: int, raw: str, start: int, group: str, first: bool) -> Token:  # noqa: FBT001
    lower = raw.lower()
    end = start + len(raw)
    if group == "punct":
        return Token(index, raw, lower, start, end, "punct")
    if group == "number":
        return Token(index, raw, lower, start, end, "number", content=True)
    lower = lower.removesuffix("'s")
    if group == "code":
        forms = frozenset((lower, lower.removesuffix("s")))
        return Token(index, raw, lower, start, end, "word", forms, name=True, content=True)
    content = lower not in words.function_words()
    lemmas = _lemmas(lower) if content else frozenset((lower,))
    if content and raw[:-1].isupper() and raw[-1] == "s":
        lemmas |= {lower[:-1]}
    return Token(index, raw, lower, start, end, "word", lemmas, _is_name(raw, first=first), content)


@lru_cache(maxsize=16384)
def _lemmas(lower: str) -> frozenset[str]:
    spelled = lexicon.american(lower)
    return frozenset(lexicon.american(base) for base in lexicon.lemmas(spelled)) | {spelled}


def _is_name(raw: str, *, first: bool) -> bool:
    """Whether a word is written as a name: capitals inside, or a capital that no sentence asks."""
    if not raw[0].isalpha():
        return True
    if any(c.isupper() for c in raw[1:]) or raw[-1] in "+#":
        return True
    return raw[0].isupper() and not first and raw != "I" and not raw.startswith("I'")
