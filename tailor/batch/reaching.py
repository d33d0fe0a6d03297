"""How the work reaches a model: directly, at a common pace, or through stored answers."""

import os
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tailor.llm.port import Provider
    from tailor.model_engine import ModelSettings

Reach = Callable[["ModelSettings"], "Provider"]


def directly(model: "ModelSettings") -> "Provider":
    """The model's server. The key is read where the work is done, so it is in no task.

    Raises InputError without a key.
    """
    from tailor.llm.keys import api_key  # noqa: PLC0415 - loads the model libraries
    from tailor.llm.openai_provider import OpenAIProvider  # noqa: PLC0415

    key = api_key(model.base_url, os.environ)
    return OpenAIProvider(model.model, base_url=model.base_url, api_key=key)


# What this process does; an engine of a batch sets it for its workers.
current_reach: ContextVar[Reach] = ContextVar("current_reach", default=directly)
