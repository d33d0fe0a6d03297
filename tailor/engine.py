"""What differs with and without a model: the engine's protocol, the rules, and the way back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeVar

from tailor.domain.changes import Proposal
from tailor.domain.matching import Evidence
from tailor.domain.posting import JobPosting, Requirement
from tailor.domain.run import Usage
from tailor.domain.verdicts import Verdict
from tailor.errors import ModelError
from tailor.stages.matching import Matching, match, shipped_vocabulary

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")
RequirementsByEvidence = Mapping[str, tuple[Requirement, ...]]


class Engine(Protocol):
    """The stages that a model may do better than rules. Each may raise ModelError."""

    @property
    def today(self) -> date:
        """What "present" means when years are counted."""

    def each(self, work: Callable[[_Given], _Made], items: Sequence[_Given]) -> Sequence[_Made]:
        """The work on every item, in order; side by side where that saves waiting."""

    def parse(self, posting: JobPosting) -> tuple[Requirement, ...]:
        """What the ad asks for."""

    def match(self, requirements: Sequence[Requirement], evidence: Sequence[Evidence]) -> Matching:
        """What of that the evidence shows."""

    def propose(
        self, evidence: Sequence[Evidence], wanted: RequirementsByEvidence, posting: JobPosting
    ) -> tuple[Proposal, ...]:
        """New wordings for statements of one entry; none for those best left alone."""

    def repair(
        self, proposal: Proposal, verdict: Verdict, evidence: Sequence[Evidence]
    ) -> Proposal | None:
        """Another wording in place of one that was refused, or None to give up."""

    def summarise(
        self, evidence: Sequence[Evidence], wanted: RequirementsByEvidence
    ) -> tuple[Proposal, ...]:
        """A summary, one proposal a sentence; none to leave the person's own as it is."""

    def judge(self, text: str, evidence: Sequence[Evidence], verdict: Verdict) -> Verdict:
        """A verdict on what the check left open; a hard finding is never lifted."""


class Powered(NamedTuple):
    """An engine with what a run says of it; `usage` is per step, and final when the run is over."""

    engine: Engine
    name: str = "rules"
    model: str | None = None
    prompt_fingerprints: Mapping[str, str] = MappingProxyType({})
    usage: Callable[[], Mapping[str, Usage]] = dict


class RulesEngine:
    """The engine that needs no model, no key and no network. `today` is what "present" means."""

    def __init__(self, today: date) -> None:
        self._today = today

    @property
    def today(self) -> date:
        """What "present" means."""
        return self._today

    def each(self, work: Callable[[_Given], _Made], items: Sequence[_Given]) -> Sequence[_Made]:
        """The work on every item, one after the other: nothing here waits."""
        return [work(item) for item in items]

    def parse(self, posting: JobPosting) -> tuple[Requirement, ...]:
        """What the ad asks for, by its sections and the vocabulary."""
        from tailor.stages.parsing import requirements  # noqa: PLC0415
        from tailor.vocabulary.terms import terms  # noqa: PLC0415

        return requirements(posting, terms())

    def match(self, requirements: Sequence[Requirement], evidence: Sequence[Evidence]) -> Matching:
        """What of that the evidence shows, by terms, words, dates, degrees and languages."""
        return match(requirements, evidence, vocabulary=shipped_vocabulary(), today=self._today)

    def propose(
        self, evidence: Sequence[Evidence], wanted: RequirementsByEvidence, posting: JobPosting
    ) -> tuple[Proposal, ...]:
        """Conservative rewordings that keep every fact."""
        from tailor.stages.rewriting import propose  # noqa: PLC0415

        return propose(evidence, wanted, posting)

    def repair(
        self, proposal: Proposal, verdict: Verdict, evidence: Sequence[Evidence]
    ) -> Proposal | None:
        """Rules have one wording only: nothing to try after it."""

    def summarise(
        self,
        evidence: Sequence[Evidence],  # noqa: ARG002 - the protocol's
        wanted: RequirementsByEvidence,  # noqa: ARG002 - the protocol's
    ) -> tuple[Proposal, ...]:
        """Rules write no summary: the person's own stays."""
        return ()

    def judge(self, text: str, evidence: Sequence[Evidence], verdict: Verdict) -> Verdict:  # noqa: ARG002 - the protocol's
        """What the check left open stays refused."""
        return verdict


class WithFallback:
    """An engine whose place the rules take wherever it fails; `note` gets a sentence each time."""

    def __init__(self, engine: Engine, rules: Engine, note: Callable[[str], None]) -> None:
        self._engine = engine
        self._rules = rules
        self._note = note

    @property
    def today(self) -> date:
        """What "present" means."""
        return self._rules.today

    def each(self, work: Callable[[_Given], _Made], items: Sequence[_Given]) -> Sequence[_Made]:
        """The work on every item, as the engine does it."""
        return self._engine.each(work, items)

    def parse(self, posting: JobPosting) -> tuple[Requirement, ...]:
        """What the ad asks for."""
        try:
            return self._engine.parse(posting)
        except ModelError as error:
            self._say("The job posting was read by rules", error)
            return self._rules.parse(posting)

    def match(self, requirements: Sequence[Requirement], evidence: Sequence[Evidence]) -> Matching:
        """What of that the evidence shows."""
        try:
            return self._engine.match(requirements, evidence)
        except ModelError as error:
            self._say("The profile was matched by rules", error)
            return self._rules.match(requirements, evidence)

    def propose(
        self, evidence: Sequence[Evidence], wanted: RequirementsByEvidence, posting: JobPosting
    ) -> tuple[Proposal, ...]:
        """New wordings for statements of one entry."""
        try:
            return self._engine.propose(evidence, wanted, posting)
        except ModelError as error:
            self._say(f"The lines of {evidence[0].entry_id} were reworded by rules", error)
            return self._rules.propose(evidence, wanted, posting)

    def repair(
        self, proposal: Proposal, verdict: Verdict, evidence: Sequence[Evidence]
    ) -> Proposal | None:
        """Another wording in place of a refused one; none when the model fails."""
        try:
            return self._engine.repair(proposal, verdict, evidence)
        except ModelError as error:
            self._say(f"A refused wording of {proposal.statement_id} was not repaired", error)
            return self._rules.repair(proposal, verdict, evidence)

    def summarise(
        self, evidence: Sequence[Evidence], wanted: RequirementsByEvidence
    ) -> tuple[Proposal, ...]:
        """A summary; the person's own when the model fails."""
        try:
            return self._engine.summarise(evidence, wanted)
        except ModelError as error:
            self._say("The summary was left as it is", error)
            return self._rules.summarise(evidence, wanted)

    def judge(self, text: str, evidence: Sequence[Evidence], verdict: Verdict) -> Verdict:
        """A verdict on what the check left open; the check's own when the model fails."""
        try:
            return self._engine.judge(text, evidence, verdict)
        except ModelError as error:
            self._say("A wording was left undecided", error)
            return self._rules.judge(text, evidence, verdict)

    def _say(self, what: str, error: ModelError) -> None:
        self._note(f"{what}, because the model failed: {error}")
