"""The engine that waits: a model asked through OpenAI's Batch API, for half the price."""

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tailor.batch.reaching import current_reach
from tailor.batch.workers import Item, Lost, Made
from tailor.errors import InputError
from tailor.llm.keys import api_key
from tailor.llm.openai_batch import AnswerPending, Answers, OpenAIBatches, replaying_provider
from tailor.model_engine import ModelSettings

# Pairs whose requests travel together: far below the 50,000 requests that a batch may hold.
_WAVE = 500
# Each round takes every run at least one request further; no run needs nearly so many.
_MOST_ROUNDS = 50


class Delayed:
    """Does the work in this process, again and again, until no request is without its answer."""

    def __init__(self, answers: Answers, batches: OpenAIBatches) -> None:
        self._answers = answers
        self._batches = batches

    def results(
        self, work: Callable[[Item], Made], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Made | Lost]]:
        """Each item with what the work made of it, as soon as its last answer is there."""
        current_reach.set(
            lambda model: replaying_provider(model.model, model.base_url, self._answers)
        )
        waiting = iter(items)
        while wave := list(itertools.islice(waiting, _WAVE)):
            for _ in range(_MOST_ROUNDS):
                unfinished: list[Item] = []
                for item in wave:
                    try:
                        yield item, work(item)
                    except AnswerPending:
                        unfinished.append(item)
                wave = unfinished
                if not wave:
                    break
                self._batches.answer()
            for item in wave:
                yield item, Lost(f"The model was asked {_MOST_ROUNDS} times without an end.")


def delayed_workers(
    model: ModelSettings | None, folder: Path, *, on_wait: Callable[[str], None]
) -> Delayed:
    """The engine for a model; its answers are kept in `folder`.

    Raises InputError when no model is set, or a key is missing.
    """
    if model is None:
        raise InputError("The Batch API is for a model. Name one with --model.")
    answers = Answers(folder / ".answers")
    key = api_key(model.base_url, os.environ)
    return Delayed(
        answers, OpenAIBatches(answers, base_url=model.base_url, api_key=key, on_wait=on_wait)
    )
