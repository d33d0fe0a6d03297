"""A chat completions server on loopback that behaves, or misbehaves, as a test tells it."""

import contextlib
import json
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Handler(BaseHTTPRequestHandler):
    """One exchange; `server.behaviours` says how it goes, the last of them for ever."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", 0))
        raw = self.rfile.read(length)
        self.server.bodies.append(raw)
        self.server.headers.append(dict(self.headers.items()))
        behaviours = self.server.behaviours
        behaviour = behaviours.popleft() if len(behaviours) > 1 else behaviours[0]
        with contextlib.suppress(OSError):
            behaviour(self, json.loads(raw))

    def log_message(self, *_: Any) -> None:
        pass

    def send(
        self,
        content: bytes | str,
        *,
        status: int = 200,
        kind: str = "application/json",
        headers: dict[str, str] | None = None,
    ) -> None:
        data = content.encode() if isinstance(content, str) else content
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


Behaviour = Callable[[Handler, dict[str, Any]], None]


class FaultServer(ThreadingHTTPServer):
    """Listens on loopback; keeps every request's body and headers."""

    daemon_threads = True

    def __init__(self, *behaviours: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviours = deque(behaviours)
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, *_: Any) -> None:
        pass


@contextlib.contextmanager
def serving(*behaviours: Behaviour) -> Iterator[FaultServer]:
    server = FaultServer(*behaviours)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def completion(content: str | None, **choice: Any) -> str:
    """A well-formed chat completion that says `content`."""
    message = {"role": "assistant", "content": content, **choice.pop("message", {})}
    return json.dumps(
        {
            "id": "1",
            "object": "chat.completion",
            "model": "loopback-1",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message, **choice}],
            "usage": {
                "prompt_tokens": 120,
                "completion_tokens": 30,
                "prompt_tokens_details": {"cached_tokens": 100},
            },
        }
    )


def says(content: str | None, **choice: Any) -> Behaviour:
    return lambda handler, _: handler.send(completion(content, **choice))


def sends(content: bytes | str, **how: Any) -> Behaviour:
    return lambda handler, _: handler.send(content, **how)


def fails(status: int, message: str = "no", **headers: str) -> Behaviour:
    content = json.dumps({"error": {"message": message, "type": "error"}})
    return lambda handler, _: handler.send(content, status=status, headers=headers)


def hangs(seconds: float) -> Behaviour:
    return lambda *_: time.sleep(seconds)


def resets(handler: Handler, _: dict[str, Any]) -> None:
    """Break the connection with a TCP reset instead of an answer."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.rfile.close()
    handler.wfile.close()
    handler.connection.close()
    handler.close_connection = True


def half(handler: Handler, _: dict[str, Any]) -> None:
    """Promise a whole answer, send half of it, and go."""
    data = completion("never finished").encode()
    handler.send_response(200)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data[: len(data) // 2])
    handler.close_connection = True


def drips(chunk: bytes, pause: float) -> Behaviour:
    """An answer that never ends, chunk by chunk."""

    def behave(handler: Handler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.end_headers()
        while True:
            handler.wfile.write(chunk)
            time.sleep(pause)

    return behave


def only(accepts: Callable[[dict[str, Any]], bool], complaint: str, content: str) -> Behaviour:
    """Answer requests this server understands; refuse the others with a complaint."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        if accepts(body):
            handler.send(completion(content))
        else:
            handler.send(json.dumps({"error": complaint}), status=400)

    return behave
