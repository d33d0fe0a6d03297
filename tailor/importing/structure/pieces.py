"""The pieces of an entry's header, and the words by which each is known."""

import functools
import re
from collections.abc import Sequence

from tailor.importing.structure.passages import Passage
from tailor.importing.structure.words import folded, has, listed
from tailor.vocabulary.titles import title_words

# Strong separators set fields apart; a hyphen needs spaces, a comma is looked at last.
_SEPARATOR = re.compile(
    r"\t+|\s*[|¦·•●＋－⋅]{1,2}\s+(?<=\s)|\s+[|¦·•●＋－~–—―-]+\s*(?=\s|$)|\s[–—]\s?|(?<=\w)—(?=\w)|(?<![.!?:])\s{2,}"
)
EDGES = " \t,;:|·•–—-＋－/~"
PARENTHESES = re.compile(r"^(?P<head>.+?)\s*\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
_SENTENCE = re.compile(r"[.!?][\"”’)]*$")
_ABBREVIATED = re.compile(
    r"\b(?:Inc|Ltd|Co|Corp|LLC|L\.L\.C|Jr|Sr|St|Dr|[A-Z]|[a-z]\.[a-z]|e\.V|Dept|Univ|Pvt|S\.A|B\.V|Lda|Ltda|S\.r\.l|S\.p\.A|S\.L|o\.o|o\.p\.s)\.$"
)


def cells(passage: Passage) -> tuple[Passage, ...]:
    """The pieces of a header line between strong separators, outside parentheses."""
    pieces: list[Passage] = []
    begin = 0
    for match in _SEPARATOR.finditer(passage.text):
        if _inside_parentheses(passage.text, match.start()) or _joins_titles(passage.text, match):
            continue
        pieces.append(_trimmed(passage, begin, match.start()))
        begin = match.end()
    pieces.append(_trimmed(passage, begin, len(passage.text)))
    return tuple(piece for piece in pieces if piece.text)


def is_title(text: str) -> bool:
    """Whether a job title's word is in the text."""
    plain = folded(text)
    return has(plain, listed("fields", "title_words") | title_words()) or any(
        word.endswith(_title_suffixes()) for word in plain.split() if len(word) > 7
    )


def is_organisation(text: str) -> bool:
    """Whether an organisation's word is in the text."""
    return has(folded(text), listed("fields", "organisation_words")) or is_school(text)


def is_school(text: str) -> bool:
    """Whether a school's word is in the text."""
    plain = folded(text)
    return has(plain, listed("fields", "school_words")) or any(
        word.endswith(_school_suffixes()) for word in plain.split() if len(word) > 7
    )


def is_degree(text: str) -> bool:
    """Whether a degree's word is in the text."""
    return has(folded(text), listed("fields", "degree_words"))


def is_place(text: str) -> bool:
    """Whether the text is a place and nothing else: "Bengaluru, KA, India", "Remote (Kiel)"."""
    head = PARENTHESES.match(text)
    if head and is_place(head.group("head")):
        return True
    parts = [part for part in comma_parts(text) if part]
    return bool(parts) and len(parts) <= 4 and place_parts(parts) == len(parts)


def is_sentence(text: str) -> bool:
    """Whether the text reads as a sentence rather than as a name or a header."""
    stripped = text.strip()
    if len(stripped.split()) > 16:
        return True
    return bool(_SENTENCE.search(stripped)) and not _ABBREVIATED.search(stripped)


def place_parts(parts: Sequence[str]) -> int:
    """How many of the last parts name a place."""
    plain = [folded(PARENTHESES.sub(r"\g<head>", part)) for part in parts]
    count = 0
    while count < len(parts) and _is_known_place(plain[-count - 1], parts[-count - 1]):
        count += 1
    # A region or country has a city before it, whose name we need not know.
    if 0 < count < len(parts) and plain[-count] not in listed("fields", "cities"):
        count += may_be_place(parts[-count - 1])
    return count


def may_be_place(text: str) -> bool:
    """Whether a text could be a place's name: short, capitalised, nothing else that we know."""
    words = text.split()
    return (
        0 < len(words) <= 4
        and text[0].isupper()
        and not is_title(text)
        and not is_organisation(text)
        and not any(character.isdigit() for character in text)
        and "." not in text.rstrip(".")
    )


def comma_parts(text: str) -> list[str]:
    """The parts of a text between commas that are not in parentheses."""
    parts, begin = [], 0
    for index, character in enumerate(text):
        if character == "," and not _inside_parentheses(text, index):
            parts.append(text[begin:index].strip())
            begin = index + 1
    parts.append(text[begin:].strip())
    return [part for part in parts if part]


def _is_known_place(plain: str, written: str) -> bool:
    is_short = plain in _short_regions()
    return plain in _places() and (not is_short or written.strip(" .")[:2].isupper())


def _joins_titles(text: str, match: re.Match[str]) -> bool:
    """Whether a dash stands between two titles of one person ("Athlete - Retail Associate")."""
    if not re.fullmatch(r"\s*[-–—―]\s*", match.group()):
        return False
    before = re.split(r"[\t|]", text[: match.start()])[-1]
    after = re.split(r"[\t|]|\s[-–—]\s", text[match.end() :])[0]
    return is_title(before) and is_title(after) and not is_organisation(after)


def _inside_parentheses(text: str, index: int) -> bool:
    return text.count("(", 0, index) > text.count(")", 0, index)


def _trimmed(passage: Passage, begin: int, end: int) -> Passage:
    text = passage.text[begin:end]
    left = len(text) - len(text.lstrip(EDGES))
    return passage.part(begin + left, begin + max(left, len(text.rstrip(EDGES))))


@functools.cache
def _places() -> frozenset[str]:
    return listed("fields", "countries") | listed("fields", "regions") | listed("fields", "cities")


@functools.cache
def _short_regions() -> frozenset[str]:
    """Names of two letters: IN is Indiana, "in" is not."""
    return frozenset(name for name in _places() if len(name) <= 2)


@functools.cache
def _title_suffixes() -> tuple[str, ...]:
    return tuple(sorted(listed("fields", "title_suffixes")))


@functools.cache
def _school_suffixes() -> tuple[str, ...]:
    return tuple(sorted(listed("fields", "school_suffixes")))
