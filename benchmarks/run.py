"""`make bench`: measure everything, print it as a table, keep it under evals/reports/.

Give names to measure only those: python benchmarks/run.py matching verification
"""

import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import batches
import model_runs
import stages
from figures import Figure

from tailor import __version__
from tailor.cli.console import say, table

_REPORTS = Path(__file__).parent.parent / "evals" / "reports"
_BENCHMARKS: tuple[Callable[[], Iterator[Figure]], ...] = (
    stages.start_up,
    batches.pairs,  # before the others, for its first pair must be this process's first
    stages.parsing,
    stages.matching,
    stages.verification,
    stages.selection,
    batches.throughput,
    batches.memory,
    model_runs.model_run,
)


def main(names: list[str]) -> None:
    """Run the named benchmarks, or all of them; only a full run is kept."""
    wanted = [b for b in _BENCHMARKS if not names or b.__name__ in names]
    figures: dict[str, list[Figure]] = {}
    for benchmark in wanted:
        start = time.monotonic()
        figures[benchmark.__name__] = list(benchmark())
        say(f"{benchmark.__name__}: {time.monotonic() - start:.0f} s")
    rows = [figure.row() for group in figures.values() for figure in group]
    print(table(rows, headers=("what", "measured", "", "ratio", "aim")))
    if not names:
        say(f"\nKept as {_kept(figures)}")


def _kept(figures: dict[str, list[Figure]]) -> Path:
    now = datetime.now(UTC)
    record = {
        "made": now.isoformat(timespec="seconds"),
        "tailor": __version__,
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "load": os.getloadavg()[0],
        "figures": {name: [f.as_json() for f in group] for name, group in figures.items()},
    }
    path = _REPORTS / f"bench-{now:%Y%m%d-%H%M%S}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


if __name__ == "__main__":
    main(sys.argv[1:])
