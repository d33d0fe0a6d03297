"""Scores of an earlier run, case by case: what a new run is compared with."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from tailor.domain.base import Frozen
from tailor.errors import InputError
from tailor.evals.summary import Scores
from tailor.files import read_bytes, write_atomically


class Baseline(Frozen):
    """The scores of one suite by measure and case, and what produced them."""

    suite: str
    data: str
    made_with: str
    scores: Mapping[str, Mapping[str, float]]


class _Report(Frozen, extra="ignore"):
    baselines: tuple[Baseline, ...]


def read_baselines(path: Path) -> dict[str, Baseline]:
    """Read a baseline, a folder of them, or the JSON report of another run, by suite.

    Raises InputError when it is none of these.
    """
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        return {found.suite: found for file in files for found in _read(file)}
    return {found.suite: found for found in _read(path)}


def write_baseline(folder: Path, baseline: Baseline) -> Path:
    """Write a baseline with one case a line, so that a change of it reads well."""
    path = folder / f"{baseline.suite}.json"
    content = baseline.model_dump(mode="json")
    write_atomically(path, json.dumps(content, indent=1, sort_keys=True) + "\n")
    path.chmod(0o644)
    return path


def lost_cases(baseline: Baseline, now: Scores) -> int:
    """How many cases of the baseline have no score any more."""
    before = {id_ for values in baseline.scores.values() for id_ in values}
    return len(before - {id_ for values in now.values() for id_ in values})


def _read(path: Path) -> tuple[Baseline, ...]:
    data = read_bytes(path, what="baseline", limit=50_000_000)
    try:
        fields = json.loads(data)
        if isinstance(fields, dict) and "baselines" in fields:
            return _Report.model_validate(fields).baselines
        return (Baseline.model_validate(fields),)
    except (ValueError, ValidationError) as error:
        raise InputError(
            f"{path} is no baseline. Make one with: tailor evals --json > FILE"
        ) from error
