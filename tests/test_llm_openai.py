"""The OpenAI adapter against a real server on loopback that fails in every way servers do."""

import threading
import time
from dataclasses import replace

import pytest
from llm_fault_server import (
    completion,
    drips,
    fails,
    half,
    hangs,
    only,
    resets,
    says,
    sends,
    serving,
)

from tailor.errors import ModelError
from tailor.llm.answers import Repair
from tailor.llm.capacity import capacity_of
from tailor.llm.chat import Chat
from tailor.llm.openai_provider import OpenAIProvider
from tailor.llm.port import Message, ServerError
from tailor.llm.prompts import load
from tailor.llm.retrying import Patience
from tailor.llm.transport import Limits
from tailor.model_engine import ModelSettings
from tailor.model_engine import server as server_of

GOOD = '{"text": "Helped order feed", "evidence_ids": ["s1"]}'
MESSAGES = (Message("system", "You correct lines."), Message("user", "Managed feed."))
QUICK = Patience(attempts=3, first_wait=0.01, longest_wait=0.2, total=5.0)
LIMITS = Limits(seconds=1.0, response_bytes=200_000)


def provider(url, **options):
    return OpenAIProvider("small", base_url=url, patience=QUICK, limits=LIMITS, **options)


def ask(url, **options):
    return Chat(provider(url, **options)).complete(load("repair"), MESSAGES, Repair)


def test_a_good_answer_comes_back_typed_with_its_tokens_counted():
    with serving(says(GOOD)) as server:
        chat = Chat(provider(server.url))
        answer = chat.complete(load("repair"), MESSAGES, Repair)
    assert answer == Repair(text="Helped order feed", evidence_ids=("s1",))
    usage = chat.ledger.steps["repair"]
    assert (usage.input_tokens, usage.cached_input_tokens, usage.output_tokens) == (120, 100, 30)


@pytest.mark.parametrize(
    "content",
    [
        f"Sure! Here it is:\n```json\n{GOOD}\n```\nAnything else?",
        f"<think>the line says {{managed}}</think>{GOOD}",
        GOOD[:-1],
        f"{GOOD} trailing {{words}}",
        f"\ufeff  {GOOD}",
    ],
    ids=["fence and prose", "thoughts", "cut end", "words after", "byte order mark"],
)
def test_words_around_an_answer_and_a_cut_end_are_forgiven(content):
    with serving(says(content)) as server:
        assert ask(server.url).text == "Helped order feed"


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        (says("Ich kann das leider nicht."), "not the Repair"),
        (says('{"colour": "blue"}'), "not the Repair"),
        (says(""), "empty answer"),
        (says(None), "empty answer"),
        (says(GOOD[:20], finish_reason="length"), "not the Repair"),
        (says(GOOD, finish_reason="content_filter"), "content filter"),
        (says(None, message={"refusal": "I will not."}), "refused"),
        (sends('{"choices": []}'), "no choices"),
        (sends('{"object": "list", "data": []}'), "no chat completion"),
        (sends("[1, 2"), "no chat completion"),
        (sends("<html><body>Welcome to nginx!</body></html>", kind="text/html"), "nginx"),
        (sends('{"error": {"message": "model is loading"}}'), "model is loading"),
        (sends(b"\x00\xff\xfe" * 50, kind="application/octet-stream"), "no chat completion"),
        (fails(401, "bad key"), "OPENAI_API_KEY"),
        (fails(403, "not here"), "not here"),
        (fails(404, "model 'small' not found"), "knows no model 'small'"),
        (sends("", status=307, headers={"location": "https://elsewhere.test/"}), "elsewhere"),
        (fails(500, "boom"), "boom"),
        (fails(429, "slow down"), "slow down"),
        (fails(429, "You exceeded your quota (insufficient_quota)"), "quota"),
        (sends("<html>502 Bad Gateway</html>", status=502, kind="text/html"), "502"),
        (resets, "broke off"),
        (half, "broke off"),
        (sends("x" * 400_000), "too large"),
        (drips(b" " * 50_000, 0.0), "too large"),
        (drips(b" ", 0.05), "in time"),
        (hangs(1.5), "in time"),
    ],
)
def test_every_failure_is_a_model_error_with_a_plain_sentence_in_bounded_time(behaviour, words):
    started = time.monotonic()
    with serving(behaviour) as server, pytest.raises(ModelError, match=words):
        ask(server.url)
    assert time.monotonic() - started < 8


