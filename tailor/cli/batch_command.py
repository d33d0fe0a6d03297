"""`tailor batch`: every profile with every job, or with its best ones, on one machine or many."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tailor.cli import DONE, REFUSED
from tailor.cli.console import Progress, say

if TYPE_CHECKING:
    from tailor.batch.row import Row
    from tailor.batch.running import Outcome, Plan
    from tailor.batch.summary import Summary
    from tailor.batch.tally import Tally
    from tailor.batch.task import Recipe
    from tailor.batch.workers import Workers
    from tailor.cli.settings import Settings

_DESCRIPTION = """\
Tailor many résumés at once: every profile of a folder to every job, or to its best-matching ones.
Each pair gets a run folder as `tailor --job` makes one (review it with: tailor review FOLDER), and
a line in summary.jsonl; summary.html shows all of them. Started again, it goes on where it was.
A bad job or profile is reported and skipped; exit code 3 says that there was one.
"""
_SECONDS_BETWEEN_LINES = 30


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `tailor batch`."""
    parser.description = _DESCRIPTION
    add = parser.add_argument
    add(
        "--jobs",
        required=True,
        type=Path,
        metavar="DIR|FILE.jsonl",
        help='a folder of postings, or a file with {"id": …, "text": …} on each line',
    )
    add("--profiles", required=True, type=Path, metavar="DIR", help="a folder of profiles")
    add("--top", type=_positive, metavar="K", help="only the K best-matching jobs of each profile")
    add(
        "--out",
        dest="batch_out",
        type=Path,
        default=Path("batch"),
        metavar="DIR",
        help="where the run folders and the summary go (default: batch)",
    )
    add("--workers", type=_positive, metavar="N", help="processes (default: one a processor)")
    add(
        "--engine",
        choices=("local", "ray", "openai-batch"),
        default="local",
        help="this machine, a Ray cluster, or OpenAI's Batch API (default: local)",
    )
    add("--model", metavar="NAME", help="let this model word the suggestions (default: rules)")
    add("--base-url", metavar="URL", help="an OpenAI-compatible server, such as a local one")
    add("--offline", action="store_true", default=None, help="use no model and no network")
    add("--max-cost", metavar="USD", help="for the whole batch; every pair may use an equal share")
    add(
        "--requests-per-minute",
        type=_positive,
        metavar="N",
        help="how often all workers together may ask the model",
    )
    add("--timeout", metavar="SECONDS", help="how long one answer of the model may take")
    add("--parallel", metavar="N", help="how many questions each worker may ask at once")
    add("--answer-tokens", metavar="N", help="how long one answer of the model may be")
    add("--pages", metavar="N", help="how long each résumé may be (default: 2)")
    add("--json", action="store_true", help="print one JSON object instead of the figures")


def run(args: argparse.Namespace) -> int:
    """Run the batch; say what came of it."""
    from tailor.batch.folders import Folders
    from tailor.batch.running import Batch, Plan
    from tailor.batch.sources import jobs_of, profiles_of
    from tailor.batch.summary import Summary
    from tailor.batch.tally import Tally
    from tailor.cli.settings import load_settings

    settings = load_settings({**vars(args), "out": None})
    plan = Plan(profiles_of(args.profiles), jobs_of(args.jobs), args.top)
    recipe = _recipe(settings, plan, args.engine)
    folders = Folders(args.batch_out)
    with _workers(args, recipe) as workers, Summary(folders.path) as summary:
        tally, talk = Tally(plan.pairs, clock=time.monotonic), _Talk()
        on_outcome = _hearing(summary, tally, talk)
        try:
            on_ranked = partial(_ranked, plan, talk)
            Batch(plan, recipe, workers, folders, on_outcome, on_ranked=on_ranked).run()
        finally:
            talk.end()
    figures = _figures(summary, tally)
    print(json.dumps(figures, ensure_ascii=False) if args.json else _as_text(figures))
    return REFUSED if tally.of("bad") or tally.of("failed") else DONE


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)


