"""A Ray cluster of two machines' worth of processes, each with its own raylet; one is killed."""

import time
from pathlib import Path

import pytest
from batch_samples import outcomes_of, states_of, write_sources

from tailor.batch.folders import Folders

pytest.importorskip("ray", reason="the extra ray is not installed: pip install honest-tailor[ray]")


@pytest.fixture
def machines(monkeypatch):
    """Two nodes that the environment leads to, as `ray start` and RAY_ADDRESS would."""
    from ray.cluster_utils import Cluster as Machines

    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    machines = Machines(initialize_head=True, head_node_args={"num_cpus": 1})
    monkeypatch.setenv("RAY_ADDRESS", machines.address)
    yield machines
    machines.shutdown()


class Traced:
    """Workers whose every start of a pair leaves a file `<profile>-<job>.<machine>.<start>`."""

    def __init__(self, workers, traces):
        self._workers = workers
        self._traces = traces

    def results(self, work, items):
        traces = str(self._traces)

        # A local function: Ray ships it by value, so that its workers need not find this file.
        def traced(task):
            import ray

            node = ray.get_runtime_context().get_node_id()
            Path(traces, f"{task.profile.name}-{task.job.name}.{node}.{time.time_ns()}").touch()
            time.sleep(0.1)
            # Big results stay on the machine that made them until they are fetched.
            made = work(task)
            made.files["ballast"] = "x" * 300_000
            return made

        return self._workers.results(traced, items)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_machine_that_goes_down_loses_nothing_and_nothing_is_done_twice(
    machines, tmp_path, capsys
):
    from tailor.batch.cluster import Cluster

    doomed = machines.add_node(num_cpus=1)
    profiles, jobs = write_sources(tmp_path)
    for number in range(12):
        text = (jobs / "developer.txt").read_text(encoding="utf-8")
        (jobs / f"site-{number}.txt").write_text(f"{text}- Site {number}\n", encoding="utf-8")
    traces = tmp_path / "traces"
    traces.mkdir()

    def started(node=""):
        return [path.name for path in traces.iterdir() if node in path.name]

    class FailingFolders(Folders):
        """One machine goes down once it has started on its fifth pair."""

        is_down = False

        def keep(self, *args):
            super().keep(*args)
            if not self.is_down and len(started(doomed.node_id)) >= 5:
                self.is_down = True
                machines.remove_node(doomed, allow_graceful=False)

    out = tmp_path / "out"
    with Cluster(2, requests_per_minute=60_000) as cluster:
        workers = Traced(cluster, traces)
        outcomes = outcomes_of(profiles, jobs, FailingFolders(out), workers=workers)
        print("what Ray says of its machines")

    assert states_of(outcomes) == ["tailored"] * 30
    assert len({(outcome.row.profile, outcome.row.job) for outcome in outcomes}) == 30
    pairs = [name.split(".")[0] for name in started()]
    by_the_dead = {name.split(".")[0] for name in started(doomed.node_id)}
    again = {pair for pair in pairs if pairs.count(pair) > 1}
    assert len({name.split(".")[1] for name in started()}) == 2, "both machines were at work"
    # What was under way on the machine, or done and not yet fetched from it: no more than that.
    assert again <= by_the_dead
    assert len(again) < len(by_the_dead)
    assert states_of(outcomes_of(profiles, jobs, Folders(out))) == ["found"] * 30
    said = capsys.readouterr()
    assert "what Ray says" in said.err
    assert not said.out
