"""Likely interview questions on a résumé, each with the facts to answer from."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Literal

from tailor.domain.base import Frozen
from tailor.domain.changes import ChangeSet
from tailor.domain.matching import Evidence
from tailor.ledger.gaps import plain, standings
from tailor.ledger.lines import Ledger, LedgerLine

_MOST_BESIDE = 3
_MOST_QUOTED = 3


class Preparation(Frozen):
    """One likely question, the facts to answer from, and a warning where they are thin.

    `about` is the line or the ad's words it is asked about.
    """

    kind: Literal["line", "gap"]
    about: str
    question: str
    facts: tuple[str, ...] = ()
    warning: str = ""


def preparations(book: Ledger, found: ChangeSet) -> tuple[Preparation, ...]:
    """What may be asked: about lines the ad wants, first; then what the ad wants and is not there.

    Lines that rest on the person's word alone come before all others.
    """
    relevant = {id_ for match in found.matches for id_ in match.evidence_ids}
    attested = [line for line in book.letter if line.rests_on_attestation]
    written = [line for line in book.lines if line.origin != "copied" and line.evidence]
    lines = [*written, *attested]
    asked = [
        line
        for line in lines
        if line.rests_on_attestation or relevant.intersection(item.id for item in line.evidence)
    ]
    asked.sort(key=lambda line: not line.rests_on_attestation)
    by_entry: dict[str, list[Evidence]] = {}
    for item in found.evidence:
        by_entry.setdefault(item.entry_id, []).append(item)
    mentioned = {item.id for line in asked for item in line.evidence}
    return (*(_about_line(line, by_entry, mentioned) for line in asked), *_about_gaps(found))


def preparation_report(prepared: Sequence[Preparation], title: str) -> str:
    """The questions as Markdown."""
    heading = f" for {plain(title)}" if title else ""
    return "\n".join([f"# Prepare for the interview{heading}", *_report(prepared)]) + "\n"


def _about_line(
    line: LedgerLine, by_entry: Mapping[str, Sequence[Evidence]], mentioned: Collection[str]
) -> Preparation:
    warning = ""
    if line.rests_on_attestation:
        warning = "This rests on your word alone. Have an example, or somebody who can confirm it."
    return Preparation(
        kind="line",
        about=line.text,
        question=_phrases()["places"].get(line.place) or _question(line.text),
        facts=tuple(_facts(line, by_entry, mentioned)),
        warning=warning,
    )


def _facts(
    line: LedgerLine, by_entry: Mapping[str, Sequence[Evidence]], mentioned: Collection[str]
) -> Iterator[str]:
    """What the line rests on, and what its entry says that no other question is about."""
    for item in line.evidence:
        known = next((e for e in by_entry.get(item.entry_id, ()) if e.id == item.id), None)
        yield f"{item.text}{_where(known)}"
    yield from line.reasons
    if line.place in _phrases()["places"]:
        return
    beside = [
        item
        for entry_id in dict.fromkeys(item.entry_id for item in line.evidence)
        for item in by_entry.get(entry_id, ())
        if item.id not in mentioned and item.id != item.entry_id
    ]
    yield from (f"Also there: {item.text}" for item in beside[:_MOST_BESIDE])


def _where(item: Evidence | None) -> str:
    if item is None or not item.context.employer:
        return ""
    dates = " to ".join(filter(None, (item.context.start, item.context.end)))
    return f" ({item.context.employer}{', ' + dates if dates else ''})"


def _about_gaps(found: ChangeSet) -> Iterator[Preparation]:
    for standing in standings(found):
        if standing.requirement.kind != "must" or standing.state == "shown":
            continue
        near = tuple(f"{item.text}{_where(item)}" for item in standing.evidence[:_MOST_QUOTED])
        yield Preparation(
            kind="gap",
            about=" ".join(standing.requirement.quote.split()),
            question="The ad wants this. What is nearest to it that you have done?",
            facts=near,
            warning=""
            if near
            else "Nothing in your profile shows this. Say so, and say what is near.",
        )


def _question(text: str) -> str:
    return next(ask for pattern, ask in _questions() if pattern.search(text))


@cache
def _questions() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = _phrases()["about"]
    return tuple((re.compile(rule["if_any"], re.IGNORECASE), rule["ask"]) for rule in rules)


@cache
def _phrases() -> Mapping[str, Any]:
    data = resources.files("tailor.ledger") / "data" / "prep.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))


def _report(prepared: Iterable[Preparation]) -> Iterator[str]:
    kind = ""
    titles = {
        "line": "Likely questions about your lines",
        "gap": "What the ad wants and your lines do not show",
    }
    for one in prepared:
        if one.kind != kind:
            kind = one.kind
            yield f"\n## {titles[kind]}"
        yield f"\n### {plain(one.about)}\n\n{one.question}\n"
        if one.warning:
            yield f"**Careful:** {one.warning}\n"
        yield from (f"- {plain(fact)}" for fact in one.facts)
