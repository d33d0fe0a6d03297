"""Sentences of a summary, each resting on one entry or on what is added up.

Nothing here is certain to be true of the person: every candidate is still to be verified.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from tailor.domain.changes import Proposal
from tailor.domain.matching import Evidence
from tailor.factcheck.totals import holds_title
from tailor.stages.summarising.skills import AskedSkill
from tailor.vocabulary.lexicon import lemma, parts_of_speech
from tailor.vocabulary.titles import occupation

_MOST_SKILLS = 5
_MOST_YEARS = 60
_MOST_STATEMENTS = 6
_LEAST_WORDS, _MOST_WORDS = 6, 26
# What one works with; a method or a field is done, and often only mentioned.
SHOWN_IN_A_LIST = frozenset({"tool", "language", "platform", "equipment"})


def summary_slots(
    known: Sequence[Evidence],
    relevance: Mapping[str, float],
    worded: Mapping[str, str],
    skills: Sequence[AskedSkill],
) -> tuple[tuple[Proposal, ...], ...]:
    """The sentences in order; of each the candidates, best first, of which one may be taken.

    `relevance` says what each statement shows of the ad, `worded` how statements were reworded.
    The person's own summary stays in front. Empty when nothing shows what the ad asks.
    """
    jobs = _jobs(known)
    telling = (
        tuple(_statements(known, relevance, worded)),
        tuple(_worked_with(skills)),
    )
    if not any(telling):
        return ()
    own = [item for item in known if item.section == "summary"]
    if own:
        return (tuple(_proposal(item.text, [item.id]) for item in own), *telling)
    return (tuple(_role(jobs)), tuple(_years(jobs)), *telling)


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


def _role(jobs: Sequence[Evidence]) -> Iterator[Proposal]:
    if not jobs:
        return
    context = jobs[0].context
    start, end = (date[:4] if date else "" for date in (context.start, context.end))
    if not (context.title and context.employer):
        return
    role = f"{context.title} at {context.employer}"
    if start and context.end == "present":
        yield _proposal(f"{role} since {start}.", [jobs[0].id])
    elif start and end and start < end:
        yield _proposal(f"{role} from {start} to {end}.", [jobs[0].id])
    yield _proposal(f"{role}.", [jobs[0].id])


def _years(jobs: Sequence[Evidence]) -> Iterator[Proposal]:
    """How long the person has been what they are: the most years first; the dates decide."""
    title = occupation(jobs[0].context.title or "") if jobs else None
    if not title:
        return
    cited = [job.id for job in jobs if holds_title(job.context.title, title)]
    for years in range(_MOST_YEARS, 1, -1):
        yield _proposal(f"{years} years as {title}.", cited)


def _statements(
    known: Sequence[Evidence], relevance: Mapping[str, float], worded: Mapping[str, str]
) -> Iterator[Proposal]:
    """What was done at one employer that shows most of the ad, whole or up to a comma."""
    telling = [
        item
        for item in known
        if item.section == "work"
        and item.id != item.entry_id
        and item.context.employer
        and not item.lead_in
        and relevance.get(item.id, 0) > 0
    ]
    best = sorted(telling, key=lambda item: -relevance[item.id])
    for item in best[:_MOST_STATEMENTS]:
        text = worded.get(item.id, item.text)
        if begun := _begun(text):
            for part in _parts(begun):
                yield _proposal(f"At {item.context.employer}, {part}.", [item.id])


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


def _worked_with(skills: Sequence[AskedSkill]) -> Iterator[Proposal]:
    shown = [skill for skill in skills if skill.shown_by and skill.kind in SHOWN_IN_A_LIST]
    for many in range(min(_MOST_SKILLS, len(shown)), 1, -1):
        *first, last = (skill.written for skill in shown[:many])
        text = f"Has worked with {', '.join(first)} and {last}."
        yield _proposal(text, [skill.shown_by[0] for skill in shown[:many]])


def _proposal(text: str, evidence_ids: Sequence[str]) -> Proposal:
    ids = tuple(dict.fromkeys(evidence_ids))
    return Proposal(statement_id=ids[0], text=text, evidence_ids=ids)
