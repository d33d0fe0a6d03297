"""`tailor --job JOB`: the main job, from a posting and a profile to a reviewable suggestion."""

import argparse
import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tailor.cli import DONE, main
from tailor.cli.model_options import add_model_options
from tailor.errors import InputError

if TYPE_CHECKING:
    from tailor.cli.settings import Settings

_DESCRIPTION = """\
Tailor a résumé to a job posting without saying more than is true. Every suggested line is checked
against your own profile; what cannot be supported stays as you wrote it.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the main job's arguments."""
    parser.description = _DESCRIPTION
    add = parser.add_argument
    add("--job", required=True, help="the posting: a file, a URL, or - for standard input")
    add(
        "--profile",
        metavar="FILE",
        help="your profile, YAML or JSON (default: the one in profiles/)",
    )
    add("--out", metavar="DIR", help="folder for the run folders (default: runs)")
    add_model_options(
        parser,
        model="let this model word the suggestions (default: rules)",
        dry_run="send nothing; say what would be sent and what it may cost",
    )
    add(
        "--no-judge",
        dest="judge",
        action="store_false",
        default=None,
        help="let no model decide what the checks leave open",
    )
    add("--pages", metavar="N", help="how long the résumé may be (default: 2)")
    add("--review", choices=("terminal", "web", "none"), help="review right after (default: none)")
    add("--json", action="store_true", help="print one JSON object instead of the summary")


def run(args: argparse.Namespace) -> int:
    """Run the pipeline, write the run folder, say what came of it."""
    from datetime import datetime

    from tailor import pipeline
    from tailor.cli.engines import engine_for, show
    from tailor.cli.recording import WatchedRecording
    from tailor.cli.settings import load_settings
    from tailor.cli.sources import read_source
    from tailor.cli.summary import as_json, as_text
    from tailor.domain.matching import Budget
    from tailor.importing.profile_file import load_profile

    settings = load_settings(vars(args))
    job = read_source(args.job)
    path = settings.profile or only_profile(Path("profiles"))
    profile = load_profile(path)
    now = datetime.now().astimezone()
    budget = Budget(pages=settings.pages)
    if args.dry_run:
        from tailor.cli.rehearsing import rehearse

        shown: bool = args.show_prompts
        print(rehearse(job, profile, settings, today=now.date(), budget=budget, shown=shown))
        return DONE
    recording = WatchedRecording(settings.out, job_name(args.job), now=now, clock=time.perf_counter)
    powered = engine_for(
        settings,
        profile.basics,
        today=now.date(),
        note=recording.notes.append,
        on_request=show if args.show_prompts else None,
    )
    try:
        change_set = pipeline.run(job, profile, powered.engine, budget=budget, on_stage=recording)
    finally:
        recording.progress.clear()
    provenance = recording.finish(
        change_set,
        powered,
        job=job,
        profile_digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        place=str(recording.folder.path),
    )
    if args.json:
        print(as_json(change_set, provenance, recording.folder.path), end="")
    else:
        print(as_text(change_set, provenance, recording.folder.path))
    return _review(settings, recording.folder.path)


def job_name(job: str) -> str:
    """A short name for where a posting came from; it names the run folder."""
    if job == "-":
        return "job"
    if "://" not in job:
        return Path(job).stem
    address = urlsplit(job)
    return Path(address.path).stem or address.hostname or "job"


def only_profile(folder: Path) -> Path:
    """The profile of a folder that holds one. Raises InputError when there is none, or a choice."""
    found = sorted(
        path for ending in ("yaml", "yml", "json") for path in folder.glob(f"*.{ending}")
    )
    if not found:
        raise InputError(
            "There is no profile. Give one with --profile FILE, or make one from your documents "
            "with: tailor import FILE --out profiles/me.yaml"
        )
    if len(found) > 1:
        names = ", ".join(str(path) for path in found[:5])
        raise InputError(f"There are {len(found)} profiles ({names}). Say which with --profile.")
    return found[0]


def _review(settings: "Settings", folder: Path) -> int:
    if settings.review == "none":
        return DONE
    web = ["--web"] if settings.review == "web" else []
    return main(["review", str(folder), *web])
