"""Tokens and money: counted per step, and never more than allowed."""

import threading
import time

import pytest

from tailor.errors import BudgetError, InputError, ModelError
from tailor.llm.answers import Repair
from tailor.llm.canned import RecordedProvider, Recorder, ScriptedProvider, queued
from tailor.llm.chains import Chain, side_by_side
from tailor.llm.chat import Chat
from tailor.llm.port import Reply, ServerError
from tailor.llm.rehearsal import Rehearsal
from tailor.llm.usage import Ledger, Price, price_of, prices

GOOD = '{"text": "x", "evidence_ids": []}'


class Counting:
    """A provider whose answers have a known size."""

    origin = "test"

    def __init__(self, name="gpt-4o-mini"):
        self.name = name
        self.calls = 0

    def ask(self, _):
        self.calls += 1
        return Reply(GOOD, "m", input_tokens=1000, cached_input_tokens=400, output_tokens=100)


def ask(chat, line="A line."):
    return Chain("repair", Repair, chat).invoke(entry="[s1] e", line=line, problems="- p")


def test_a_call_costs_what_the_price_list_says():
    price = Price(input=1.0, cached_input=0.5, output=10.0)
    reply = Reply("", input_tokens=1000, cached_input_tokens=400, output_tokens=100)
    assert price.of(reply) == pytest.approx((600 * 1.0 + 400 * 0.5 + 100 * 10.0) / 1e6)


def test_every_price_is_dearer_out_than_in_and_cheaper_cached():
    for name, price in prices().items():
        assert price.cached_input < price.input < price.output, name


@pytest.mark.parametrize(
    ("model", "known"),
    [
        ("gpt-4o-mini", True),
        ("gpt-4o-mini-2024-07-18", True),
        ("openai/gpt-4o-mini", True),
        ("gpt-4o-mini-turbo-max", False),
        ("llama3.1:8b", False),
    ],
)
def test_a_price_is_known_or_unknown_never_guessed(model, known):
    assert (price_of(model) is not None) is known


def test_usage_adds_up_per_step():
    chat = Chat(Counting())
    ask(chat)
    ask(chat)
    usage = chat.ledger.steps["repair"]
    assert (usage.calls, usage.input_tokens, usage.cached_input_tokens) == (2, 2000, 800)
    assert (
        usage.cost == chat.ledger.spent == pytest.approx(2 * (600 * 0.15 + 400 * 0.075 + 60) / 1e6)
    )


def test_the_cost_of_a_model_without_a_price_is_unknown_not_nothing():
    chat = Chat(Counting("llama3.1:8b"))
    ask(chat)
    assert chat.ledger.spent is None
    assert chat.ledger.steps["repair"].cost is None


def test_a_server_that_counts_no_tokens_is_counted_by_length():
    chat = Chat(ScriptedProvider(lambda _: GOOD))
    ask(chat)
    assert chat.ledger.steps["repair"].input_tokens > 100


def test_the_next_call_is_not_made_when_it_may_cross_the_limit():
    provider = Counting()
    chat = Chat(provider, ledger=Ledger("gpt-4o-mini", max_cost=0.0012))
    ask(chat)
    with pytest.raises(BudgetError, match="was not made"):
        [ask(chat) for _ in range(100)]
    assert provider.calls < 100
    assert chat.ledger.spent <= 0.0012


def test_the_limit_holds_for_calls_side_by_side():
    chat = Chat(Counting(), ledger=Ledger("gpt-4o-mini", max_cost=0.002))

    def one(_):
        try:
            ask(chat)
        except BudgetError:
            return 0
        return 1

    assert 0 < sum(side_by_side(one, range(60), limit=8)) < 60
    assert chat.ledger.spent <= 0.002


def test_a_limit_that_cannot_be_kept_is_refused_before_anything_is_sent():
    with pytest.raises(InputError, match="is not known, so --max-cost"):
        Ledger("llama3.1:8b", max_cost=1.0)


def test_a_recording_replays_what_was_recorded(tmp_path):
    recorder = Recorder(ScriptedProvider(queued(GOOD.replace('"x"', '"one"'), GOOD)))
    for line in ("first", "second"):
        ask(Chat(recorder), line)
    recorder.save(tmp_path / "run.jsonl")
    chat = Chat(RecordedProvider(tmp_path / "run.jsonl"))
    assert (ask(chat, "second").text, ask(chat, "first").text) == ("x", "one")
    with pytest.raises(ModelError, match="no answer to this repair request"):
        ask(chat, "third")


@pytest.mark.parametrize("content", ["not json", '{"key": "a"}', "[]"])
def test_a_file_that_is_no_recording_is_bad_input(tmp_path, content):
    path = tmp_path / "run.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="no recording"):
        RecordedProvider(path)


def test_a_dry_run_sends_nothing_and_says_what_it_would_cost():
    rehearsal = Rehearsal("gpt-4o-mini")
    chat = Chat(rehearsal)
    for _ in range(3):
        with pytest.raises(ModelError, match="dry run"):
            ask(chat)
    estimate = rehearsal.estimate()
    assert estimate.calls == {"repair": 3}
    assert 0 < estimate.cost < 0.01


def test_independent_calls_run_side_by_side_in_order_and_bounded():
    running, most, lock = 0, 0, threading.Lock()
    together = threading.Barrier(3)

    def work(item):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        together.wait(timeout=5)
        with lock:
            running -= 1
        return item * item

    assert side_by_side(work, range(6), limit=3) == [0, 1, 4, 9, 16, 25]
    assert most == 3


def crowd(script, *, at_once):
    """Twelve calls side by side over one chat; None for each that failed."""
    chat = Chat(ScriptedProvider(script), turns=threading.Semaphore(at_once))

    def one(_):
        try:
            return ask(chat)
        except ModelError:
            return None

    return side_by_side(one, range(12))


def test_no_more_calls_are_under_way_than_the_server_may_be_asked_at_once():
    running, most, lock = 0, 0, threading.Lock()

    def script(_):
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.02)
        with lock:
            running -= 1
        return GOOD

    assert None not in crowd(script, at_once=3)
    assert most == 3


def test_calls_that_waited_their_turn_are_not_made_once_the_server_is_gone():
    asked = []

    def script(request):
        asked.append(request)
        raise ServerError("did not answer in time")

    assert set(crowd(script, at_once=1)) == {None}
    assert len(asked) == 2


def test_the_person_may_set_how_long_an_answer_may_be():
    seen = []
    chat = Chat(ScriptedProvider(lambda _: GOOD), on_request=seen.append, answer_tokens=77)
    ask(chat)
    assert seen[0].max_tokens == 77


def test_the_first_error_of_calls_side_by_side_is_raised_after_all_have_ended():
    done = []

    def work(item):
        done.append(item)
        if item in {1, 3}:
            raise ModelError(f"number {item}")

    with pytest.raises(ModelError, match="number 1"):
        side_by_side(work, range(5), limit=2)
    assert sorted(done) == [0, 1, 2, 3, 4]
