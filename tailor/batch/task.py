"""The work of a batch: one pure task for every pair, the same on every engine."""

import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tailor import __version__, pipeline
from tailor.batch.reaching import current_reach
from tailor.batch.remembering import RememberingEngine
from tailor.batch.row import Row, row_of
from tailor.batch.sources import Source
from tailor.domain.changes import ChangeSet
from tailor.domain.matching import Budget
from tailor.domain.posting import JobPosting
from tailor.domain.profile import Profile
from tailor.domain.run import Run, Usage
from tailor.engine import Engine
from tailor.errors import InputError
from tailor.importing.profile_file import parse_profile
from tailor.render import to_markdown, to_text
from tailor.stages.parsing import read_posting

if TYPE_CHECKING:
    from tailor.model_engine import ModelSettings

# Pairs come in blocks, every profile with the same few jobs: so few are met again soon.
_PROFILES, _ADS = 16, 128


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
    """One pair, with all that a worker needs. `folder` is where its run is going to be kept."""

    profile: Source
    profile_text: str
    job: Source
    job_text: str
    folder: str
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


class _Powered(NamedTuple):
    engine: Engine
    usage: Callable[[], Mapping[str, Usage]]


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
        [model.model, model.base_url, model.judge] if model else None,
        dict(recipe.prompt_fingerprints),
    ]
    return _digest(json.dumps(content, sort_keys=True))[:16]


def tailor_pair(task: Task, *, clock: Callable[[], float] = time.perf_counter) -> Tailored | Failed:
    """Tailor one profile to one job; a model is reached as `current_reach` says.

    Bad input is an answer, not an error, and so is a bug of ours: a batch goes on.
    """
    blame: Literal["profile", "job", "pair"] = "profile"
    try:
        profile = _profile(task.profile_text, str(task.profile.path))
        blame = "job"
        posting = _posting(task.job_text)
        blame = "pair"
        return _tailored(task, profile, posting, _Stopwatch(clock))
    except InputError as error:
        return Failed(blame, str(error))
    except Exception as error:  # noqa: BLE001 - one pair's bug must not end ten thousand others
        return Failed("pair", f"This is a bug in tailor ({type(error).__name__}: {error}).")


class _Stopwatch:
    """Takes the pipeline's stages and keeps the seconds each took."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last = clock()
        self.timings: dict[str, float] = {}

    def __call__(self, name: str, _value: Any) -> None:
        now = self._clock()
        self.timings[name] = round(now - self._last, 4)
        self._last = now


def _tailored(task: Task, profile: Profile, posting: JobPosting, stopwatch: _Stopwatch) -> Tailored:
    recipe = task.recipe
    notes = list(posting.notes)
    powered = _engine(recipe, profile, notes.append)
    change_set = pipeline.run(
        posting, profile, powered.engine, budget=recipe.budget, on_stage=stopwatch
    )
    run = Run(
        engine="model" if recipe.model else "rules",
        model=recipe.model.model if recipe.model else None,
        prompt_fingerprints=recipe.prompt_fingerprints,
        usage=powered.usage(),
        tailor_version=__version__,
        profile_digest=_digest(task.profile_text),
        job_digest=_digest(task.job_text),
        started=recipe.started,
        timings=stopwatch.timings,
        notes=tuple(notes),
    )
    row = row_of(change_set, run, profile=task.profile.name, job=task.job.name, folder=task.folder)
    return Tailored(_files(change_set, run), row)


def _engine(recipe: Recipe, profile: Profile, note: Callable[[str], None]) -> _Powered:
    if recipe.model is None:
        return _Powered(_rules(recipe.today), dict)
    from tailor.model_engine import wire  # noqa: PLC0415 - loads the model libraries

    provider = current_reach.get()(recipe.model)
    wired = wire(recipe.model, provider, profile.basics, today=recipe.today, note=note)
    return _Powered(wired.engine, lambda: _paid(wired.chat.ledger.steps, recipe.price))


def _files(change_set: ChangeSet, run: Run) -> dict[str, str]:
    """What a run folder needs to be reviewed and rendered; the way there is in `changes.json`."""
    draft = change_set.accepted(undecided=True)
    return {
        "posting.txt": change_set.posting.text,
        "changes.json": change_set.model_dump_json(by_alias=True),
        "run.json": run.model_dump_json(by_alias=True),
        "resume.md": to_markdown(draft),
        "resume.txt": to_text(draft),
    }


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
