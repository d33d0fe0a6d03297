"""Structured résumés of any dialect -> a profile, by the names of their fields.

RenderCV, Reactive Resume, FRESH, JSON Resume before 1.0, LinkedIn's export and YAML of people's own
making differ in names and nesting only. Values that no name fits are listed as unplaced.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tailor.domain.profile import Profile
from tailor.importing.documents import latex
from tailor.importing.documents.document import Document, document
from tailor.importing.imported import Imported, Unplaced
from tailor.importing.mapped import texts
from tailor.importing.mapped.spans import Spans
from tailor.importing.mapped.values import Record, keys, leaves, plain
from tailor.importing.structure import dates, reading
from tailor.importing.structure.heading_words import CONTACT, COURSES, FACTS, kind_of
from tailor.importing.structure.pieces import is_degree
from tailor.importing.structure.studies import degree_and_subject

Entry = dict[str, Any]
_ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|present")
_WRAPPERS = ("cv", "data", "resume", "sections", "content")
_PERSON = (
    "basics",
    "info",
    "contact",
    "personal",
    "header",
    "person",
    "about",
    "details",
    "profile",
)
_LISTS = ("items", "history", "entries", "sets", "list", "values")
_DATES = {"startDate", "endDate", "date", "releaseDate"}
_PLACES = {
    "address": "address",
    "postalcode": "postalCode",
    "code": "postalCode",
    "city": "city",
    "country": "country",
    "countrycode": "countryCode",
    "region": "region",
}
_TEXT_LISTS = {"highlights", "keywords", "roles", "courses"}
# What an entry's own fields say about its section, where the section's name says nothing.
_TELLING = (
    ("work", {"company", "employer", "companyname"}),
    ("education", {"institution", "school", "university", "degree"}),
    ("publications", {"authors", "journal", "doi"}),
    ("skills", {"label", "keywords"}),
    ("projects", {"name", "title"}),
)


def read(value: Mapping[Any, Any], source: Document) -> Imported:
    """Map a file's values; `source` is the file as text, for lines and spans."""
    return _Reader(source).read(value)


