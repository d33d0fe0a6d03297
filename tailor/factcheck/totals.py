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
from tailor.vocabulary.terms import terms
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
            done = [item for item in evidence if _tells_a_deed(item)]
            return check_items(text, items(said["items"]), done)
        case "role":
            return _check_role(text, said, evidence)
    return None


def check_items(text: str, listed: Iterable[str], evidence: Iterable[Evidence]) -> Verdict:
    """Verify each item by itself: some statement names it, or a kind of it, and not at a distance.

    "Basic knowledge of Kafka" and "never used Kafka" name it at a distance.
    """
    known = tuple(evidence)
    held = {item: next((one for one in known if _holds(item, one)), None) for item in listed}
    missing = [item for item, one in held.items() if one is None]
    if missing or not held:
        return Verdict(
            label="not_enough_evidence",
            findings=tuple(_finding(text, item) for item in missing or [text]),
        )
    proofs = (
        _proof(text, f"{item}: {_name(one)}.") for item, one in held.items() if one is not None
    )
    return Verdict(label="supported", proofs=tuple(proofs))


def items(listed: str) -> tuple[str, ...]:
    """The items of "A, B and C"."""
    joints = "|".join(_forms()["and"])
    parts = re.split(rf",\s+(?:(?:{joints})\s+)?|\s+(?:{joints})\s+", listed.rstrip("."))
    return tuple(part.strip() for part in parts if part.strip())


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


def _tells_a_deed(item: Evidence) -> bool:
    """Whether it is a statement of what was done: a list of skills, or a summary, is none."""
    return item.id != item.entry_id and item.section not in {"summary", "skills", "references"}


def _holds(claim: str, item: Evidence) -> bool:
    statement = f"{item.lead_in} {item.text}" if item.lead_in else item.text
    return _follows(claim, (statement,), item.context) and not _is_distant(claim, statement)


def _is_distant(claim: str, statement: str) -> bool:
    """Whether what comes before it in its sentence keeps a distance from it."""
    named = terms().canonical(claim)
    found = [
        match.start
        for match in terms().find(statement)
        if named and (match.name == named or named in terms().broader(match.name))
    ]
    at = [*found, *([] if found else [statement.find(claim)])]
    return bool(at) and all(_distance().search(_before(statement, place)) for place in at)


def _before(statement: str, place: int) -> str:
    """The sentence up to a place; all of it when the place is not known."""
    if place < 0:
        return statement
    begins = max(statement.rfind(mark, 0, place) for mark in ".;!?\n") + 1
    return statement[begins:place]


@cache
def _distance() -> re.Pattern[str]:
    words_ = "|".join(map(re.escape, _forms()["distance"]))
    return re.compile(rf"\b(?:{words_})\b", re.IGNORECASE)


@lru_cache(maxsize=_CACHED_ITEMS)
def _follows(claim: str, statements: tuple[str, ...], context: Context) -> bool:
    return check(claim, statements, context).supported


def _finding(text: str, item: str) -> Finding:
    start = max(text.find(item), 0)
    span = Span(start=start, end=start + len(item), text=item)
    return Finding(kind="list", hard=True, claim=span, reason=f"No statement shows “{item}”.")


def _proof(text: str, reason: str) -> Finding:
    span = Span(start=0, end=len(text), text=text)
    return Finding(kind=PROOF, hard=False, claim=span, reason=reason)


def _name(item: Evidence) -> str:
    return item.context.employer or item.context.title or item.text


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
