"""Rules that write a word as the ad does: British or American, Postgres or PostgreSQL."""

import re
from collections.abc import Mapping
from functools import lru_cache

from tailor.stages.rewriting.setting import Setting
from tailor.vocabulary.lexicon import american, british
from tailor.vocabulary.terms import TermMatch, terms
from tailor.vocabulary.words import function_words

# A batch meets the same sentences with one ad after the other.
_KEPT = 2048
# A word that touches none of these signs is no part of a name, an address or a compound.
_FREE_WORD = re.compile(r"(?<![\w./@#&+_'’-])[A-Za-z][a-z]+(?![\w/@#&+_'’-]|\.\w)")
_ARTICLE = re.compile(r"\ban?\s+$", re.IGNORECASE)
# A term that touches a name is a part of that: "AWS SDK", "Apache Kafka", "docker-compose".
_PART_BEFORE = re.compile(r"(?:[/.@-]|(?<!^)(?<![.!?] )\b[A-Z]\w*\s)$")
_PART_AFTER = re.compile(r"[/@-]|\s[A-Z\d]")
# A digit of a version or a model, unlike the count of letters in "k8s".
_VERSION = re.compile(r"\d(?![A-Za-z])|(?<![A-Za-z\d])\d")


def in_dialect(text: str, setting: Setting) -> str:
    """The text in the ad's English. A capital inside a sentence is a name's and is left alone."""
    if setting.ads_dialect is None:
        return text
    spelled = british if setting.ads_dialect == "british" else american

    def respelled(match: re.Match[str]) -> str:
        word = match.group()
        if word in function_words():  # "among" is as British as "amongst"
            return word
        if word[0].islower():
            return spelled(word)
        return spelled(word.lower()).capitalize() if match.start() == 0 else word

    return _FREE_WORD.sub(respelled, text)


def in_the_ads_terms(text: str, spellings: Mapping[str, str]) -> str:
    """The text with each term that the ad writes in another way written in that way, everywhere.

    `spellings` maps the name of a term to the ad's way to write it.
    """
    if not spellings:
        return text
    found = [match for match in _terms_of(text) if match.name in spellings]
    stay = {match.name for match in found if not _may_replace(text, match, spellings[match.name])}
    pieces, done = [], 0
    for match in found:
        if match.name not in stay:
            pieces += [text[done : match.start], spellings[match.name]]
            done = match.end
    return "".join([*pieces, text[done:]])


@lru_cache(maxsize=_KEPT)
def _terms_of(text: str) -> tuple[TermMatch, ...]:
    return terms().find(text)


def _may_replace(text: str, found: TermMatch, written: str) -> bool:
    """Whether the sentence stays right with this name: its article, its plural, its digits."""
    if written == found.surface or written in text:
        return False
    before, after = text[: found.start], text[found.end :]
    one, other = found.surface.lower(), written.lower()
    return not (
        _ARTICLE.search(before)
        or _PART_BEFORE.search(before)
        or _PART_AFTER.match(after)
        or one in {f"{other}s", other.removesuffix("s")}
        or _VERSION.findall(one) != _VERSION.findall(other)
    )
