"""Rules that write a word as the ad does: British or American, Postgres or PostgreSQL."""

import re

from tailor.stages.rewriting.setting import Setting
from tailor.vocabulary.lexicon import american, british
from tailor.vocabulary.terms import TermMatch, terms

# A word that touches none of these signs is no part of a name, an address or a compound.
_FREE_WORD = re.compile(r"(?<![\w./@#&+_'’-])[A-Za-z][a-z]+(?![\w/@#&+_'’-]|\.\w)")
# A digit of a version or a model, unlike the count of letters in "k8s".
_VERSION = re.compile(r"\d(?![A-Za-z])|(?<![A-Za-z\d])\d")


def in_dialect(text: str, setting: Setting) -> str:
    """The text in the ad's English. A capital inside a sentence is a name's and is left alone."""
    if setting.ads_dialect is None:
        return text
    spelled = british if setting.ads_dialect == "british" else american

    def respelled(match: re.Match[str]) -> str:
        word = match.group()
        if word[0].islower():
            return spelled(word)
        return spelled(word.lower()).capitalize() if match.start() == 0 else word

    return _FREE_WORD.sub(respelled, text)


def in_the_ads_terms(text: str, setting: Setting) -> str:
    """The text with each term that the ad writes in another way written in that way."""
    if not setting.spellings:
        return text
    pieces, done = [], 0
    for found in terms().find(text):
        written = setting.spellings.get(found.name, found.surface)
        if _may_replace(text, found, written):
            pieces += [text[done : found.start], written]
            done = found.end
    return "".join([*pieces, text[done:]])


def _may_replace(text: str, found: TermMatch, written: str) -> bool:
    """Whether the sentence stays right with this name: its article, its plural, its digits."""
    if written == found.surface or written in text:
        return False
    article = re.search(r"\b(an?)\s+$", text[: found.start], re.IGNORECASE)
    plurals = {found.surface.lower(), written.lower()}
    touches_name = text[: found.start][-1:] in {"/", ".", "-", "@"} or text[found.end :][:1] in {
        "/",
        "-",
        "@",
    }
    return not (
        article
        or touches_name
        or {f"{one}s" for one in plurals} & plurals
        or _VERSION.findall(found.surface) != _VERSION.findall(written)
    )
