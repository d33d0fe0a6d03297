"""A model under measurement: one provider, one bill, an engine for every profile."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from tailor.domain.profile import Basics
from tailor.domain.run import Usage
from tailor.engine import Engine, RulesEngine, WithFallback
from tailor.evals.suite import TODAY
from tailor.llm.cache import AnswerCache
from tailor.llm.chat import Chat
from tailor.llm.port import Provider
from tailor.llm.redaction import Redaction
from tailor.llm.usage import Ledger
from tailor.model_engine import ModelEngine, prompt_fingerprints


@dataclass(frozen=True)
class MeasuredModel:
    """A provider as the evals use it. Why not `wire`: all cases share one bill and one limit."""

    provider: Provider
    ledger: Ledger
    cache: AnswerCache | None = None
    turns: threading.Semaphore | None = None
    answer_tokens: int | None = None
    notes: list[str] = field(default_factory=list)

    def chat(self, basics: Basics | None = None) -> Chat:
        """The model, kept from seeing the contact details of this person."""
        return Chat(
            self.provider,
            redaction=Redaction(basics) if basics else None,
            ledger=self.ledger,
            cache=self.cache,
            turns=self.turns,
            answer_tokens=self.answer_tokens,
        )

    def engine(self, basics: Basics) -> Engine:
        """The engine a user of this model gets; where it fails, the rules take over."""
        rules = RulesEngine(TODAY)
        model = ModelEngine(self.chat(basics), rules, note=self.notes.append)
        return WithFallback(model, rules, self.notes.append)

    @property
    def usage(self) -> Mapping[str, Usage]:
        """What it cost so far, per step."""
        return self.ledger.steps

    @property
    def fingerprints(self) -> Mapping[str, str]:
        """The prompts in use."""
        return prompt_fingerprints()
