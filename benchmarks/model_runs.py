"""A run with a model that takes half a second for every answer."""

import json
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any, NamedTuple

import samples
from figures import Figure

from tailor import pipeline
from tailor.domain.matching import Budget
from tailor.importing.profile_file import load_profile
from tailor.model_engine import ModelSettings, build_engine

_LATENCY = 0.5
# No call waits for its turn, so only what needs another's answer waits; and what a provider gets.
_AS_MANY_AS_IT_LIKES, _USUAL = 64, 16
# A provider's prefix cache serves prompts from 1,024 tokens on, in steps of 128.
_LEAST_CACHED, _CACHE_STEP = 1024, 128
_CHARACTERS_PER_TOKEN = 4
_EMPTY: dict[str, Any] = {
    "Requirements": {"requirements": []},
    "Matches": {"matches": []},
    "Rewrites": {"rewrites": []},
    "Repair": {"text": "", "evidence_ids": []},
    "Judgement": {"spans": []},
    "Summary": {"sentences": []},
}


class _Server(ThreadingHTTPServer):
    """Answers every request after half a second; remembers when each began and what it said."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.log: list[tuple[float, str, str]] = []


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        kind = body["response_format"]["json_schema"]["name"]
        prompt = "\n".join(message["content"] for message in body["messages"])
        self.server.log.append((time.monotonic(), kind, prompt))
        time.sleep(_LATENCY)
        self._send(json.dumps(_answer(kind, body["messages"][-1]["content"])), prompt)

    def _send(self, words: str, prompt: str) -> None:
        completion = {
            "choices": [{"message": {"content": words}, "finish_reason": "stop"}],
            "usage": {
                "prompt_tokens": len(prompt) // _CHARACTERS_PER_TOKEN,
                "completion_tokens": len(words) // _CHARACTERS_PER_TOKEN,
            },
        }
        data = json.dumps(completion).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _answer(kind: str, question: str) -> dict[str, Any]:
    """A model that rewords by leaving out: half its lines are faithful, half say "led" as well."""
    if kind != "Rewrites":
        return _EMPTY[kind]
    entry = question[question.rfind("<entry>") :]
    rewrites = []
    for number, (id_, text) in enumerate(re.findall(r"^\[(\w+)\] (.{30,})$", entry, re.MULTILINE)):
        shorter = re.split(r", |; | so that | which ", text.rstrip("."))[0]
        line = shorter if number % 2 else f"Led and {shorter[0].lower()}{shorter[1:]}"
        rewrites.append(
            {
                "statement_id": id_,
                "text": f"{line}.",
                "requirement_ids": [],
                "evidence_ids": [id_],
                "claims": [line],
            }
        )
    return {"rewrites": rewrites}


def model_run() -> Iterator[Figure]:
    """Wall time against the longest chain of calls that wait for one another; tokens; prefixes."""
    with _serving() as server:
        _run(server, at_once=_AS_MANY_AS_IT_LIKES)  # loads everything
        wide = _run(server, at_once=_AS_MANY_AS_IT_LIKES)
        usual = _run(server, at_once=_USUAL)
    chain = _chain(wide.log)
    against = f"{chain} calls one after the other"
    for name, seconds, aim in (
        ("a model run, 500 ms a call", wide.seconds, 1.2),
        (f"… with {_USUAL} calls at once", usual.seconds, None),
    ):
        ratio = seconds / (chain * _LATENCY)
        yield Figure(name, seconds, "s", ratio, against, aim, by_ratio=True)
    prompts = [prompt for _, _, prompt in wide.log]
    yield Figure("its calls", len(prompts), "calls", len(prompts) / chain, "the chain")
    sent = sum(map(len, prompts)) / _CHARACTERS_PER_TOKEN
    yield Figure("tokens sent for an accepted bullet", sent / max(1, wide.accepted), "tokens")
    yield Figure("tokens sent in a run", sent, "tokens")
    begun = _begun_alike(prompts)
    yield Figure("… that began an earlier prompt, too", 100 * sum(begun) / sent, "% of tokens")
    served = sum(n - n % _CACHE_STEP for n in begun if n >= _LEAST_CACHED)
    yield Figure("… served by OpenAI's cache", 100 * served / sent, "% of tokens")


class _Measured(NamedTuple):
    """What a run took: its time, its requests, and how many of the model's bullets it accepted."""

    seconds: float
    log: list[tuple[float, str, str]]
    accepted: int


@contextmanager
def _serving() -> Iterator[_Server]:
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _run(server: _Server, *, at_once: int) -> _Measured:
    """The longest shipped profile and the ad it fits, with so many calls at once."""
    profile = load_profile(samples.profiles()[-1])
    job = next(text for text in samples.postings() if "latform" in text)
    settings = ModelSettings(
        "gpt-4o-mini",
        f"http://127.0.0.1:{server.server_port}/v1",
        cache=False,
        judge=False,
        parallel=at_once,
    )
    wired = build_engine(
        settings,
        profile.basics,
        today=date(2026, 1, 1),
        note=lambda _: None,
        environment={**os.environ, "TAILOR_API_KEY": "none"},
    )
    server.log = []
    start = time.monotonic()
    change_set = pipeline.run(job, profile, wired.engine, budget=Budget(pages=2))
    seconds = time.monotonic() - start
    accepted = sum(getattr(change, "by", "") == "model" for change in change_set.changes)
    return _Measured(seconds, server.log, accepted)


def _chain(log: list[tuple[float, str, str]]) -> int:
    """How many kinds of calls wait for one another: those that begin together are one step."""
    first: dict[str, float] = {}
    for began, kind, _ in log:
        first.setdefault(kind, began)
    moments = sorted(first.values())
    return 1 + sum(later - earlier > _LATENCY / 2 for earlier, later in pairwise(moments))


def _begun_alike(prompts: list[str]) -> list[int]:
    """For each prompt, the tokens at its beginning that an earlier one of the run began with."""
    return [
        max((_shared(prompt, other) for other in prompts[:number]), default=0)
        // _CHARACTERS_PER_TOKEN
        for number, prompt in enumerate(prompts)
    ]


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
