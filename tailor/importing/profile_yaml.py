"""A profile as YAML: written new, or worked into the person's own file with its comments."""

import difflib
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tailor.domain.profile import Profile
from tailor.extras import require

# One statement, one line: a change to it is one line of a diff.
_NO_WRAPPING = 1_000_000
_FIRST = (
    *("name", "organization", "institution", "title", "position", "studyType", "area", "location"),
    *("url", "startDate", "endDate", "date", "asWritten", "text"),
)
_LAST = ("summary", "leadIn", "highlights", "alternatives", "provenance")


def written(profile: Profile) -> str:
    """The profile as a new YAML file."""
    return _dumped(_yaml(""), _plain(profile))


def updated(text: str, profile: Profile) -> str:
    """The person's own YAML or JSON with what is new in `profile`; all else stays as it is."""
    if text.lstrip().startswith("{"):
        return json.dumps(_plain(profile), ensure_ascii=False, indent=2) + "\n"
    yaml = _yaml(text)
    tree = yaml.load(text)
    if tree is None:
        return written(profile)
    before = _dumped(yaml, tree)
    _work_in(tree, _plain(profile))
    after = _dumped(yaml, tree)
    kept = _with_own_lines(text, before, after)
    return kept if kept is not None and yaml.load(kept) == yaml.load(after) else after


def _with_own_lines(text: str, before: str, after: str) -> str | None:
    """`after`, with the person's own lines where it says the same as `before`.

    The writer wraps long lines anew; that must not show as a change. None where a change falls
    into such lines.
    """
    own, old, new = (part.splitlines(keepends=True) for part in (text, before, after))
    place = dict[int, int]()
    for _, start, end, own_start, own_end in _opcodes(old, own):
        place[start], place[end] = own_start, own_end
        if end - start == own_end - own_start:
            place.update(zip(range(start, end), range(own_start, own_end), strict=True))
    lines: list[str] = []
    for tag, start, end, new_start, new_end in _opcodes(old, new):
        if tag != "equal":
            lines += new[new_start:new_end]
        elif start in place and end in place:
            lines += own[place[start] : place[end]]
        else:
            return None
    return "".join(lines)


def _opcodes(one: list[str], two: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes()


def _plain(profile: Profile) -> dict[str, Any]:
    return profile.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _yaml(text: str) -> Any:
    """A reader and writer that keeps comments, quotes and the file's way to indent lists."""
    ruamel = require(
        "ruamel.yaml", package="ruamel.yaml", extra="documents", purpose="Writing a profile"
    )
    yaml = ruamel.YAML()
    yaml.preserve_quotes = True
    yaml.width = _NO_WRAPPING
    yaml.allow_unicode = True
    mapping, offset = _indents(text)
    yaml.indent(mapping=mapping, sequence=offset + 2, offset=offset)
    return yaml


def _indents(text: str) -> tuple[int, int]:
    """How far the person indents fields, and the dashes of lists, below what holds them."""
    mapping = re.search(r"^\w[\w-]*:[ \t]*(?:#.*)?\n( +)\w", text, re.MULTILINE)
    dashes = re.search(r"^\w[\w-]*:[ \t]*(?:#.*)?\n( *)- ", text, re.MULTILINE)
    return len(mapping.group(1)) if mapping else 2, len(dashes.group(1)) if dashes else 2


def _dumped(yaml: Any, value: Any) -> str:
    stream = io.StringIO()
    yaml.dump(_styled(value), stream)
    return stream.getvalue()


def _styled(value: Any) -> Any:
    """Provenance goes on one line: it is for machines."""
    comments = require(
        "ruamel.yaml.comments",
        package="ruamel.yaml",
        extra="documents",
        purpose="Writing a profile",
    )
    if isinstance(value, comments.CommentedMap | comments.CommentedSeq):
        return value
    if isinstance(value, Mapping):
        ordered = sorted(value.items(), key=lambda item: _position(item[0]))
        styled = comments.CommentedMap((key, _styled(inner)) for key, inner in ordered)
        if set(value) <= {"document", "sha256", "start", "end"}:
            styled.fa.set_flow_style()
        return styled
    return [_styled(inner) for inner in value] if isinstance(value, list) else value


def _position(key: str) -> int:
    """Where a field stands in an entry: what it is called first, its origin last."""
    if key in _FIRST:
        return _FIRST.index(key) - len(_FIRST)
    return 1 + _LAST.index(key) if key in _LAST else 0


def _work_in(tree: Any, new: Any) -> None:
    """Change a tree of values where they differ, and nowhere else."""
    if isinstance(new, Mapping):
        for key, value in new.items():
            _set(tree, key, value, has=key in tree)
    elif isinstance(new, list):
        for index, value in enumerate(new):
            if index < len(tree):
                _set(tree, index, value, has=True)
            else:
                tree.append(_styled(value))


def _set(tree: Any, key: Any, value: Any, *, has: bool) -> None:
    nested = isinstance(value, Mapping | list)
    if has and nested and isinstance(tree[key], type(value) | Mapping) and _alike(tree[key], value):
        _work_in(tree[key], value)
    elif not has or _value(tree[key]) != value:
        tree[key] = _styled(value)


def _alike(old: Any, new: Any) -> bool:
    return isinstance(old, Mapping) == isinstance(new, Mapping) and isinstance(old, Mapping | list)


def _value(old: Any) -> Any:
    """A scalar as the profile has it: YAML reads 2014 as a number and 2014-06-01 as a date."""
    if old is None or isinstance(old, bool | list | Mapping):
        return old
    return old.isoformat() if hasattr(old, "isoformat") else str(old)