def test_a_server_that_is_not_there_is_a_model_error():
    with serving(says(GOOD)) as server:
        url = server.url
    with pytest.raises(ServerError, match="cannot be reached"):
        ask(url)


@pytest.mark.parametrize(
    "first",
    [fails(429), fails(500), fails(503), resets, half, hangs(1.2)],
    ids=["429", "500", "503", "reset", "half", "timeout"],
)
def test_what_may_work_the_second_time_is_tried_again(first):
    with serving(first, says(GOOD)) as server:
        assert ask(server.url).text == "Helped order feed"
        assert len(server.bodies) == 2


def test_attempts_are_bounded_and_the_sdk_adds_none_of_its_own():
    with serving(fails(503)) as server:
        with pytest.raises(ServerError):
            ask(server.url)
        assert len(server.bodies) == QUICK.attempts


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_cannot_work_the_second_time_is_not_tried_again(status):
    with serving(fails(status)) as server:
        with pytest.raises(ServerError):
            ask(server.url)
        assert len(server.bodies) == 1


def test_the_wait_a_server_asks_for_is_kept():
    with serving(fails(429, **{"retry-after-ms": "150"}), says(GOOD)) as server:
        started = time.monotonic()
        ask(server.url)
    assert time.monotonic() - started >= 0.15


def test_a_wait_longer_than_our_patience_ends_the_trying():
    with serving(fails(429, **{"Retry-After": "3600"})) as server:
        with pytest.raises(ServerError):
            ask(server.url)
        assert len(server.bodies) == 1


def test_cancelling_ends_a_wait_at_once():
    cancelled = threading.Event()
    patient = Patience(attempts=5, first_wait=20.0, longest_wait=60.0)
    with serving(fails(503)) as server:
        threading.Timer(0.2, cancelled.set).start()
        model = OpenAIProvider("m", base_url=server.url, patience=patient, cancelled=cancelled)
        started = time.monotonic()
        with pytest.raises(ServerError):
            Chat(model).complete(load("repair"), MESSAGES, Repair)
    assert time.monotonic() - started < 5


def test_cancelling_ends_an_answer_under_way():
    cancelled = threading.Event()
    with serving(drips(b" ", 0.02)) as server:
        threading.Timer(0.2, cancelled.set).start()
        with pytest.raises(ServerError):
            ask(server.url, cancelled=cancelled)
        assert len(server.bodies) == 1


@pytest.mark.parametrize(
    ("accepts", "complaint", "calls"),
    [
        (
            lambda b: b.get("response_format", {}).get("type") != "json_schema",
            'response_format type must be one of "text" or "json_object"',
            2,
        ),
        (
            lambda b: "response_format" not in b,
            "'response_format.type' must be 'text'",
            3,
        ),
        (
            lambda b: "max_completion_tokens" in b,
            "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
            2,
        ),
        (lambda b: "temperature" not in b, "'temperature' does not support 0 here", 2),
        (
            lambda b: not {"temperature", "max_tokens", "response_format"} & set(b),
            "unknown: temperature, max_tokens, response_format",
            5,
        ),
    ],
    ids=["no schema", "text only", "other limit", "no temperature", "nothing at all"],
)
def test_a_server_is_asked_in_its_own_dialect_and_that_is_remembered(accepts, complaint, calls):
    with serving(only(accepts, complaint, GOOD)) as server:
        chat = Chat(provider(server.url))
        chat.complete(load("repair"), MESSAGES, Repair)
        assert len(server.bodies) == calls
        chat.complete(load("repair"), MESSAGES, Repair)
        assert len(server.bodies) == calls + 1


