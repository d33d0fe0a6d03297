"""`tailor batch`: every pair once, whatever dies, and nothing done twice."""

import json
import stat
import subprocess
import sys
import time
import tracemalloc
from dataclasses import replace
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import pytest
from batch_numbers import deadly, doubled
from batch_samples import JOBS, PROFILES, RECIPE, OnTheSpot, outcomes_of, states_of, write_sources
from hypothesis import given, settings
from hypothesis import strategies as st

from tailor.batch.folders import Folders
from tailor.batch.pace import SharedPace, take
from tailor.batch.pool import Pool
from tailor.batch.reaching import directly
from tailor.batch.row import Row
from tailor.batch.running import Batch, Outcome, Plan
from tailor.batch.shortlist import Shortlist, nearness
from tailor.batch.sources import jobs_of, profiles_of
from tailor.batch.summary import Summary, read_rows
from tailor.batch.tally import Tally
from tailor.batch.task import key
from tailor.batch.workers import IN_FLIGHT, Lost
from tailor.cli import main
from tailor.domain.matching import Budget
from tailor.errors import InputError
from tailor.runs import RunFolder

PAIRS = {(profile, job) for profile in PROFILES for job in JOBS}


@pytest.fixture
def sources(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("TAILOR_MODEL", "TAILOR_API_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return write_sources(tmp_path)


def batch(profiles, jobs, *flags):
    return main(["batch", "--profiles", str(profiles), "--jobs", str(jobs), *flags])


def rows(folder="batch"):
    return list(read_rows(Path(folder) / "summary.jsonl"))


def test_every_pair_gets_a_run_folder_a_row_and_a_line_of_the_table(sources, capsys):
    assert batch(*sources, "--workers", "1", "--json") == 0
    assert {(row.profile, row.job) for row in rows()} == PAIRS
    table = Path("batch/summary.html").read_text(encoding="utf-8")
    for row in rows():
        folder = RunFolder(Path("batch") / row.folder)
        assert len(folder.change_set().requirements) == row.asked
        assert folder.run().started
        for name in ("review.html", "resume.txt"):
            assert (folder.path / name).is_file()
            assert f'href="{row.folder}/{name}"' in table
    figures = json.loads(capsys.readouterr().out)
    assert (figures["tailored"], figures["failed"], figures["cost"]) == (6, 0, 0.0)


def test_a_run_folder_of_a_batch_is_the_one_that_the_main_command_writes(sources):
    profiles, jobs = sources
    (profiles / "ada.yaml").write_text(PROFILES["ada"], encoding="utf-8-sig")
    assert batch(*sources, "--workers", "1") == 0
    alone = ["--job", str(jobs / "cook.txt"), "--profile", str(profiles / "ada.yaml")]
    assert main(alone) == 0
    one = next(Path("runs").iterdir())
    row = next(row for row in rows() if (row.profile, row.job) == ("ada", "cook"))
    assert files_of(Path("batch") / row.folder) == files_of(one)


def files_of(run):
    """What a run folder holds, but for its own name, its times, and the batch's row."""
    files = {path.name: path.read_bytes() for path in run.iterdir()}
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in run.iterdir())
    files.pop("row.json", None)
    files["review.html"] = files["review.html"].replace(str(run).encode(), b"RUN")
    record = json.loads(files.pop("run.json"))
    assert record.pop("started")
    assert record.pop("timings")
    return {**files, "run.json": record}


def test_what_is_done_is_not_done_again(sources, tmp_path):
    folders = Folders(tmp_path / "out")
    assert states_of(outcomes_of(*sources, folders)) == ["tailored"] * 6
    again = outcomes_of(*sources, folders)
    assert states_of(again) == ["found"] * 6
    assert {(outcome.row.profile, outcome.row.job) for outcome in again} == PAIRS


@pytest.mark.parametrize(
    ("name", "edit", "redone"),
    [
        ("profiles/ada.yaml", ("120", "90"), 3),
        ("jobs/cook.txt", ("2 years", "4 years"), 2),
        ("jobs/cook.txt", ("", ""), 0),
    ],
    ids=["a profile", "a job", "only a date"],
)
def test_only_what_changed_is_done_again(sources, tmp_path, name, edit, redone):
    folders = Folders(tmp_path / "out")
    outcomes_of(*sources, folders)
    changed = tmp_path / name
    changed.write_text(changed.read_text(encoding="utf-8").replace(*edit), encoding="utf-8")
    assert states_of(outcomes_of(*sources, folders)).count("tailored") == redone


@pytest.mark.parametrize(
    "recipe",
    [
        replace(RECIPE, budget=Budget(pages=1)),
        replace(RECIPE, prompt_fingerprints={"propose": "other words"}),
    ],
    ids=["settings", "prompts"],
)
def test_other_settings_or_prompts_are_another_result(sources, tmp_path, recipe):
    folders = Folders(tmp_path / "out")
    outcomes_of(*sources, folders)
    assert states_of(outcomes_of(*sources, folders, recipe=recipe)) == ["tailored"] * 6


def test_what_a_model_may_spend_is_no_part_of_the_key_and_how_long_it_may_answer_is():
    from tailor.model_engine import ModelSettings

    def key_with(**settings):
        return key("profile", "job", replace(RECIPE, model=ModelSettings("m", **settings)))

    same = [{}, {"max_cost": 1.0}, {"timeout": 9.0}, {"parallel": 2}, {"cache": False}]
    others = [{"answer_tokens": 90}, {"judge": False}, {"base_url": "http://127.0.0.1/v1"}]
    assert len({key_with(**settings) for settings in same}) == 1
    assert len({key_with(**settings) for settings in (same[0], *others)}) == 4


def test_a_run_that_was_cut_off_while_writing_is_made_anew(sources, tmp_path):
    folders = Folders(tmp_path / "out")
    first = outcomes_of(*sources, folders)[0]
    (folders.path / first.row.folder / "row.json").write_text("")
    assert states_of(outcomes_of(*sources, folders)).count("tailored") == 1


def test_a_killed_batch_loses_nothing_that_was_finished(sources, tmp_path):
    many = tmp_path / "many.jsonl"
    lines = [{"id": f"job-{n}", "text": f"{JOBS['developer']}- Site {n}\n"} for n in range(150)]
    many.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    command = [sys.executable, "-m", "tailor", "batch", "--jobs", str(many)]
    command += ["--profiles", str(sources[0]), "--workers", "1"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    written = tmp_path / "batch" / "summary.jsonl"
    deadline = time.monotonic() + 60
    while not (written.exists() and written.stat().st_size > 2000):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert_no_process_is_left(process.pid)
    finished = {row.folder: row for row in rows()}
    again = outcomes_of(sources[0], many, Folders(tmp_path / "batch"))
    found = {outcome.row.folder: outcome.row for outcome in again if outcome.state == "found"}
    assert finished
    assert finished.items() <= found.items()
    assert len(again) == 300


def assert_no_process_is_left(group):
    """Workers see that the command is gone, and end."""
    command = ["ps", "-A", "-o", "pgid=,stat=,args="]
    deadline = time.monotonic() + 20
    while True:
        lines = subprocess.check_output(command, text=True).splitlines()
        alive = [line for line in map(str.split, lines) if line[0] == str(group)]
        alive = [line for line in alive if not line[1].startswith("Z")]
        if not alive:
            return
        assert time.monotonic() < deadline, alive
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("jobs/empty.txt", "", "is empty. Put the job posting in it"),
        ("jobs/page.txt", "404 Not Found\n\nThe page you asked for is not here.\n", "job posting"),
        ("profiles/odd.yaml", "basics: {name: [}\n", "odd.yaml:1"),
        ("profiles/blob.json", "\x00\x01\x02" * 50, "not text"),
    ],
)
def test_a_bad_source_is_reported_once_and_the_rest_goes_on(sources, capsys, name, text, reason):
    Path(name).write_text(text, encoding="utf-8")
    assert batch(*sources, "--workers", "1") == 3
    good = {(row.profile, row.job) for row in rows() if not row.error}
    bad = [row for row in rows() if row.error]
    assert good == PAIRS
    assert len(bad) == 1
    assert reason in bad[0].error
    assert capsys.readouterr().err.count(reason) == 1


