"""Changes to the top of the page: summary, headline and skills, every word of them verified."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from tailor.domain.changes import Arrange, Change, Insert, Proposal, Resume
from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Finding, Verdict
from tailor.factcheck.totals import check_items
from tailor.stages.summarising.sentences import (
    SHOWN_IN_A_LIST,
    Material,
    newest_job,
    summary_slots,
    supported,
)
from tailor.stages.summarising.skills import AskedSkill, skill_order, unlisted

_MOST_LISTED = 12
_MOST_IN_HEADLINE = 3


def suggest_summary(
    material: Material, verdict_of: Callable[[Proposal], Verdict]
) -> tuple[Insert, ...]:
    """A summary of verified sentences; none where there is nothing to tell this ad.

    Of each sentence the first candidate is taken that `verdict_of` supports, or none.
    """
    taken = supported(summary_slots(material), verdict_of)
    own = " ".join(item.text for item in material.known if item.section == "summary")
    after = " ".join(proposal.text for proposal, _ in taken)
    if len(taken) < 2 or after == own:
        return ()
    cited = dict.fromkeys(id_ for proposal, _ in taken for id_ in proposal.evidence_ids)
    insert = Insert(
        id="insert:summary",
        slot="summary",
        before=own,
        after=after,
        requirement_ids=_served(material.skills, cited),
        evidence_ids=tuple(cited),
        verdict=_all_of(verdict for _, verdict in taken),
    )
    return (insert,)


def suggest_headline(
    known: Sequence[Evidence], base: Resume, skills: Sequence[AskedSkill]
) -> tuple[Insert, ...]:
    """What the person calls themself, or their newest title, with skills that the ad wants."""
    job = newest_job(known)
    title = base.label or (job.context.title if job else None)
    shown = [s for s in skills if s.shown_by and s.kind in SHOWN_IN_A_LIST][:_MOST_IN_HEADLINE]
    if not title or "|" in title or not shown:
        return ()
    after = " | ".join([title, *(skill.written for skill in shown)])
    # Their own label needs no evidence; a title is their newest employer's.
    claimed = [] if base.label else [title]
    cited = [*([job.id] if job and claimed else []), *(skill.shown_by[0] for skill in shown)]
    parts = [*claimed, *(skill.written for skill in shown)]
    found = _insert("label", after, parts, cited, known=known, skills=skills)
    return tuple(insert.model_copy(update={"before": base.label}) for insert in found)


def suggest_skills(
    known: Sequence[Evidence], base: Resume, skills: Sequence[AskedSkill]
) -> tuple[Change, ...]:
    """The person's lists in the ad's order, and a line of what the ad asks and they do not name."""
    return (*_arranged(base, skills), *_line(known, skills))


def _arranged(base: Resume, skills: Sequence[AskedSkill]) -> Iterator[Arrange]:
    for section in base.sections:
        for entry in section.entries if section.name == "skills" else ():
            order = skill_order(entry.details, skills)
            if order != entry.details:
                yield Arrange(
                    id=f"arrange:{entry.id}",
                    entry_id=entry.id,
                    before=entry.details,
                    after=order,
                    reason=f"What the ad asks for comes first.{_listed_only(order, skills)}",
                )


def _listed_only(order: Iterable[str], skills: Iterable[AskedSkill]) -> str:
    from tailor.vocabulary.terms import terms  # noqa: PLC0415 - loads the term files

    bare = {skill.name for skill in skills if not skill.shown_by}
    named = [detail for detail in order if terms().canonical(detail) in bare]
    return f" Listed only, no statement shows it: {', '.join(named)}." if named else ""


def _line(known: Sequence[Evidence], skills: Sequence[AskedSkill]) -> tuple[Insert, ...]:
    # What only somebody else says of the person, they have not said they can.
    by_id = {item.id: item for item in known if item.section != "references"}
    new = [
        skill
        for skill in unlisted(skills, known)
        if skill.kind in SHOWN_IN_A_LIST and _grounds(skill, by_id)
    ]
    held = [
        skill
        for skill in new
        if check_items(skill.written, [skill.written], _cited(skill, by_id)).supported
    ][:_MOST_LISTED]
    cited = [item.id for skill in held for item in _cited(skill, by_id)]
    written = [skill.written for skill in held]
    found = _insert("skills", ", ".join(written), written, cited, known=known, skills=held)
    return tuple(_marked(insert, held) for insert in found)


def _marked(insert: Insert, held: Sequence[AskedSkill]) -> Insert:
    """The line with a word on each skill that no statement shows."""
    bare = {skill.written for skill in held if not skill.shown_by}
    proofs = tuple(_with_mark(proof, bare) for proof in insert.verdict.proofs)
    verdict = insert.verdict.model_copy(update={"proofs": proofs})
    return insert.model_copy(update={"verdict": verdict})


def _with_mark(proof: Finding, bare: set[str]) -> Finding:
    named = proof.reason.partition(":")[0]
    if named not in bare:
        return proof
    return proof.model_copy(
        update={"reason": f"{proof.reason} Listed only: no statement shows it."}
    )


def _cited(skill: AskedSkill, by_id: Mapping[str, Evidence]) -> list[Evidence]:
    return _grounds(skill, by_id)[:1]


def _grounds(skill: AskedSkill, by_id: Mapping[str, Evidence]) -> list[Evidence]:
    """What shows a skill, then what lists it."""
    return [by_id[id_] for id_ in (*skill.shown_by, *skill.listed_by) if id_ in by_id]


def _insert(
    slot: Literal["label", "skills"],
    after: str,
    parts: Sequence[str],
    cited: Iterable[str],
    *,
    known: Iterable[Evidence],
    skills: Iterable[AskedSkill],
) -> tuple[Insert, ...]:
    ids = tuple(dict.fromkeys(cited))
    verdict = check_items(after, parts, [item for item in known if item.id in ids])
    if not verdict.supported:
        return ()
    insert = Insert(
        id=f"insert:{slot}",
        slot=slot,
        after=after,
        requirement_ids=_served(skills, ids),
        evidence_ids=ids,
        verdict=verdict,
    )
    return (insert,)


def _all_of(verdicts: Iterable[Verdict]) -> Verdict:
    proofs = tuple(proof for verdict in verdicts for proof in verdict.proofs)
    return Verdict(label="supported", proofs=proofs)


def _served(skills: Iterable[AskedSkill], cited: Iterable[str]) -> tuple[str, ...]:
    ids = set(cited)
    served = (
        id_
        for skill in skills
        if ids.intersection((*skill.shown_by, *skill.listed_by))
        for id_ in skill.requirement_ids
    )
    return tuple(dict.fromkeys(served))
