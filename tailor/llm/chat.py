"""A chat model over any provider: what is personal stays here, answers are typed and kept."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from tailor.errors import ModelError
from tailor.llm.cache import AnswerCache
from tailor.llm.parsing import parse
from tailor.llm.port import Message, Output, Provider, Reply, Request, ServerError
from tailor.llm.prompts import Prompt
from tailor.llm.redaction import Redaction
from tailor.llm.schemas import strict_schema
from tailor.llm.usage import Ledger, input_tokens

# After so many failures of the server in a row a run stops asking: it finishes by rules.
_GONE_AFTER = 2
_AT_ONCE = 16


class Chat:
    """The ChatModel everybody uses; only the provider under it differs.

    `on_request` is shown every request exactly as it is sent. Without `cache` nothing is kept.
    `turns` bounds how many calls are under way at once; chats over one server share it.
    `answer_tokens` takes the place of each prompt's own limit of an answer.
    """

    def __init__(
        self,
        provider: Provider,
        *,
        redaction: Redaction | None = None,
        ledger: Ledger | None = None,
        cache: AnswerCache | None = None,
        on_request: Callable[[Request], None] | None = None,
        turns: threading.Semaphore | None = None,
        answer_tokens: int | None = None,
    ) -> None:
        self._provider = provider
        self._redaction = redaction or Redaction()
        self._cache = cache
        self._on_request = on_request
        self._turns = turns or threading.Semaphore(_AT_ONCE)
        self._answer_tokens = answer_tokens
        self._failures = 0
        self._lock = threading.Lock()
        self.ledger = ledger or Ledger(provider.name)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._provider.name

    @property
    def is_gone(self) -> bool:
        """Whether the server failed too often in a row to be asked again."""
        return self._failures >= _GONE_AFTER

    def complete(
        self, prompt: Prompt, messages: Sequence[Message], output_type: type[Output]
    ) -> Output:
        """Ask once, or answer from the cache.

        Raises ModelError when no usable answer comes back, BudgetError before a call that may
        cost more than is left.
        """
        hidden = self._redaction.hide(messages)
        request = Request(
            step=prompt.name,
            fingerprint=prompt.fingerprint,
            messages=hidden.messages,
            output_name=output_type.__name__,
            schema=strict_schema(output_type),
            temperature=prompt.temperature,
            max_tokens=self._answer_tokens or prompt.max_tokens,
        )
        if self._on_request:
            self._on_request(request)
        reply, cached = self._reply(request)
        answer = parse(reply.text, output_type)
        if self._cache and not cached:
            self._cache.put(self._provider, request, reply)
        return output_type.model_validate(hidden.restored(answer.model_dump(mode="json")))

    def _reply(self, request: Request) -> tuple[Reply, bool]:
        if self._cache and (kept := self._cache.get(self._provider, request)):
            self.ledger.count(request.step, kept, cached=True)
            return kept, True
        with self._turns:
            # Looked at when its turn has come: the server may have gone while this one waited.
            if self.is_gone:
                raise ModelError(f"{self.name} did not answer before and was not asked again.")
            with self.ledger.reserved(request):
                reply = _measured(self._asked(request), request)
                self.ledger.count(request.step, reply, cached=False)
        return reply, False

    def _asked(self, request: Request) -> Reply:
        try:
            reply = self._provider.ask(request)
        except ServerError:
            with self._lock:
                self._failures += 1
            raise
        with self._lock:
            self._failures = 0
        return reply


def _measured(reply: Reply, request: Request) -> Reply:
    """The reply with estimated tokens where the server counts none, so that limits hold."""
    if reply.input_tokens or reply.output_tokens:
        return reply
    return replace(
        reply, input_tokens=input_tokens(request), output_tokens=len(reply.text) // 3 + 1
    )
