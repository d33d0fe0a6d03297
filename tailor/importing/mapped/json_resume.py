"""JSON Resume 1.0: kept as it is, so that it can be written out the same again."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from tailor.domain.profile import Profile
from tailor.importing.structure import dates

# What a section's entries are named by; a file that has none of it is in another dialect.
_SECTIONS = {
    "work": {"name", "company", "position"}, "education": {"institution", "area", "studyType"},
    "volunteer": {"organization", "position"}, "skills": {"name"}, "projects": {"name"},
    "basics": {"name", "label", "email", "summary", "profiles"},
}  # fmt: skip
# What version 0 called otherwise.
_OLD = {
    "work": {"company": "name", "website": "url"},
    "volunteer": {"website": "url"},
    "publications": {"website": "url"},
    "basics": {"website": "url", "picture": "image"},
}
_DATES = {"startDate", "endDate", "date", "releaseDate"}
_ISO = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|present|)")


def profile_of(value: Mapping[Any, Any], warnings: list[str]) -> Profile | None:
    """The profile of a JSON Resume file; None when it is in another format.

    Older field names and dates that are not ISO are brought to 1.0, each with a warning.
    """
    if not _is_json_resume(value):
        return None
    current = {str(k): _section(str(k), v, warnings) for k, v in value.items()}
    for candidate in (current, _without_nulls(current)):
        try:
            return Profile.model_validate(candidate)
        except ValidationError:
            continue
    return None


def _without_nulls(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    return [_without_nulls(v) for v in value if v is not None] if isinstance(value, list) else value


def _is_json_resume(value: Mapping[Any, Any]) -> bool:
    # Reactive Resume has basics too; its sections are one level down.
    known = [key for key in _SECTIONS if value.get(key)]
    return bool(known) and "sections" not in value and all(_is_named(k, value[k]) for k in known)


def _is_named(section: str, value: Any) -> bool:
    entries = [value] if section == "basics" else value
    return isinstance(entries, list) and all(
        isinstance(entry, Mapping) and bool(_SECTIONS[section] & set(entry)) for entry in entries
    )


def _section(name: str, value: Any, warnings: list[str]) -> Any:
    if isinstance(value, list):
        return [_entry(name, item, warnings) for item in value]
    return _entry(name, value, warnings)


def _entry(name: str, value: Any, warnings: list[str]) -> Any:
    if not isinstance(value, Mapping):
        return value
    entry: dict[str, Any] = {}
    for key, inner in value.items():
        new = _OLD.get(name, {}).get(str(key), str(key))
        if new != key and new not in value:
            warnings.append(f"{name}: “{key}” is called “{new}” in JSON Resume 1.0.")
        else:
            new = str(key)
        if new in _DATES and isinstance(inner, str) and not _ISO.fullmatch(inner):
            _date(entry, new, inner, warnings)
        else:
            entry[new] = inner
    return entry


def _date(entry: dict[str, Any], key: str, written: str, warnings: list[str]) -> None:
    found = dates.find(written)
    if found and found[0].start and not found[0].is_odd:
        entry[key] = found[0].start
    elif written.strip().lower() in ("current", "now", "today", "ongoing"):
        entry[key] = "present"
    else:
        entry.setdefault("asWritten", written)
        warnings.append(f"“{written}” is no date that we can read; it is kept as written.")
