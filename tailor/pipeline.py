"""The way from a job posting and a profile to suggestions, one stage after the other."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from tailor.domain.changes import (
    Attempt,
    Change,
    ChangeSet,
    Insert,
    Kept,
    Proposal,
    Resume,
    Rewrite,
)
from tailor.domain.evidence import base_resume, evidence
from tailor.domain.matching import Budget, Evidence, Gap, Match, Selection
from tailor.domain.posting import JobPosting, Requirement
from tailor.domain.profile import Profile
from tailor.domain.verdicts import Verdict
from tailor.engine import Engine, RequirementsByEvidence
from tailor.stages.choosing import Worth, gains, worth
from tailor.stages.matching import DONE, shipped_vocabulary, skills_shown
from tailor.stages.parsing import read_posting
from tailor.stages.selection import objective, select, suggestions
from tailor.stages.summarising import (
    Material,
    asked_skills,
    suggest_headline,
    suggest_skills,
    suggest_summary,
)
from tailor.stages.verification import verify

OnStage = Callable[[str, Any], None]

_MOST_REPAIRS = 1
_NOTHING: RequirementsByEvidence = {}


class _Passed(NamedTuple):
    """A wording that was verified, and what it rests on."""

    proposal: Proposal
    verdict: Verdict
    cited: tuple[Evidence, ...]


def run(
    job: str | JobPosting,
    profile: Profile,
    engine: Engine,
    *,
    budget: Budget,
    on_stage: OnStage = lambda _name, _value: None,
) -> ChangeSet:
    """Suggest how to tailor the profile's résumé to the job.

    `on_stage` gets every stage's value with its name, as soon as it is there. Raises InputError
    when the job is no posting, and whatever the engine raises.
    """
    posting = read_posting(job) if isinstance(job, str) else job
    on_stage("posting", posting)

    requirements = engine.parse(posting)
    on_stage("requirements", requirements)

    known = evidence(profile)
    matching = engine.match(requirements, known)
    on_stage("matches", matching.matches)

    selection = select(known, requirements, matching.matches, budget)
    on_stage("selection", selection)

    wanted = _wanted(requirements, matching.matches)
    entries = _chosen_statements(selection, known)
    proposals, sentences = _written(entries, wanted, posting, engine)
    on_stage("proposals", proposals)

    by_id, base = _by_id(known), base_resume(profile)
    settled = (
        *engine.each(
            partial(settle, known=by_id, engine=engine, wanted=wanted), _alternatives(proposals)
        ),
        *settle_summary(sentences, base, known=by_id, engine=engine),
    )
    change_set = ChangeSet(
        base=base,
        changes=(
            *suggestions(selection, base),
            *(change for change in settled if isinstance(change, Rewrite | Insert)),
        ),
        kept=tuple(kept for kept in settled if isinstance(kept, Kept)),
        gaps=(*_unused(selection, matching.matches), *matching.gaps),
        left_out=selection.left_out,
        matches=matching.matches,
        requirements=requirements,
        evidence=known,
        posting=posting,
    )
    changes = (*change_set.changes, *introduce(change_set, engine))
    change_set = change_set.model_copy(update={"changes": changes})
    on_stage("changes", change_set)
    return change_set


def settle(
    proposals: Sequence[Proposal],
    *,
    known: Mapping[str, Evidence],
    engine: Engine,
    wanted: RequirementsByEvidence = _NOTHING,
) -> Rewrite | Kept | None:
    """The best of one statement's proposals that pass; the person's words if none does.

    Each is verified, and repaired when it is refused. `wanted` is what each statement shows of
    the ad. None when all that passed says no more to it than the person's own words, and no
    shorter. Raises KeyError when a proposal is about a statement that does not exist.
    """
    statement = known[proposals[0].statement_id]
    refused: list[Attempt] = []
    settled = [_settled(proposal, refused, known, engine) for proposal in proposals]
    if passed := [found for found in settled if found]:
        return _best(passed, statement, wanted.get(statement.id, ()))
    return Kept(
        statement_id=statement.id,
        entry_id=statement.entry_id,
        before=statement.text,
        reason=_reason(refused[-1].verdict),
        attempts=tuple(refused),
    )


def settle_summary(
    sentences: Sequence[Proposal], base: Resume, *, known: Mapping[str, Evidence], engine: Engine
) -> tuple[Insert | Kept, ...]:
    """The summary when every sentence of it is verified; else the person's own stays."""
    if not sentences:
        return ()
    verdicts = engine.each(partial(_verdict, known=known, engine=engine), sentences)
    verified = [(s, *verdict) for s, verdict in zip(sentences, verdicts, strict=True)]
    before = " ".join(line.text for line in base.summary)
    refused = [
        Attempt(text=sentence.text, verdict=verdict, by=sentence.by)
        for sentence, verdict, _ in verified
        if not verdict.supported
    ]
    if refused:
        reason = _reason(refused[0].verdict)
        kept = Kept(
            statement_id="basics.summary",
            entry_id="basics",
            before=before,
            reason=reason,
            attempts=tuple(refused),
        )
        return (kept,)
    cited = dict.fromkeys(item.id for _, _, items in verified for item in items)
    after = " ".join(f"{sentence.text.rstrip('.')}." for sentence in sentences)
    insert = Insert(
        id="insert:summary",
        slot="summary",
        before=before,
        after=after,
        evidence_ids=tuple(cited),
        verdict=verified[0][1],
        by=sentences[0].by,
    )
    return (insert,)


