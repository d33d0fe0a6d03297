"""A real Ray cluster on this machine: two worker processes, and one of them is killed."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest
from batch_samples import PROFILES, outcomes_of, states_of, write_sources

from tailor.batch.folders import Folders
from tailor.cli import main
from tailor.errors import MissingExtraError

pytest.importorskip("ray", reason="the extra ray is not installed: pip install honest-tailor[ray]")


@pytest.fixture(scope="module")
def cluster():
    """Two workers, that take at most 40 requests a second to a model."""
    from tailor.batch.cluster import Cluster

    with Cluster(2, requests_per_minute=2400) as cluster:
        yield cluster


class Traced:
    """Workers whose every start of a pair leaves a file `<job>-<profile>.<process>`."""

    def __init__(self, workers, traces):
        self._workers = workers
        self._traces = traces

    def results(self, work, items):
        traces = str(self._traces)

        # A local function: Ray ships it by value, so that its workers need not find this file.
        def traced(task):
            name = f"{task.job.name}-{task.profile.name}.{os.getpid()}"
            with Path(traces, name).open("a", encoding="utf-8") as file:
                file.write("started\n")
            time.sleep(0.15)
            return work(task)

        return self._workers.results(traced, items)


def kill_a_worker(traces, killed):
    """Kill the process of the sixth trace, as soon as there are so many."""
    while len(found := sorted(traces.iterdir(), key=lambda p: p.stat().st_mtime_ns)) < 6:
        time.sleep(0.005)
    pid = int(found[5].suffix[1:])
    os.kill(pid, signal.SIGKILL)
    killed.append(pid)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_killed_worker_loses_nothing_and_nothing_is_done_twice(cluster, tmp_path):
    profiles, jobs = write_sources(tmp_path)
    for number in range(8):
        text = (jobs / "developer.txt").read_text(encoding="utf-8")
        (jobs / f"site-{number}.txt").write_text(f"{text}- Site {number}\n", encoding="utf-8")
    traces = tmp_path / "traces"
    traces.mkdir()
    killed = []
    killer = threading.Thread(target=kill_a_worker, args=(traces, killed))
    killer.start()
    outcomes = outcomes_of(
        profiles, jobs, Folders(tmp_path / "out"), workers=Traced(cluster, traces)
    )
    killer.join()

    pairs = sorted((outcome.row.profile, outcome.row.job) for outcome in outcomes)
    assert states_of(outcomes) == ["tailored"] * 22
    assert len(set(pairs)) == len(pairs)
    starts = [path.stem for path in traces.iterdir()]
    again = {name for name in starts if starts.count(name) > 1}
    by_the_dead = {path.stem for path in traces.iterdir() if path.suffix == f".{killed[0]}"}
    workers = {path.suffix for path in traces.iterdir()}
    assert len(workers) >= 3, "two at work, and one in place of the dead"
    # Only what the dead worker had under its hands was started again; it had finished the rest.
    assert len(again) <= 1
    assert again <= by_the_dead
    assert states_of(outcomes_of(profiles, jobs, Folders(tmp_path / "out"))) == ["found"] * 22


def test_a_cluster_says_what_this_process_says(cluster, tmp_path):
    profiles, jobs = write_sources(tmp_path)
    here, there = Folders(tmp_path / "here"), Folders(tmp_path / "there")
    outcomes_of(profiles, jobs, here)
    for outcome in outcomes_of(profiles, jobs, there, workers=cluster):
        for name in ("changes.json", "resume.md"):
            made = (there.path / outcome.row.folder / name).read_bytes()
            assert made == (here.path / outcome.row.folder / name).read_bytes()


def test_all_workers_of_a_cluster_keep_one_pace(cluster):
    def asked(_number):
        from tailor.batch.reaching import current_reach
        from tailor.model_engine import ModelSettings

        provider = current_reach.get()(ModelSettings("m", base_url="http://127.0.0.1:9/v1"))
        provider._pace()  # noqa: SLF001 - what is before every request, without a server
        return time.monotonic()

    moments = sorted(moment for _, moment in cluster.results(asked, range(1, 21)))
    # 20 requests at 40 a second take 19 / 40 s.
    assert moments[-1] - moments[0] >= 0.95 * 19 / 40


def test_a_profile_is_read_once_by_each_worker(cluster):
    def reads(number):
        from tailor.batch import task

        before = task._profile.cache_info().misses  # noqa: SLF001 - the promise is about it
        task._profile(PROFILES["ada"] + " ", "ada.yaml")  # noqa: SLF001
        return os.getpid(), task._profile.cache_info().misses - before  # noqa: SLF001

    made = [result for _, result in cluster.results(reads, range(1, 31))]
    assert sum(misses for _, misses in made) == len({pid for pid, _ in made})


def test_no_statistics_are_sent(cluster):
    usage = pytest.importorskip("ray._common.usage.usage_lib", reason="another version of Ray")
    assert not usage.usage_stats_enabled()


def test_without_ray_the_message_says_what_to_install(tmp_path, monkeypatch, capsys):
    def missing(*_args, **named):
        raise MissingExtraError(named["package"], named["extra"], named["purpose"])

    monkeypatch.setattr("tailor.batch.cluster.require", missing)
    profiles, jobs = write_sources(tmp_path)
    flags = ["--profiles", str(profiles), "--jobs", str(jobs), "--out", str(tmp_path / "out")]
    assert main(["batch", *flags, "--engine", "ray"]) == 1
    assert 'pip install "honest-tailor[ray]"' in capsys.readouterr().err
