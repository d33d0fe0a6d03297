"""Passages that no rule may touch, set aside as one character each, and sentences."""

import re
from functools import cache

from tailor.stages.rewriting import lists

_FIRST, _LAST = 0xE000, 0xF8FF


@cache
def _untouchable() -> re.Pattern[str]:
    """Brackets, quotes, code and addresses; an apostrophe inside a word opens no quote."""
    return re.compile(
        r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>"
        r"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|\"[^\"]*\"|`[^`]*`|‘[^’]*’(?!\w)|(?<!\w)'[^']*'(?!\w)"
        r"|https?://\S*[\w/]|www\.\S*[\w/]|\S+@\S*\w"
    )


def set_aside(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with a stand-in for each untouchable passage, and those passages in order."""
    passages = tuple(_untouchable().findall(text))
    marks = iter(range(_FIRST, _LAST))
    return _untouchable().sub(lambda _: chr(next(marks)), text), passages


def put_back(text: str, passages: tuple[str, ...]) -> str:
    """The text with every stand-in replaced by its passage."""
    return "".join(
        passages[ord(mark) - _FIRST] if _FIRST <= ord(mark) <= _LAST else mark for mark in text
    )


def has_stand_ins(text: str) -> bool:
    """Whether a text has characters that stand for passages."""
    return any(_FIRST <= ord(mark) <= _LAST for mark in text)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, without the space between them; "e.g." ends none."""
    found: list[str] = []
    for piece in re.split(r"(?<=[.!?])\s+(?=[A-Z\"'])", text):
        if found and found[-1].rsplit(maxsplit=1)[-1].lower() in lists.words("abbreviations.txt"):
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return tuple(found)


def sentence_case(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