class _Reader:
    """One file on its way to a profile: entries by section, what was left, and warnings."""

    def __init__(self, source: Document) -> None:
        self._source = source
        self._spans = Spans(source)
        self._values: dict[str, Any] = {}
        self._left: list[tuple[str, str, str]] = []
        self._warnings: list[str] = list(source.warnings)

    def read(self, value: Mapping[Any, Any]) -> Imported:
        self._mapping(value)
        self._values["meta"] = {
            "documents": [{"name": self._source.name, "sha256": self._source.sha256}]
        }
        return Imported(
            profile=Profile.model_validate(self._values),
            unplaced=tuple(self._unplaced()),
            warnings=tuple(dict.fromkeys(self._warnings)),
        )

    def _mapping(self, value: Mapping[Any, Any]) -> None:
        record = Record(value)
        self._basics(record)
        for key, inner in record.items():
            name = plain(key)
            if name in _WRAPPERS and isinstance(inner, Mapping):
                self._mapping(inner)
            elif name in _PERSON and isinstance(inner, Mapping):
                person = Record(inner, f"{key}.")
                self._basics(person)
                self._leave(person)
            elif name not in keys()["ignored"]:
                self._section(key, inner)

    def _basics(self, record: Record) -> None:
        basics = self._values.setdefault("basics", {})
        for field, names in keys()["basics"].items():
            if field in basics and field not in ("profiles", "url"):
                continue
            if field in ("profiles", "location", "name", "url"):
                self._special(field, record, names, basics)
            elif (taken := record.take_text(names)) is not None and (shown := texts.text(taken)):
                basics[field] = shown
        if not basics:
            del self._values["basics"]

    def _special(self, field: str, record: Record, names: list[str], basics: Entry) -> None:
        taken = record.take(names)
        if taken is None:
            return
        if field == "profiles":
            basics.setdefault("profiles", []).extend(_links(taken))
        elif field == "name" and isinstance(taken, Mapping):
            basics["name"] = " ".join(str(part) for part in taken.values() if part)
        elif field == "url":
            url = _url(taken)
            if url and basics.setdefault("url", url) != url:
                basics.setdefault("profiles", []).append({"url": url})
        elif field == "location" and isinstance(taken, Mapping):
            basics["location"] = _location(taken)
        elif shown := texts.text(taken):
            basics[field] = {"address": shown} if field == "location" else shown

    def _section(self, key: str, value: Any) -> None:
        kind = _section_of(key)
        if kind == "summary":
            self._summary(value)
            return
        if isinstance(value, str) and kind and (latex.is_latex(value) or "\n" in value):
            self._text_section(kind, key, value)
            return
        items = _items_of(value)
        if items is None or (kind is None and not _may_be_section(value)):
            self._left += [
                (path, text, "no field of a profile is meant by it")
                for path, text in leaves(value, key)
            ]
            return
        for item in items:
            self._item(kind or _kind_by_fields(item), key, item)
        if not items and kind in Profile.model_fields:
            self._values.setdefault(kind, [])

    def _summary(self, value: Any) -> None:
        basics = self._values.setdefault("basics", {})
        content = value.get("content", value) if isinstance(value, Mapping) else value
        shown = texts.text(content)
        if shown:
            basics["summary"] = "\n".join(filter(None, (basics.get("summary"), shown)))

    def _text_section(self, kind: str, key: str, value: str) -> None:
        """A section kept as running text: read as a document's section is."""
        inner = document(self._source.name, b"", texts.blocks(value))
        for name, entry in reading.section_entries(kind, key, inner):
            self._keep(name, self._respanned(entry))

    def _respanned(self, entry: Entry) -> Entry:
        """Spans inside a value are not spans of the file: find the words again."""
        entry.pop("provenance", None)
        if "highlights" in entry:
            entry["highlights"] = [self._statement(item["text"]) for item in entry["highlights"]]
        return entry

    def _item(self, kind: str | None, key: str, item: Any) -> None:
        item = _unwrapped(item)
        if kind in (None, FACTS, COURSES, CONTACT):
            self._fact(key, item)
        elif isinstance(item, Mapping):
            self._record(kind, Record(item, f"{key}."))
        elif shown := texts.text(item):
            self._line(kind, key, shown)

    def _fact(self, key: str, item: Any) -> None:
        """A line without a section of its own: a project of the key's name holds it."""
        lines = texts.lines(item)
        shown = [", ".join(lines)] if isinstance(item, Mapping) and lines else lines
        name = _words(key)
        projects = self._values.setdefault("projects", [])
        known = next((entry for entry in projects if entry.get("name") == name), None)
        if known is None:
            known = {"name": name, "highlights": []}
            projects.append(known)
        known.setdefault("highlights", []).extend(self._statement(line) for line in shown)

    def _line(self, kind: str, key: str, shown: str) -> None:
        fields = keys()[kind]
        if kind in ("work", "volunteer", "education", "projects"):
            self._fact(key, shown)
        elif kind == "skills" and ":" in shown:
            name, _, rest = shown.partition(":")
            self._keep(kind, {"name": name.strip(), "keywords": _listed(rest)})
        else:
            self._keep(kind, {next(iter(fields)): shown})

    def _record(self, kind: str, record: Record) -> None:
        entry: Entry = {}
        for field, names in keys()[kind].items():
            if field in entry or (taken := record.take(names)) is None:
                continue
            self._fill(kind, entry, field, taken)
        month = record.take(["month"])
        if month is not None and str(month).isdigit():
            _add_month(entry, int(month))
        if value := record.take(["value"]):
            entry.setdefault(
                "summary" if kind in ("work", "education") else next(iter(keys()[kind])), str(value)
            )
        if authors := record.take(["authors"]):
            entry["authors"] = texts.lines(authors)
        if kind == "education" and not entry.get("studyType") and is_degree(entry.get("area", "")):
            entry["studyType"], entry["area"] = degree_and_subject(entry["area"])
        if entry:
            self._keep(kind, entry)
        self._leave(record)

    def _fill(self, kind: str, entry: Entry, field: str, value: Any) -> None:
        if field in _DATES or field == "dates":
            self._date(entry, field, value)
        elif field == "highlights":
            entry[field] = [self._statement(line) for line in texts.lines(value)]
        elif field in _TEXT_LISTS:
            lines = texts.lines(value)
            entry[field] = _listed(lines[0]) if len(lines) == 1 and field == "keywords" else lines
        elif field == "url":
            if url := _url(value):
                entry[field] = url
        elif field == "summary" and kind in ("work", "volunteer", "projects", "education"):
            self._prose(entry, value)
        elif field == "level" and kind == "skills" and isinstance(value, str) and "," in value:
            entry["keywords"] = _listed(value)
        elif shown := texts.text(value):
            entry[field], link = _without_link(shown)
            if link and "url" in keys()[kind]:
                entry.setdefault("url", link)

    def _prose(self, entry: Entry, value: Any) -> None:
        """Bullets inside a description are statements; a paragraph is the entry's summary."""
        found = (
            [block for block in texts.blocks(str(value)) if block.text.strip()]
            if isinstance(value, str)
            else []
        )
        bullets = [b.text for b in found if b.style == "bullet" or b.text.lstrip()[:1] in "•-*"]
        if bullets and len(bullets) >= len(found) - 1:
            cleaned = [" ".join(block.text.lstrip("•-* \t").split()) for block in found]
            entry["highlights"] = [self._statement(line) for line in cleaned]
        elif shown := texts.text(value):
            entry["summary"] = shown

    def _date(self, entry: Entry, field: str, value: Any) -> None:
        written = " ".join(texts.text(value).split()) if not isinstance(value, Mapping) else ""
        if not written:
            return
        if written.lower() == "present" or _ISO.fullmatch(written):
            target = "endDate" if field == "dates" else field
            entry[target] = written.lower()
            return
        found = dates.find(written)
        if not found:
            entry["asWritten"] = " – ".join(filter(None, (entry.get("asWritten"), written)))
            self._warnings.append(
                f"“{written}” is no date that we can read; it is kept as written."
            )
        elif field == "dates" and found[0].is_range:
            entry |= {"startDate": found[0].start, "endDate": found[0].end}
        else:
            last = "endDate" if field == "dates" else field
            entry[last] = found[0].start or found[0].end
            if found[0].is_odd:
                entry["asWritten"] = written

    def _statement(self, text: str) -> Entry:
        made: Entry = {"text": text}
        provenance = self._spans.provenance(text)
        return made | ({"provenance": provenance} if provenance else {})

    def _keep(self, kind: str, entry: Entry) -> None:
        self._values.setdefault(kind, []).append(
            {k: v for k, v in entry.items() if v not in (None, "")}
        )

    def _leave(self, record: Record) -> None:
        self._left += [
            (path, text, "no field of a profile is meant by it") for path, text in record.left()
        ]

    def _unplaced(self) -> Iterator[Unplaced]:
        for path, text, reason in self._left:
            yield Unplaced(
                line=self._spans.line(text),
                text=f"{path}: {text}",
                reason=reason,
                document=self._source.name,
            )


