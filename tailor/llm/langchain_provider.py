"""Any LangChain chat model as a provider; nothing it does is traced."""

from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage

from tailor.errors import ModelError
from tailor.llm.openai_provider import in_words
from tailor.llm.port import Message, Reply, Request, ServerError
from tailor.llm.tracing import untraced

_KINDS: dict[str, type[BaseMessage]] = {
    "system": SystemMessage,
    "user": HumanMessage,
    "assistant": AIMessage,
}


class LangChainProvider:
    """A `BaseChatModel` of any vendor. Its own retries and limits are its owner's to set."""

    def __init__(self, model: BaseChatModel, *, name: str | None = None) -> None:
        self._model = model
        self._name = name or str(getattr(model, "model_name", "") or model.get_name())

    @property
    def name(self) -> str:
        """The model's name as the vendor's class says it, or the class's own."""
        return self._name

    @property
    def origin(self) -> str:
        """The class that answers."""
        return f"langchain:{type(self._model).__module__}.{type(self._model).__qualname__}"

    def ask(self, request: Request) -> Reply:
        """Ask the model. Whatever it raises is a ServerError: vendors share no error types."""
        first, *rest = request.messages
        first = Message(first.role, f"{first.content}\n\n{in_words(request)}")
        messages = [_KINDS[m.role](content=m.content) for m in (first, *rest)]
        try:
            with untraced():
                answer = self._model.invoke(messages)
        except Exception as error:
            raise ServerError(f"{self._name} failed: {str(error)[:300]}") from error
        if not str(answer.text).strip():
            raise ModelError(f"{self._name} gave an empty answer.")
        return _reply(answer, self._name)


def _reply(answer: AIMessage, name: str) -> Reply:
    tokens: dict[str, Any] = dict(answer.usage_metadata or {})
    return Reply(
        text=str(answer.text),
        model=str(answer.response_metadata.get("model_name", name)),
        input_tokens=tokens.get("input_tokens", 0),
        cached_input_tokens=(tokens.get("input_token_details") or {}).get("cache_read", 0),
        output_tokens=tokens.get("output_tokens", 0),
    )
