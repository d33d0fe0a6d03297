"""Contact details never leave the machine: not in a request, not in the cache, not in a log."""

import json
import re
import stat
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from llm_fault_server import says, serving

from tailor.domain.profile import Basics, Link, Location
from tailor.errors import InputError
from tailor.llm.answers import Repair
from tailor.llm.cache import AnswerCache
from tailor.llm.canned import ScriptedProvider, queued
from tailor.llm.chains import Chain
from tailor.llm.chat import Chat
from tailor.llm.keys import api_key
from tailor.llm.openai_provider import OpenAIProvider
from tailor.llm.port import Message, Reply, Request
from tailor.llm.prompts import load
from tailor.llm.redaction import Redaction

IDA = Basics(
    name="Ida van der Berg",
    label="Gardener",
    email="ida@berg.example",
    phone="+44 (0)20 7946 0958",
    url="https://www.ida-berg.example/me/",
    image="https://ida-berg.example/ida.png",
    summary="A gardener of roses.",
    location=Location(address="3 Rose Lane", postal_code="RL9 4XX", city="Little Wick"),
    profiles=(Link(network="GitHub", username="idab77", url="https://github.com/idab77"),),
)
LINE = (
    "Ida's roses: IDA VAN DER BERG, write to ida@berg.example or +44 0 20 79460958, see "
    "ida-berg.example/me, github.com/IDAB77 (idab77) or 3 Rose  Lane, RL9 4XX Little Wick; "
    "ask head.gardener@park.example, +49 30 901820"
)
PERSONAL = ("Ida", "Berg", "ida@", "7946", "ida-berg", "idab77", "Rose  Lane", "RL9", "Wick")


def ask(chat, line=LINE):
    return Chain("repair", Repair, chat).invoke(entry="[s1] roses", line=line, problems="- none")


def echo(request):
    line = re.search(r"<line>\n(.*)\n</line>", request.messages[-1].content)[1]
    return json.dumps({"text": line, "evidence_ids": []})


def test_nothing_of_the_basics_is_in_a_request_body():
    with serving(says('{"text": "x", "evidence_ids": []}')) as server:
        chat = Chat(OpenAIProvider("m", base_url=server.url), redaction=Redaction(IDA))
        ask(chat)
        body = server.bodies[0].decode().casefold()
    assert not [word for word in (*PERSONAL, "head.gardener", "901820") if word.casefold() in body]
    assert "personal_1" in body


def test_the_check_above_can_fail():
    with serving(says('{"text": "x", "evidence_ids": []}')) as server:
        ask(Chat(OpenAIProvider("m", base_url=server.url)), line="Ida's roses")
        assert "Ida" in server.bodies[0].decode()


def test_what_was_taken_out_is_put_back_in_the_answer():
    assert ask(Chat(ScriptedProvider(echo), redaction=Redaction(IDA))).text == LINE


def test_a_placeholder_in_the_text_itself_stays_what_it_is():
    line = "PERSONAL_1 is how forms call Ida"
    assert ask(Chat(ScriptedProvider(echo), redaction=Redaction(IDA)), line).text == line


def test_a_placeholder_the_model_makes_up_is_not_filled():
    chat = Chat(
        ScriptedProvider(queued('{"text": "PERSONAL_70 grew", "evidence_ids": []}')),
        redaction=Redaction(IDA),
    )
    assert ask(chat).text == "PERSONAL_70 grew"


def test_words_that_merely_contain_a_name_stay():
    hidden = Redaction(IDA).hide([Message("user", "Idaho, iceberg, van, der, GitHub Actions")])
    assert hidden.messages[0].content == "Idaho, iceberg, van, der, GitHub Actions"


words = st.text(st.characters(categories=["L", "N"]), min_size=3, max_size=12)


@given(
    name=st.lists(words, min_size=1, max_size=3).map(" ".join),
    email=st.emails(),
    city=words,
    username=words,
    around=st.lists(st.text(max_size=15), min_size=5, max_size=5),
)
def test_no_value_of_any_basics_survives_and_every_text_comes_back(
    name, email, city, username, around
):
    assume("PERSONAL" not in f"{name}{city}{username}".upper())
    basics = Basics(
        name=name,
        email=email,
        location=Location(city=city),
        profiles=(Link(username=username, url=f"https://x.example/{username}"),),
    )
    values = [name, email, city, username, f"https://x.example/{username}"]
    text = around[0] + "".join(
        f" {value} {rest}" for value, rest in zip(values, around, strict=True)
    )
    hidden = Redaction(basics).hide([Message("user", text)])
    for value in values:
        assert not re.search(rf"(?<!\w){re.escape(value)}(?!\w)", hidden.messages[0].content)
    assert hidden.restored(hidden.messages[0].content) == text


