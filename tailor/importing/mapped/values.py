"""Nested values of a structured file, and which of them were used."""

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).with_name("data")


@functools.cache
def keys() -> dict[str, Any]:
    """The names of fields that other formats use."""
    value: dict[str, Any] = yaml.safe_load((_DATA / "keys.yaml").read_text(encoding="utf-8"))
    return value


def plain(key: str) -> str:
    """A key as the list of names has it: "started_on" and "Started On" are one."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


class Record:
    """A mapping whose values are taken one by one; what stays was not understood."""

    def __init__(self, value: Mapping[Any, Any], path: str = "") -> None:
        self.path = path
        self._left = {str(key): inner for key, inner in value.items()}

    def take(self, names: list[str]) -> Any:
        """The value of the first of these names that says something; it counts as used."""
        by_plain = {plain(key): key for key in self._left}
        for name in names:
            key = by_plain.get(name)
            if key is not None and self._left[key] not in (None, "", [], {}):
                return self._left.pop(key)
        return None

    def take_text(self, names: list[str]) -> Any:
        """The same, where the value is text and no list of entries."""
        by_plain = {plain(key): value for key, value in self._left.items()}
        return self.take([name for name in names if name in by_plain and _is_text(by_plain[name])])

    def items(self) -> Iterator[tuple[str, Any]]:
        """Every key and value that is left; each counts as used."""
        left, self._left = self._left, {}
        yield from left.items()

    def left(self) -> Iterator[tuple[str, str]]:
        """Where and what the texts are that nobody took."""
        for key, value in self._left.items():
            if plain(key) not in keys()["ignored"]:
                yield from leaves(value, f"{self.path}{key}")


def _is_text(value: Any) -> bool:
    if isinstance(value, list):
        return not any(isinstance(item, Mapping | list) for item in value)
    return not isinstance(value, Mapping)


def leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text inside a value, with the path to it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if plain(str(key)) not in keys()["ignored"]:
                yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{index}]")
    elif (
        isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip()
    ):
        yield path, str(value).strip()
