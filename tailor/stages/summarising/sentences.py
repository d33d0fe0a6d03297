"""Sentences of a summary, each resting on one entry or on what is added up.

Nothing here is certain to be true of the person: every candidate is still to be verified.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import chain, starmap
from typing import NamedTuple

from tailor.domain.changes import Proposal
from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Verdict
from tailor.factcheck.totals import holds_title
from tailor.stages.summarising.skills import AskedSkill
from tailor.vocabulary.languages import language as written_in
from tailor.vocabulary.lexicon import lemma, parts_of_speech
from tailor.vocabulary.titles import occupation

_MOST_SKILLS = 5
_MOST_YEARS = 60
_MOST_STATEMENTS = 6
_LEAST_DEEDS, _MOST_DEEDS = 2, 3
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
Held = tuple[Proposal, Verdict]
VerdictOf = Callable[[Proposal], Verdict]


class Told(NamedTuple):
    """A sentence that holds; `alone` is how it reads where the one before it is missing."""

    proposal: Proposal
    verdict: Verdict
    alone: str = ""


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


def letter_sentences(material: Material, language: str, verdict_of: VerdictOf) -> tuple[Told, ...]:
    """The sentences of a letter about its writer, in the first person, each with its verdict.

    Where the rules cannot put a statement into a sentence of that language, it is the person's own,
    word for word. Raises KeyError for a language without phrases.
    """
    phrases = _phrases()[language]["letter"]
    jobs = _jobs(material.known)
    telling = _best(material)
    if len(telling) < _LEAST_DEEDS:
        telling += [item for item in _newest(material, jobs) if item not in telling]
    role, years = tuple(_role(jobs, phrases)), tuple(_years(jobs, phrases))
    # One job since 2019 needs no adding up.
    background = (role,) if role and years and len(years[0].evidence_ids) == 1 else (role, years)
    if "deed" in phrases:
        deeds = _deeds_told(telling, material, phrases, verdict_of)
    else:
        own = (item for item in telling if written_in(item.text) == language)
        told = (item for item in own if _is_sentence(item.text, phrases["told"]))
        slots = ((_proposal(item.text, [item.id]),) for item in told)
        deeds = tuple(starmap(Told, supported(tuple(slots), verdict_of)))[:_MOST_DEEDS]
    worked_with = tuple(_worked_with(material.skills, phrases))
    before, after = (supported(slots, verdict_of) for slots in (background, (worked_with,)))
    return (*starmap(Told, before), *deeds, *starmap(Told, after))


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
    deeds = chain.from_iterable(_deeds(item, material, phrases["deed"]) for item in _best(material))
    return tuple(deeds), tuple(_worked_with(material.skills, phrases))


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
    held = [job for job in jobs if holds_title(job.context.title, title)]
    cited = [job.id for job in held if not _ends_before_it_starts(job)]
    for years in range(_MOST_YEARS, 1, -1) if cited else ():
        said = phrases["years"].format(years=years, title=title, article=_article(title))
        yield _proposal(said, cited)


def _ends_before_it_starts(job: Evidence) -> bool:
    """Whether its dates are the wrong way round: nobody can say how long it was."""
    start, end = job.context.start or "", job.context.end or ""
    # "2019" and "2019-03" are compared as far as both go; "present" comes after every digit.
    return bool(end) and end < start[: len(end)]


def _article(title: str) -> str:
    """The article by the sound: a nurse, an engineer, a UX designer, an HR manager."""
    if re.match(r"[FHLMNRSX](?![a-z])", title):
        return "an"
    return "an" if re.match(r"(?!uni|use|uk|ux|eu|one)[aeiou]", title, re.IGNORECASE) else "a"


def _best(material: Material) -> list[Evidence]:
    """The statements about jobs that show most of the ad."""
    telling = [
        item
        for item in material.known
        if item.section == "work"
        and item.id != item.entry_id
        and item.context.employer
        # "My duties were:" goes before it; a verified new wording stands by itself.
        and (not item.lead_in or item.id in material.worded)
        and material.relevance.get(item.id, 0) > 0
    ]
    return sorted(telling, key=lambda item: -material.relevance[item.id])[:_MOST_STATEMENTS]


def _newest(material: Material, jobs: Sequence[Evidence]) -> list[Evidence]:
    """The statements of the newest job, for an ad that the person shows little of."""
    entry_id = jobs[0].id if jobs else None
    return [
        item
        for item in material.known
        if item.entry_id == entry_id != item.id and item.context.employer and not item.lead_in
    ][:_MOST_STATEMENTS]


def _deeds_told(
    telling: Iterable[Evidence],
    material: Material,
    phrases: Mapping[str, str],
    verdict_of: VerdictOf,
) -> tuple[Told, ...]:
    """A few deeds that hold, those of one employer together; the employer is named once."""
    told: dict[str | None, list[Told]] = {}
    for item in telling:
        if deed := _deed_told(item, material, phrases, verdict_of):
            first = not told.get(item.context.employer)
            told.setdefault(item.context.employer, []).append(_naming(deed) if first else deed)
        if sum(map(len, told.values())) == _MOST_DEEDS:
            break
    return tuple(chain.from_iterable(told.values()))


def _deed_told(
    item: Evidence, material: Material, phrases: Mapping[str, str], verdict_of: VerdictOf
) -> Told | None:
    """The first way to tell of a deed that holds with its employer named, and without."""
    ways = zip(
        _deeds(item, material, phrases["deed"]),
        _deeds(item, material, phrases["deed_too"]),
        strict=True,
    )
    for named, unnamed in ways:
        verdict = verdict_of(named)
        if verdict.supported and verdict_of(unnamed).supported:
            return Told(unnamed, verdict, named.text)
    return None


def _naming(deed: Told) -> Told:
    """A deed as the first of its employer."""
    return Told(deed.proposal.model_copy(update={"text": deed.alone}), deed.verdict)


def _deeds(item: Evidence, material: Material, phrase: str) -> Iterator[Proposal]:
    """What a statement tells that was done at an employer, whole or up to a comma."""
    in_person = re.search(r"\bI\b", phrase)
    # "We ran it" is not "I ran it", whatever a bullet without a subject may say.
    if in_person and re.search(r"\b(?:we|us)\b", item.text, re.IGNORECASE):
        return
    own = () if item.lead_in else (item.text,)
    for text in dict.fromkeys((material.worded.get(item.id, item.text), *own)):
        begun = _begun(text) or (_said(text, item) if in_person else None)
        for part in _parts(begun) if begun else ():
            yield _proposal(phrase.format(employer=item.context.employer, deed=part), [item.id])


def _said(text: str, item: Evidence) -> str | None:
    """What goes on after "I", or None where the person does not speak of themself first."""
    if text.startswith("Responsible for "):
        be = "am" if item.context.end == "present" else "was"
        return f"{be} responsible for {text.removeprefix('Responsible for ')}"
    found = re.match(r"I (?=[a-z])", text)
    return text[found.end() :] if found else None


def _is_sentence(text: str, told: str) -> bool:
    is_told = text.endswith(".") and re.search(told, text) is not None
    return is_told and _LEAST_WORDS <= len(text.split()) <= 2 * _MOST_WORDS


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
        if _LEAST_WORDS <= len(part.split()) <= _MOST_WORDS and (
            end == len(first) or _is_whole(part, first[end:])
        ):
            yield part


def _is_whole(part: str, rest: str) -> bool:
    """Whether a beginning reads as a sentence: nothing it opens is closed in what is cut off."""
    # "between nine and twelve", "shops and houses": only what was done next may be cut off.
    if rest.startswith(" and "):
        next_deed = _begun(rest.removeprefix(" and "))
        if next_deed is None or next_deed.split()[0].endswith("s"):
            return False
    # "a platform that processes, stores and ...": the verb would lose its object.
    hanging = re.search(r"\b(?:that|which|who|whose|where|so|to)\s+\w+$", part)
    # "a service and, along with it,": what the "and" joins is cut off.
    joining = re.search(r"\b(?:and|or|but)(?:,[^,]*)?$", part)
    # "such as A, B": what was cut off is the end of the list.
    listing = re.search(r"\b(?:such as|including|namely|like)\b[^,]*,", part)
    return part.count("(") == part.count(")") and not (hanging or joining or listing)


def _worked_with(skills: Sequence[AskedSkill], phrases: Mapping[str, str]) -> Iterator[Proposal]:
    shown = [skill for skill in skills if skill.shown_by and skill.kind in SHOWN_IN_A_LIST]
    for many in range(min(_MOST_SKILLS, len(shown)), 1, -1):
        *first, last = (skill.written for skill in shown[:many])
        listed = f"{', '.join(first)} {phrases['and']} {last}"
        cited = [skill.shown_by[0] for skill in shown[:many]]
        yield _proposal(phrases["worked_with"].format(skills=listed), cited)


def supported(slots: Slots, verdict_of: VerdictOf) -> tuple[Held, ...]:
    """Of each sentence the first candidate that holds, with its verdict."""
    return tuple(found for slot in slots if (found := _first_supported(slot, verdict_of)))


def _first_supported(slot: Iterable[Proposal], verdict_of: VerdictOf) -> Held | None:
    tried = ((proposal, verdict_of(proposal)) for proposal in slot)
    return next((found for found in tried if found[1].supported), None)


def _proposal(text: str, evidence_ids: Sequence[str]) -> Proposal:
    ids = tuple(dict.fromkeys(evidence_ids))
    return Proposal(statement_id=ids[0], text=text, evidence_ids=ids)


@cache
def _phrases() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    data = resources.files("tailor.stages.summarising") / "data" / "phrases.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))
