"""The fixed words of letters, by language, read on first use."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from tailor.domain.base import Frozen


class Templates(Frozen):
    """The words of one language; see data/letters.toml."""

    salutation: str
    opening: tuple[str, ...]
    wanted: str
    closing: str
    farewell: str
    joint: str
    speaker: tuple[str, ...]


@cache
def templates() -> Mapping[str, Templates]:
    """The templates of every language there are some for, by ISO 639-1 code."""
    data = resources.files("tailor.stages.lettering") / "data" / "letters.toml"
    found = tomllib.loads(data.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            code: Templates.model_validate(
                {("joint" if key == "and" else key): value for key, value in words.items()}
            )
            for code, words in found.items()
        }
    )


@cache
def courtesies() -> frozenset[str]:
    """Every sentence that claims nothing, in any language."""
    return frozenset(
        text
        for words in templates().values()
        for text in (words.salutation, words.closing, words.farewell, words.opening[-1])
    )
