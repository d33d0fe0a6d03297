"""The words of a text as term look-up sees them: folded, with their places."""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

# C++ and C# keep their signs, .NET its dot; "&" is the word "and"; accents may be written apart.
_WORD = r"(?:(?<!\w)\.(?=[A-Za-z]))?(?:[^\W_][\u0300-\u036f]*)+(?:\+\+|[+#](?!\w))?|&"
# Bounded repeats: a long run of letters without an end must not cost its square.
_LINK = r"\b\w{1,12}://\S+|\bwww\.\S+|[\w.+-]{1,64}@[\w.-]+|\b[\w-]{1,64}\.com/\S*"
_JOINTS = frozenset({"", " ", "-", "/", ".", "_", "'", "’", "‐", "‑", "–", " / ", "\u00a0"})


class Word(NamedTuple):
    """One word: its span in the text, as written, and folded for comparison."""

    start: int
    end: int
    written: str
    folded: str


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(_WORD)


@cache
def _link() -> re.Pattern[str]:
    return re.compile(_LINK)


def fold(written: str) -> str:
    """Fold case, accents and compatibility forms away; "&" becomes "and"."""
    if written.isascii():
        return "and" if written == "&" else written.lower()
    apart = unicodedata.normalize("NFKD", written.casefold())
    return "".join(mark for mark in apart if not unicodedata.combining(mark))


def words(text: str) -> list[Word]:
    """Split a text into words; punctuation and underscores lie between them. Links have none."""
    found = [
        Word(match.start(), match.end(), match.group(), fold(match.group()))
        for match in _pattern().finditer(text)
    ]
    links = [match.span() for match in _link().finditer(text)] if _may_link(text) else []
    if not links:
        return found
    # "https://github.com/…" names no skill.
    starts = [start for start, _ in links]
    return [word for word in found if not _inside(word, starts, links)]


def _may_link(text: str) -> bool:
    return "://" in text or "@" in text or "www." in text or ".com/" in text


def _inside(word: Word, starts: list[int], links: list[tuple[int, int]]) -> bool:
    place = bisect_right(starts, word.start) - 1
    return place >= 0 and word.start < links[place][1]


def key(surface: str) -> str:
    """The look-up key of a name: its folded words, joined by single spaces."""
    if surface.isascii() and surface.replace(" ", "").isalnum():
        return surface.lower()
    return " ".join(map(fold, _pattern().findall(surface)))


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two words may belong to one name: nothing but a space or a joint between them.

    A line break joins only when the next line goes on in lower case, as wrapped prose does.
    """
    gap = text[left.end : right.start]
    if gap in _JOINTS:
        return True
    if gap.strip():
        return False
    breaks = gap.count("\n")
    return breaks == 0 or (breaks == 1 and right.written[0].islower())


def singulars(folded: str) -> tuple[str, ...]:
    """What a word may be the plural of: "policies" gives "policy" and "policie"."""
    if len(folded) < 3 or not folded.endswith("s") or folded.endswith(("ss", "us", "is")):
        return ()
    if folded.endswith("ies"):
        return folded[:-3] + "y", folded[:-1]
    return (folded[:-1],)
