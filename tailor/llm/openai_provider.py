"""Any server that speaks OpenAI's chat completions: OpenAI, Azure, OpenRouter, Ollama, vLLM."""

import functools
import json
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast
from urllib.parse import urlsplit

import httpx2
import openai
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from tailor.errors import ModelError
from tailor.llm.capacity import capacity_of
from tailor.llm.dialect import Dialect, first_dialect
from tailor.llm.parsing import values
from tailor.llm.port import Reply, Request, ServerError
from tailor.llm.retrying import Patience, retry_after, with_retries
from tailor.llm.transport import Limits, bounded_client

DEFAULT_BASE_URL = "https://api.openai.com/v1"
# One step for every part of a dialect and some to spare; a server that never agrees is given up.
_MAX_DIALECTS = 7
_CONTEXT = re.compile(
    r"context (?:size|length|window)|maximum context|context_length", re.IGNORECASE
)
_TRANSIENT = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})


class _Tokens(BaseModel):
    prompt_tokens: int = 0
    completion_tokens: int = 0
    prompt_tokens_details: dict[str, Any] | None = None


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    """The part of a chat completion that is read."""

    choices: list[_Choice]
    model: str | None = None
    usage: _Tokens | None = None


class _ComplaintError(ServerError):
    """The server refused the request as it was put; another dialect may do."""


