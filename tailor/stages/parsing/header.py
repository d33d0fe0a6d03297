"""The head of an ad: its title, company, place and level."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, get_args

from tailor.domain.posting import Level
from tailor.stages.parsing.outline import bare_line, is_noise, section
from tailor.stages.parsing.phrases import Phrases, fold, words_of
from tailor.stages.parsing.tongues import data, spoken, tongues

_HEAD = 3_000
_READ = 40_000
_LONGEST = 110
_MOST_WORDS = 14
_GENDER = re.compile(
    r"\s*[(\[|,–-]?\s*(?<!\w)(?:[mwfdxhisk](?:\s?[/|*]\s?[mwfdxhisk]){1,3}|all genders|gn"
    r"|alle geschlechter|f-h|h-f)(?!\w)\s*[)\]]?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^\W*(?P<label>[^\W\d_][\w /&'’-]{1,30}?)\W{0,3}:\W{0,3}(?P<value>\S.*)$")
_TITLE_END = re.compile(
    r"\s+[|·•]\s+.*$|\s+(?:[-–—]\s+)?(?:LinkedIn|Indeed|Glassdoor|StepStone).*$"
    r"|\s*\((?:remote|hybrid)\)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_NAMED = r"(?:[A-ZÀ-ÞØ0-9][\w&'’.-]*)"
_NAME = rf"(?P<name>{_NAMED}(?: (?:{_NAMED}|of|and|&|the|de|du|für|und|y|e|for|van|la)){{0,6}})"
_LEGAL = re.compile(
    rf"({_NAMED}(?: (?:{_NAMED}|&|und|and|of|de)){{0,6}} "
    r"(?:GmbH(?: & Co\. KGa?A?)?|AG|SE|KG|Inc\.?|LLC|Ltd\.?|PLC|S\.?A\.?S?|S\.?r\.?l\.?|SpA|"
    r"S\.p\.A\.|AB|AS|ASA|ApS|A/S|B\.?V\.?|N\.?V\.?|Oy|S\.L\.|Lda\.?|Ltda\.?))(?![\w])"
)
_PLACE_LINE = re.compile(r"^[A-ZÀ-Þ][\w .'’-]{1,30}(?:, [A-ZÀ-Þ][\w .'’-]{1,30}){1,2}$")


class Header(NamedTuple):
    """What the head of an ad says; None where it says nothing."""

    title: str | None
    company: str | None
    place: str | None
    level: Level | None


class _Candidate(NamedTuple):
    score: float
    text: str


def read_header(text: str, language: str) -> Header:
    """Read title, company, place and level, first from labels, then from lines and sentences."""
    labels = _labels(text, language)
    title = _title(text, labels, language)
    return Header(
        title,
        _company(text, labels, language, title),
        labels.get("place") or _place_line(text),
        level_of(title),
    )


def clean_title(title: str) -> str:
    """A title without markup, the site's name and the gender note."""
    bare = _GENDER.sub("", bare_line(_TITLE_END.sub("", title)))
    return " ".join(bare.split()).strip(" -–—|:,*/")


@cache
def _level_words() -> Phrases:
    return Phrases(data("levels")["levels"])


def level_of(title: str | None) -> Level | None:
    """The level a title names, the highest when it names several."""
    labels = _level_words().labels(title or "")
    listed: list[Level] = [level for level in data("levels")["levels"] if level in labels]
    return next((level for level in listed if level in get_args(Level)), None)


def names_role(line: str) -> bool:
    """Whether a line holds the name of an occupation."""
    roles, endings = _roles()
    return any(
        word.folded in roles
        or (word.folded.endswith("s") and word.folded[:-1] in roles)
        or (len(word.folded) > 8 and word.folded.endswith(endings))
        for word in words_of(line)
    )


@cache
def _roles() -> tuple[frozenset[str], tuple[str, ...]]:
    roles = data("levels")["roles"]
    return frozenset(map(fold, roles["words"])), tuple(map(fold, roles["endings"]))


def _labels(text: str, language: str) -> dict[str, str]:
    """The values of "Title: ...", "Company: ..." and "Location: ..." lines."""
    found: dict[str, str] = {}
    for line in text[:_HEAD].splitlines() + text[-_HEAD:].splitlines():
        match = _LABEL.match(line) if len(line) < 200 else None
        name = _label_names(language).get(fold(match["label"]).strip()) if match else None
        if match and name and not _URL.search(match["value"]) and len(match["value"]) < 90:
            found.setdefault(name, bare_line(match["value"]))
    return found


@cache
def _label_names(language: str) -> dict[str, str]:
    return {
        fold(label): name
        for tongue in spoken(language)
        for name in ("title", "company", "place")
        for label in tongue.header[name]
    }


def _title(text: str, labels: dict[str, str], language: str) -> str | None:
    candidates = [*_title_lines(text[:_HEAD]), *_title_phrases(text[:_HEAD], language)]
    if labels.get("title"):
        candidates.append(_Candidate(12, clean_title(labels["title"])))
    likely = [one for one in candidates if one.score >= 3 and len(one.text) > 2]
    # Equal scores: the first wins, for an ad begins with its title.
    return max(likely, key=lambda one: one.score).text if likely else None


def _title_lines(head: str) -> Iterator[_Candidate]:
    lines = [line for line in head.splitlines() if line.strip()]
    repeated = Counter(clean_title(line) for line in lines)
    place = 0
    for line in lines:
        if is_noise(line) or _URL.search(line) or line.strip().startswith("---"):
            continue
        place += 1
        title = clean_title(line)
        if not title or len(title) > _LONGEST or len(words_of(title)) > _MOST_WORDS:
            continue
        yield _Candidate(_line_score(line, title, place) + 2 * (repeated[title] > 1), title)


