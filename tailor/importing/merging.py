"""Several imports -> one profile. What two documents say differently is kept twice, and listed.

The profile that is added to comes first: its order, its words and its values stay.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tailor.domain.profile import SECTION_ORDER, Profile
from tailor.importing.imported import Imported
from tailor.importing.structure.words import folded, listed

Entry = dict[str, Any]
_SIMILAR = 0.8
# Comparing every pair of more statements than any job has takes minutes.
_MOST_COMPARED = 300
# What an entry is called; entries of the same name may be one.
_NAMES = {
    "work": ("name",), "volunteer": ("organization",), "education": ("institution",),
    "projects": ("name",), "publications": ("name",), "patents": ("title",), "awards": ("title",),
    "certificates": ("name",), "skills": ("name",), "languages": ("language",),
    "interests": ("name",), "references": ("name", "reference"),
}  # fmt: skip
_TITLES = {"work": "position", "volunteer": "position", "education": "studyType"}
_OWN = {"id", "provenance", "highlights", "alternatives", "leadIn", "source"}


def merged(imports: Sequence[Imported], *, existing: Profile | None = None) -> Imported:
    """One profile of all of them. Importing the same again changes nothing."""
    pending = list(imports)
    if existing is None and pending and "documents" not in (pending[0].profile.meta or {}):
        # A file that is a profile already is taken as it is.
        existing = pending.pop(0).profile
    base = _dump(existing) if existing is not None else {}
    warnings: list[str] = []
    for found in pending:
        _add(base, _dump(found.profile), warnings)
    profile = Profile.model_validate(base) if pending or existing is None else existing
    return Imported(
        profile=profile,
        unplaced=tuple(item for found in imports for item in found.unplaced),
        warnings=tuple(dict.fromkeys([*(w for f in imports for w in f.warnings), *warnings])),
    )


def _dump(profile: Profile) -> dict[str, Any]:
    return profile.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _add(base: dict[str, Any], new: Mapping[str, Any], warnings: list[str]) -> None:
    if "basics" in new:
        _add_basics(base.setdefault("basics", {}), new["basics"], warnings)
    for section in SECTION_ORDER:
        if section in new:
            members = base.setdefault(section, [])
            alike = _by_likeness(section, members)
            for entry in new[section]:
                _add_entry(section, members, alike, entry, warnings)
    documents = (new.get("meta") or {}).get("documents", [])
    if documents:
        meta = base["meta"] = dict(base.get("meta") or {})
        known = meta.get("documents", [])
        hashes = {item["sha256"] for item in known}
        meta["documents"] = [*known, *(d for d in documents if d["sha256"] not in hashes)]


def _add_basics(base: Entry, new: Mapping[str, Any], warnings: list[str]) -> None:
    for key, value in new.items():
        if key == "profiles":
            known = base.setdefault("profiles", [])
            known += [link for link in value if link not in known]
        elif key not in base or base[key] in (None, ""):
            base[key] = value
        elif base[key] != value and not _is_known(base, key, value):
            base.setdefault("alternatives", {}).setdefault(key, []).append(value)
            if key != "summary":
                warnings.append(f"basics.{key} differs between documents; the first is kept.")


def _by_likeness(section: str, members: Sequence[Entry]) -> dict[Any, list[Entry]]:
    """Entries by all that one of another document could be recognised by."""
    found: dict[Any, list[Entry]] = {}
    for entry in members:
        for key in _likeness(section, entry):
            found.setdefault(key, []).append(entry)
    return found


def _likeness(section: str, entry: Entry) -> Iterator[Any]:
    yield _name(section, entry)
    if (origin := _origin(entry)) is not None:
        yield origin


def _add_entry(
    section: str,
    members: list[Entry],
    alike: dict[Any, list[Entry]],
    new: Entry,
    warnings: list[str],
) -> None:
    candidates = (entry for key in _likeness(section, new) for entry in alike.get(key, ()))
    same = next((entry for entry in candidates if _is_same(section, entry, new)), None)
    if same is None:
        added = new | ({"highlights": _once(new["highlights"])} if "highlights" in new else {})
        members.append(added)
        for key in _likeness(section, added):
            alike.setdefault(key, []).append(added)
        return
    _add_fields(section, same, new, warnings)
    if "highlights" in new:
        same["highlights"] = _highlights(list(same.get("highlights", [])), new["highlights"])


def _add_fields(section: str, base: Entry, new: Entry, warnings: list[str]) -> None:
    for key, value in new.items():
        if key in _OWN and key != "leadIn":
            continue
        if base.get(key) in (None, "", []):
            base[key] = value
        elif isinstance(value, list):
            base[key] = [*base[key], *(item for item in value if item not in base[key])]
        elif _differs(base[key], value) and not _is_known(base, key, value):
            base.setdefault("alternatives", {}).setdefault(key, []).append(value)
            name = base.get(_NAMES[section][0]) or section
            warnings.append(
                f"{section}, {name}: {key} is “{base[key]}” and “{value}”. The first is kept and "
                "the other noted under alternatives; correct whichever is wrong."
            )


def _differs(one: Any, two: Any) -> bool:
    if isinstance(one, str) and isinstance(two, str):
        # "2019" and "2019-03" agree as far as they go.
        if re.match(r"\d{4}", one) and re.match(r"\d{4}", two):
            return not (one.startswith(two) or two.startswith(one))
        return folded(one) != folded(two)
    return bool(one != two)


def _is_known(entry: Entry, key: str, value: Any) -> bool:
    return value in (entry.get("alternatives") or {}).get(key, [])


def _is_same(section: str, one: Entry, two: Entry) -> bool:
    origin = _origin(one) if section in (*_TITLES, "projects") else None
    if origin is not None and origin == _origin(two):
        return True
    names = [_name(section, entry) for entry in (one, two)]
    if names[0] != names[1]:
        return False
    if section not in _TITLES:
        return _same_dates(one, two) is not False and (bool(names[0]) or one == two)
    if not names[0]:
        return False
    titles = [folded(str(entry.get(_TITLES[section]) or "")) for entry in (one, two)]
    same_title = titles[0] == titles[1] or not all(titles)
    overlap = _same_dates(one, two)
    if overlap is None:
        # One document that lists an employer twice means two jobs, unless it repeats itself.
        told = any(titles) and not _are_of_one_document(one, two)
        return same_title and (told or _say_the_same(one, two))
    starts = [str(entry.get("startDate") or "")[:4] for entry in (one, two)]
    ends = [str(entry.get("endDate") or "")[:4] for entry in (one, two)]
    return overlap and (same_title or (starts[0] == starts[1] and ends[0] == ends[1]))


def _origin(entry: Entry) -> tuple[str, int] | None:
    """The document and place an entry was imported from."""
    provenance = entry.get("provenance")
    return (provenance["sha256"], provenance["start"]) if provenance else None


def _are_of_one_document(one: Entry, two: Entry) -> bool:
    origins = _origin(one), _origin(two)
    return origins[0] is not None and origins[1] is not None and origins[0][0] == origins[1][0]


def _say_the_same(one: Entry, two: Entry) -> bool:
    """Whether half of what one of them says is in the other: its employer alone tells no job."""
    said = [{folded(_text(item)) for item in entry.get("highlights", ())} for entry in (one, two)]
    fewer = min(len(said[0]), len(said[1]))
    return fewer > 0 and len(said[0] & said[1]) * 2 >= fewer


def _name(section: str, entry: Entry) -> str:
    text = next((str(entry[key]) for key in _NAMES[section] if entry.get(key)), "")
    words = folded(text).split()
    suffixes = listed("fields", "organisation_suffixes")
    while section == "work" and len(words) > 1 and words[-1] in suffixes:
        words.pop()
    return " ".join(words)


def _same_dates(one: Entry, two: Entry) -> bool | None:
    """Whether two entries' times overlap; None when one of them has none."""
    span, other = _span(one), _span(two)
    if span is None or other is None:
        return None
    (start, end), (other_start, other_end) = span, other
    if start == other_start:
        return True
    return max(start, other_start) < min(end, other_end)