def test_the_cache_holds_no_contact_details_and_is_private(tmp_path):
    cache = AnswerCache(tmp_path / "answers")
    ask(Chat(ScriptedProvider(echo), redaction=Redaction(IDA), cache=cache))
    (path,) = (tmp_path / "answers").iterdir()
    kept = path.read_text(encoding="utf-8").casefold()
    assert not [word for word in PERSONAL if word.casefold() in kept]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_question_is_asked_once(tmp_path):
    provider = ScriptedProvider(queued('{"text": "one", "evidence_ids": []}'))
    first = Chat(provider, cache=AnswerCache(tmp_path))
    second = Chat(provider, cache=AnswerCache(tmp_path))
    assert ask(first).text == ask(second).text == "one"
    assert second.ledger.steps["repair"].cached_calls == 1
    assert second.ledger.steps["repair"].input_tokens == 0


def test_another_model_question_or_prompt_is_another_entry(tmp_path):
    cache = AnswerCache(tmp_path)
    request = request_of("a question")
    cache.put(ScriptedProvider(echo, name="one"), request, Reply("answer"))
    assert cache.get(ScriptedProvider(echo, name="one"), request)
    assert not cache.get(ScriptedProvider(echo, name="two"), request)
    assert not cache.get(ScriptedProvider(echo, name="one"), request_of("another"))
    reworded = replace(request, fingerprint="reworded")
    assert not cache.get(ScriptedProvider(echo, name="one"), reworded)


def test_an_unusable_answer_is_not_kept(tmp_path):
    provider = ScriptedProvider(queued("no json", '{"text": "two", "evidence_ids": []}'))
    chat = Chat(provider, cache=AnswerCache(tmp_path))
    with pytest.raises(Exception, match="not the Repair"):
        ask(chat)
    assert ask(chat).text == "two"


def test_the_cache_stays_within_its_size_and_loses_the_oldest(tmp_path):
    cache = AnswerCache(tmp_path, max_bytes=5000)
    provider = ScriptedProvider(echo)
    for number in range(20):
        cache.put(provider, request_of(str(number)), Reply("x" * 800))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 5000
    assert cache.get(provider, request_of("19"))
    assert not cache.get(provider, request_of("0"))


@pytest.mark.parametrize("content", [b"", b"{", b'{"words": 1}', b"\xff\xfe"])
def test_a_damaged_entry_costs_a_call_and_nothing_else(tmp_path, content):
    cache, provider = AnswerCache(tmp_path), ScriptedProvider(echo)
    cache.put(provider, request_of("q"), Reply("x"))
    next(tmp_path.iterdir()).write_bytes(content)
    assert cache.get(provider, request_of("q")) is None


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path):
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    AnswerCache(tmp_path / "file").put(ScriptedProvider(echo), request_of("q"), Reply("x"))


def request_of(content):
    prompt = load("repair")
    return Request(
        step=prompt.name,
        fingerprint=prompt.fingerprint,
        messages=(Message("user", content),),
        output_name="Repair",
        schema={},
        temperature=0.0,
        max_tokens=10,
    )


@pytest.fixture
def no_keyring(monkeypatch):
    monkeypatch.setattr("tailor.llm.keys._from_keyring", lambda _: None)


@pytest.mark.usefixtures("no_keyring")
@pytest.mark.parametrize(
    ("url", "environment", "key"),
    [
        ("https://api.openai.com/v1", {"OPENAI_API_KEY": "sk-1"}, "sk-1"),
        ("https://api.openai.com/v1", {"OPENAI_API_KEY": "sk-1", "TAILOR_API_KEY": "t"}, "t"),
        ("http://localhost:11434/v1", {}, None),
    ],
)
def test_a_key_comes_from_the_environment(url, environment, key):
    assert api_key(url, environment) == key


@pytest.mark.usefixtures("no_keyring")
def test_a_public_server_without_a_key_says_how_to_give_one():
    with pytest.raises(InputError, match="OPENAI_API_KEY"):
        api_key("https://api.openai.com/v1", {})


def test_a_key_comes_from_the_keyring_when_the_environment_has_none(monkeypatch):
    import keyring

    stored = {("tailor", "api.example.org"): "from-keyring"}
    monkeypatch.setattr(keyring, "get_password", lambda *where: stored.get(where))
    assert api_key("https://api.example.org/v1", {}) == "from-keyring"


def test_a_machine_without_a_keyring_is_a_machine_without_a_key(monkeypatch):
    import keyring
    from keyring.errors import NoKeyringError

    def absent(*_):
        raise NoKeyringError

    monkeypatch.setattr(keyring, "get_password", absent)
    assert api_key("http://127.0.0.1:8080/v1", {}) is None