def _line_score(line: str, title: str, place: int) -> float:
    score = 3.0 if place == 1 else 2.0 if place <= 3 else 1.0 if place <= 8 else 0.0
    score += 3 * names_role(title)
    score += 3 * bool(_GENDER.search(line))
    score += 2 * bool(re.match(r"\s*#\s", line))
    score -= 3 * (section(title) is not None and not names_role(title))
    score -= 4 * line.rstrip().endswith((".", ":", "!", "?", ";", ","))
    score -= 2 * (len(words_of(title)) > 8) + 4 * (":" in title) + 3 * title[0].islower()
    score -= 3 * bool(re.search(r"\d{4}|[$€£@]|\d{1,2}[/:]\d{2}", title))
    return score


def _title_phrases(head: str, language: str) -> Iterator[_Candidate]:
    """Titles inside sentences: "we are looking for a Night Nurse to ..."."""
    flat = " ".join(head.split())
    for pattern in _title_patterns(language):
        for found in pattern.finditer(flat):
            title = _up_to_role(clean_title(found["name"]))
            if names_role(title) and len(words_of(title)) <= 7:
                yield _Candidate(4.5 if title[0].isupper() else 3.5, title)


def _up_to_role(title: str) -> str:
    """A title in small letters up to its occupation: "night nurse who can" is a night nurse."""
    if not title[:1].islower():
        return title
    words = title.split()
    ends = (place for place in range(1, len(words) + 1) if names_role(words[place - 1]))
    return " ".join(words[: next(ends, 0)])


@cache
def _title_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    capitals = rf"\(?{_NAMED}\)?(?:[ /](?:{_NAMED}|&|of|and|und|for|de|-|–)){{0,9}}"
    plain = r"(?:[a-zà-þ-]+(?: |\b)){1,5}"
    role = rf"(?P<name>{capitals}|{plain})"
    return _patterns(
        (phrase for tongue in spoken(language) for phrase in tongue.header["title_patterns"]), role
    )


@cache
def _company_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    return _patterns(
        (phrase for tongue in spoken(language) for phrase in tongue.header["company_patterns"]),
        _NAME,
    )


def _patterns(phrases: Iterable[str], name: str) -> tuple[re.Pattern[str], ...]:
    """Patterns for phrases with a "{}" for the name; accents in the text may be missing.

    Phrases of one shape share a pattern: compiling each alone would cost more than reading the ad.
    """
    sides = [phrase.partition("{}") for phrase in phrases]
    before = [_loose(left) for left, _, right in sides if left and not right]
    after = [_loose(right) for left, _, right in sides if right and not left]
    around = [(_loose(left), _loose(right)) for left, _, right in sides if left and right]
    shapes = [(f"(?:{'|'.join(before)})", "")] if before else []
    shapes += [("", f"(?:{'|'.join(after)})")] if after else []
    return tuple(
        re.compile(rf"(?<!\w)(?i:{left}){name}(?i:{right})(?!\w)")
        for left, right in [*shapes, *around]
    )


_ACCENTED = {"a": "aàáâãäå", "e": "eèéêë", "i": "iíìî", "o": "oóòôõöø", "u": "uüúùû", "c": "cç"}


def _loose(words: str) -> str:
    escaped = re.escape(words).replace(r"\ ", ",? ").replace(r"\*", r"\w*")
    return re.sub("[aeiouc]", lambda found: f"[{_ACCENTED[found.group()]}]", escaped)


def _company(text: str, labels: dict[str, str], language: str, title: str | None) -> str | None:
    if labels.get("company"):
        return labels["company"]
    between = _line_between(text, title)
    if between:
        return between
    votes: Counter[str] = Counter()
    flat = _flat(text[:_READ])
    for pattern in _company_patterns(language):
        for found in pattern.finditer(flat):
            votes[_company_name(found["name"])] += 2
    for found in _LEGAL.finditer(flat):
        votes[_company_name(found.group(1))] += 2
    likely = {
        name: count + min(5, flat.count(name))
        for name, count in votes.items()
        if _is_company(name, title)
    }
    best = max(likely, key=lambda name: likely[name], default=None)
    return best if best is not None and likely[best] >= 3 else None


def _line_between(text: str, title: str | None) -> str | None:
    """The line between a title and a place, where job boards put the company."""
    lines = [line.strip() for line in text[:_HEAD].splitlines() if line.strip()]
    for first, second, third in zip(lines, lines[1:], lines[2:], strict=False):
        if title and clean_title(first) == title and _PLACE_LINE.match(third) and len(second) < 60:
            return second
    return None


def _flat(text: str) -> str:
    """The text in one line; a bar keeps names of two paragraphs apart."""
    paragraphs = re.split(r"\n\s*\n", text)
    return " | ".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _company_name(written: str) -> str:
    return re.sub(r"^(?:The|Die|Der|Das|Het|De|La|Le) ", "", written).strip(" .,'’-&")


def _is_company(name: str, title: str | None) -> bool:
    words = [word.folded for word in words_of(name)]
    common = frozenset().union(*(tongue.stop_words for tongue in tongues().values()))
    if not words or words[0] in common or words[0].isdigit() or len(name) < 2:
        return False
    inside = title is not None and fold(title).startswith(fold(name))
    return not inside and not names_role(name) and section(name) is None and not _ordinary(name)


def _ordinary(name: str) -> bool:
    return is_noise(name) or (name.isupper() and len(name) > 24)


def _place_line(text: str) -> str | None:
    lines = [line.strip() for line in text[:_HEAD].splitlines() if line.strip()]
    fitting = (line for line in lines[:40] if _PLACE_LINE.match(line) and not names_role(line))
    return next(fitting, None)
