"""The fixed words of letters, by language, read on first use."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from tailor.domain.base import Frozen


class Templates(Frozen):
    """The words of one language; see data/letters.toml."""

    name: str
    salutations: tuple[str, ...]
    opening: tuple[str, ...]
    wanted: str
    about: tuple[str, ...]
    closings: tuple[str, ...]
    farewells: tuple[str, ...]
    joint: str
    speaker: tuple[str, ...]
    one: tuple[str, ...]
    several: tuple[str, ...]
    applicant: tuple[str, ...]

    @property
    def courtesies(self) -> tuple[str, ...]:
        """Every sentence of the language that claims nothing."""
        return (*self.salutations, self.opening[-1], *self.closings, *self.farewells)


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
    return frozenset(text for words in templates().values() for text in words.courtesies)
