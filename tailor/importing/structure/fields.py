"""The pieces of an entry's header: which is a title, an organisation, a place, a degree."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tailor.importing.structure.passages import Passage
from tailor.importing.structure.words import alternatives, data, folded, has, listed

# Strong separators set fields apart; a hyphen needs spaces, a comma is looked at last.
_SEPARATOR = re.compile(
    r"\t+|\s*[|¦·•●＋－⋅]{1,2}\s+(?<=\s)|\s+[|¦·•●＋－~–—―-]+\s*(?=\s|$)|\s[–—]\s?|(?<=\w)—(?=\w)|(?<![.!?:])\s{2,}"
)
_EDGES = " \t,;:|·•–—-＋－/~"
_PARENTHESES = re.compile(r"^(?P<head>.+?)\s*\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
_SENTENCE = re.compile(r"[.!?][\"”’)]*$")
_ABBREVIATED = re.compile(
    r"\b(?:Inc|Ltd|Co|Corp|LLC|L\.L\.C|Jr|Sr|St|Dr|[A-Z]|[a-z]\.[a-z]|e\.V|Dept|Univ|Pvt|S\.A|B\.V)\.$"
)


@dataclass(frozen=True, slots=True)
class Header:
    """What an entry's header says, each in the document's own words; "" is not said."""

    title: str = ""
    organisation: str = ""
    place: str = ""
    rest: tuple[str, ...] = ()


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


def _joins_titles(text: str, match: re.Match[str]) -> bool:
    """Whether a dash stands between two titles of one person ("Athlete - Retail Associate")."""
    if not re.fullmatch(r"\s*[-–—―]\s*", match.group()):
        return False
    before = re.split(r"[\t|]", text[: match.start()])[-1]
    after = re.split(r"[\t|]|\s[-–—]\s", text[match.end() :])[0]
    return is_title(before) and is_title(after) and not is_organisation(after)


def is_title(text: str) -> bool:
    """Whether a job title's word is in the text."""
    plain = folded(text)
    return has(plain, listed("fields", "title_words")) or any(
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
    head = _PARENTHESES.match(text)
    if head and is_place(head.group("head")):
        return True
    parts = [part for part in comma_parts(text) if part]
    return bool(parts) and len(parts) <= 4 and _place_parts(parts) == len(parts)


def is_sentence(text: str) -> bool:
    """Whether the text reads as a sentence rather than as a name or a header."""
    stripped = text.strip()
    if len(stripped.split()) > 16:
        return True
    return bool(_SENTENCE.search(stripped)) and not _ABBREVIATED.search(stripped)


def header(pieces: Sequence[str], *, title_first: bool | None = None) -> Header:
    """Tell title, organisation and place of a job apart. `title_first` is the section's habit."""
    texts = [text.strip(_EDGES) for text in pieces]
    texts = [text for text in texts if text]
    place, texts = places_out(texts)
    texts = _unfolded(texts)
    place2, texts = ("", texts) if place else places_out(texts)
    title, organisation, texts = _assigned(texts, title_first=title_first)
    place = place or place2
    if not place and texts and title and organisation and may_be_place(texts[-1]):
        place = texts.pop()
    return Header(title, organisation, place, tuple(texts))


def _assigned(texts: list[str], *, title_first: bool | None) -> tuple[str, str, list[str]]:
    titles = [text for text in texts if is_title(text)]
    others = [text for text in texts if text not in titles]
    organisations = [text for text in others if is_organisation(text)]
    if not titles and len(others) >= 2:
        # Neither has a word we know: the section's habit decides, and only then.
        known = organisations[:1]
        rest = [text for text in others if text not in known]
        if known:
            return rest[0], known[0], rest[1:]
        if title_first is not None:
            first, second = others[0], others[1]
            named = (first, second) if title_first else (second, first)
            return *named, others[2:]
        return "", others[0], others[1:]
    if len(titles) >= 2 and not others:
        # Two cells with title words: the one with an organisation's word is the employer.
        employer = next((t for t in titles if is_organisation(t)), titles[-1])
        left = [text for text in titles if text is not employer]
        return left[0], employer, left[1:]
    if not titles and len(others) == 1 and (split := _named_split(others[0])):
        return *split, []
    title = titles[0] if titles else ""
    organisation = (organisations or others or [""])[0]
    rest = [text for text in texts if text not in (title, organisation)]
    if title and not organisation:
        title, organisation, after = _comma_split(title)
        rest += [after] if after else []
    elif title and not is_title(organisation):
        organisation, after = _place_after(organisation)
        rest += [after] if after else []
    return title, organisation, rest


def _comma_split(text: str) -> tuple[str, str, str]:
    """Title, employer and what follows, of one cell: "Data Engineer, Lumen Inc, Kiel"."""
    parts = comma_parts(text)
    suffixes = listed("fields", "organisation_suffixes")
    while len(parts) > 2 and folded(parts[-1]) in suffixes:
        parts[-2:] = [f"{parts[-2]}, {parts[-1]}"]
    if len(parts) < 2:
        return text, "", ""
    if is_title(parts[0]):
        return _employer_after(parts)
    if is_title(parts[-1]):
        return parts[-1], ", ".join(parts[:-1]), ""
    return text, "", ""


def _employer_after(parts: list[str]) -> tuple[str, str, str]:
    """The first part with an organisation's word is the employer; else the last part is."""
    named = [i for i, part in enumerate(parts) if i and is_organisation(part)]
    if named and not is_title(parts[named[0]]):
        return ", ".join(parts[: named[0]]), parts[named[0]], ", ".join(parts[named[0] + 1 :])
    # "Senior Engineer, Tech Lead": a part that is a title too stays with the title.
    if is_title(parts[-1]) and not is_organisation(parts[-1]):
        return ", ".join(parts), "", ""
    if len(parts) == 3 and not is_title(parts[1]) and may_be_place(parts[2]):
        return parts[0], parts[1], parts[2]
    return ", ".join(parts[:-1]), parts[-1], ""


def _named_split(text: str) -> tuple[str, str] | None:
    """The one cell "Wrangler, Northern Hospital": only its last part is an organisation's name."""
    parts = comma_parts(text)
    if len(parts) != 2 or not is_organisation(parts[1]) or is_organisation(parts[0]):
        return None
    suffix = folded(parts[1]) in listed("fields", "organisation_suffixes")
    return None if suffix else (parts[0], parts[1])


def _place_after(organisation: str) -> tuple[str, str]:
    """An employer and the one word after its comma: "Albera Foods, Castellon"."""
    parts = comma_parts(organisation)
    suffix = folded(parts[-1]) in listed("fields", "organisation_suffixes")
    if len(parts) != 2 or suffix or len(parts[1].split()) > 1 or not may_be_place(parts[1]):
        return organisation, ""
    return parts[0], parts[1]


def _unfolded(texts: list[str]) -> list[str]:
    """Take "Title (Employer)" and "Title at Employer" apart."""
    found: list[str] = []
    for text in texts:
        inside = _PARENTHESES.match(text)
        at = _at().search(text)
        if inside and _is_named(inside.group("inner")) and is_title(inside.group("head")):
            found += [inside.group("head"), inside.group("inner")]
        elif inside and len(texts) == 1 and _is_named(inside.group("inner")):
            # The only piece there is: what is in parentheses can be nothing but the employer.
            found += [inside.group("head"), inside.group("inner")]
        elif at and is_title(text[: at.start()]) and at.start() > 1:
            found += [text[: at.start()].strip(_EDGES), text[at.end() :].strip(_EDGES)]
        else:
            found.append(text)
    return found


def _is_named(inner: str) -> bool:
    """Whether what stands in parentheses is an employer: no place, no kind of employment."""
    plain = folded(inner)
    return (
        bool(plain)
        and inner[0].isalnum()
        and not inner[0].islower()
        and not is_place(inner)
        and not (is_title(inner) and not is_organisation(inner))
        and plain not in listed("labels", "employment_types")
        and not (len(plain) <= 4 and plain.isalpha() and not is_organisation(inner))
    )


def places_out(texts: list[str]) -> tuple[str, list[str]]:
    """Take the place out: a cell that is one, or the end of a cell after commas."""
    for index, text in enumerate(texts):
        if is_place(text) and len(texts) > 1:
            return text, texts[:index] + texts[index + 1 :]
    for index, text in enumerate(texts):
        parts = comma_parts(text)
        count = min(_place_parts(parts), len(parts) - 1)
        if count:
            place = ", ".join(parts[-count:])
            return place, [*texts[:index], ", ".join(parts[:-count]), *texts[index + 1 :]]
    return "", texts


def _place_parts(parts: Sequence[str]) -> int:
    """How many of the last parts name a place."""
    plain = [folded(_PARENTHESES.sub(r"\g<head>", part)) for part in parts]
    count = 0
    while count < len(parts) and _is_known_place(plain[-count - 1], parts[-count - 1]):
        count += 1
    # A region or country has a city before it, whose name we need not know.
    if 0 < count < len(parts) and plain[-count] not in listed("fields", "cities"):
        count += may_be_place(parts[-count - 1])
    return count


def _is_known_place(plain: str, written: str) -> bool:
    is_short = plain in _short_regions()
    return plain in _places() and (not is_short or written.strip(" .")[:2].isupper())


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


def _inside_parentheses(text: str, index: int) -> bool:
    return text.count("(", 0, index) > text.count(")", 0, index)


def _trimmed(passage: Passage, begin: int, end: int) -> Passage:
    text = passage.text[begin:end]
    left = len(text) - len(text.lstrip(_EDGES))
    return passage.part(begin + left, begin + max(left, len(text.rstrip(_EDGES))))


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


@functools.cache
def _at() -> re.Pattern[str]:
    words = [word for word in data("fields")["at"] if word != "@"]
    return re.compile(rf"\s+(?:{alternatives(words)})\s+|\s+@\s*", re.IGNORECASE)
