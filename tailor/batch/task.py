"""The work of a batch: one pure task for every pair, the same on every engine."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from tailor import __version__, pipeline
from tailor.batch.reaching import current_reach
from tailor.batch.remembering import RememberingEngine
from tailor.batch.row import Row, row_of
from tailor.batch.sources import Content, Source
from tailor.domain.matching import Budget
from tailor.domain.posting import JobPosting
from tailor.domain.profile import Profile
from tailor.domain.run import Usage
from tailor.engine import Powered
from tailor.errors import InputError
from tailor.importing.profile_file import parse_profile
from tailor.recording import Recording
from tailor.stages.parsing import read_posting

if TYPE_CHECKING:
    from tailor.model_engine import ModelSettings

# Pairs come in blocks, every profile with the same 256 jobs: so many are met again soon.
_PROFILES, _ADS = 16, 256


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is the same for every pair. `today` is what "present" means, `started` an ISO time.

    `price` is the share of the model's list price that is paid.
    """

    budget: Budget
    today: date
    started: str
    model: "ModelSettings | None" = None
    prompt_fingerprints: Mapping[str, str] = field(default_factory=dict)
    price: float = 1.0


@dataclass(frozen=True, slots=True)
class Task:
    """One pair, with all that a worker needs.

    `folder` is where its run is going to be kept, within the batch's; `shown` is the same as the
    pages name it.
    """

    profile: Source
    person: Content
    job: Source
    ad: str
    folder: str
    shown: str
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Tailored:
    """What a pair gave: the run folder's files by name, and its row of the summary."""

    files: Mapping[str, str]
    row: Row


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a pair gave nothing, and what of it is to blame."""

    blame: Literal["profile", "job", "pair"]
    reason: str


def key(profile: str, job: str, recipe: Recipe) -> str:
    """A digest of everything a pair's result follows from; equal keys, equal results.

    What may be spent is not part of it, nor is the day: a batch that is taken up again tomorrow
    goes on where it was.
    """
    model = recipe.model
    content = [
        __version__,
        profile,
        job,
        recipe.budget.model_dump(),
        [model.model, model.base_url, model.judge, model.answer_tokens] if model else None,
        dict(recipe.prompt_fingerprints),
    ]
    return _digest(json.dumps(content, sort_keys=True))[:16]


def tailor_pair(task: Task, *, clock: Callable[[], float] = time.perf_counter) -> Tailored | Failed:
    """Tailor one profile to one job; a model is reached as `current_reach` says.

    Bad input is an answer, not an error, and so is a bug of ours: a batch goes on.
    """
    blame: Literal["profile", "job", "pair"] = "profile"
    try:
        profile = _profile(task.person.text, str(task.profile.path))
        blame = "job"
        posting = _posting(task.ad)
        blame = "pair"
        return _tailored(task, profile, posting, clock)
    except InputError as error:
        return Failed(blame, str(error))
    except Exception as error:  # noqa: BLE001 - one pair's bug must not end ten thousand others
        return Failed("pair", f"This is a bug in tailor ({type(error).__name__}: {error}).")


def _tailored(
    task: Task, profile: Profile, posting: JobPosting, clock: Callable[[], float]
) -> Tailored:
    recipe, files = task.recipe, dict[str, str]()
    recording = Recording(files.__setitem__, started=recipe.started, clock=clock)
    powered = _powered(recipe, profile, recording.notes.append)
    change_set = pipeline.run(
        posting, profile, powered.engine, budget=recipe.budget, on_stage=recording
    )
    run = recording.finish(
        change_set, powered, job=task.ad, profile_digest=task.person.digest, place=task.shown
    )
    row = row_of(change_set, run, profile=task.profile.name, job=task.job.name, folder=task.folder)
    return Tailored(files, row)


def _powered(recipe: Recipe, profile: Profile, note: Callable[[str], None]) -> Powered:
    model = recipe.model
    if model is None:
        return Powered(_rules(recipe.today))
    from tailor.model_engine import wire  # noqa: PLC0415 - loads the model libraries

    wired = wire(model, current_reach.get()(model), profile.basics, today=recipe.today, note=note)
    return Powered(
        wired.engine,
        "model",
        model.model,
        recipe.prompt_fingerprints,
        lambda: _paid(wired.chat.ledger.steps, recipe.price),
    )


def _paid(usage: Mapping[str, Usage], price: float) -> dict[str, Usage]:
    """The usage at what was paid for it, where that is not the list's price."""
    return {
        step: used.model_copy(update={"cost": None if used.cost is None else used.cost * price})
        for step, used in usage.items()
    }


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(_PROFILES)
def _profile(text: str, name: str) -> Profile:
    return parse_profile(text, name)


@lru_cache(_ADS)
def _posting(text: str) -> JobPosting:
    return read_posting(text)


@cache
def _rules(today: date) -> RememberingEngine:
    return RememberingEngine(today)
