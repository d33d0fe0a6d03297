"""What kind of page a text is: an ad, several ads, or none."""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from tailor.errors import InputError
from tailor.stages.parsing.header import clean_title, names_role
from tailor.stages.parsing.outline import blocks, section
from tailor.stages.parsing.phrases import Phrases, words_of
from tailor.stages.parsing.tongues import UNKNOWN, cues, data, tongues

_TOP = 1_500
_LEGAL_SHARE = 60
_OWN_PARAGRAPH = 200
_SHORTEST_AD = 120
_FEWEST_ADS = 3

EXPIRED = "The page says that this ad has expired."


class Signs(NamedTuple):
    """What speaks for an ad: known section headings, sentences that ask, words of hiring."""

    sections: int
    asks: int
    hiring: int

    @property
    def strong(self) -> bool:
        """Whether this is an ad whatever else the page holds."""
        return self.sections >= 2 and self.asks >= 3


def check_is_posting(text: str, language: str) -> tuple[str, ...]:
    """Notes about an ad's page. Raises InputError when the page is no ad, saying what it is."""
    if not any(char.isalpha() for char in text):
        raise InputError("The job posting holds no text. Give the text of the ad.")
    signs = _signs(text, language)
    found = _refusals().labels(text[:_TOP])
    if "error" in found and not signs.strong:
        raise InputError("This is an error page, not a job posting. Give the text of the ad.")
    if "expired" in found and not signs.strong:
        raise InputError("This ad has expired and its text is gone. Give the text of the ad.")
    if not signs.strong and _is_legal(text, signs):
        raise InputError("This is a legal text, not a job posting. Give the text of the ad.")
    # Of a language without rules only its total silence tells.
    if not (_asks_enough(signs) if language in tongues() else language != UNKNOWN or any(signs)):
        raise InputError(
            "This does not look like a job posting: it does not say what the job asks for. "
            "Give the text of the ad."
        )
    return (EXPIRED,) if "expired" in found else ()


def first_posting(text: str) -> tuple[str, int]:
    """The first ad of a page that lists several, and how many there are."""
    starts = _title_starts(text)
    if len(starts) > 1:
        return text[: starts[1]].rstrip(), len(starts)
    return _first_paragraph(text)


def _title_starts(text: str) -> list[int]:
    """Where the ads of a page begin that opens each with the same kind of title line."""
    for mark in _title_marks():
        found: dict[str, int] = {}
        for line in re.finditer(rf"^{mark}(?P<title>.+)$", text, re.MULTILINE | re.IGNORECASE):
            title = clean_title(line["title"])
            if names_role(title):
                found.setdefault(title, line.start())
        starts = list(found.values())
        lengths = (end - start for start, end in pairwise([*starts, len(text)]))
        if len(starts) > 1 and all(length >= _SHORTEST_AD for length in lengths):
            return starts
    return []


@cache
def _title_marks() -> tuple[str, ...]:
    labels = data("page")["separators"]["title_labels"]
    return "# ", rf"[^\w\n]{{0,8}}(?:{'|'.join(map(re.escape, labels))}) ?:[^\w\n]{{0,8}}"


def _first_paragraph(text: str) -> tuple[str, int]:
    paragraphs = list(re.finditer(r"[^\n]+(?:\n[^\n]+)*", text))
    ads = [
        one
        for one in paragraphs
        if len(one.group()) >= _OWN_PARAGRAPH and _ad_ends().labels(one.group()[-400:])
    ]
    if len(ads) >= _FEWEST_ADS:
        return _with_title(ads[0].group()), len(ads)
    return text, 1


def _with_title(paragraph: str) -> str:
    """Put the title that opens a paragraph ("Clerk, Some County — ...") on its own line."""
    title, comma, rest = paragraph.partition(",")
    if comma and len(title) < 90 and names_role(clean_title(title)):
        return f"{title}\n\n{rest.lstrip()}"
    return paragraph


def _signs(text: str, language: str) -> Signs:
    found = blocks(text, language)
    headings = {section(text[b.start : b.end]) for b in found if b.kind in {"heading", "lead"}}
    hits = [hit.label for hit in cues(language).find(text, words_of(text))]
    asks = sum(1 for label in hits if label in {"must", "wanted", "duty", "nice"})
    hiring = len(list(_hiring().find(text, words_of(text))))
    return Signs(len(headings & {"must", "nice", "responsibility"}), asks, hiring)


def _asks_enough(signs: Signs) -> bool:
    if signs.sections:
        return signs.asks + signs.hiring + signs.sections >= 3
    return signs.asks >= 1 and signs.hiring >= 1 and signs.asks + signs.hiring >= 3


def _is_legal(text: str, signs: Signs) -> bool:
    words = words_of(text)
    hits = sum(1 for hit in _refusals().find(text, words) if hit.label == "legal")
    return hits >= 5 and hits * _LEGAL_SHARE > len(words) and hits > 2 * signs.asks


@cache
def _refusals() -> Phrases:
    return Phrases(data("page")["refusals"])


@cache
def _hiring() -> Phrases:
    return Phrases({"hiring": data("page")["refusals"]["apply"]})


@cache
def _ad_ends() -> Phrases:
    return Phrases({"end": data("page")["separators"]["ad_end"]})


@cache
def _injections() -> Phrases:
    return Phrases(data("page")["injection"])


def tries_to_instruct(text: str) -> bool:
    """Whether the ad speaks to a program that reads it, instead of to people."""
    return bool(_injections().labels(text))