def test_without_a_schema_the_shape_is_asked_for_in_words():
    with serving(only(lambda b: "response_format" not in b, "no response_format", GOOD)) as server:
        ask(server.url)
        assert b"Answer with one JSON object" in server.bodies[-1]
        assert b"Answer with one JSON object" not in server.bodies[0]


def test_a_server_that_takes_a_schema_and_ignores_it_is_asked_in_words():
    with serving(says("Helped order feed"), says(GOOD)) as server:
        assert ask(server.url).text == "Helped order feed"
        assert b"json_object" in server.bodies[1]


def test_a_server_that_never_agrees_is_given_up():
    with serving(fails(400, "response_format temperature max_tokens")) as server:
        with pytest.raises(ServerError):
            ask(server.url)
        assert len(server.bodies) <= 7


def test_a_compressed_answer_is_not_unpacked():
    with serving(sends(b"\x1f\x8b", headers={"content-encoding": "gzip"})) as server:
        with pytest.raises(ServerError, match="compressed"):
            ask(server.url)
        assert server.headers[0]["accept-encoding"] == "identity"


def test_requests_do_not_describe_this_machine():
    with serving(says(GOOD)) as server:
        ask(server.url)
        sent = [name for name in server.headers[0] if name.lower().startswith("x-stainless")]
    assert sent == ["x-stainless-raw-response"]


def test_after_two_failures_in_a_row_a_gone_model_is_not_asked_again():
    with serving(fails(401)) as server:
        chat = Chat(provider(server.url))
        for _ in range(5):
            with pytest.raises(ModelError):
                chat.complete(load("repair"), MESSAGES, Repair)
        assert chat.is_gone
        assert len(server.bodies) == 2


@pytest.mark.parametrize(
    "complaint",
    [
        "request (5120 tokens) exceeds the available context size (4096 tokens), try increasing it",
        "This model's maximum context length is 8192 tokens. You asked for 9000.",
        "the model is loaded with context length of only 4096 tokens, which is not enough",
    ],
)
def test_a_request_too_long_for_the_server_says_so_and_the_next_is_asked(complaint):
    with serving(*[fails(400, complaint)] * 3, says(GOOD)) as server:
        chat = Chat(provider(server.url))
        for _ in range(3):
            with pytest.raises(ModelError, match="too little context") as caught:
                chat.complete(load("repair"), MESSAGES, Repair)
            assert not isinstance(caught.value, ServerError)
        assert chat.complete(load("repair"), MESSAGES, Repair).text == "Helped order feed"


@pytest.mark.parametrize(
    ("base_url", "own"),
    [
        ("http://localhost:11434/v1", True),
        ("http://192.168.1.20:8080/v1", True),
        ("https://api.openai.com/v1", False),
    ],
)
def test_a_server_of_ones_own_is_asked_less_at_once_and_given_longer(base_url, own):
    one, hosted = capacity_of(base_url), capacity_of("https://openrouter.ai/api/v1")
    assert (one.at_once < hosted.at_once) == (one.seconds > hosted.seconds) == own


def test_an_answer_may_take_as_long_as_the_person_says():
    settings = ModelSettings("small", base_url="http://127.0.0.1:9/v1", timeout=0.3)
    with serving(hangs(3.0)) as busy:
        slow = server_of(replace(settings, base_url=busy.url), {})
        started = time.monotonic()
        with pytest.raises(ServerError, match="--timeout"):
            Chat(slow).complete(load("repair"), MESSAGES, Repair)
    # Four attempts of 0.3 seconds and the waits between them; the default would be 600 each.
    assert time.monotonic() - started < 20


def test_an_answer_by_another_model_is_used_and_said():
    with serving(sends(completion(GOOD).replace("loopback-1", "other-2"))) as server:
        model = provider(server.url)
        seen = []
        chat = Chat(model, on_request=seen.append)
        chat.complete(load("repair"), MESSAGES, Repair)
        assert model.ask(seen[0]).model == "other-2"


def test_answers_need_no_network_beyond_the_one_server(monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/nowhere")
    with serving(says(GOOD)) as server:
        assert ask(server.url).text
