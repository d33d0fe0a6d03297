"""Prompt chains: template, model, typed answer. Independent calls run side by side."""

import contextvars
import queue
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from langchain_core.prompt_values import PromptValue
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda

from tailor.llm.answers import Answer
from tailor.llm.port import ChatModel, Message
from tailor.llm.prompts import Prompt, load
from tailor.llm.tracing import untraced

_Answer = TypeVar("_Answer", bound=Answer)
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

MOST_AT_ONCE = 64

# Invisible and direction-changing characters: only an attacker needs a model to read them.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class Chain(Generic[_Answer]):
    """One step's prompt bound to a model."""

    def __init__(self, step: str, output_type: type[_Answer], model: ChatModel) -> None:
        prompt = load(step)
        self.prompt = prompt
        self._runnable: Runnable[dict[str, str], _Answer] = template(prompt) | RunnableLambda(
            lambda value: model.complete(prompt, messages(value), output_type)
        )

    def invoke(self, **variables: str) -> _Answer:
        """Ask once. Raises ModelError when no usable answer comes back."""
        with untraced():
            return self._runnable.invoke(_values(self.prompt, variables))


def template(prompt: Prompt) -> ChatPromptTemplate:
    """The prompt as a LangChain template: f-strings, which escape nothing and expand once."""
    system = ("system", prompt.system + _literal(prompt.examples_text()))
    return ChatPromptTemplate.from_messages([system, ("human", prompt.user)])


def render(prompt: Prompt, variables: Mapping[str, str]) -> tuple[Message, ...]:
    """The messages as a model would get them."""
    return messages(template(prompt).invoke(_values(prompt, variables)))


def messages(value: PromptValue) -> tuple[Message, ...]:
    """LangChain's messages as ours."""
    roles: dict[str, Any] = {"system": "system", "human": "user", "ai": "assistant"}
    return tuple(Message(roles[m.type], str(m.text)) for m in value.to_messages())


def visible(text: str) -> str:
    """The text without invisible, control and direction-changing characters."""
    return _INVISIBLE.sub("", text)


def side_by_side(
    function: Callable[[_Item], _Result], items: Sequence[_Item], *, limit: int = MOST_AT_ONCE
) -> list[_Result]:
    """The results in the items' order, at most `limit` at a time; a chat may let fewer call.

    Raises the first item's error when there is one, after all have ended. The threads are daemons,
    so that an interrupt ends the program at once and not after the slowest answer.
    """
    results: dict[int, _Result] = {}
    errors: dict[int, BaseException] = {}
    waiting: queue.SimpleQueue[tuple[int, _Item]] = queue.SimpleQueue()
    for numbered in enumerate(items):
        waiting.put(numbered)

    def work() -> None:
        while True:
            try:
                index, item = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                results[index] = function(item)
            except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
                errors[index] = error

    threads = [
        threading.Thread(target=contextvars.copy_context().run, args=(work,), daemon=True)
        for _ in range(min(limit, len(items)))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[min(errors)]
    return [results[index] for index in range(len(items))]


def _values(prompt: Prompt, variables: Mapping[str, str]) -> dict[str, str]:
    return prompt.fenced({name: visible(value) for name, value in variables.items()})


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
