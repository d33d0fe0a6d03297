"""The word lists by which structure is recognised, each loaded on first use."""

import functools
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).with_name("data")


@functools.cache
def data(name: str) -> dict[str, Any]:
    """One of the data files, by its name without suffix."""
    value: dict[str, Any] = yaml.safe_load((_DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return value


@functools.cache
def listed(name: str, key: str) -> frozenset[str]:
    """One list of a data file, folded."""
    return frozenset(folded(str(word)) for word in data(name)[key])


@functools.lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Lower case, without accents, with single spaces for everything that is no letter or digit."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))


def has(plain: str, phrases: frozenset[str]) -> bool:
    """Whether a phrase of at most four words occurs in folded text as whole words."""
    tokens = plain.split()
    return any(
        " ".join(tokens[start:end]) in phrases
        for start in range(len(tokens))
        for end in range(start + 1, min(start + 4, len(tokens)) + 1)
    )


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first; a space matches any white space."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)
