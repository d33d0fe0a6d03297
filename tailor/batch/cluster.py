"""The engine of many machines: Ray. On one machine it starts a cluster of its own."""

import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, redirect_stdout
from functools import cached_property
from types import TracebackType
from typing import Any, Self

from tailor.batch.pace import Pace, at_pace, interval, take
from tailor.batch.reaching import current_reach, directly
from tailor.batch.workers import IN_FLIGHT, Item, Lost, Made
from tailor.errors import InputError
from tailor.extras import require

_RETRIES = 3


class Cluster:
    """Ray's workers; with `requests_per_minute` all of them keep that rate together.

    With RAY_ADDRESS set (as `ray start` and `ray job submit` do) the work goes to that cluster.
    Raises MissingExtraError without Ray, InputError when the cluster cannot be reached.
    """

    def __init__(self, workers: int, *, requests_per_minute: float | None = None) -> None:
        # Read when Ray starts: nothing is reported to anybody.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        logging.getLogger("ray").setLevel(logging.ERROR)
        self._ray = require("ray", package="ray", extra="ray", purpose="Working on a cluster")
        self._talk = ExitStack()
        self._workers = workers
        self._spacing = interval(requests_per_minute) if requests_per_minute else None

    def __enter__(self) -> Self:
        own = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": self._workers}
        # What Ray says of its machines, it prints where our results go.
        self._talk.enter_context(redirect_stdout(sys.stderr))
        try:
            self._ray.init(
                include_dashboard=False if own else None,
                log_to_driver=False,
                logging_level=logging.ERROR,
                **own,
            )
        except (ConnectionError, RuntimeError, ValueError) as error:
            self._talk.close()
            raise InputError(
                f"The Ray cluster cannot be reached: {error}. Look whether it was started, and "
                "whether RAY_AUTH_MODE and the token are the same there and here."
            ) from error
        return self

    def __exit__(
        self,
        error: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ray.shutdown()
        self._talk.close()

    def results(
        self, work: Callable[[Item], Made], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Made | Lost]]:
        """Each item with what the work made of it, as it comes; a lost worker's items go again."""
        limit = IN_FLIGHT * max(self._workers, int(self._ray.cluster_resources().get("CPU", 1)))
        remote = self._ray.remote(max_retries=_RETRIES)(_paced)
        waiting = iter(items)
        running: dict[Any, Item] = {}
        while True:
            while len(running) < limit and (item := next(waiting, None)) is not None:
                running[remote.remote(work, item, self._timekeeper)] = item
            if not running:
                return
            done, _ = self._ray.wait(list(running), num_returns=1)
            yield running.pop(done[0]), self._made(done[0])

    def _made(self, done: Any) -> Any:
        errors = self._ray.exceptions
        # The last one: done, but gone with its machine before it was fetched, again and again.
        deaths = (errors.WorkerCrashedError, errors.OutOfMemoryError, errors.NodeDiedError)
        try:
            return self._ray.get(done)
        except (*deaths, errors.ObjectLostError) as error:
            return Lost(f"Its worker was lost {_RETRIES + 1} times: {type(error).__name__}.")

    @cached_property
    def _timekeeper(self) -> Any:
        """The one process that gives out places; it may wait for a processor, so it takes none.

        It runs beside this process: the loss of any other machine leaves it alone.
        """
        if self._spacing is None:
            return None
        here = self._ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(
            self._ray.get_runtime_context().get_node_id(), soft=False
        )
        remote = self._ray.remote(
            num_cpus=0, max_restarts=-1, max_task_retries=-1, scheduling_strategy=here
        )
        return remote(_Timekeeper).remote(self._spacing)


class _Timekeeper:
    """Gives out the places of all workers, by its own clock."""

    def __init__(self, spacing: float) -> None:
        self._spacing = spacing
        self._free_at = 0.0

    def wait(self) -> float:
        """The seconds to wait for the next free place."""
        wait, self._free_at = take(self._free_at, time.monotonic(), self._spacing)
        return wait


def _paced(work: Callable[[Item], Made], item: Item, timekeeper: Any) -> Made:
    """The work on one item in a worker, at the cluster's pace."""
    current_reach.set(at_pace(_pace_of(timekeeper)) if timekeeper else directly)
    return work(item)


def _pace_of(timekeeper: Any) -> Pace:
    def pace() -> None:
        import ray  # noqa: PLC0415 - only ever there, in a worker of Ray

        time.sleep(ray.get(timekeeper.wait.remote()))

    return pace
