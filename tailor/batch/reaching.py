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
    from tailor.model_engine import server  # noqa: PLC0415 - loads the model libraries

    return server(model, os.environ)


# What this process does; an engine of a batch sets it for its workers.
current_reach: ContextVar[Reach] = ContextVar("current_reach", default=directly)
