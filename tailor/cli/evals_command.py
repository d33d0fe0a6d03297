"""`tailor evals`: measure all of it, compare with a baseline, report."""

import argparse
import hashlib
import os
import platform
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tailor.cli import DONE, REFUSED
from tailor.cli.console import Progress, paint, say, table
from tailor.errors import InputError

if TYPE_CHECKING:
    from tailor.evals.baseline import Baseline
    from tailor.evals.model import MeasuredModel
    from tailor.evals.report import Report, SuiteReport
    from tailor.evals.suite import Setting, Suite
    from tailor.llm.canned import Recorder

_DESCRIPTION = """\
Measure the fact-checker and every stage, and compare with the committed baseline.

suites: {suites} (default: all; with --model those that a model changes)

  tailor evals                                  everything, offline
  tailor evals factcheck --html report.html     one suite, with plots
  tailor evals --data claims.jsonl              the fact-checker on your own labelled claims
  tailor evals models --model NAME --record F   a live model, its answers kept for --replay F
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `tailor evals`."""
    from tailor.evals.suites import NAMES

    parser.description = _DESCRIPTION.format(suites=", ".join(NAMES))
    add = parser.add_argument
    add("suites", nargs="*", metavar="SUITE", type=_suite_name, help="which suites to run")
    add("--data", type=Path, metavar="FILE", help="labelled claims, JSON lines; also FEVER's")
    add("--model", metavar="NAME", help="measure with this model instead of the rules")
    add("--base-url", metavar="URL", help="an OpenAI-compatible server, such as a local one")
    add("--max-cost", metavar="USD", help="stop asking the model before it costs more than this")
    add("--replay", type=Path, metavar="FILE", help="take the model's answers from a recording")
    add("--record", type=Path, metavar="FILE", help="keep the model's answers in a recording")
    add(
        "--against",
        type=Path,
        metavar="BASELINE",
        help="a baseline, a folder of them, or a --json report (default: the committed ones)",
    )
    add("--gate", action="store_true", help="exit with 3 on a broken promise or a real loss")
    add("--json", action="store_true", help="print the report as one JSON object")
    add("--html", type=Path, metavar="FILE", help="write the report with plots, in one file")
    add("--failures", action="store_true", help="write every failing case out in full")
    add(
        "--show-test",
        action="store_true",
        help="show cases of the test part too; who reads them writes no rules",
    )
    add("--update-baseline", action="store_true", help="make these scores the committed baseline")


def run(args: argparse.Namespace) -> int:
    """Run the suites, write the report; with --gate say whether it may pass."""
    from tailor.evals.report_text import as_text

    report = _report(args)
    if args.html:
        from tailor.evals.report_html import as_html
        from tailor.files import write_atomically

        write_atomically(args.html, as_html(report))
        say(f"Wrote {args.html}.")
    if args.update_baseline:
        _update(args, report)
    if args.json:
        print(report.model_dump_json(indent=1))
        for problem in report.problems:
            say(paint(problem, "red", stream=sys.stderr))
    else:
        print(as_text(report, _laid_out, with_failures=args.failures))
    return REFUSED if args.gate and report.problems else DONE


@dataclass(frozen=True)
class _Model:
    """The model asked for on the command line, and its recorder when answers are kept."""

    measured: "MeasuredModel"
    name: str
    state: str
    recorder: "Recorder | None" = None


def _report(args: argparse.Namespace) -> "Report":
    from datetime import UTC, datetime

    from tailor import __version__
    from tailor.evals.report import Ran, Report, problems

    clock = time.perf_counter
    started, before = datetime.now(UTC), clock()
    model = _model(args)
    baselines = _baselines(args)
    try:
        measured = [
            _measured(suite, model, baselines, show_test=args.show_test)
            for suite in _suites(args, model)
        ]
    finally:
        if model and model.recorder:
            model.recorder.save(args.record)
            say(f"Wrote {args.record}.")
    suites = tuple(report for report, _ in measured)
    return Report(
        ran=Ran(
            tailor_version=__version__,
            revision=_revision(),
            python=platform.python_version(),
            platform=platform.platform(terse=True),
            model=model.name if model else None,
            prompt_fingerprints=model.measured.fingerprints if model else {},
            usage=model.measured.usage if model else {},
            notes=Counter(model.measured.notes) if model else {},
            started=started.isoformat(timespec="seconds"),
            seconds=round(clock() - before, 2),
        ),
        suites=suites,
        problems=problems(suites),
        baselines=tuple(baseline for _, baseline in measured),
    )


def _suites(args: argparse.Namespace, model: _Model | None) -> Iterator["Suite[Any, Any]"]:
    """The suites asked for, each built when its turn comes."""
    from tailor.evals.suites import NAMES, WITH_ENGINE, load

    if args.data and args.suites != ["models"]:
        from tailor.evals.suites.factcheck import suite_of

        if set(args.suites) - {"factcheck"}:
            raise InputError("--data holds labelled claims: it goes with factcheck, or models.")
        yield suite_of(args.data)
        return
    setting = _setting(model, args.data)
    chosen = dict.fromkeys(args.suites or (WITH_ENGINE if model else NAMES))
    yield from (load(name, setting) for name in chosen)


