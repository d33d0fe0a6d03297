"""The engine that the settings ask for: rules, or a model with the rules to fall back on."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from tailor.cli.settings import Settings
from tailor.domain.profile import Basics
from tailor.domain.run import Usage
from tailor.engine import Engine, RulesEngine


class Powered(NamedTuple):
    """An engine with what a run says of it; `usage` is per step, and final when the run is over."""

    engine: Engine
    name: str
    model: str | None
    prompt_fingerprints: Mapping[str, str]
    usage: Callable[[], Mapping[str, Usage]]


def engine_for(
    settings: Settings, basics: Basics, *, today: date, note: Callable[[str], None]
) -> Powered:
    """Wire the engine. Raises InputError when a model is asked for and cannot be used."""
    if settings.offline or not settings.model:
        return Powered(RulesEngine(today), "rules", None, {}, dict)
    from tailor.model_engine import ModelSettings, build_engine, prompt_fingerprints

    wanted = ModelSettings(settings.model, max_cost=settings.max_cost)
    if settings.base_url:
        wanted = ModelSettings(settings.model, settings.base_url, max_cost=settings.max_cost)
    wired = build_engine(wanted, basics, today=today, note=note, environment=os.environ)
    return Powered(
        wired.engine,
        "model",
        settings.model,
        prompt_fingerprints(),
        lambda: wired.chat.ledger.steps,
    )
