"""A server on loopback that speaks OpenAI's Batch API: files, batches, and their results."""

import contextlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_REFUSED = {
    "message": "Unsupported value: temperature does not support 0 with this model.",
    "code": "invalid_request_error",
}


class BatchServer(ThreadingHTTPServer):
    """Keeps files and batches; `polls` is how often a batch is asked for before it is done.

    `answer` gives a model's words for one request's body, or None for one that expires; bodies
    for which `refuses` is true get HTTP 400 inside the batch.
    """

    daemon_threads = True

    def __init__(self, answer: Callable[[dict[str, Any]], str | None], *, polls: int = 2) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer = answer
        self.refuses: Callable[[dict[str, Any]], bool] = lambda _: False
        self.polls = polls
        self.invalid = ""
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.bodies: list[dict[str, Any]] = []
        self.deleted: list[str] = []
        self.asked = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def keep(self, content: bytes) -> str:
        id_ = f"file-{len(self.files) + len(self.deleted)}"
        self.files[id_] = content
        return id_

    def create(self, wanted: dict[str, Any]) -> dict[str, Any]:
        id_ = f"batch_{len(self.batches)}"
        self.batches[id_] = {
            "id": id_,
            "object": "batch",
            "created_at": 0,
            "status": "validating",
            "left": self.polls,
            **wanted,
        }
        return self.batches[id_]

    def retrieve(self, id_: str) -> dict[str, Any]:
        self.asked += 1
        batch = self.batches[id_]
        batch["left"] -= 1
        if batch["status"] == "completed" or batch["left"] > 0:
            return batch
        if self.invalid:
            errors = {"object": "list", "data": [{"message": self.invalid}]}
            return {**batch, "status": "failed", "errors": errors}
        self._finish(batch)
        return batch

    def _finish(self, batch: dict[str, Any]) -> None:
        good, bad = [], []
        for line in self.files[batch["input_file_id"]].splitlines():
            request = json.loads(line)
            self.bodies.append(request["body"])
            words = self.answer(request["body"])
            if self.refuses(request["body"]):
                bad.append(_result(request, 400, {"error": _REFUSED}))
            elif words is None:
                bad.append({"custom_id": request["custom_id"], "response": None, "error": {}})
            else:
                good.append(_result(request, 200, _completion(words)))
        batch["status"] = "completed"
        if good:
            batch["output_file_id"] = self.keep("\n".join(map(json.dumps, good)).encode())
        if bad:
            batch["error_file_id"] = self.keep("\n".join(map(json.dumps, bad)).encode())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: BatchServer

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["content-length"]))
        if self.path == "/v1/files":
            id_ = self.server.keep(_uploaded(content))
            self._send({**_FILE, "id": id_, "purpose": "batch"})
        elif self.path == "/v1/batches":
            self._send(self.server.create(json.loads(content)))
        else:
            self.send_error(404)

    def do_GET(self) -> None:
        *_, kind, id_ = self.path.removesuffix("/content").split("/")
        if kind == "batches":
            self._send(self.server.retrieve(id_))
        else:
            self._send(self.server.files[id_])

    def do_DELETE(self) -> None:
        id_ = self.path.split("/")[-1]
        del self.server.files[id_]
        self.server.deleted.append(id_)
        self._send({"id": id_, "object": "file", "deleted": True})

    def _send(self, value: Any) -> None:
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        pass


_FILE = {
    "object": "file",
    "bytes": 1,
    "created_at": 0,
    "filename": "requests.jsonl",
    "status": "processed",
}


def _uploaded(form: bytes) -> bytes:
    """The lines of the file in a multipart form."""
    lines = (line.strip() for line in form.splitlines())
    return b"\n".join(line for line in lines if line.startswith(b'{"custom_id"'))


def _result(request: dict[str, Any], status: int, body: dict[str, Any]) -> dict[str, Any]:
    return {"custom_id": request["custom_id"], "response": {"status_code": status, "body": body}}


def _completion(words: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": words}
    return {
        "id": "1",
        "object": "chat.completion",
        "model": "gpt-4o-mini",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
    }


@contextlib.contextmanager
def batching(answer: Callable[[dict[str, Any]], str | None]) -> Iterator[BatchServer]:
    """A server for the length of a block."""
    server = BatchServer(answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def modest(body: dict[str, Any]) -> str:
    """A model that finds nothing in the ad, and leaves the "I" out of "I wrote …"."""
    kind = body["response_format"]["json_schema"]["name"]
    if kind == "Rewrites":
        lines = re.findall(r"\[(\w+)\] I wrote (.*)", body["messages"][-1]["content"])
        rewrites = [
            {
                "statement_id": id_,
                "text": f"Wrote {rest}",
                "requirement_ids": [],
                "evidence_ids": [id_],
                "claims": [f"Wrote {rest}"],
            }
            for id_, rest in lines
        ]
        return json.dumps({"rewrites": rewrites})
    empty = {
        "Requirements": {"requirements": []},
        "Matches": {"matches": []},
        "Repair": {"text": "", "evidence_ids": []},
        "Judgement": {"spans": []},
        "Summary": {"sentences": []},
    }
    return json.dumps(empty[kind])