def _setting(model: _Model | None, labels: Path | None) -> "Setting":
    from tailor.engine import RulesEngine
    from tailor.evals.suite import TODAY, Setting
    from tailor.resources import folder

    return Setting(
        data=folder("evals"),
        profiles=folder("profiles"),
        engine=model.measured.engine if model else lambda _basics: RulesEngine(TODAY),
        model=model.measured if model else None,
        labels=labels,
    )


def _measured(
    suite: "Suite[Any, Any]",
    model: _Model | None,
    baselines: Mapping[str, "Baseline"],
    *,
    show_test: bool,
) -> tuple["SuiteReport", "Baseline"]:
    from tailor import __version__
    from tailor.evals.baseline import Baseline
    from tailor.evals.journal import Journal
    from tailor.evals.report import suite_report
    from tailor.evals.runner import data_digest, run_suite
    from tailor.evals.summary import scores
    from tailor.llm.cache import default_folder

    data, progress, before = data_digest(suite), Progress(), time.perf_counter()
    state = model.state if model else "rules"
    journal = Journal(default_folder() / "evals", suite.name, data, state, str(show_test))
    if journal.finished:
        say(f"{suite.name}: {len(journal.finished)} cases are there from an interrupted run.")
    try:
        results = run_suite(
            suite,
            journal=journal,
            clock=time.perf_counter,
            on_case=lambda done, total: progress.show(f"{suite.name}: {done} of {total}"),
            show_test=show_test,
        )
    finally:
        progress.clear()
    seconds = time.perf_counter() - before
    made_with = f"tailor {__version__}, {model.name if model else 'rules'}, {_revision() or '-'}"
    report = suite_report(
        suite, results, data=data, seconds=seconds, baseline=baselines.get(suite.name)
    )
    return report, Baseline(
        suite=suite.name, data=data, made_with=made_with, scores=scores(results)
    )


def _baselines(args: argparse.Namespace) -> Mapping[str, "Baseline"]:
    """What to compare with: as asked, else the committed baselines; another file has none."""
    from tailor.evals.baseline import read_baselines
    from tailor.resources import folder

    if args.against:
        return read_baselines(args.against)
    if args.data or args.update_baseline:
        return {}
    committed = folder("evals") / "baselines"
    return read_baselines(committed) if committed.is_dir() else {}


def _update(args: argparse.Namespace, report: "Report") -> None:
    from tailor.evals.baseline import write_baseline
    from tailor.resources import folder

    if args.data or args.model or args.replay:
        raise InputError("The committed baselines are of the rules and our own data only.")
    for baseline in report.baselines:
        say(f"Wrote {write_baseline(folder('evals') / 'baselines', baseline)}.")


def _model(args: argparse.Namespace) -> _Model | None:
    """The model to measure, if one is asked for by name or by a recording."""
    if not (args.model or args.replay):
        if args.record:
            raise InputError("--record keeps the answers of a model. Name one with --model.")
        return None
    from tailor.cli.engines import model_settings
    from tailor.cli.settings import load_settings
    from tailor.evals.model import MeasuredModel
    from tailor.llm.cache import AnswerCache, default_folder
    from tailor.llm.canned import RecordedProvider, Recorder
    from tailor.llm.usage import Ledger
    from tailor.model_engine import server

    if args.replay:
        name = args.model or "recorded"
        recorded = RecordedProvider(args.replay, name=name)
        state = hashlib.sha256(args.replay.read_bytes()).hexdigest()
        return _Model(MeasuredModel(recorded, Ledger(name)), name, state)
    flags = {name: getattr(args, name) for name in ("model", "base_url", "max_cost")}
    wanted = model_settings(load_settings(flags))
    provider = server(wanted, os.environ)
    recorder = Recorder(provider) if args.record else None
    measured = MeasuredModel(
        recorder or provider,
        Ledger(wanted.model, max_cost=wanted.max_cost),
        None if recorder else AnswerCache(default_folder()),
        turns=threading.Semaphore(wanted.capacity.at_once),
        answer_tokens=wanted.answer_tokens,
    )
    return _Model(measured, wanted.model, f"{wanted.model} at {wanted.base_url}", recorder)


def _suite_name(text: str) -> str:
    from tailor.evals.suites import NAMES

    if text not in NAMES:
        raise argparse.ArgumentTypeError(f"“{text}” is none of: {', '.join(NAMES)}")
    return text


@cache
def _revision() -> str | None:
    """The git revision of a checkout, with "-dirty" when it was changed; None elsewhere."""
    root = Path(__file__).parents[2]
    if not (root / ".git").exists():
        return None
    described = ["git", "-C", str(root), "describe", "--always", "--dirty", "--exclude", "*"]
    try:
        found = subprocess.run(described, capture_output=True, text=True, check=False)
    except OSError:
        return None
    return found.stdout.strip() or None


def _laid_out(rows: Iterable[tuple[str, ...]], headers: tuple[str, ...]) -> str:
    return table(rows, headers=headers)
