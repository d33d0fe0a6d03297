"""The engine with a model: it proposes better words; the rules and the checks stay in charge."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tailor.domain.changes import Proposal
from tailor.domain.matching import Evidence
from tailor.domain.posting import JobPosting, Requirement
from tailor.domain.profile import Basics
from tailor.domain.verdicts import Verdict
from tailor.engine import Engine, RequirementsByEvidence, RulesEngine, WithFallback
from tailor.llm.cache import AnswerCache, default_folder
from tailor.llm.capacity import Capacity, capacity_of
from tailor.llm.chains import side_by_side
from tailor.llm.chat import Chat
from tailor.llm.keys import api_key
from tailor.llm.openai_provider import DEFAULT_BASE_URL, OpenAIProvider
from tailor.llm.port import ChatModel, Provider, Request
from tailor.llm.prompts import STEPS, load
from tailor.llm.redaction import Redaction
from tailor.llm.transport import Limits
from tailor.llm.usage import Ledger
from tailor.stages.matching import Matching
from tailor.stages.modelling.judging import Judge
from tailor.stages.modelling.matching import matches_by_meaning
from tailor.stages.modelling.requirements import merged, read_requirements
from tailor.stages.modelling.rewriting import propose_rewrites, repair_rewrite
from tailor.stages.modelling.summarising import propose_summary
from tailor.vocabulary.terms import terms

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model to use and how freely.

    `max_cost` is in US dollars, `timeout` in seconds for one answer, `parallel` the calls under
    way at once; both are by the server's address when they are None. `answer_tokens` takes the
    place of what each prompt allows an answer.
    """

    model: str
    base_url: str = DEFAULT_BASE_URL
    max_cost: float | None = None
    cache: bool = True
    judge: bool = True
    timeout: float | None = None
    parallel: int | None = None
    answer_tokens: int | None = None

    @property
    def capacity(self) -> Capacity:
        """What the server may be asked for."""
        usual = capacity_of(self.base_url)
        return Capacity(
            at_once=self.parallel or usual.at_once, seconds=self.timeout or usual.seconds
        )


@dataclass(frozen=True, slots=True)
class Wired:
    """An engine ready to run, and the chat under it, which knows what was used."""

    engine: Engine
    chat: Chat


