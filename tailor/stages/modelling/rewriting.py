"""New wordings for the statements of one entry, and corrected ones for those refused."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tailor.domain.changes import Proposal
from tailor.domain.matching import Evidence
from tailor.domain.posting import Requirement
from tailor.domain.verdicts import Verdict
from tailor.errors import ModelError
from tailor.llm.answers import ProposedRewrite, Repair, Rewrites
from tailor.llm.chains import Chain, visible
from tailor.llm.port import ChatModel
from tailor.stages.modelling.entry_view import EntryView
from tailor.stages.modelling.quoting import (
    is_addressed_to_machines,
    listed,
    named,
    shortened,
)
from tailor.vocabulary.terms import TermIndex

# Titles, names and lists of skills are copied by code, never reworded.
REWORDED = frozenset({"work", "volunteer", "projects", "education", "awards", "publications"})
_MAX_LINE = 400
_FEWEST_WORDS = 4
_MAX_REQUIREMENTS = 60


@dataclass(frozen=True, slots=True)
class Reworded:
    """The usable wordings of an answer, and what was dropped of it, each as part of a sentence."""

    proposals: tuple[Proposal, ...] = ()
    faults: tuple[str, ...] = ()


def propose_rewrites(
    model: ChatModel,
    evidence: Sequence[Evidence],
    wanted: Mapping[str, Sequence[Requirement]],
    terms: TermIndex,
) -> Reworded:
    """Ask for new wordings of one entry's statements, in one call.

    `wanted` is what each evidence id of the whole profile shows of the ad: the same list for
    every entry, so that the calls of a run begin alike. Raises ModelError when the model gives no
    usable answer, or only ids that do not exist.
    """
    view = EntryView.of([item for item in evidence if _is_sentence(item)])
    if not view.statements:
        return Reworded()
    distinct = {r.id: r for requirements in wanted.values() for r in requirements}
    asked = {r.id: r for r in sorted(distinct.values(), key=_by_start)[:_MAX_REQUIREMENTS]}
    answer = Chain("rewrite", Rewrites, model).invoke(
        requirements=listed({r.id: f"{r.kind}: {shortened(r.quote)}" for r in asked.values()}),
        entry=view.text(),
        vocabulary="\n".join(_licensed(view, asked.values(), terms)) or "(nothing beyond them)",
        wanted="\n".join(view.statements),
    )
    faults: list[str] = []
    proposals: dict[str, Proposal] = {}
    for item in answer.rewrites:
        proposal = _proposal(item, view, asked, faults)
        if proposal:
            proposals.setdefault(proposal.statement_id, proposal)
    if not proposals and any(item.statement_id not in view.statements for item in answer.rewrites):
        raise ModelError("The model reworded only statements that do not exist.")
    return Reworded(tuple(proposals.values()), tuple(faults))


def repair_rewrite(
    model: ChatModel, proposal: Proposal, verdict: Verdict, evidence: Sequence[Evidence]
) -> Proposal | None:
    """Ask for a wording without the problems that were found; None when the model gives up.

    Raises ModelError when the model gives no usable answer.
    """
    view = EntryView.of(evidence)
    answer = Chain("repair", Repair, model).invoke(
        entry=view.text(),
        line=proposal.text,
        problems="\n".join(_problem(f.reason, f.suggestion) for f in verdict.findings) or "- none",
    )
    text = one_line(answer.text)
    if text is None or text in {proposal.text, *(item.text for item in evidence)}:
        return None
    ids = view.real_ids(answer.evidence_ids) or proposal.evidence_ids
    # What the refused line claimed says nothing about this one.
    return proposal.model_copy(update={"text": text, "evidence_ids": ids, "claims": ()})


def one_line(text: str) -> str | None:
    """A model's line without bullet marks and quotation marks around it; None if it is no line.

    Fewer than three words say nothing that a reader could want in place of the person's own.
    """
    text = re.sub(r"^[\s\-*•–>]+", "", visible(text)).strip()
    if len(text) > 1 and text[0] in "\"“'`" and text[-1] in "\"”'`":
        text = text[1:-1].strip()
    text = re.sub(r"\*\*|__|`", "", text)
    if len(re.findall(r"\w+", text)) < 3 or "\n" in text or len(text) > _MAX_LINE:
        return None
    return text


def _proposal(
    item: ProposedRewrite, view: EntryView, asked: Mapping[str, Requirement], faults: list[str]
) -> Proposal | None:
    """The wording as a proposal; None when it cannot be used, with the reason among `faults`.

    One id too many makes a line a guess; the others of the answer stand on their own.
    """
    cited = (item.statement_id, *item.evidence_ids)
    if unknown := [id_ for id_ in cited if id_ not in view.statements]:
        faults.append(f"a wording that names {named(unknown[0])}, no statement, was dropped")
        return None
    text = one_line(item.text)
    if text is None:
        faults.append("a wording that is no plain line was dropped")
        return None
    statement = view.statements[item.statement_id]
    if text == statement.text:
        return None
    if strange := [id_ for id_ in item.requirement_ids if id_ not in asked]:
        faults.append(f"{named(strange[0])}, no requirement, was taken off a wording")
    return Proposal(
        statement_id=statement.id,
        text=text,
        requirement_ids=tuple(id_ for id_ in dict.fromkeys(item.requirement_ids) if id_ in asked),
        evidence_ids=view.real_ids(item.evidence_ids) or (statement.id,),
        claims=tuple(claim for claim in map(visible, item.claims) if claim.strip()),
        by="model",
    )


def _licensed(view: EntryView, requirements: Iterable[Requirement], terms: TermIndex) -> list[str]:
    """The ad's terms that this entry's statements support, themselves or by a kind of them."""
    shown: set[str] = set()
    for item in view.statements.values():
        for match in terms.find(item.text):
            shown |= {match.name, *terms.broader(match.name)}
    names = (term for requirement in requirements for term in requirement.terms)
    return [term for term in dict.fromkeys(names) if term in shown]


def _is_sentence(item: Evidence) -> bool:
    return (
        item.section in REWORDED
        and item.id != item.entry_id
        and len(item.text.split()) >= _FEWEST_WORDS
        and not is_addressed_to_machines(item.text)
    )


def _by_start(requirement: Requirement) -> tuple[int, str]:
    return requirement.start, requirement.id


def _problem(reason: str, suggestion: str | None) -> str:
    return f"- {reason}" + (f" Say: {suggestion}" if suggestion else "")
