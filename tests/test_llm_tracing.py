"""Tracing is off by construction: a tracer in the environment hears nothing of the résumé."""

import gzip

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from langchain_core.runnables import RunnableLambda
from langchain_core.tracers.langchain import wait_for_all_tracers
from langsmith.utils import get_env_var
from llm_fault_server import sends, serving

from tailor.llm.answers import Repair
from tailor.llm.canned import ScriptedProvider
from tailor.llm.chains import Chain, side_by_side
from tailor.llm.chat import Chat
from tailor.llm.langchain_provider import LangChainProvider

GOOD = '{"text": "Helped order feed", "evidence_ids": []}'
VALUES = {"entry": "[s1] I helped with the horses.", "line": "Led.", "problems": "- no"}


@pytest.fixture
def tracer(monkeypatch):
    with serving(sends("{}")) as server:
        server.RequestHandlerClass.do_GET = lambda handler: handler.send("{}")
        for name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2"):
            monkeypatch.setenv(name, "true")
        monkeypatch.setenv("LANGSMITH_ENDPOINT", server.url)
        monkeypatch.setenv("LANGSMITH_API_KEY", "key-of-a-tracer")
        get_env_var.cache_clear()
        yield server
        get_env_var.cache_clear()


def heard(server):
    wait_for_all_tracers()
    return b"".join(gzip.decompress(b) if b[:2] == b"\x1f\x8b" else b for b in server.bodies)


def test_a_chain_says_nothing_to_a_tracer(tracer):
    Chain("repair", Repair, Chat(ScriptedProvider(lambda _: GOOD))).invoke(**VALUES)
    assert heard(tracer) == b""


def test_chains_in_threads_say_nothing_to_a_tracer(tracer):
    chain = Chain("repair", Repair, Chat(ScriptedProvider(lambda _: GOOD)))
    side_by_side(lambda _: chain.invoke(**VALUES), range(4))
    assert heard(tracer) == b""


def test_a_langchain_model_says_nothing_to_a_tracer(tracer):
    provider = LangChainProvider(FakeListChatModel(responses=[GOOD]))
    assert Chain("repair", Repair, Chat(provider)).invoke(**VALUES).text == "Helped order feed"
    assert heard(tracer) == b""


def test_the_checks_above_can_fail(tracer):
    RunnableLambda(lambda text: text).invoke("a résumé that nobody keeps private")
    assert b"nobody keeps private" in heard(tracer)
