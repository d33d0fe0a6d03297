"""Proposals for the statements of a profile, by rules alone."""

from collections.abc import Mapping, Sequence

from tailor.domain.changes import Proposal
from tailor.domain.matching import Evidence
from tailor.domain.posting import JobPosting, Requirement
from tailor.stages.rewriting.rules import rewritten
from tailor.stages.rewriting.setting import common_setting, setting_of
from tailor.vocabulary.term_spelling import spellings


def propose(
    evidence: Sequence[Evidence],
    requirements: Mapping[str, tuple[Requirement, ...]],
    posting: JobPosting,
) -> tuple[Proposal, ...]:
    """Suggest a better wording for each statement that the rules can better, in order.

    `requirements` are those that a statement serves, by evidence id. What an entry itself says
    (its employer, its degree) and what a referee says is not reworded, nor is the summary, whose
    sentences are no bullets.
    """
    common, written = common_setting(evidence, posting), spellings(posting.text)
    proposals = []
    for item in evidence:
        if item.id == item.entry_id or item.section in {"summary", "references"}:
            continue
        text = rewritten(item.text, setting_of(item, common), written)
        if text is not None:
            served = requirements.get(item.id, ())
            proposals.append(
                Proposal(
                    statement_id=item.id,
                    text=text,
                    requirement_ids=tuple(requirement.id for requirement in served),
                    evidence_ids=(item.id,),
                )
            )
    return tuple(proposals)
