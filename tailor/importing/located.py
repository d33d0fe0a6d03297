"""YAML and JSON read as plain values that know the line each came from.

Stricter than a YAML loader on purpose: no tags, no aliases, no duplicate fields, no deep nesting,
so that a file means what it looks like; and only null, true, false and numbers are not text, so
that a date, a postcode or `no` stays what the person wrote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tailor.errors import InputError

Path = tuple[str | int, ...]

_MAX_DEPTH = 40
_LITERALS = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file: line (from 1), field path, what to write instead."""

    line: int
    path: Path
    message: str


@dataclass(frozen=True)
class Located:
    """A file's value, the line of every field and item in it, and what was wrong on the way."""

    value: Any
    lines: dict[Path, int]
    problems: tuple[Problem, ...]

    def line(self, path: Path) -> int:
        """The line of a field, or of the nearest thing around it that the file has."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass
class _Open:
    """A mapping or list that is still being read."""

    path: Path
    value: dict[str, Any] | list[Any]
    key: str | None = None

    def awaits_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None

    def next_path(self) -> Path:
        step = self.key if isinstance(self.value, dict) else len(self.value)
        return (*self.path, step if step is not None else "")

    def put(self, value: Any) -> None:
        if isinstance(self.value, dict):
            self.value.setdefault(self.key or "", value)
            self.key = None
        else:
            self.value.append(value)


@dataclass
class _Reader:
    name: str
    root: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0

    def take(self, event: Any) -> None:
        """Add one parser event to the value."""
        line = event.start_mark.line + 1
        match type(event).__name__:
            case "DocumentStartEvent":
                self.documents += 1
                if self.documents > 1:
                    self._refuse(line, (), 'A second document starts here. Remove the line "---".')
            case "MappingEndEvent" | "SequenceEndEvent":
                self.stack.pop()
            case "MappingStartEvent":
                self._open(event, {}, line)
            case "SequenceStartEvent":
                self._open(event, [], line)
            case "ScalarEvent":
                self._scalar(event, line)
            case "AliasEvent":
                path = self._place(line)
                self._refuse(line, path, f'Write the value itself in place of "*{event.anchor}".')
                self._put(None)

    def _open(self, event: Any, value: dict[str, Any] | list[Any], line: int) -> None:
        if self.stack and self.stack[-1].awaits_key():
            raise InputError(f"{self.name}:{line}: A field's name must be text.")
        if len(self.stack) >= _MAX_DEPTH:
            raise InputError(
                f"{self.name}:{line}: This is nested more than {_MAX_DEPTH} levels deep. "
                "A profile needs five."
            )
        path = self._place(line)
        self._check_tag(event, line, path)
        self._put(value)
        self.stack.append(_Open(path, value))

    def _scalar(self, event: Any, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        if top and top.awaits_key():
            top.key = event.value
            if event.value in top.value:
                first = self.lines[top.next_path()]
                self._refuse(
                    line, top.next_path(), f"This field is there twice, first in line {first}."
                )
                return
            self.lines[top.next_path()] = line
            return
        path = self._place(line)
        self._check_tag(event, line, path)
        self._put(_resolved(event.value) if event.implicit[0] else event.value)

    def _place(self, line: int) -> Path:
        path = self.stack[-1].next_path() if self.stack else ()
        self.lines.setdefault(path, line)
        return path

    def _put(self, value: Any) -> None:
        if self.stack:
            self.stack[-1].put(value)
        elif self.documents == 1:
            self.root = value

    def _check_tag(self, event: Any, line: int, path: Path) -> None:
        if event.tag:
            self._refuse(line, path, f'Remove the tag "{event.tag}": a profile is plain text.')

    def _refuse(self, line: int, path: Path, message: str) -> None:
        self.problems.append(Problem(line, path, message))


def read(text: str, name: str) -> Located:
    """Read a YAML or JSON text. `name` is the file's, for errors.

    Raises InputError where the text cannot be read to its end; what else is wrong is in `problems`.
    """
    reader = _Reader(name)
    for event in _events(text, name):
        reader.take(event)
    return Located(reader.root, reader.lines, tuple(reader.problems))


def _events(text: str, name: str) -> Iterator[Any]:
    import yaml  # noqa: PLC0415 - 15 ms that only a command reading a profile should pay

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(_as_yaml(text), Loader=loader)
    except yaml.YAMLError as error:
        raise InputError(_syntax_error(error, name)) from error


def _syntax_error(error: Any, name: str) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    where = f"{name}:{mark.line + 1}" if mark else name
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    context = getattr(error, "context", None)
    return (
        f"{where}: This is not valid YAML or JSON ({', '.join(filter(None, (context, what)))}). "
        "Check indentation, quotes and colons near this line."
    )


def _as_yaml(text: str) -> str:
    """JSON is YAML but for tabs, surrogate pairs and a few characters raw inside its strings."""
    if not text.lstrip("\ufeff").lstrip().startswith(("{", "[")):
        return text
    pair, rare = _json_only()
    text = pair.sub(lambda m: m[1] + chr(_astral(m[2], m[3])), text.replace("\t", " "))
    return rare.sub(lambda m: f"\\u{ord(m[0]):04x}", text.lstrip("\ufeff"))


@cache
def _json_only() -> tuple[re.Pattern[str], re.Pattern[str]]:
    pair = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab]..)\\u(d[cdef]..)", re.IGNORECASE)
    return pair, re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def _astral(high: str, low: str) -> int:
    return 0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00)


@cache
def _numbers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    # A leading zero or plus is a postcode or a phone number, and so is a very long one: text.
    whole = r"-?(0|[1-9]\d{0,14})"
    return re.compile(whole), re.compile(whole + r"(\.\d+)?([eE][-+]?\d{1,3})?")


def _resolved(text: str) -> Any:
    if text.lower() in _LITERALS:
        return _LITERALS[text.lower()]
    whole, real = _numbers()
    if whole.fullmatch(text):
        return int(text)
    return float(text) if real.fullmatch(text) else text
