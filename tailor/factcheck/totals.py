"""What may be said across entries: years added up from dates, lists item by item, a header's role.

Everything else rests on one entry: what is true of each of two jobs may be false of both together.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

from tailor.domain.changes import ResumeEntry
from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Context, Finding, Span, Verdict
from tailor.factcheck.check import PROOF, check
from tailor.factcheck.whole import years_of_experience
from tailor.vocabulary.term_words import words
from tailor.vocabulary.titles import seniority

_CACHED_ITEMS = 4096


def check_total(text: str, evidence: Sequence[Evidence], *, today: str) -> Verdict | None:
    """Verify a sentence that counts years, lists what was worked with, or names a role.

    `evidence` may be of several entries; `today` is an ISO date and what "present" means. None
    when the sentence is of no such kind. English, German, French and Spanish are known.
    """
    kind, said = _read(" ".join(text.split()))
    match kind:
        case "years":
            return _check_years(text, int(said["years"]), said["title"], evidence, today)
        case "list":
            return check_items(text, items(said["items"]), evidence, said_of="Worked with {}.")
        case "role":
            return _check_role(text, said, evidence)
    return None


def check_items(
    text: str, listed: Iterable[str], evidence: Sequence[Evidence], *, said_of: str = "{}"
) -> Verdict:
    """Verify each item by itself, against the statements of one entry.

    `said_of` is what the text says of every item, with {} for the item.
    """
    entries = by_entry(evidence)
    held = {
        item: next((e for e in entries.values() if _holds(said_of.format(item), e)), None)
        for item in listed
    }
    missing = [item for item, entry in held.items() if entry is None]
    if missing or not held:
        return Verdict(
            label="not_enough_evidence",
            findings=tuple(_finding(text, item, "list") for item in missing or [text]),
        )
    proofs = (
        _proof(text, f"{item}: {_name(entry)}.")
        for item, entry in held.items()
        if entry is not None
    )
    return Verdict(label="supported", proofs=tuple(proofs))


def items(listed: str) -> tuple[str, ...]:
    """The items of "A, B and C"."""
    joints = "|".join(_forms()["and"])
    parts = re.split(rf",\s+(?:(?:{joints})\s+)?|\s+(?:{joints})\s+", listed.rstrip("."))
    return tuple(part.strip() for part in parts if part.strip())


def by_entry(evidence: Iterable[Evidence]) -> Mapping[str, tuple[Evidence, ...]]:
    """The evidence of each entry, in order."""
    entries: dict[str, tuple[Evidence, ...]] = {}
    for item in evidence:
        entries[item.entry_id] = (*entries.get(item.entry_id, ()), item)
    return entries


def holds_title(held: str | None, claimed: str) -> bool:
    """Whether a title held entitles to the one claimed: same occupation, no lower rank."""
    if not held:
        return False
    want = _folded(claimed)
    parts = re.split(r"[,;/|(]|\s[-–—]\s", held)
    ends_so = any(_folded(part)[-len(want) :] == want for part in parts if want)
    return ends_so and (seniority(held) or 0) >= (seniority(claimed) or 0)


def _check_years(
    text: str, years: int, title: str, evidence: Sequence[Evidence], today: str
) -> Verdict:
    contexts = {
        item.entry_id: item.context
        for item in evidence
        if item.section == "work" and holds_title(item.context.title, title)
    }
    entries = [
        ResumeEntry(id=id_, start=context.start, end=context.end)
        for id_, context in contexts.items()
    ]
    have = years_of_experience(entries, today=today)
    if not 0 < years <= have:
        reason = f"The dates of your work as {title} add up to {have:.1f} years, not {years}."
        span = Span(start=0, end=len(text), text=text)
        finding = Finding(kind="years", hard=True, claim=span, reason=reason)
        return Verdict(label="contradicted" if have else "not_enough_evidence", findings=(finding,))
    spans = ", ".join(f"{c.employer or c.title} {c.start} to {c.end}" for c in contexts.values())
    reason = f"{spans}: together {have:.1f} years; time that overlaps counts once."
    return Verdict(label="supported", proofs=(_proof(text, reason),))


def _check_role(text: str, said: Mapping[str, str], evidence: Iterable[Evidence]) -> Verdict:
    """The role of one entry: its own title, employer and years, none of them another's."""
    for item in evidence:
        context = item.context
        if item.section != "work" or not (context.title and context.employer):
            continue
        own = {
            "title": context.title,
            "employer": context.employer,
            "start": (context.start or "")[:4],
            "end": (context.end or "")[:4],
        }
        goes_on = "end" in said or context.end == "present"
        if goes_on and all(_folded(own[part]) == _folded(value) for part, value in said.items()):
            reason = f"{context.title}; {context.employer}; {context.start} to {context.end}."
            return Verdict(label="supported", proofs=(_proof(text, reason),))
    reason = "No entry of your profile has this title, employer and time together."
    span = Span(start=0, end=len(text), text=text)
    finding = Finding(kind="role", hard=True, claim=span, reason=reason)
    return Verdict(label="not_enough_evidence", findings=(finding,))


def _folded(text: str) -> list[str]:
    return [word.folded for word in words(text)]


def _holds(claim: str, evidence: Sequence[Evidence]) -> bool:
    statements = (f"{item.lead_in} {item.text}" if item.lead_in else item.text for item in evidence)
    return _follows(claim, tuple(statements), evidence[0].context)


@lru_cache(maxsize=_CACHED_ITEMS)
def _follows(claim: str, statements: tuple[str, ...], context: Context) -> bool:
    return check(claim, statements, context).supported


def _finding(text: str, item: str, kind: str) -> Finding:
    start = max(text.find(item), 0)
    span = Span(start=start, end=start + len(item), text=item)
    return Finding(kind=kind, hard=True, claim=span, reason=f"No statement shows “{item}”.")


def _proof(text: str, reason: str) -> Finding:
    span = Span(start=0, end=len(text), text=text)
    return Finding(kind=PROOF, hard=False, claim=span, reason=reason)


def _name(evidence: Sequence[Evidence]) -> str:
    context = evidence[0].context
    return context.employer or context.title or evidence[0].text


def _read(text: str) -> tuple[str, Mapping[str, str]]:
    """What a sentence says: its kind, and the words of its parts."""
    for kind in ("years", "list", "role"):
        for pattern in _patterns(kind):
            if found := pattern.fullmatch(text):
                return kind, found.groupdict()
    return "", {}


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _forms()[kind])


@cache
def _forms() -> Mapping[str, list[str]]:
    data = resources.files("tailor.factcheck") / "data" / "totals.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))
