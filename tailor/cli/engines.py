"""The engine that the settings ask for: rules, or a model with the rules to fall back on."""

import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from tailor.cli.console import say
from tailor.cli.settings import Settings
from tailor.domain.profile import Basics
from tailor.engine import Powered, RulesEngine

if TYPE_CHECKING:
    from tailor.llm.port import Request
    from tailor.model_engine import ModelSettings


def engine_for(
    settings: Settings,
    basics: Basics,
    *,
    today: date,
    note: Callable[[str], None],
    on_request: "Callable[[Request], None] | None" = None,
) -> Powered:
    """Wire the engine; `on_request` is shown every request exactly as it is sent.

    Raises InputError when a model is asked for and cannot be used.
    """
    if settings.offline or not settings.model:
        return Powered(RulesEngine(today))
    from tailor.model_engine import build_engine, prompt_fingerprints

    wired = build_engine(
        model_settings(settings),
        basics,
        today=today,
        note=note,
        environment=os.environ,
        on_request=on_request,
    )
    return Powered(
        wired.engine,
        "model",
        settings.model,
        prompt_fingerprints(),
        lambda: wired.chat.ledger.steps,
    )


def show(request: "Request") -> None:
    """Print one request on stderr, as it is sent."""
    say(f"----- {request.step} (prompt {request.fingerprint}, at most {request.max_tokens} tokens)")
    for message in request.messages:
        say(f"[{message.role}]\n{message.content}\n")


def model_settings(settings: Settings) -> "ModelSettings":
    """What of the settings concerns a model. Raises InputError when there is no model."""
    from tailor.errors import InputError
    from tailor.llm.openai_provider import DEFAULT_BASE_URL
    from tailor.model_engine import ModelSettings

    if not settings.model:
        raise InputError("No model is set. Name one with --model.")
    return ModelSettings(
        settings.model,
        base_url=settings.base_url or DEFAULT_BASE_URL,
        max_cost=settings.max_cost,
        cache=settings.cache,
        judge=settings.judge,
        timeout=settings.timeout,
        parallel=settings.parallel,
        answer_tokens=settings.answer_tokens,
    )