def introduce(found: ChangeSet, engine: Engine) -> tuple[Change, ...]:
    """Headline, skills and, where no model's summary was verified, one by rules."""
    told = material(found)
    headline = suggest_headline(told.known, found.base, told.skills)
    listed = suggest_skills(told.known, found.base, told.skills)
    if any(isinstance(change, Insert) for change in found.changes):
        return (*headline, *listed)
    by_id = _by_id(told.known)
    summary = suggest_summary(told, lambda sentence: _verdict(sentence, by_id, engine)[0])
    return (*headline, *summary, *listed)


def material(found: ChangeSet) -> Material:
    """What there is to say to the ad: what each statement shows of it, and verified rewordings."""
    shown = skills_shown(found.evidence, shipped_vocabulary())
    worth = objective(found.evidence, found.requirements, found.matches)
    rewrites = (change for change in found.changes if isinstance(change, Rewrite))
    return Material(
        known=found.evidence,
        relevance={item.id: worth.relevance(item.id) for item in found.evidence},
        worded={rewrite.statement_id: rewrite.after for rewrite in rewrites},
        skills=asked_skills(found.requirements, shown, found.posting.text, done=DONE),
    )


def _written(
    entries: Sequence[Sequence[Evidence]],
    wanted: RequirementsByEvidence,
    posting: JobPosting,
    engine: Engine,
) -> tuple[tuple[Proposal, ...], tuple[Proposal, ...]]:
    """Wordings for the statements, and the sentences of a summary, which wait for no wording."""
    writing = [partial(engine.propose, entry, wanted, posting) for entry in entries]
    summarising = partial(engine.summarise, tuple(chain.from_iterable(entries)), wanted)
    *proposed, sentences = engine.each(lambda write: write(), (*writing, summarising))
    return tuple(chain.from_iterable(proposed)), sentences


def _verdict(
    proposal: Proposal, known: Mapping[str, Evidence], engine: Engine
) -> tuple[Verdict, tuple[Evidence, ...]]:
    """The verdict, and what it rests on.

    An engine judges what the check leaves open, and may doubt a model's wording that passed.
    """
    ids = dict.fromkeys((proposal.statement_id, *proposal.evidence_ids))
    cited = tuple(known[id_] for id_ in ids)
    verdict = verify(proposal.text, cited, today=engine.today.isoformat())
    if verdict.open or (verdict.supported and proposal.by == "model"):
        return engine.judge(proposal.text, cited, verdict), cited
    return verdict, cited


