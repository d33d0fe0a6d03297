"""The promises as scorers of one run: what must hold in every case, with any engine.

They read the résumé that would come out with every suggestion taken, and none of them asks the
fact-checker: who filters does not count.
"""

import re
from collections.abc import Iterable, Iterator

from tailor.domain.changes import (
    ChangeSet,
    Decision,
    Insert,
    Omit,
    Resume,
    ResumeEntry,
    Rewrite,
    digest,
)
from tailor.domain.evidence import base_resume, evidence
from tailor.domain.profile import Profile
from tailor.evals.cases import draft, ids_on, says
from tailor.evals.suite import Score

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def no_ad_words(never: Iterable[str], change_set: ChangeSet) -> Score:
    """Whether no word that only the ad has is in the résumé."""
    text = "\n".join(_texts(draft(change_set)))
    found = [words for words in never if says(text, words)]
    return Score(name="no_ad_words", value=float(not found), reason=", ".join(found))


def facts_untouched(change_set: ChangeSet) -> Score:
    """Whether names, employers, titles, dates, places and contact are the profile's.

    An entry's details may stand in another order; only a suggested insert may be a new entry.
    """
    base, result = change_set.base, draft(change_set)
    facts = {entry.id: _facts(entry) for entry in _entries(base)}
    inserted = {change.id for change in change_set.changes if isinstance(change, Insert)}
    wrong = [
        entry.id
        for entry in _entries(result)
        if facts.get(entry.id) != _facts(entry) and entry.id not in inserted
    ]
    if (base.name, base.contact) != (result.name, result.contact):
        wrong.append("name or contact")
    return Score(name="facts_untouched", value=float(not wrong), reason=", ".join(wrong))


def nothing_lost(change_set: ChangeSet) -> Score:
    """Whether everything of the base résumé is there or suggested to be left out, with a reason."""
    there = ids_on(draft(change_set))
    told = {c.target_id for c in change_set.changes if isinstance(c, Omit) and c.reason}
    gone = {entry.id for entry in _entries(change_set.base) if entry.id in told}
    lost = [
        id_
        for entry in _entries(change_set.base)
        for id_ in (entry.id, *(line.id for line in entry.lines))
        if id_ not in there and id_ not in told and entry.id not in gone
    ]
    return Score(name="nothing_lost", value=float(not lost), reason=", ".join(lost))


def rejecting_restores(profile: Profile, change_set: ChangeSet) -> Score:
    """Whether rejecting everything gives the base résumé, in every printed byte."""
    from tailor.render import to_json_resume, to_markdown, to_text  # noqa: PLC0415

    rejected = change_set.accepted(
        Decision(change_id=change.id, digest=digest(change), action="reject")
        for change in change_set.changes
    )
    base = base_resume(profile)
    same = rejected == base and all(
        write(rejected) == write(base) for write in (to_markdown, to_text, to_json_resume)
    )
    return Score(name="rejecting_restores", value=float(same))


def words_have_evidence(profile: Profile, change_set: ChangeSet) -> Score:
    """Whether every new wording was verified against named evidence, of its own entry alone.

    The summary, the headline and the skills rest on evidence of any entry.
    """
    entry_of = {item.id: item.entry_id for item in evidence(profile)}
    wrong = []
    for change in _worded(change_set):
        entries = {entry_of.get(id_) for id_ in change.evidence_ids}
        allowed = {change.entry_id} if isinstance(change, Rewrite) else set(entry_of.values())
        if not (change.verdict.supported and entries and entries <= allowed):
            wrong.append(change.after)
    return Score(name="words_have_evidence", value=float(not wrong), reason="; ".join(wrong))


def no_new_figures(profile: Profile, change_set: ChangeSet) -> Score:
    """Whether every figure of a new wording stands in its evidence, or in a proof that derives it.

    A line's evidence is its whole entry with its header; the summary's is the whole profile.
    """
    known = evidence(profile)
    wrong = []
    for change in _worded(change_set):
        own = change.entry_id if isinstance(change, Rewrite) else None
        items = [item for item in known if own in {None, item.entry_id}]
        texts = [f"{item.lead_in} {item.text} {item.context}" for item in items]
        proofs = [proof.reason for proof in change.verdict.proofs]
        derived = _figures(proofs)
        # A proof says 9.8 years where the line may say 9: a figure goes down, never up.
        derived |= {figure.partition(".")[0] for figure in derived}
        new = _figures([change.after]) - _figures(texts) - derived
        wrong += [f"{figure} in “{change.after}”" for figure in sorted(new)]
    return Score(name="no_new_figures", value=float(not wrong), reason="; ".join(wrong))


def every_ask_answered(change_set: ChangeSet) -> Score:
    """Whether every requirement is told as shown or as a gap."""
    answered = {m.requirement_id for m in change_set.matches}
    answered.update(gap.requirement_id for gap in change_set.gaps)
    silent = [r.quote for r in change_set.requirements if r.id not in answered]
    return Score(name="every_ask_answered", value=float(not silent), reason="; ".join(silent))


def _entries(resume: Resume) -> Iterator[ResumeEntry]:
    for section in resume.sections:
        yield from section.entries


def _facts(entry: ResumeEntry) -> ResumeEntry:
    return entry.model_copy(update={"lines": (), "details": tuple(sorted(entry.details))})


def _worded(change_set: ChangeSet) -> Iterator[Rewrite | Insert]:
    for change in change_set.changes:
        if isinstance(change, Rewrite | Insert):
            yield change


def _texts(resume: Resume) -> Iterator[str]:
    yield resume.label
    yield from (line.text for line in resume.summary)
    for entry in _entries(resume):
        yield from (entry.heading, *entry.details)
        yield from (line.text for line in entry.lines)


def _figures(texts: Iterable[str]) -> set[str]:
    return {figure.replace(",", "") for text in texts for figure in _FIGURE.findall(text)}