def test_a_bug_in_one_pair_is_a_row_and_no_end(sources, tmp_path, monkeypatch):
    from tailor import pipeline

    run = pipeline.run

    def buggy(posting, profile, *args, **named):
        if "Nurse" in posting.text and profile.basics.name == "Ada Crumb":
            raise ZeroDivisionError("by zero")
        return run(posting, profile, *args, **named)

    monkeypatch.setattr(pipeline, "run", buggy)
    outcomes = outcomes_of(*sources, Folders(tmp_path / "out"))
    failed = [outcome.row for outcome in outcomes if outcome.state == "failed"]
    assert [(row.profile, row.job) for row in failed] == [("ada", "nurse")]
    assert "ZeroDivisionError" in failed[0].error
    assert states_of(outcomes).count("tailored") == 5


def test_jobs_may_be_lines_of_a_file(tmp_path):
    lines = [
        json.dumps({"id": "a", "text": JOBS["cook"]}),
        "",
        json.dumps({"text": JOBS["nurse"]}),
        "{broken",
        json.dumps({"id": "no text"}),
    ]
    file = tmp_path / "jobs.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    found = jobs_of(file)
    assert [source.name for source in found] == ["a", "line-3", "line-4", "no text"]
    assert [found[0].read().text, found[1].read().text] == [JOBS["cook"], JOBS["nurse"]]
    for bad in found[2:]:
        with pytest.raises(InputError, match=r"jobs\.jsonl"):
            bad.read()


