"""The languages whose job ads the rules read, each from one data file, and which one a text is."""

import json
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tailor.stages.parsing.phrases import Phrases, fold, words_of

_DATA = Path(__file__).parent / "data"
_SAMPLE = 20_000
_SENTENCE_GAPS = 5
_ENOUGH = 300
UNKNOWN = "und"
CUES = ("must", "nice", "self", "wanted", "duty", "ignored")


class Tongue(NamedTuple):
    """What the rules know of one language."""

    code: str
    name: str
    stop_words: frozenset[str]
    starters: frozenset[str]
    glue: frozenset[str]
    headings: Mapping[str, list[str]]
    cues: Mapping[str, list[str]]
    years: Mapping[str, list[str]]
    terms: Mapping[str, Any]
    header: Mapping[str, list[str]]
    either: tuple[str, ...]
    one_of: tuple[str, ...]


@cache
def data(name: str) -> Mapping[str, Any]:
    """One of the package's own data files."""
    return tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def tongues() -> Mapping[str, Tongue]:
    """Every language we have rules for, by ISO 639-1 code."""
    paths = sorted((_DATA / "tongues").glob("*.json"))
    return {path.stem: _tongue(path) for path in paths}


@cache
def spoken(language: str) -> tuple[Tongue, ...]:
    """The languages to read an ad with: its own, and English, which stands in many ads."""
    known = tongues()
    codes = [language, "en"] if language in known and language != "en" else ["en"]
    return tuple(known[code] for code in codes)


@cache
def language_name(code: str) -> str | None:
    """The English name of a language we have rules for."""
    tongue = tongues().get(code)
    return tongue.name if tongue else None


def detect(text: str) -> str:
    """The language of a text as an ISO 639-1 code, "und" when its words do not tell."""
    sample = _sentences(text[:_SAMPLE])
    script = _script(sample)
    if script:
        return script
    counts = Counter(word.folded for word in words_of(sample))
    scores = {
        code: sum(counts[word] for word in stop_words) for code, stop_words in _stop_words().items()
    }
    best = max(scores, key=lambda code: scores[code])
    enough = max(2, sum(counts.values()) // 20)
    return best if scores[best] >= enough else UNKNOWN


def _sentences(text: str) -> str:
    """The longer lines of a text, for the short ones may be the job board's; else all."""
    long = "\n".join(line for line in text.splitlines() if line.count(" ") >= _SENTENCE_GAPS)
    return long if len(long) >= _ENOUGH else text


def _script(text: str) -> str | None:
    letters = [char for char in text if char.isalpha()]
    foreign = Counter(
        unicodedata.name(char, "").split(" ")[0] for char in letters if ord(char) > 0x36F
    )
    scripts = data_scripts()
    found = {code: foreign[script] for code, script in scripts.items() if foreign[script]}
    if sum(found.values()) * 2 <= len(letters):
        return None
    # Japanese mixes its own letters with Chinese ones, so the rarer sign decides.
    return "ja" if "ja" in found else max(found, key=lambda code: found[code])


@cache
def data_scripts() -> Mapping[str, str]:
    """The scripts that tell a language, by code."""
    scripts: dict[str, str] = data("recognised")["scripts"]
    return scripts


@cache
def _stop_words() -> Mapping[str, frozenset[str]]:
    named = {code: tongue.stop_words for code, tongue in tongues().items()}
    others = {
        code: _folded(listed.split()) for code, listed in data("recognised")["stop_words"].items()
    }
    return named | others


def _tongue(path: Path) -> Tongue:
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Tongue(
        code=path.stem,
        name=raw["name"],
        stop_words=_folded(raw["stop_words"].split()),
        starters=_folded(raw["starters"].split()),
        glue=_folded(raw["glue"].split()),
        headings=raw["headings"],
        cues=raw["cues"],
        years=raw["years"],
        terms=raw["terms"],
        header=raw["header"],
        either=tuple(raw["or"]),
        one_of=tuple(raw["one_of"]),
    )


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


@cache
def headings() -> Phrases:
    """The headings of all languages: an ad may mix them."""
    merged: dict[str, list[str]] = {}
    for tongue in tongues().values():
        for label, phrases in tongue.headings.items():
            merged.setdefault(label, []).extend(phrases)
    return Phrases(merged)


@cache
def cues(language: str) -> Phrases:
    """The words that tell what a sentence is, for an ad in this language."""
    merged: dict[str, list[str]] = {}
    for tongue in spoken(language):
        for label in CUES:
            merged.setdefault(label, []).extend(tongue.cues[label])
    return Phrases(merged)