def _section_of(key: str) -> str | None:
    name = plain(key)
    for kind, names in keys()["sections"].items():
        if name in names:
            return str(kind)
    return kind_of(_words(key)) or ("summary" if name in keys()["basics"]["summary"] else None)


def _words(key: str) -> str:
    """A key as a person would write it: "honors_awards" -> "Honors awards"."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key.replace("_", " ").replace("-", " "))
    return spaced[:1].upper() + spaced[1:]


def _items_of(value: Any) -> list[Any] | None:
    """The entries of a section, however they are nested."""
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return texts.lines(value)
    if not isinstance(value, Mapping):
        return None
    found = [
        inner
        for key in _LISTS
        for k, inner in value.items()
        if plain(str(k)) == key and isinstance(inner, list)
    ]
    if found:
        # FRESH repeats the members of its skill sets in a flat list.
        return found[0] or (found[1] if len(found) > 1 else [])
    if any(isinstance(inner, list) for inner in value.values()):
        return [
            {"name": key, "keywords": inner} if not _are_records(inner) else inner
            for key, inner in value.items()
        ]
    return None


def _may_be_section(value: Any) -> bool:
    """Whether the value of a key we do not know holds lines or entries, and no setting."""
    if isinstance(value, str):
        return "\n" in value
    return not isinstance(value, list) or all(isinstance(i, Mapping | str) for i in value)


def _are_records(value: Any) -> bool:
    return isinstance(value, Mapping)


def _kind_by_fields(item: Any) -> str | None:
    if not isinstance(item, Mapping):
        return None
    names = {plain(str(key)) for key, inner in item.items() if inner not in (None, "")}
    return next((kind for kind, telling in _TELLING if names & telling), None)


def _links(value: Any) -> list[Entry]:
    found: list[Entry] = []
    if isinstance(value, Mapping) and not isinstance(value.get("items"), list):
        return [{"network": _words(str(k)), "username": str(v)} for k, v in value.items() if v]
    for item in _items_of(value) or []:
        if isinstance(item, Mapping):
            record = Record(item)
            link = {f: _link_text(record.take(names)) for f, names in keys()["profiles"].items()}
            found.append({name: text for name, text in link.items() if text})
        else:
            found.append({"url": str(item)})
    return found


def _link_text(value: Any) -> str:
    return _url(value) if isinstance(value, Mapping) else str(value or "")


def _unwrapped(item: Any) -> Any:
    """RenderCV's one-line entries are mappings of one field ("bullet", "number")."""
    if isinstance(item, Mapping) and len(item) == 1:
        key, value = next(iter(item.items()))
        if plain(str(key)) in ("bullet", "number", "reversednumber", "text", "content"):
            return value
    return item


def _without_link(text: str) -> tuple[str, str]:
    """A name without the address that Markdown linked it to."""
    match = re.fullmatch(r"(?P<name>[^()\n]+) \((?P<link>https?://[^\s()]+)\)", text)
    return (match.group("name"), match.group("link")) if match else (text, "")


def _url(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("href") or value.get("url") or "")
    return str(value)


def _location(value: Mapping[Any, Any]) -> Entry:
    """JSON Resume's location; a country that is no code stands in the address."""
    found = {_PLACES.get(plain(str(k)), str(k)): str(v) for k, v in value.items() if v}
    country = found.pop("country", "")
    if len(country) == 2:
        found.setdefault("countryCode", country)
    elif country:
        found["address"] = ", ".join(filter(None, (found.get("address"), country)))
    return found


def _listed(text: str) -> list[str]:
    parts = re.split(r"\s*[,;]\s*(?![^()]*\))", text)
    return [part.strip() for part in parts if part.strip()]


def _add_month(entry: Entry, month: int) -> None:
    for field in ("endDate", "date"):
        if re.fullmatch(r"\d{4}", str(entry.get(field, ""))) and 1 <= month <= 12:
            entry[field] = f"{entry[field]}-{month:02d}"