def _recipe(settings: "Settings", plan: "Plan", engine: str) -> "Recipe":
    """What all pairs have in common. Raises InputError when a model cannot be used."""
    from datetime import UTC, datetime

    from tailor.batch.task import Recipe
    from tailor.domain.matching import Budget

    now = datetime.now().astimezone()
    started = now.astimezone(UTC).isoformat(timespec="seconds")
    recipe = Recipe(Budget(pages=settings.pages), now.date(), started)
    if settings.offline or not settings.model:
        return recipe
    from tailor.cli.engines import model_settings
    from tailor.llm.keys import api_key
    from tailor.model_engine import prompt_fingerprints

    model = model_settings(settings)
    # Better to miss a key now than once for every pair.
    api_key(model.base_url, os.environ)
    if model.max_cost is not None:
        # An equal share for each, and no worker needs to know what the others spent.
        model = replace(model, max_cost=model.max_cost / max(1, plan.pairs))
    if engine == "openai-batch":
        # Its own store of answers takes the place of the cache, and its answers cost half.
        model = replace(model, cache=False)
        recipe = replace(recipe, price=0.5)
    return replace(recipe, model=model, prompt_fingerprints=prompt_fingerprints())


@contextmanager
def _workers(args: argparse.Namespace, recipe: "Recipe") -> Iterator["Workers"]:
    """The engine that was asked for. Raises InputError when it cannot be had."""
    number = args.workers or os.cpu_count() or 1
    rate = args.requests_per_minute
    match args.engine:
        case "ray":
            from tailor.batch.cluster import Cluster

            with Cluster(number, requests_per_minute=rate) as cluster:
                yield cluster
        case "openai-batch":
            from tailor.batch.delayed import delayed_workers

            yield delayed_workers(recipe.model, args.batch_out, on_wait=say)
        case _:
            from tailor.batch.pool import Pool

            yield Pool(number, requests_per_minute=rate)


class _Talk:
    """What a batch says on stderr: every error, and how far it is.

    In a terminal that is one line that changes, elsewhere a line now and then.
    """

    def __init__(self) -> None:
        self._progress = Progress()
        self._last_line = time.monotonic()

    def show(self, line: str) -> None:
        """Say how far it is."""
        self._progress.show(line)
        if not sys.stderr.isatty() and time.monotonic() - self._last_line > _SECONDS_BETWEEN_LINES:
            self._last_line = time.monotonic()
            say(line)

    def complain(self, row: "Row") -> None:
        """Say what went wrong with a pair, a job or a profile."""
        self._progress.clear()
        names = " with ".join(name for name in (row.profile, row.job) if name)
        say(f"{names}: {row.error}")

    def end(self) -> None:
        """Leave no line behind."""
        self._progress.clear()


def _hearing(summary: "Summary", tally: "Tally", talk: _Talk) -> Callable[["Outcome"], None]:
    """Hear every outcome: into the summary, and onto stderr."""

    def hear(outcome: "Outcome") -> None:
        tally.count(outcome)
        if outcome.row:
            summary.add(outcome.row)
            if outcome.row.error:
                talk.complain(outcome.row)
        talk.show(tally.line())

    return hear


def _ranked(plan: "Plan", talk: _Talk, count: int) -> None:
    talk.show(f"choosing the best jobs: {count:,} of {len(plan.jobs):,} read")


def _figures(summary: "Summary", tally: "Tally") -> dict[str, Any]:
    return {
        "summary": str(summary.lines),
        "table": str(summary.table),
        "tailored": tally.of("tailored"),
        "found_done": tally.of("found"),
        "failed": tally.of("failed"),
        "skipped": tally.of("skipped"),
        "bad_sources": tally.of("bad"),
        "seconds": round(tally.seconds, 2),
        "pairs_per_second": round(tally.of("tailored") / max(tally.seconds, 1e-9), 2),
        "cost": tally.cost,
    }


def _as_text(figures: dict[str, Any]) -> str:
    cost = "unknown" if figures["cost"] is None else f"${figures['cost']:.4f}"
    return (
        f"Tailored  {figures['tailored']} pairs in {figures['seconds']} s "
        f"({figures['pairs_per_second']} a second), cost {cost}\n"
        f"Found     {figures['found_done']} done before\n"
        f"Failed    {figures['failed']}; {figures['skipped']} skipped for "
        f"{figures['bad_sources']} bad jobs or profiles\n\n"
        f"Table: {figures['table']}\nLines: {figures['summary']}"
    )