def _settled(
    proposal: Proposal, refused: list[Attempt], known: Mapping[str, Evidence], engine: Engine
) -> _Passed | None:
    """The proposal, or a repair of it, that passes; what was refused on the way is added."""
    attempt: Proposal | None = proposal
    for repairs_left in reversed(range(_MOST_REPAIRS + 1)):
        if attempt is None:
            break
        verdict, cited = _verdict(attempt, known, engine)
        if verdict.supported:
            return _Passed(attempt, verdict, cited)
        refused.append(Attempt(text=attempt.text, verdict=verdict, by=attempt.by))
        attempt = engine.repair(attempt, verdict, cited) if repairs_left else None
    return None


def _best(
    passed: Sequence[_Passed], statement: Evidence, asked: Sequence[Requirement]
) -> Rewrite | None:
    """The best of verified wordings. The rules propose none for its own sake; a model does."""

    def value(one: _Passed) -> Worth:
        doubts = sum(not verify(claim, one.cited).supported for claim in one.proposal.claims)
        return worth(one.proposal, statement.text, asked, doubts=doubts)

    useful = [
        one
        for one in passed
        if one.proposal.by == "rules" or gains(one.proposal, statement.text, asked)
    ]
    if not useful:
        return None
    best = max(useful, key=value) if len(useful) > 1 else useful[0]
    return _rewrite(best, [one for one in passed if one is not best], statement)


def _rewrite(best: _Passed, others: Iterable[_Passed], statement: Evidence) -> Rewrite:
    proposal, verdict, cited = best
    return Rewrite(
        id=f"rewrite:{statement.id}",
        entry_id=statement.entry_id,
        statement_id=statement.id,
        before=statement.text,
        after=proposal.text,
        requirement_ids=proposal.requirement_ids,
        evidence_ids=tuple(item.id for item in cited),
        verdict=verdict,
        by=proposal.by,
        others=tuple(
            Attempt(text=other.proposal.text, verdict=other.verdict, by=other.proposal.by)
            for other in others
            if other.proposal.text != proposal.text
        ),
    )


def _reason(verdict: Verdict) -> str:
    if verdict.findings:
        return verdict.findings[0].reason
    return "The new wording could not be verified against your own words."


def _chosen_statements(
    selection: Selection, known: Sequence[Evidence]
) -> tuple[tuple[Evidence, ...], ...]:
    """The chosen statements by entry; the summary has its own slot and is not among them."""
    by_id = _by_id(known)
    groups = (tuple(by_id[id_] for id_ in choice.statement_ids) for choice in selection.entries)
    return tuple(group for group in groups if group and group[0].section != "summary")


def _alternatives(proposals: Iterable[Proposal]) -> tuple[tuple[Proposal, ...], ...]:
    """The proposals by the statement they reword, in the order of the first for each."""
    groups: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        groups[proposal.statement_id].append(proposal)
    return tuple(map(tuple, groups.values()))


def _wanted(
    requirements: Iterable[Requirement], matches: Iterable[Match]
) -> dict[str, tuple[Requirement, ...]]:
    """What each piece of evidence shows of the ad."""
    asked = {requirement.id: requirement for requirement in requirements}
    wanted: dict[str, list[Requirement]] = defaultdict(list)
    for match in matches:
        for id_ in match.evidence_ids:
            wanted[id_].append(asked[match.requirement_id])
    return {id_: tuple(found) for id_, found in wanted.items()}


def _unused(selection: Selection, matches: Iterable[Match]) -> tuple[Gap, ...]:
    """What the profile shows only with lines that were left out."""
    left_out = {left.id for left in selection.left_out}
    return tuple(
        Gap(
            requirement_id=match.requirement_id,
            state="have_but_unused",
            evidence_ids=match.evidence_ids,
            why="Your profile shows this, but those lines are left out.",
        )
        for match in matches
        if left_out.issuperset(match.evidence_ids)
    )


def _by_id(known: Iterable[Evidence]) -> dict[str, Evidence]:
    return {item.id: item for item in known}