class OpenAIProvider:
    """One model on one server. Safe to call from several threads.

    Setting `cancelled` ends waits and answers under way.
    """

    def __init__(
        self,
        name: str,
        *,
        base_url: str = DEFAULT_BASE_URL,
        api_key: str | None = None,
        limits: Limits | None = None,
        patience: Patience | None = None,
        cancelled: threading.Event | None = None,
        http_client: httpx2.Client | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._name = name
        self._base_url = base_url
        self._patience = patience or Patience()
        self._cancelled = cancelled or threading.Event()
        self._now = now
        self._dialect = first_dialect(base_url)
        self._client = openai.OpenAI(
            base_url=base_url,
            # Local servers want no key, but the SDK wants some text.
            api_key=api_key or "none",
            # The SDK would retry by itself and multiply our attempts.
            max_retries=0,
            http_client=http_client
            or bounded_client(
                limits or Limits(seconds=capacity_of(base_url).seconds), self._cancelled
            ),
        )

    @property
    def name(self) -> str:
        """The model's name, as the server knows it."""
        return self._name

    @property
    def origin(self) -> str:
        """The server's base URL."""
        return self._base_url

    def ask(self, request: Request) -> Reply:
        """Send one request, in the simplest dialect the server needs.

        Raises ServerError when the server fails for good, ModelError when its answer is none.
        """
        for _ in range(_MAX_DIALECTS):
            dialect = self._dialect
            try:
                reply = with_retries(
                    functools.partial(self._sent, request, dialect),
                    self._patience,
                    self._cancelled,
                )
            except _ComplaintError as error:
                simpler = dialect.simpler(str(error))
                if simpler is None:
                    raise self._complained(str(error)) from error
                self._dialect = simpler
                continue
            plainer = dialect.plainer()
            if dialect.format == "json_schema" and plainer and not _holds_json(reply.text):
                # The server took the schema and did not enforce it: put it into words instead.
                self._dialect = plainer
                continue
            return reply
        raise ServerError(f"{self._where} accepts no way of asking for {request.output_name}.")

    def _sent(self, request: Request, dialect: Dialect) -> Reply:
        try:
            response = self._client.chat.completions.with_raw_response.create(
                model=self._name, **cast("Any", body(request, dialect))
            )
            return self._reply(response.content)
        except openai.APITimeoutError as error:
            raise ServerError(
                f"{self._where} did not answer in time (--timeout gives it longer).",
                transient=not self._cancelled.is_set(),
            ) from error
        except openai.APIConnectionError as error:
            raise self._unreachable(error) from error
        except openai.APIStatusError as error:
            raise self._refused(error) from error
        except (openai.OpenAIError, httpx2.HTTPError) as error:
            raise ServerError(self._blamed(str(error))) from error

    def _reply(self, content: bytes) -> Reply:
        try:
            value = from_json(content)
        except ValueError as error:
            raise ServerError(
                f"{self._where} answered with something that is no chat completion: "
                f"{_excerpt(content)}. Check the base URL (it mostly ends in /v1).",
                transient=True,
            ) from error
        if isinstance(value, dict) and value.get("error") and not value.get("choices"):
            raise ServerError(self._blamed(_message(value)), transient=True)
        try:
            completion = _Completion.model_validate(value)
        except ValidationError as error:
            raise ServerError(
                f"{self._where} answered with something that is no chat completion: "
                f"{_excerpt(content)}"
            ) from error
        return self._checked(completion)

    def _checked(self, completion: _Completion) -> Reply:
        if not completion.choices:
            raise ModelError(f"{self._name} gave no answer (no choices).")
        choice = completion.choices[0]
        if choice.message.refusal:
            raise ModelError(f"{self._name} refused: {choice.message.refusal[:200]}")
        if choice.finish_reason == "content_filter":
            raise ModelError(f"A content filter stopped the answer of {self._name}.")
        if not (choice.message.content or "").strip():
            reason = choice.finish_reason or "no reason given"
            raise ModelError(f"{self._name} gave an empty answer ({reason}).")
        tokens = completion.usage or _Tokens()
        cached = (tokens.prompt_tokens_details or {}).get("cached_tokens")
        return Reply(
            text=choice.message.content or "",
            model=completion.model or self._name,
            input_tokens=tokens.prompt_tokens,
            cached_input_tokens=cached if isinstance(cached, int) else 0,
            output_tokens=tokens.completion_tokens,
        )

    def _refused(self, error: openai.APIStatusError) -> ServerError:
        status, words = error.status_code, _message(error.body) or _excerpt(error.response.content)
        wait = retry_after(error.response.headers, self._now)
        if status in {400, 415, 422, 501} or (status >= 500 and "response_format" in words):
            return _ComplaintError(words)
        if status == 401:
            return ServerError(f"{self._where} does not accept the key. Check OPENAI_API_KEY.")
        if status == 403:
            return ServerError(self._blamed(f"access is denied. {words}"))
        if status == 404:
            return ServerError(
                f"{self._where} knows no model {self._name!r}, or the base URL is wrong "
                f"(it mostly ends in /v1). {words}".strip()
            )
        if 300 <= status < 400:
            place = error.response.headers.get("location", "somewhere else")
            return ServerError(f"{self._where} points to {place}. Give that as the base URL.")
        # A spent quota answers 429 too, and waiting does not fill it.
        transient = status in _TRANSIENT and "insufficient_quota" not in f"{error.code} {words}"
        return ServerError(
            self._blamed(f"HTTP {status}. {words}"), transient=transient, retry_after=wait
        )

    def _complained(self, words: str) -> ModelError:
        """The error for a refused request; one that is too long says nothing about the next."""
        if _CONTEXT.search(words):
            return ModelError(
                f"{self._where} has too little context for this request. Give it more "
                f"(see docs/models.md). It says: {_one_line(words)}"
            )
        return ServerError(self._blamed(words))

    def _unreachable(self, error: openai.APIConnectionError) -> ServerError:
        cause = error.__cause__
        transient = not isinstance(cause, httpx2.UnsupportedProtocol)
        too_large = isinstance(cause, httpx2.ReadError) and "too large" in str(cause)
        return ServerError(
            f"{self._where} cannot be reached or broke off ({cause or error}).",
            transient=transient and not too_large and not self._cancelled.is_set(),
        )

    @property
    def _where(self) -> str:
        return f"The model server at {urlsplit(self._base_url).netloc or self._base_url}"

    def _blamed(self, words: str) -> str:
        return f"{self._where} failed: {_one_line(words)}"


def body(request: Request, dialect: Dialect) -> dict[str, Any]:
    """The request's JSON body but for the model's name, in the server's dialect."""
    messages = [{"role": m.role, "content": m.content} for m in request.messages]
    fields: dict[str, Any] = {"messages": messages}
    if dialect.limit:
        fields[dialect.limit] = request.max_tokens
    if dialect.temperature:
        fields["temperature"] = request.temperature
    if dialect.format == "json_schema":
        schema = {"name": request.output_name, "schema": request.schema, "strict": True}
        fields["response_format"] = {"type": "json_schema", "json_schema": schema}
        return fields
    if dialect.format == "json_object":
        fields["response_format"] = {"type": "json_object"}
    messages[0] = {
        "role": messages[0]["role"],
        "content": f"{messages[0]['content']}\n\n{in_words(request)}",
    }
    return fields


def in_words(request: Request) -> str:
    """The wanted shape as an instruction, for servers and models without schemas."""
    schema = json.dumps(request.schema, ensure_ascii=False)
    return f"Answer with one JSON object and nothing else. Its JSON Schema:\n{schema}"


def _holds_json(text: str) -> bool:
    return next(values(text), None) is not None


def _message(value: Any) -> str:
    """The words of an error, in any of the shapes servers use."""
    if isinstance(value, dict):
        for name in ("error", "message", "detail"):
            if name in value:
                return _message(value[name])
        return json.dumps(value)[:300]
    return str(value) if value else ""


def _one_line(words: str) -> str:
    return " ".join(words.split())[:300]


def _excerpt(content: bytes) -> str:
    return repr(" ".join(content[:200].decode("utf-8", errors="replace").split()))
