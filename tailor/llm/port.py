"""The port to a language model: what is asked, what comes back, and who can answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from pydantic import BaseModel

from tailor.errors import ModelError

if TYPE_CHECKING:
    from tailor.llm.prompts import Prompt

Output = TypeVar("Output", bound=BaseModel)
Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation, as it is sent."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Request:
    """One call, ready to be sent: contact details are replaced already."""

    step: str
    fingerprint: str
    messages: tuple[Message, ...]
    output_name: str
    schema: Mapping[str, Any] = field(repr=False)
    temperature: float
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Reply:
    """The model's words and what they cost in tokens. `model` is who says it answered."""

    text: str
    model: str = ""
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0


class ServerError(ModelError):
    """The server, not the answer, is at fault.

    `transient` says whether the same request may succeed later; `retry_after` is the number of
    seconds the server asked for, when it did.
    """

    def __init__(
        self, message: str, *, transient: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.transient = transient
        self.retry_after = retry_after


class ChatModel(Protocol):
    """A model as the chains see it: it answers with a value of the type it is asked for."""

    @property
    def name(self) -> str:
        """The model's name, as the person gave it."""

    def complete(
        self, prompt: "Prompt", messages: Sequence[Message], output_type: type[Output]
    ) -> Output:
        """Ask once.

        Raises ModelError when no usable answer comes back, BudgetError before a call that would
        cost more than allowed.
        """


class Provider(Protocol):
    """Somebody who turns a request into words: a server, a recording, a test's script."""

    @property
    def name(self) -> str:
        """The model's name."""

    @property
    def origin(self) -> str:
        """Where it answers from (a base URL, or a word); part of the cache's key."""

    def ask(self, request: Request) -> Reply:
        """Answer one request. Raises ModelError when there is no answer."""