class ModelEngine:
    """Prompt chains for every stage a model may do better. Each may raise ModelError.

    The rules' wordings stand beside the model's. `note` gets a sentence for whatever the person
    should know. Without `judge`, what the check leaves open stays refused.
    """

    def __init__(
        self, model: ChatModel, rules: Engine, *, note: Callable[[str], None], judge: bool = True
    ) -> None:
        self._model = model
        self._rules = rules
        self._note = note
        self._judge = Judge(model, note) if judge else None

    @property
    def today(self) -> date:
        """What "present" means."""
        return self._rules.today

    def each(self, work: Callable[[_Given], _Made], items: Sequence[_Given]) -> Sequence[_Made]:
        """The work on every item, a few at a time: it mostly waits for the model."""
        return side_by_side(work, items)

    def parse(self, posting: JobPosting) -> tuple[Requirement, ...]:
        """What the ad asks for, as the model and the rules read it."""
        reading = read_requirements(self._model, posting, terms())
        if reading.dropped:
            self._note(
                f"{len(reading.dropped)} of the requirements that {self._model.name} read do not "
                f"stand in the ad and were dropped, such as “{reading.dropped[0][:80]}”."
            )
        return merged(reading.requirements, self._rules.parse(posting))

    def match(self, requirements: Sequence[Requirement], evidence: Sequence[Evidence]) -> Matching:
        """What the evidence shows by rules, and by meaning what the rules see nothing for.

        No code can check a meaning, so only a model that is trusted as a judge is asked for it.
        """
        matching = self._rules.match(requirements, evidence)
        if self._judge is None or not matching.gaps or not self._judge.is_trusted():
            return matching
        missing = {gap.requirement_id for gap in matching.gaps}
        unmet = [requirement for requirement in requirements if requirement.id in missing]
        found = matches_by_meaning(self._model, unmet, evidence, terms())
        self._report(found.faults)
        met = {match.requirement_id for match in found.matches}
        return Matching(
            matches=(*matching.matches, *found.matches),
            gaps=tuple(gap for gap in matching.gaps if gap.requirement_id not in met),
        )

    def propose(
        self, evidence: Sequence[Evidence], wanted: RequirementsByEvidence, posting: JobPosting
    ) -> tuple[Proposal, ...]:
        """The model's wordings and the rules'; of two for one statement the better one wins."""
        reworded = propose_rewrites(self._model, evidence, wanted, terms())
        self._report(reworded.faults)
        proposals = (*reworded.proposals, *self._rules.propose(evidence, wanted, posting))
        place = {item.id: number for number, item in enumerate(evidence)}
        return tuple(sorted(proposals, key=lambda proposal: place[proposal.statement_id]))

    def repair(
        self, proposal: Proposal, verdict: Verdict, evidence: Sequence[Evidence]
    ) -> Proposal | None:
        """The model's correction of its own wording; rules have none."""
        if proposal.by == "rules":
            return None
        return repair_rewrite(self._model, proposal, verdict, evidence)

    def summarise(
        self, evidence: Sequence[Evidence], wanted: RequirementsByEvidence
    ) -> tuple[Proposal, ...]:
        """A summary for the ad, from the chosen statements."""
        asked = {r.id: r for requirements in wanted.values() for r in requirements}
        relevant = [item for item in evidence if item.id in wanted]
        return propose_summary(self._model, relevant, asked.values())

    def judge(self, text: str, evidence: Sequence[Evidence], verdict: Verdict) -> Verdict:
        """The judge's verdict where one is trusted, else the check's."""
        if self._judge is None:
            return verdict
        facts = [f"{item.lead_in} {item.text}" if item.lead_in else item.text for item in evidence]
        return self._judge.judge(text, facts, verdict)

    def _report(self, faults: Sequence[str]) -> None:
        """Say what of an answer could not be used; what could is kept."""
        if faults:
            more = f" ({len(faults) - 1} more like it)" if len(faults) > 1 else ""
            self._note(f"In an answer of {self._model.name}, {faults[0]}{more}.")


def build_engine(
    settings: ModelSettings,
    basics: Basics,
    *,
    today: date,
    note: Callable[[str], None],
    environment: Mapping[str, str],
    on_request: Callable[[Request], None] | None = None,
) -> Wired:
    """Wire an engine over an OpenAI-compatible server; the rules take over wherever it fails.

    Raises InputError when a key is missing, or a cost limit cannot be kept.
    """
    provider = server(settings, environment)
    return wire(settings, provider, basics, today=today, note=note, on_request=on_request)


def server(settings: ModelSettings, environment: Mapping[str, str]) -> OpenAIProvider:
    """The OpenAI-compatible server of the settings. Raises InputError when a key is missing."""
    return OpenAIProvider(
        settings.model,
        base_url=settings.base_url,
        api_key=api_key(settings.base_url, environment),
        limits=Limits(seconds=settings.capacity.seconds),
    )


def wire(
    settings: ModelSettings,
    provider: Provider,
    basics: Basics,
    *,
    today: date,
    note: Callable[[str], None],
    on_request: Callable[[Request], None] | None = None,
) -> Wired:
    """Wire an engine over any provider: a LangChain model, a recording, a script."""
    chat = Chat(
        provider,
        redaction=Redaction(basics),
        ledger=Ledger(settings.model, max_cost=settings.max_cost),
        cache=AnswerCache(default_folder()) if settings.cache else None,
        on_request=on_request,
        turns=threading.Semaphore(settings.capacity.at_once),
        answer_tokens=settings.answer_tokens,
    )
    rules = RulesEngine(today)
    engine = ModelEngine(chat, rules, note=note, judge=settings.judge)
    return Wired(WithFallback(engine, rules, note), chat)


def prompt_fingerprints() -> dict[str, str]:
    """The fingerprint of every prompt a run may use."""
    return {step: load(step).fingerprint for step in STEPS}
