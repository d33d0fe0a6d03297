"""Offline pairs: the first, the next ones, many on more workers, and what memory they take."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import samples
from figures import Figure, median

from tailor.batch.folders import Folders
from tailor.batch.running import Batch, Plan
from tailor.batch.sources import jobs_of, profiles_of
from tailor.batch.task import Recipe, Tailored, Task, tailor_pair
from tailor.batch.workers import Item, Made
from tailor.domain.matching import Budget

_RECIPE = Recipe(Budget(pages=2), date(2026, 1, 1), "2026-01-01T00:00:00+00:00")


class _OnTheSpot:
    """Workers without processes: what the work itself costs, pair by pair."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def results(
        self, work: Callable[[Item], Made], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Made]]:
        """Each item with what the work made of it."""
        for item in items:
            start = time.process_time()
            made = work(item)
            self.seconds.append(time.process_time() - start)
            yield item, made


def pairs() -> Iterator[Figure]:
    """One core: the task alone, and with reading, writing and summing up."""
    with tempfile.TemporaryDirectory() as folder:
        jobs = _write_jobs(Path(folder) / "jobs.jsonl", 100)
        workers, outcomes = _OnTheSpot(), []
        plan = Plan(profiles_of(samples.profiles()[0].parent), jobs_of(jobs))
        batch = Batch(plan, _RECIPE, workers, Folders(Path(folder) / "out"), outcomes.append)
        start, system = time.process_time(), os.times().system
        batch.run()
        whole, system = time.process_time() - start, os.times().system - system
        size = sum(f.stat().st_size for f in Path(folder, "out").rglob("*") if f.is_file())
    first, *rest = workers.seconds
    tailored = sum(outcome.state == "tailored" for outcome in outcomes)
    yield Figure("the first pair of a process", 1000 * first, "ms of CPU")
    yield Figure(
        "a pair after it, median",
        1000 * median(rest),
        "ms of CPU",
        median(rest) / first,
        "the first",
    )
    rate = (tailored - 1) / (whole - first)
    yield Figure("pairs a second on one core", rate, "pairs/s", aim=50, at_least=True)
    around = (whole - sum(workers.seconds)) / tailored
    yield Figure(
        "reading, writing, summing up",
        1000 * around,
        "ms a pair",
        around / median(rest),
        "the work",
    )
    disk = 1000 * system / tailored
    yield Figure(
        "… and in the system, for its files", disk, "ms a pair", disk / 1000 * rate, "a pair"
    )
    yield Figure("size of a run folder", size / tailored / 1000, "kB")
    yield from _small_pair()


def _small_pair() -> Iterator[Figure]:
    """The profile that is as long as most résumés are, by itself."""
    sources = profiles_of(samples.profiles()[0].parent)
    with tempfile.TemporaryDirectory() as folder:
        jobs = jobs_of(_write_jobs(Path(folder) / "jobs.jsonl", 40))
        texts = [job.read().text for job in jobs]
    for profile in sources:
        tasks = [
            Task(profile, profile.read(), job, text, "x", "x", _RECIPE)
            for job, text in zip(jobs, texts, strict=True)
        ]
        made = [tailor_pair(task) for task in tasks]
        start = time.process_time()
        for task in tasks:
            tailor_pair(task)
        each = (time.process_time() - start) / len(tasks)
        lines = sum(isinstance(one, Tailored) for one in made) and _statements(made)
        yield Figure(f"… ads and profile known: {profile.name}, {lines} lines", 1000 * each, "ms")


def _statements(made: list[object]) -> int:
    files = next(one.files for one in made if isinstance(one, Tailored))
    return len(json.loads(files["changes.json"])["evidence"])


def throughput() -> Iterator[Figure]:
    """The command itself on one worker and on more: what a pair costs, and how fast they come."""
    alone = None
    for workers in (1, 2):
        command = _command(150, workers)
        alone = alone or command
        name = f"tailor batch --workers {workers}"
        rate = 150 / command.seconds
        faster = alone.seconds / command.seconds
        yield Figure(f"{name}, wall time", rate, "pairs/s", faster, "one worker")
        cost = command.cpu_seconds / alone.cpu_seconds
        each = 1000 * command.cpu_seconds / 150
        yield Figure(f"{name}, all processes", each, "ms of CPU a pair", cost, "one worker")


def memory() -> Iterator[Figure]:
    """The largest process of a batch, at growing numbers of pairs."""
    smallest = None
    for count in (90, 270, 810):
        peak = _command(count, 2).peak_megabytes
        smallest = smallest or peak
        name = f"peak memory of a process at {count:,} pairs"
        against = "90 pairs"
        yield Figure(name, peak, "MB", peak / smallest, against, 1.1, by_ratio=True)


class _Command(NamedTuple):
    """What a batch took: seconds after start-up, processor time of all, the largest process."""

    seconds: float
    cpu_seconds: float
    peak_megabytes: float


# A process counts the memory of the one that started it as its own peak: this one has little.
_LAUNCHER = """
import json, resource, subprocess, sys
said = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([json.loads(said), used.ru_utime + used.ru_stime, used.ru_maxrss / 1000]))
"""


def _command(count: int, workers: int) -> _Command:
    """Run the command on so many pairs."""
    with tempfile.TemporaryDirectory() as folder:
        profiles = samples.profiles()
        jobs = _write_jobs(Path(folder) / "jobs.jsonl", count // len(profiles))
        command = [sys.executable, "-c", _LAUNCHER, sys.executable, "-m", "tailor", "batch"]
        command += ["--jobs", str(jobs), "--profiles", str(profiles[0].parent), "--offline"]
        command += ["--workers", str(workers), "--out", f"{folder}/out", "--json"]
        figures, spent, peak = json.loads(subprocess.check_output(command))
    if figures["tailored"] != count // len(profiles) * len(profiles):
        raise SystemExit(f"the batch left pairs out: {figures}")
    return _Command(figures["seconds"], spent, peak)


def _write_jobs(path: Path, count: int) -> Path:
    """So many different ads, made of the shipped ones."""
    texts = samples.postings()
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = f"{texts[number % len(texts)]}\nReference {number}\n"
            file.write(json.dumps({"id": f"job-{number}", "text": text}) + "\n")
    return path