def _span(entry: Entry) -> tuple[str, str] | None:
    dates = [str(entry.get(k) or "") for k in ("startDate", "endDate", "date", "releaseDate")]
    start = dates[0] or dates[2] or dates[3] or dates[1]
    if not start:
        return None
    end = dates[1] or ("present" if dates[0] else start)
    # "present" sorts after every year.
    return min(start, end), max(start, end)


def _once(statements: Sequence[Any]) -> list[Any]:
    """The statements of one document without those it repeats word for word."""
    first = {folded(_text(statement)): statement for statement in reversed(statements)}
    return [item for item in statements if first[folded(_text(item))] is item]


def _highlights(known: list[Any], new: Sequence[Any]) -> list[Any]:
    for statement in new:
        text = _text(statement)
        index = _alike(known, text)
        if index is None:
            known.append(statement)
        elif not any(_words(text) == _words(other) for other in _wordings(known[index])):
            first = known[index] if isinstance(known[index], dict) else {"text": known[index]}
            known[index] = first | {"alternatives": [*first.get("alternatives", ()), text]}
    return known


def _alike(known: Sequence[Any], text: str) -> int | None:
    """The statement that says the same, in the same or nearly the same words."""
    words = _words(text)
    for index, statement in enumerate(known):
        if any(_words(other) == words for other in _wordings(statement)):
            return index
    if len(known) > _MOST_COMPARED:
        return None
    numbers = re.findall(r"\d+", text)
    for index, statement in enumerate(known):
        other = _words(_text(statement))
        if abs(len(other) - len(words)) > 0.4 * max(len(words), 1):
            continue
        if re.findall(r"\d+", _text(statement)) != numbers:
            continue
        if difflib.SequenceMatcher(None, other, words).ratio() >= _SIMILAR:
            return index
    return None


def _wordings(statement: Any) -> Iterator[str]:
    yield _text(statement)
    if isinstance(statement, Mapping):
        yield from statement.get("alternatives", ())


def _text(statement: Any) -> str:
    return str(statement["text"]) if isinstance(statement, Mapping) else str(statement)


def _words(text: str) -> list[str]:
    return folded(text).split()