@pytest.mark.parametrize("read", [jobs_of, profiles_of])
def test_an_empty_or_missing_folder_says_what_is_missing(tmp_path, read):
    with pytest.raises(InputError, match="holds no"):
        read(tmp_path)
    with pytest.raises(InputError, match="gone"):
        read(tmp_path / "gone")


def test_top_takes_the_jobs_that_fit_each_profile_best(sources, tmp_path):
    outcomes = outcomes_of(*sources, Folders(tmp_path / "out"), top=1)
    pairs = {(outcome.row.profile, outcome.row.job) for outcome in outcomes}
    assert pairs == {("ada", "cook"), ("bea", "developer")}


def test_choosing_the_best_jobs_says_how_far_it_is(sources, tmp_path):
    seen = []
    plan = Plan(profiles_of(sources[0]), jobs_of(sources[1]), 1)
    Batch(plan, RECIPE, OnTheSpot(), Folders(tmp_path), lambda _: None, on_ranked=seen.append).run()
    assert seen == [1, 2, 3]


def test_top_leaves_a_bad_job_aside(sources, tmp_path):
    (tmp_path / "jobs" / "page.txt").write_text("404 Not Found\n\nThe page is not here.\n")
    outcomes = outcomes_of(*sources, Folders(tmp_path / "out"), top=3)
    assert sorted(states_of(outcomes)) == ["bad"] + ["tailored"] * 6


TERMS = st.frozensets(st.sampled_from("abcdefgh"))


@given(TERMS, TERMS)
def test_nearness_is_symmetric_and_1_for_the_same(one, other):
    assert nearness(one, other) == nearness(other, one) <= 1 + 1e-9
    assert nearness(one, one) == pytest.approx(1.0 if one else 0.0)


@given(TERMS, st.lists(TERMS, max_size=12), st.integers(1, 5))
@settings(max_examples=50)
def test_a_shortlist_is_the_start_of_the_full_ranking(profile, jobs, most):
    shortlist = Shortlist(most, profile)
    for number, job in enumerate(jobs):
        shortlist.consider(number, job)
    ranked = sorted(range(len(jobs)), key=lambda n: (-nearness(profile, jobs[n]), n))
    assert list(shortlist.numbers()) == ranked[:most]


def test_a_pool_gives_every_result_once():
    results = dict(Pool(2).results(doubled, range(40)))
    assert results == {number: 2 * number for number in range(40)}


def test_an_item_that_kills_its_worker_is_lost_and_no_other():
    results = list(Pool(2).results(deadly, range(20)))
    lost = [item for item, made in results if isinstance(made, Lost)]
    assert lost == [5]
    assert sorted(item for item, _ in results) == list(range(20))
    assert all(made == 2 * item for item, made in results if item != 5)


