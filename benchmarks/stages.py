"""Start-up, and each stage by itself at growing size."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

import samples
from figures import Figure, cpu_seconds, least_cpu_seconds, median, percentile

from tailor.domain.matching import Budget, Evidence
from tailor.factcheck.cases import Case, read_cases
from tailor.resources import folder
from tailor.stages.matching import match, shipped_vocabulary
from tailor.stages.parsing import read_posting, requirements
from tailor.stages.selection import select
from tailor.vocabulary.terms import terms

_TODAY = date(2026, 1, 1)
_STATEMENTS, _REQUIREMENTS = (50, 500, 5000), (10, 100)
_MIXED_UP = 1.25  # what a measurement of the same thing may differ by on a busy machine


def start_up() -> Iterator[Figure]:
    """A fresh process, against one that only imports pydantic."""
    pydantic = _child(sys.executable, "-c", "import pydantic")
    yield Figure("python -c 'import pydantic'", 1000 * pydantic, "ms of CPU")
    against = "import pydantic"
    for arguments in (["--help"], ["batch", "--help"]):
        seconds = _child(sys.executable, "-m", "tailor", *arguments)
        name = f"tailor {' '.join(arguments)}"
        yield Figure(
            name, 1000 * seconds, "ms of CPU", seconds / pydantic, against, 1.0, by_ratio=True
        )
    with tempfile.TemporaryDirectory() as out:
        profile = samples.profiles()[-1]
        job = Path(out) / "job.txt"
        job.write_text(samples.postings()[0], encoding="utf-8")
        flags = ["--offline", "--job", str(job), "--profile", str(profile), "--out", out]
        seconds = _child(sys.executable, "-m", "tailor", *flags, repeats=3)
    yield Figure(
        "one whole run, process and all", 1000 * seconds, "ms of CPU", seconds / pydantic, against
    )


def parsing() -> Iterator[Figure]:
    """Reading an ad; twice the text should cost about twice."""
    texts = samples.postings()
    size = sum(map(len, texts)) / 1000
    reading = cpu_seconds(lambda: [read_posting(text) for text in texts])
    yield Figure("read a posting", 1000 * reading / len(texts), "ms an ad")
    once = cpu_seconds(lambda: [requirements(read_posting(text), terms()) for text in texts])
    yield Figure("read and parse a posting", 1000 * once / len(texts), "ms an ad")
    yield Figure("… of 1,000 characters", 1000 * once / size, "ms")
    longer = [samples.longer(text, 4) for text in texts]
    four = cpu_seconds(lambda: [requirements(read_posting(t), terms()) for t in longer], repeats=2)
    against = "4 times the cost"
    name = "… of a text 4 times as long"
    cost, ratio = 1000 * four / len(texts), four / once / 4
    yield Figure(name, cost, "ms an ad", ratio, against, _MIXED_UP, by_ratio=True)


def matching() -> Iterator[Figure]:
    """Every size against the smallest: a pair must not cost more among many."""
    vocabulary = shipped_vocabulary()
    smallest = None
    for count in _STATEMENTS:
        for asked in _REQUIREMENTS:
            wanted = samples.requirements_of(asked)
            works = (
                partial(match, wanted, evidence, vocabulary=vocabulary, today=_TODAY)
                for evidence in _profiles_of(count, asked)
            )
            each = least_cpu_seconds(works) / (count * asked)
            smallest = smallest or each
            name = f"match {count:,} statements × {asked} requirements"
            ratio = each / smallest
            against = "a pair of the smallest"
            yield Figure(name, 1e6 * each, "µs a pair", ratio, against, _MIXED_UP, by_ratio=True)


def verification() -> Iterator[Figure]:
    """The time of one claim, met for the first time by a checker that is warm."""
    cases = _cases()
    for case in cases[:100]:
        case.verdict()
    times = []
    for case in cases[100:]:
        start = time.process_time()
        case.verdict()
        times.append(1000 * (time.process_time() - start))
    middle = median(times)
    yield Figure("verify a claim, median", middle, "ms", aim=1.0)
    for share in (0.95, 0.99):
        value = percentile(times, share)
        yield Figure(f"verify a claim, {share:.0%}", value, "ms", value / middle, "the median")


def selection() -> Iterator[Figure]:
    """Choosing two pages from ever more."""
    smallest = None
    for count in (50, 150, 500, 1500):
        evidence, wanted = samples.evidence_of(count), samples.requirements_of(30)
        matches = match(wanted, evidence, vocabulary=shipped_vocabulary(), today=_TODAY).matches
        work = partial(select, evidence, wanted, matches, Budget(pages=2))
        each = cpu_seconds(work, repeats=2) / count
        smallest = smallest or each
        ratio = each / smallest
        name = f"select from {count:,} statements"
        yield Figure(name, 1000 * each * count, "ms", ratio, "the cost a statement at 50")


def _profiles_of(count: int, asked: int) -> Iterator[tuple[Evidence, ...]]:
    """A few profiles of one size, each made when it is wanted, and never met before."""
    repeats = 2 if count > 1000 else 4
    return (samples.evidence_of(count, seed=asked + number) for number in range(repeats))


def _cases() -> list[Case]:
    files = sorted((folder("evals") / "claims").glob("dev_*.jsonl"))
    cases = []
    for file in files:
        with file.open(encoding="utf-8") as lines:
            cases += islice(read_cases(lines, name=file.name), 160)
    return cases


def _child(*command: str, repeats: int = 5) -> float:
    """The least processor time, in seconds, of a process and its children."""
    best = float("inf")
    for _ in range(repeats):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
        best = min(best, used.ru_utime + used.ru_stime)
    return best
