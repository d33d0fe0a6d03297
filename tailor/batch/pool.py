"""The engine of one machine: a pool of processes that survives the death of any of them."""

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TYPE_CHECKING

from tailor.batch.pace import SharedPace, at_pace, interval
from tailor.batch.reaching import current_reach
from tailor.batch.workers import IN_FLIGHT, Item, Lost, Made

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized


class Pool:
    """Processes of this machine; with `requests_per_minute` they keep that rate together."""

    def __init__(self, workers: int, *, requests_per_minute: float | None = None) -> None:
        self._workers = workers
        # A fresh interpreter behaves the same on every system, and forks no threads.
        self._context = multiprocessing.get_context("spawn")
        spacing = interval(requests_per_minute) if requests_per_minute else None
        free_at = self._context.Value("d", 0.0) if spacing else None
        self._start = partial(_start, free_at, spacing)

    def results(
        self, work: Callable[[Item], Made], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Made | Lost]]:
        """Each item with what the work made of it, as it comes."""
        waiting = iter(items)
        while True:
            suspects: list[Item] = []
            yield from self._until_broken(work, waiting, suspects)
            if not suspects:
                return
            # One of them killed its worker, and nobody can tell which: one by one they show.
            yield from self._one_by_one(work, suspects)

    def _until_broken(
        self, work: Callable[[Item], Made], waiting: Iterator[Item], suspects: list[Item]
    ) -> Iterator[tuple[Item, Made | Lost]]:
        """Results until all is done or a worker dies; then `suspects` gets what was under way."""
        with _Executor(self._workers, self._context, self._start) as executor:
            running: dict[Future[Made], Item] = {}
            while True:
                room = self._workers * IN_FLIGHT - len(running)
                for item in itertools.islice(waiting, room):
                    try:
                        running[executor.submit(work, item)] = item
                    except BrokenProcessPool:
                        suspects += [*running.values(), item]
                        return
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    item = running.pop(future)
                    if isinstance(future.exception(), BrokenProcessPool):
                        suspects.append(item)
                    else:
                        yield item, future.result()
                if suspects:
                    yield from _finished(running, suspects)
                    return

    def _one_by_one(
        self, work: Callable[[Item], Made], suspects: Iterable[Item]
    ) -> Iterator[tuple[Item, Made | Lost]]:
        waiting = deque(suspects)
        while waiting:
            with _Executor(1, self._context, self._start) as executor:
                while waiting:
                    item = waiting.popleft()
                    try:
                        made = executor.submit(work, item).result()
                    except BrokenProcessPool:
                        yield item, Lost("It ended the process that worked on it.")
                        break
                    yield item, made


def _finished(
    running: dict[Future[Made], Item], suspects: list[Item]
) -> Iterator[tuple[Item, Made | Lost]]:
    """What a broken pool finished before it broke; the rest joins the suspects."""
    for future, item in running.items():
        if future.exception() is None:
            yield item, future.result()
        else:
            suspects.append(item)


class _Executor(ProcessPoolExecutor):
    """A pool whose workers end with the block, also when it is left by an error or Ctrl-C."""

    def __init__(
        self,
        workers: int,
        context: multiprocessing.context.SpawnContext,
        start: Callable[[], None],
    ) -> None:
        super().__init__(workers, mp_context=context, initializer=start)

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is not None:
            for process in list((self._processes or {}).values()):
                process.terminate()
        self.shutdown(wait=True, cancel_futures=True)


def _start(free_at: "Synchronized[float] | None", spacing: float | None) -> None:
    """Prepare a worker: Ctrl-C is for the parent, which ends its workers in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    if free_at is not None and spacing is not None:
        current_reach.set(at_pace(SharedPace(free_at, spacing)))


def _end_with_the_parent() -> None:
    """End this worker when its parent is gone: killed, it could not say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
