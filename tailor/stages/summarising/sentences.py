"""Sentences of a summary, each resting on one entry or on what is added up.

Nothing here is certain to be true of the person: every candidate is still to be verified.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from tailor.domain.changes import Proposal
from tailor.domain.matching import Evidence
from tailor.factcheck.totals import holds_title
from tailor.stages.summarising.skills import AskedSkill
from tailor.vocabulary.languages import language as written_in
from tailor.vocabulary.lexicon import lemma, parts_of_speech
from tailor.vocabulary.titles import occupation

_MOST_SKILLS = 5
_MOST_YEARS = 60
_MOST_STATEMENTS = 6
_LEAST_WORDS, _MOST_WORDS = 6, 26
# What one works with; a method or a field is done, and often only mentioned.
SHOWN_IN_A_LIST = frozenset({"tool", "language", "platform", "equipment"})


class Material(NamedTuple):
    """What sentences are made of.

    `relevance` says what each statement shows of the ad, `worded` how statements were reworded.
    """

    known: Sequence[Evidence]
    relevance: Mapping[str, float]
    worded: Mapping[str, str]
    skills: Sequence[AskedSkill]


Slots = tuple[tuple[Proposal, ...], ...]


def summary_slots(material: Material) -> Slots:
    """The sentences in order; of each the candidates, best first, of which one may be taken.

    The person's own summary stays in front. Empty when nothing shows what the ad asks.
    """
    phrases = _phrases()["en"]["summary"]
    telling = _telling(material, phrases)
    own = [item for item in material.known if item.section == "summary"]
    if own and any(telling):
        return (tuple(_proposal(item.text, [item.id]) for item in own), *telling)
    return (*_background(material, phrases), *telling) if any(telling) else ()


def letter_slots(material: Material, language: str) -> Slots:
    """The sentences of a letter about its writer, in the first person; candidates as above.

    Where the rules cannot put a statement into a sentence of that language, it is the person's own,
    word for word. Raises KeyError for a language without phrases.
    """
    phrases = _phrases()[language]["letter"]
    own: tuple[Proposal, ...] = ()
    if "deed" not in phrases:
        telling = (item for item in _best(material) if written_in(item.text) == language)
        own = tuple(_proposal(item.text, [item.id]) for item in telling if _is_sentence(item.text))
    return (*_background(material, phrases), own, *_telling(material, phrases))


def letter_languages() -> tuple[str, ...]:
    """The codes of the languages a letter may be in."""
    return tuple(_phrases())


def newest_job(known: Sequence[Evidence]) -> Evidence | None:
    """The header of the job that goes on, or that ended last."""
    return next(iter(_jobs(known)), None)


def _jobs(known: Sequence[Evidence]) -> list[Evidence]:
    """The headers of the person's jobs, the newest first."""
    jobs = [item for item in known if item.section == "work" and item.id == item.entry_id]
    return sorted(jobs, key=_recency, reverse=True)


def _recency(job: Evidence) -> tuple[bool, str, str]:
    context = job.context
    return context.end == "present", context.end or "", context.start or ""


def _background(material: Material, phrases: Mapping[str, str]) -> Slots:
    jobs = _jobs(material.known)
    return tuple(_role(jobs, phrases)), tuple(_years(jobs, phrases))


def _telling(material: Material, phrases: Mapping[str, str]) -> Slots:
    deeds = tuple(_deeds(material, phrases["deed"])) if "deed" in phrases else ()
    return deeds, tuple(_worked_with(material.skills, phrases))


def _role(jobs: Sequence[Evidence], phrases: Mapping[str, str]) -> Iterator[Proposal]:
    if not jobs:
        return
    context = jobs[0].context
    start, end = (date[:4] if date else "" for date in (context.start, context.end))
    if not (context.title and context.employer):
        return
    form = "role_since" if context.end == "present" else "role_until"
    parts = {"title": context.title, "employer": context.employer, "start": start, "end": end}
    if start and end and start < end:
        yield _proposal(phrases[form].format(**parts), [jobs[0].id])
    if "role" in phrases:
        yield _proposal(phrases["role"].format(**parts), [jobs[0].id])


def _years(jobs: Sequence[Evidence], phrases: Mapping[str, str]) -> Iterator[Proposal]:
    """How long the person has been what they are: the most years first; the dates decide."""
    title = occupation(jobs[0].context.title or "") if jobs else None
    if not title:
        return
    cited = [job.id for job in jobs if holds_title(job.context.title, title)]
    for years in range(_MOST_YEARS, 1, -1) if cited else ():
        yield _proposal(phrases["years"].format(years=years, title=title), cited)


def _best(material: Material) -> list[Evidence]:
    """The statements about jobs that show most of the ad."""
    telling = [
        item
        for item in material.known
        if item.section == "work"
        and item.id != item.entry_id
        and item.context.employer
        and not item.lead_in
        and material.relevance.get(item.id, 0) > 0
    ]
    return sorted(telling, key=lambda item: -material.relevance[item.id])[:_MOST_STATEMENTS]


def _deeds(material: Material, phrase: str) -> Iterator[Proposal]:
    """What was done at one employer that shows most of the ad, whole or up to a comma."""
    in_person = re.search(r"\bI\b", phrase)
    for item in _best(material):
        # "We ran it" is not "I ran it", whatever a bullet without a subject may say.
        if in_person and re.search(r"\b(?:we|our|us)\b", item.text, re.IGNORECASE):
            continue
        if begun := _begun(material.worded.get(item.id, item.text)):
            for part in _parts(begun):
                text = phrase.format(employer=item.context.employer, deed=part)
                yield _proposal(text, [item.id])


def _is_sentence(text: str) -> bool:
    return text.endswith(".") and _LEAST_WORDS <= len(text.split()) <= 2 * _MOST_WORDS


def _begun(text: str) -> str | None:
    """The statement as it goes on after "At X,", or None when it does not begin with a deed."""
    first, _, rest = text.partition(" ")
    verb = first.lower()
    told = "v" in parts_of_speech(verb) and lemma(verb, "v") != verb and not verb.endswith("ing")
    return f"{verb} {rest}" if told and rest and first[1:].islower() else None


def _parts(text: str) -> Iterator[str]:
    """The text when it is short, else its beginnings up to a comma, the longest first."""
    first = re.split(r"(?<=[.!?;])\s", text)[0].rstrip(".;! ")
    ends = [len(first), *(match.start() for match in re.finditer(r"[,(]| and ", first))]
    for end in sorted(ends, reverse=True):
        part = first[:end].rstrip(" ,;")
        if _LEAST_WORDS <= len(part.split()) <= _MOST_WORDS and part.count("(") == part.count(")"):
            yield part


def _worked_with(skills: Sequence[AskedSkill], phrases: Mapping[str, str]) -> Iterator[Proposal]:
    shown = [skill for skill in skills if skill.shown_by and skill.kind in SHOWN_IN_A_LIST]
    for many in range(min(_MOST_SKILLS, len(shown)), 1, -1):
        *first, last = (skill.written for skill in shown[:many])
        listed = f"{', '.join(first)} {phrases['and']} {last}"
        cited = [skill.shown_by[0] for skill in shown[:many]]
        yield _proposal(phrases["worked_with"].format(skills=listed), cited)


def _proposal(text: str, evidence_ids: Sequence[str]) -> Proposal:
    ids = tuple(dict.fromkeys(evidence_ids))
    return Proposal(statement_id=ids[0], text=text, evidence_ids=ids)


@cache
def _phrases() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    data = resources.files("tailor.stages.summarising") / "data" / "phrases.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))