def test_a_pool_takes_items_only_as_fast_as_results_are_taken():
    taken = []
    items = (taken.append(number) or number for number in range(1000))
    results = Pool(2).results(doubled, items)
    for got in range(1, 21):
        next(results)
        assert len(taken) <= got + 2 * IN_FLIGHT
    results.close()


@given(st.lists(st.floats(0, 100), min_size=2, max_size=30), st.floats(0.01, 5))
@settings(max_examples=60)
def test_no_two_requests_are_nearer_than_the_pace(gaps, spacing):
    now = free_at = 0.0
    sent = []
    for gap in gaps:
        now += gap
        wait, free_at = take(free_at, now, spacing)
        sent.append(now + wait)
    assert all(later - earlier >= spacing - 1e-9 for earlier, later in pairwise(sent))


def test_workers_share_one_pace():
    slept = []
    free_at = get_context("spawn").Value("d", 0.0)
    paces = [SharedPace(free_at, 2.0, clock=lambda: 10.0, sleep=slept.append) for _ in range(3)]
    for pace in paces:
        pace()
    assert slept == [0.0, 2.0, 4.0]


def test_a_worker_gives_a_model_the_time_that_is_set(monkeypatch):
    from tailor.model_engine import ModelSettings

    monkeypatch.setenv("TAILOR_API_KEY", "k")
    reached = directly(ModelSettings("m", base_url="http://127.0.0.1:9/v1", timeout=77))
    assert reached._client.timeout.read == 77  # noqa: SLF001 - what is sent, without a server


def test_the_tally_counts_what_was_found_as_over_but_not_as_speed():
    now = [0.0]
    tally = Tally(10, clock=lambda: now[0])
    for second, state in enumerate(["found"] * 4 + ["tailored"] * 3):
        now[0] = 60.0 + 2 * second
        tally.count(Outcome(state, Row(cost=0.5)))
    assert tally.over == 7
    assert tally.rate == 0.5, "a minute of preparation is no part of it"
    assert tally.remaining == 6.0
    assert tally.cost == 1.5
    assert "7 of 10 pairs · 0.5 a second · 6 s left · 4 found" in tally.line()


def test_the_table_shows_names_as_text(tmp_path):
    with Summary(tmp_path) as summary:
        summary.add(Row(profile="<b>ada</b>", job="x", error="<script>alert(1)</script>"))
    table = summary.table.read_text(encoding="utf-8")
    assert "<script>" not in table
    assert "&lt;b&gt;ada&lt;/b&gt;" in table


def test_a_summary_is_there_even_when_the_batch_ends_badly(tmp_path):
    def interrupted():
        with Summary(tmp_path) as summary:
            summary.add(Row(profile="ada", job="cook"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [row.profile for row in read_rows(tmp_path / "summary.jsonl")] == ["ada"]
    assert "ada" in (tmp_path / "summary.html").read_text(encoding="utf-8")


class Lossy:
    """Workers that lose everything, with much to say about each."""

    def results(self, _work, items):
        for item in items:
            yield item, Lost(f"{item.job.name} " * 5_000)


def peak_memory(profiles, jobs, folders):
    tracemalloc.start()
    plan = Plan(profiles_of(profiles), jobs_of(jobs))
    Batch(plan, RECIPE, Lossy(), folders, lambda _: None).run()
    _, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return highest


def test_no_outcome_is_held_in_memory(sources, tmp_path):
    """Every one is some 35 kB here; 360 more of them would be 12 MB."""
    many = tmp_path / "many.jsonl"
    lines = [json.dumps({"id": f"job-{n}", "text": f"Job {n}"}) for n in range(240)]
    peaks = []
    for number in (20, 60, 240):
        many.write_text("\n".join(lines[:number]), encoding="utf-8")
        peaks.append(peak_memory(sources[0], many, Folders(tmp_path / "out")))
    assert peaks[2] < peaks[1] + 1_000_000


def test_start_up_loads_nothing_heavy():
    code = "import sys, tailor.cli.batch_command; print(*sys.modules)"
    modules = subprocess.check_output([sys.executable, "-c", code], text=True).split()
    assert not {"pydantic", "ray", "openai", "jinja2", "multiprocessing"} & set(modules)
