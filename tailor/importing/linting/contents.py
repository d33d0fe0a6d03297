"""What the texts of a profile repeat, leave out, or contradict."""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from tailor.domain.profile import Profile
from tailor.importing.linting.finding import LintFinding, Severity
from tailor.importing.linting.places import PlacedEntry, PlacedStatement, placed, texts
from tailor.importing.structure.contacts import contact_spans
from tailor.importing.structure.words import folded
from tailor.vocabulary.terms import terms

_DATA = Path(__file__).with_name("data")
_COUNTED = re.compile(
    r"(?P<number>\d[\d,.]*)\s*(?P<unit>%|[kKmMbB]\b)?\+?\s+(?P<what>[a-z]{3,}(?:[ -][a-z]{3,})?)"
    r"|(?P<group>team|group|staff|crew) of (?:up to |about |over )?(?P<size>\d+)",
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_YEARS = re.compile(r"(?P<years>\d{1,2})\s*\+?\s*(?:years|jahre|ans|años|anos)\b", re.IGNORECASE)
_SHORT_STATEMENT = 3
# Fields beside the profile's own that an import writes or other commands read.
_KNOWN_EXTRAS = {"alternatives", "private", "asWritten", "authors", "$schema"}


def duplicates(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Statements that are told twice."""
    del today
    seen: dict[str, tuple[PlacedEntry, PlacedStatement]] = {}
    for place in placed(profile):
        for statement in place.statements:
            words = folded(statement.text)
            if len(words.split()) < _SHORT_STATEMENT:
                continue
            if words in seen:
                other, _ = seen[words]
                where = "the same entry" if other.id == place.id else other.title
                yield _about(
                    statement,
                    "warning",
                    "duplicate",
                    f"The same statement is in {where} too.",
                    "Keep it where it belongs.",
                )
            else:
                seen[words] = (place, statement)


def repeated_entries(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Entries with the same title, organisation and start."""
    del today
    seen: dict[tuple[str, ...], PlacedEntry] = {}
    for place in placed(profile):
        page = place.identified.page
        key = (place.section, folded(page.heading), folded(page.organisation), page.start or "")
        if not (key[1] and key[3]):
            continue
        if key in seen:
            yield place.finding(
                "warning",
                "repeated-entry",
                "",
                f"{place.title} is in {place.section} twice.",
                "Join the two: put the statements of both into one.",
            )
        seen.setdefault(key, place)


def disagreeing_numbers(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Statements of one entry that count the same thing differently."""
    del today
    for place in placed(profile):
        counts: dict[str, tuple[str, PlacedStatement]] = {}
        for statement in place.statements:
            for what, number in _counts(statement.text):
                known, first = counts.setdefault(what, (number, statement))
                if known != number and first.id != statement.id:
                    yield _about(
                        statement,
                        "warning",
                        "numbers-disagree",
                        f"{what}: {number} here, {known} in another statement of {place.title}.",
                        "If both are right, say what differs; otherwise correct one.",
                    )


def years_of_experience(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """A summary that counts more years than the entries show."""
    starts = [
        int(date[:4])
        for member in (*profile.work, *profile.volunteer, *profile.projects)
        if (date := member.start_date or "")[:4].isdigit()
    ]
    summary = profile.basics.summary or ""
    claimed = max((int(match.group("years")) for match in _YEARS.finditer(summary)), default=0)
    if starts and claimed > today.year - min(starts) + 1:
        yield LintFinding(
            severity="warning",
            code="years-of-experience",
            id="basics",
            path=("basics", "summary"),
            message=f"The summary says {claimed} years; the entries begin in {min(starts)}.",
            hint="Add the earlier entries, or correct the number.",
        )


def nothing_checkable(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Statements that say nothing anybody could verify."""
    del today
    index = terms()
    for place in placed(profile):
        if place.section not in ("work", "projects", "volunteer"):
            continue
        for statement in place.statements:
            words = folded(statement.text).split()
            empty = sum(1 for word in words if word in _empty_words())
            is_empty = len(words) < _SHORT_STATEMENT or empty >= max(2, len(words) / 3)
            named = any(match.kind != "soft" for match in index.find(statement.text))
            if is_empty and not named and not re.search(r"\d", statement.text):
                yield _about(
                    statement,
                    "note",
                    "nothing-checkable",
                    f"“{statement.text[:60]}” names nothing that can be checked or matched.",
                    "Say what you did, with what, for whom, and how much.",
                )


def missing_basics(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """What every résumé needs and this profile has not."""
    del today
    if not profile.basics.name:
        yield _missing("name", "There is no name.", "Add basics.name.")
    if not (profile.basics.email or profile.basics.phone):
        yield _missing("email", "There is no way to reach you.", "Add an email or phone.")
    elif profile.basics.email and not _EMAIL.fullmatch(profile.basics.email):
        yield _missing(
            "email",
            f"“{profile.basics.email}” is no complete e-mail address.",
            "Write it as name@host.org.",
        )


def empty_entries(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Jobs and projects about which nothing is said, or whose place or title is missing."""
    del today
    for place in placed(profile):
        if place.section not in ("work", "projects", "volunteer"):
            continue
        page = place.identified.page
        if not place.statements:
            yield place.finding(
                "note",
                "empty-entry",
                "",
                f"{place.title} has no statement.",
                "Add what you did there under highlights; only that can be tailored.",
            )
        if place.section == "work" and not (page.heading and page.organisation):
            lacking = "employer" if page.heading else "title"
            yield place.finding(
                "warning",
                "incomplete-entry",
                "",
                f"{place.title} has no {lacking}.",
                f"Add the {lacking}; nothing else can supply it.",
            )


def placeholders(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Words of a template that were never filled in."""
    del today
    for id_, path, text in texts(profile):
        if folded(text) in _placeholder_words() or re.search(r"\[[a-z]+ removed\]", text):
            yield LintFinding(
                severity="warning",
                code="placeholder",
                id=id_,
                path=path,
                message=f"“{text[:60]}” is a placeholder.",
                hint="Write what belongs there, or remove it.",
            )


def contact_in_statements(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Contact details outside the basics, where they would be sent to a model."""
    del today
    for place in placed(profile):
        for statement in place.statements:
            if contact := next(contact_spans(statement.text), None):
                yield _about(
                    statement,
                    "warning",
                    "contact-in-statement",
                    f"“{contact.strip()}” looks like a contact detail.",
                    "Keep contact details in basics: only there are they kept from any model.",
                )


def unresolved(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Fields on which imported documents disagree."""
    del today
    for place in placed(profile):
        for name, values in (getattr(place.entry, "alternatives", None) or {}).items():
            others = ", ".join(map(str, values))
            yield place.finding(
                "warning",
                "unresolved",
                name,
                f"{place.title}: your documents disagree on {name} (also: {others}).",
                "Correct the field if need be, then remove it from alternatives.",
            )


def repeated_ids(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Ids that are written twice: decisions about one would hit the other."""
    del today
    seen: set[str] = set()
    for place in placed(profile):
        if place.entry.id and place.entry.id in seen:
            yield place.finding(
                "error",
                "repeated-id",
                "id",
                f"The id “{place.entry.id}” is used twice.",
                "Give one of them another id, or remove it.",
            )
        seen.add(place.entry.id or "")


def unknown_fields(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Fields that nothing reads."""
    del today
    models: list[tuple[str, tuple[str | int, ...], Any]] = [
        ("", (), profile),
        ("basics", ("basics",), profile.basics),
    ]
    models += [(place.id, place.path, place.entry) for place in placed(profile)]
    for id_, path, model in models:
        for name in sorted(set(model.model_extra or {}) - _KNOWN_EXTRAS):
            yield LintFinding(
                severity="note",
                code="unknown-field",
                id=id_,
                path=(*path, name),
                message=f"The field “{name}” is none that tailor reads.",
                hint="It is kept. If it should be on the résumé, use one of the profile's fields.",
            )


def _counts(text: str) -> Iterator[tuple[str, str]]:
    for match in _COUNTED.finditer(text):
        if match.group("group"):
            yield f"{match.group('group')} of", match.group("size")
        elif " " in (match.group("what") or "") and not match.group("unit"):
            # One word after a number is too little to say that it counts the same thing.
            yield match.group("what"), match.group("number").rstrip(".,")


def _about(
    statement: PlacedStatement, severity: Severity, code: str, message: str, hint: str
) -> LintFinding:
    return LintFinding(
        severity=severity,
        code=code,
        id=statement.id,
        path=statement.path,
        message=message,
        hint=hint,
    )


def _missing(field: str, message: str, hint: str) -> LintFinding:
    return LintFinding(
        severity="warning",
        code="missing-basics",
        id="basics",
        path=("basics", field),
        message=message,
        hint=hint,
    )


@functools.cache
def _lists() -> dict[str, Sequence[str]]:
    value: dict[str, Sequence[str]] = yaml.safe_load((_DATA / "lint.yaml").read_text("utf-8"))
    return value


@functools.cache
def _empty_words() -> frozenset[str]:
    return frozenset(_lists()["empty_words"])


@functools.cache
def _placeholder_words() -> frozenset[str]:
    return frozenset(folded(text) for text in _lists()["placeholders"])
