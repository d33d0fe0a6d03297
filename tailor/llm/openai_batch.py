"""OpenAI's Batch API: requests that may wait a day cost half.

A run asks one thing after the other and a batch asks everything at once, so runs are replayed: a
request that has its answer gets it, any other is noted and ends the run for now. The notes of many
runs make one batch; when it is back, all of them get one step further.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import httpx2
import openai
from openai.types import Batch

from tailor.errors import ModelError
from tailor.files import write_atomically
from tailor.llm.openai_provider import OpenAIProvider
from tailor.llm.retrying import Patience
from tailor.llm.transport import Limits, bounded_client

_ENDPOINT: Literal["/v1/chat/completions"] = "/v1/chat/completions"
_OVER = frozenset({"completed", "failed", "expired", "cancelled"})
# The results of one batch, as large as the service lets its requests be.
_LIMITS = Limits(seconds=600.0, response_bytes=200_000_000)


class AnswerPending(BaseException):
    """A run needs an answer that is not there yet.

    Not an Exception, so that nothing on the way up takes it for a failure and falls back.
    """


class Answers:
    """Answers on disk, by the digest of their request; `pending` holds what was asked in vain."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pending: dict[str, dict[str, Any]] = {}

    def reply(self, content: bytes) -> httpx2.Response:
        """The server's answer to a request's body. Raises AnswerPending where there is none."""
        digest = hashlib.sha256(content).hexdigest()
        try:
            kept = json.loads(self._path(digest).read_bytes())
        except (OSError, ValueError):
            self.pending[digest] = json.loads(content)
            raise AnswerPending from None
        return httpx2.Response(kept["status_code"], json=kept["body"])

    def keep(self, digest: str, response: Mapping[str, Any]) -> None:
        """Put an answer (status_code and body) where its request finds it."""
        kept = {"status_code": response["status_code"], "body": response["body"]}
        write_atomically(self._path(digest), json.dumps(kept))
        self.pending.pop(digest, None)

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}.json"


class _Replay(httpx2.BaseTransport):
    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return self._answers.reply(request.read())


def replaying_provider(model: str, base_url: str, answers: Answers) -> OpenAIProvider:
    """A provider that answers from `answers` alone; its requests raise AnswerPending otherwise."""
    return OpenAIProvider(
        model,
        base_url=base_url,
        patience=Patience(attempts=1),
        http_client=httpx2.Client(transport=_Replay(answers)),
    )


class OpenAIBatches:
    """Sends what is pending as one batch, waits for it, and keeps the answers.

    What is under way is noted on disk: a killed program waits for the same batch again instead of
    paying for another. `on_wait` gets a sentence each time the server is asked.
    """

    def __init__(
        self,
        answers: Answers,
        *,
        base_url: str,
        api_key: str | None,
        on_wait: Callable[[str], None],
        seconds_between: float = 30.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._answers = answers
        self._note = answers.folder / "under-way.txt"
        self._on_wait = on_wait
        self._seconds_between = seconds_between
        self._sleep = sleep
        self._client = openai.OpenAI(
            base_url=base_url,
            api_key=api_key or "none",
            http_client=bounded_client(_LIMITS, threading.Event()),
        )

    def answer(self) -> None:
        """Get answers for what is pending; after a restart, first those already asked for.

        Raises ModelError when the server refuses the batch or answers nothing of it.
        """
        try:
            batch_id = self._under_way() or self._sent()
            answered = self._collected(self._finished(batch_id))
        except openai.OpenAIError as error:
            raise ModelError(f"The Batch API failed: {error}") from error
        self._note.unlink(missing_ok=True)
        if not answered:
            raise ModelError(f"The batch {batch_id} came back without a single answer.")

    def _under_way(self) -> str | None:
        try:
            return self._note.read_text(encoding="utf-8").strip() or None
        except OSError:
            return None

    def _sent(self) -> str:
        lines = [
            json.dumps({"custom_id": digest, "method": "POST", "url": _ENDPOINT, "body": body})
            for digest, body in self._answers.pending.items()
        ]
        content = "\n".join(lines).encode()
        file = self._client.files.create(file=("requests.jsonl", content), purpose="batch")
        batch = self._client.batches.create(
            input_file_id=file.id, endpoint=_ENDPOINT, completion_window="24h"
        )
        write_atomically(self._note, batch.id)
        return batch.id

    def _finished(self, batch_id: str) -> Batch:
        while (batch := self._client.batches.retrieve(batch_id)).status not in _OVER:
            done = batch.request_counts.completed if batch.request_counts else 0
            self._on_wait(f"Batch {batch_id} is {batch.status}: {done} requests are answered.")
            self._sleep(self._seconds_between)
        if batch.status == "failed":
            self._note.unlink(missing_ok=True)
            errors = batch.errors.data if batch.errors and batch.errors.data else []
            reasons = " ".join(error.message for error in errors if error.message)
            raise ModelError(f"The batch {batch_id} was refused. {reasons}".strip())
        return batch

    def _collected(self, batch: Batch) -> int:
        """Keep the answers, and leave no copy of the requests with the server; how many came."""
        answered = 0
        for file_id in (batch.output_file_id, batch.error_file_id):
            for line in self._lines(file_id) if file_id else ():
                if line.get("response"):
                    self._answers.keep(line["custom_id"], line["response"])
                    answered += 1
        for file_id in (batch.input_file_id, batch.output_file_id, batch.error_file_id):
            if file_id:
                self._client.files.delete(file_id)
        return answered

    def _lines(self, file_id: str) -> Iterator[dict[str, Any]]:
        with self._client.files.with_streaming_response.content(file_id) as response:
            for line in response.iter_lines():
                if line.strip():
                    yield json.loads(line)
