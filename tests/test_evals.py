"""`tailor evals`: what is measured and said, what is kept blind, what the gate stops."""

import json
import re
from pathlib import Path

import pytest
from llm_fault_server import completion, serving

from tailor import pipeline
from tailor.cli import main
from tailor.errors import InputError, ModelError
from tailor.evals.baseline import read_baselines
from tailor.evals.cases import whole_cases
from tailor.evals.claims import read_claims, shipped_claims
from tailor.evals.journal import Journal
from tailor.evals.model import MeasuredModel
from tailor.evals.plots import calibration_plot, rate_plot
from tailor.evals.report import Report
from tailor.evals.report_text import as_text
from tailor.evals.result import Result
from tailor.evals.runner import run_suite
from tailor.evals.suite import Measure, Score, Suite
from tailor.evals.suites import models
from tailor.evals.summary import Bin, rates
from tailor.evals.wordings import stand_in
from tailor.factcheck import check
from tailor.factcheck.cases import Case
from tailor.llm.canned import Recorder, ScriptedProvider
from tailor.llm.chat import Chat
from tailor.llm.usage import Ledger
from tailor.resources import folder
from tailor.stages.modelling.judging import Trial, canaries

FAITHFUL = {"evidence": "I baked bread for 40 guests.", "claim": "Baked bread for 40 guests."}
FALSE = {"evidence": "I baked bread for 40 guests.", "claim": "Baked bread for 90 guests."}


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAILOR_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("TAILOR_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def write_claims(*rows, name="claims.jsonl"):
    Path(name).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return name


def gold(number):
    """Twins about so many guests: one faithful, one with another number."""
    statement = f"I baked bread for {number} guests."
    return [
        {"id": f"yes-{number}", "evidence": statement, "claim": statement[2:].capitalize(),
         "gold": "supported", "kind": "trim"},
        {"id": f"no-{number}", "evidence": statement, "gold": "unsupported", "kind": "number",
         "claim": f"Baked bread for {number + 1} guests."},
    ]  # fmt: skip


def report_of(capsys, *arguments):
    code = main(["evals", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def rate(report, measure, part="data", kind=""):
    return next(
        r
        for r in report["suites"][0]["rates"]
        if (r["measure"], r["part"], r["kind"]) == (measure, part, kind)
    )


def test_own_claims_are_measured_with_intervals_and_time(capsys):
    data = write_claims(*(row for number in range(10, 20) for row in gold(number)))
    code, report = report_of(capsys, "--data", data)
    caught, alarm = rate(report, "caught"), rate(report, "false_alarm")
    assert code == 0
    assert (caught["cases"], caught["value"]) == (10, 1.0)
    assert caught["low"] == pytest.approx(0.7225, abs=1e-4)
    assert (alarm["cases"], alarm["value"]) == (10, 0.0)
    assert alarm["seconds"] > 0


def test_the_table_says_what_the_json_says(capsys):
    data = write_claims(*gold(40), *gold(50))
    assert main(["evals", "--data", data]) == 0
    said = capsys.readouterr().out
    assert re.search(r"data\s+caught\s+all\s+2\s+100\.0 %\s+34\.2 % to 100\.0 %", said)
    assert "balanced accuracy 100.0 %" in said
    assert "ms a case (median)" in said


@pytest.mark.parametrize(
    ("row", "truth", "kind"),
    [
        ({**FAITHFUL, "gold": "supported", "kind": "trim"}, "supported", "trim"),
        ({**FAITHFUL, "label": "SUPPORTS"}, "supported", "supported"),
        ({**FALSE, "label": "REFUTES"}, "unsupported", "refuted"),
        ({**FALSE, "label": "NOT ENOUGH INFO"}, "unsupported", "not_enough_info"),
        ({"document": "I baked.", "claim": "Baked.", "label": 1}, "supported", "supported"),
        ({"document": "I baked.", "claim": "Ran.", "label": 0}, "unsupported", "unsupported"),
        ({"premise": "I baked.", "hypothesis": "Ran.", "label": "contradiction"},
         "unsupported", "refuted"),
    ],
)  # fmt: skip
def test_the_shapes_of_public_benchmarks_are_read(row, truth, kind):
    found = read_claims(Path(write_claims(row)), part="data")[0]
    assert (found.truth, found.kind) == (truth, kind)
    assert found.case.claim
    assert found.case.evidence[0].startswith("I baked")


def test_lines_of_one_id_are_all_counted():
    twice = write_claims({**FALSE, "id": 7, "label": 0}, {**FALSE, "id": 7, "label": 0})
    assert [claim.id for claim in read_claims(Path(twice), part="data")] == ["7", "7#2"]


def test_a_label_nobody_knows_is_unscored_not_wrong(capsys):
    data = write_claims(*gold(40), {**FALSE, "label": "maybe"})
    _, report = report_of(capsys, "--data", data)
    assert rate(report, "caught")["cases"] == 1
    assert report["suites"][0]["unscored"][0]["reason"] == "unknown label: maybe"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("no json\n", "line 1 is no JSON object"),
        ('{"claim": "Baked."}\n', "evidence"),
        (json.dumps(FAITHFUL) + "\n", "has no labelled line"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_plainly(capsys, content, said):
    Path("bad.jsonl").write_text(content, encoding="utf-8")
    assert main(["evals", "--data", "bad.jsonl"]) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["--data"]],
)
def test_wrong_usage_is_told(arguments):
    with pytest.raises(SystemExit) as ended:
        main(["evals", *arguments])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["posting", "--data", "claims.jsonl"], "goes with factcheck"),
        (["--record", "x.jsonl"], "Name one with --model"),
        (["factcheck", "--replay", "missing.jsonl"], "cannot be read"),
        (["factcheck", "--against", "missing.json"], "no such file"),
        (["--data", "claims.jsonl", "--update-baseline"], "our own data only"),
    ],
)
def test_what_does_not_go_together_is_told(capsys, arguments, said):
    write_claims(*gold(40))
    assert main(["evals", *arguments]) == 1
    assert said in capsys.readouterr().err


# The gate


def without_rule(monkeypatch, name):
    rules = tuple(rule for rule in check.__globals__["_CHECKS"] if rule.__name__ != name)
    monkeypatch.setitem(check.__globals__, "_CHECKS", rules)


def test_a_rule_turned_off_is_stopped_at_the_gate(capsys, monkeypatch):
    data = write_claims(*(row for number in range(10, 30) for row in gold(number)))
    assert main(["evals", "--data", data, "--json"]) == 0
    Path("before.json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["evals", "--data", data, "--against", "before.json", "--gate"]) == 0
    capsys.readouterr()

    without_rule(monkeypatch, "figures")
    code, report = report_of(capsys, "--data", data, "--against", "before.json", "--gate")

    assert code == 3
    assert any("caught is worse than the baseline: 20 cases worse" in p for p in report["problems"])
    move = rate(report, "caught")["move"]
    assert (move["worse"], move["better"]) == (20, 0)
    assert move["high"] < 0


def test_a_handful_of_cases_is_no_significant_loss(capsys, monkeypatch):
    data = write_claims(*(row for number in range(10, 14) for row in gold(number)))
    main(["evals", "--data", data, "--json"])
    Path("before.json").write_text(capsys.readouterr().out, encoding="utf-8")
    without_rule(monkeypatch, "figures")
    code, report = report_of(capsys, "--data", data, "--against", "before.json", "--gate")
    assert code == 0
    assert rate(report, "caught")["move"]["worse"] == 4


def test_cases_that_disappear_are_stopped_at_the_gate(capsys):
    data = write_claims(*gold(40), *gold(50))
    main(["evals", "--data", data, "--json"])
    Path("before.json").write_text(capsys.readouterr().out, encoding="utf-8")
    write_claims(*gold(40))
    code, report = report_of(capsys, "--data", data, "--against", "before.json", "--gate")
    assert code == 3
    assert "2 cases of the baseline are gone" in report["problems"][0]


def test_the_committed_baselines_can_be_read():
    found = read_baselines(folder("evals") / "baselines")
    assert set(found) >= {"factcheck", "tailor", "injection"}


def test_the_offline_suites_keep_their_promises(capsys):
    """Part of what `make check` runs, without the comparison, which moves with every change."""
    code, report = report_of(capsys, "tailor", "selection", "posting")
    assert code == 0
    broken = [p for p in report["problems"] if "is broken" in p]
    assert broken == []


# Blind cases


def made_up_suite(run=lambda case: case.claim, part="test"):
    class Made(Case):
        part: str = "dev"

    cases = tuple(
        Made(id=str(number), claim="secret words", evidence=("x",), kind="made", part=part)
        for number in range(3)
    )
    scorer = Measure(
        "right", "cases got right", lambda _c, _r: Score(name="right", value=0.0, reason="secret")
    )
    return Suite("made", "made up", cases, run, (scorer,), show=lambda _c, r: r)


def run_made(suite, folder, **options):
    return run_suite(suite, journal=Journal(Path(folder), "x"), clock=lambda: 0.0, **options)


def test_cases_of_a_test_part_are_told_by_id_only(tmp_path):
    blind = run_made(made_up_suite(), tmp_path)
    assert "secret" not in "".join(result.model_dump_json() for result in blind)
    assert [result.case_id for result in blind] == ["0", "1", "2"]


def test_the_test_part_is_shown_on_request(tmp_path):
    shown = run_made(made_up_suite(), tmp_path, show_test=True)
    assert shown[0].shown == "secret words"


def test_the_development_part_is_shown_in_full(tmp_path):
    assert run_made(made_up_suite(part="dev"), tmp_path)[0].shown == "secret words"


def test_no_report_holds_words_of_the_test_part(capsys):
    """The real files: their claims are compared by code and shown to nobody."""
    claims = folder("evals") / "claims"
    hidden = [c.case for path in claims.glob("test_*") for c in read_claims(path, part="test")]
    main(["evals", "factcheck", "--json", "--html", "report.html"])
    printed = capsys.readouterr().out
    table = as_text(Report.model_validate_json(printed), lambda *_: "", with_failures=True)
    told = printed + table + Path("report.html").read_text(encoding="utf-8")
    # Short ones are lead-in lines ("I was responsible for:") that other writers have too.
    leaked = [
        case.id
        for case in hidden
        for text in (case.claim, *case.evidence)
        if len(text) > 40 and (text in told or json.dumps(text, ensure_ascii=False)[1:-1] in told)
    ]
    assert hidden
    assert leaked == []


# Interruption and models


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path):
    asked = []

    def run(case):
        asked.append(case.id)
        if asked == ["0", "1"]:
            raise KeyboardInterrupt
        return case.claim

    with pytest.raises(KeyboardInterrupt):
        run_made(made_up_suite(run), tmp_path)
    assert len(run_made(made_up_suite(run), tmp_path)) == 3
    assert asked == ["0", "1", "1", "2"]
    assert list(tmp_path.glob("*.jsonl")) == []


def test_another_state_of_code_or_data_is_another_journal(tmp_path):
    journal = Journal(tmp_path, "data 1")
    journal.add(Result(case_id="0", kind="k", part="dev", scores=(), seconds=0.1))
    assert set(Journal(tmp_path, "data 1").finished) == {"0"}
    assert not Journal(tmp_path, "data 2").finished


def test_a_half_written_line_of_a_journal_is_run_again(tmp_path):
    Journal(tmp_path, "x").add(Result(case_id="0", kind="k", part="dev", scores=(), seconds=0.1))
    path = next(tmp_path.glob("*.jsonl"))
    path.write_text(path.read_text(encoding="utf-8") + '{"case_id": "1", "ki', encoding="utf-8")
    assert set(Journal(tmp_path, "x").finished) == {"0"}


@pytest.mark.parametrize("workers", [1, 3])
def test_a_model_that_fails_leaves_a_case_unscored(tmp_path, workers):
    def run(case):
        if case.id == "1":
            raise ModelError("no usable answer")
        return case.claim

    suite = made_up_suite(run, part="dev")
    results = run_made(
        Suite(suite.name, "", suite.cases, run, suite.measures, suite.show, workers=workers),
        tmp_path,
    )
    assert [result.scores[0].value for result in results] == [0.0, None, 0.0]
    summed = rates(suite.measures, results, None)[0]
    assert (summed.cases, summed.unscored, summed.value) == (2, 1, 0.0)


def test_the_writer_is_measured_by_labels_apart_from_the_checker(capsys):
    """The stand-in plants inventions that are labelled as such; the checker has no say in that."""
    _, report = report_of(capsys, "models")
    written = rate(report, "inventions_written", part="dev")["value"]
    left = rate(report, "inventions_left", part="dev")["value"]
    cells = report["suites"][0]["confusion"]
    assert 0.3 < written < 0.6
    assert left < written
    assert any(cell["truth"].startswith("invention: ") for cell in cells)


def test_a_recorded_model_writes_and_judges_without_a_network(capsys):
    """A recording without a usable answer: the rules word the lines, the judge is unscored."""
    line = {"step": "rewrite", "key": "0", "text": "{}"}
    Path("answers.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    code, report = report_of(capsys, "models", "--replay", "answers.jsonl", "--model", "old-one")
    trial = rate(report, "judge_trial", part="dev")
    assert code == 0
    assert report["ran"]["model"] == "old-one"
    assert set(report["ran"]["prompt_fingerprints"]) >= {"rewrite", "judge"}
    assert 0 < trial["value"] < 1  # a judge that never answers refuses everything


def test_a_recording_gives_the_figures_of_the_run_it_was_taken_from(capsys):
    _, live = report_of(capsys, "models")
    labels = folder("evals") / "models" / "stand_in.jsonl"
    recorder = Recorder(stand_in(read_claims(labels, part="dev")))
    measured = MeasuredModel(recorder, Ledger("stand-in"))
    for case in whole_cases(folder("evals"), folder("profiles")):
        engine = measured.engine(case.profile.basics)
        pipeline.run(case.job, case.profile, engine, budget=case.budget)
    recorder.save(Path("answers.jsonl"))

    _, again = report_of(capsys, "models", "--replay", "answers.jsonl")

    for measure in ("inventions_written", "inventions_left", "caught", "false_alarm"):
        before, after = rate(live, measure, part="dev"), rate(again, measure, part="dev")
        assert (before["cases"], before["value"]) == (after["cases"], after["value"])
    assert any(
        "stand-in has no answer" in note or "recording" in note for note in again["ran"]["notes"]
    )


def judging(is_right):
    """A live server's model that words nothing and judges; `is_right` says which claims it gets."""
    claims = [c for c in shipped_claims(folder("evals") / "claims") if c.part == "dev"]
    truth = {pair.claim: pair.supported for pair in canaries()}
    truth |= {c.case.claim: c.truth == "supported" for c in claims}
    empty = {"Requirements": "requirements", "Matches": "matches", "Rewrites": "rewrites"}

    def behave(handler, body):
        kind = body["response_format"]["json_schema"]["name"]
        if kind != "Judgement":
            handler.send(completion(json.dumps({empty.get(kind, "sentences"): []})))
            return
        asked = body["messages"][-1]["content"]
        bullet = re.search(r"<bullet>\n(.*)\n</bullet>", asked, re.DOTALL)[1]
        upheld = truth[bullet] == bool(is_right(bullet))
        span = {
            "span": bullet,
            "label": "supported" if upheld else "not_stated",
            "fact_id": "f1",
            "quote": re.search(r"\[f1\] (.*)", asked)[1],
        }
        handler.send(completion(json.dumps({"spans": [span]})))

    return behave


def test_a_live_judge_is_measured_by_its_agreement_with_labels(capsys):
    """This one is wrong about one long claim in five, and knows the cases of its trial."""
    with serving(judging(lambda claim: len(claim) < 80 or len(claim) % 5)) as server:
        address = ("--model", "m", "--base-url", server.url)
        code, report = report_of(capsys, "models", *address, "--record", "answers.jsonl")
    agreement = rate(report, "judge_agrees", part="dev")
    assert code == 0
    assert agreement["cases"] > 50
    assert 0.6 < agreement["value"] < 0.95
    assert rate(report, "judge_trial", part="dev")["value"] == 1.0
    assert 0 < rate(report, "judge_lifts_false", part="dev")["value"] < 0.5

    _, again = report_of(capsys, "models", "--model", "m", "--replay", "answers.jsonl")
    assert rate(again, "judge_agrees", part="dev")["value"] == agreement["value"]


def test_a_judge_that_fails_its_trial_is_unscored_and_said_to_be(capsys):
    with serving(judging(lambda _: False)) as server:
        _, report = report_of(capsys, "models", "--model", "m", "--base-url", server.url)
    agreement = rate(report, "judge_agrees", part="dev")
    assert agreement["cases"] == 0
    assert agreement["unscored"] > 50
    assert rate(report, "judge_trial", part="dev")["value"] == 0.0
    assert any("not used as a judge" in note for note in report["ran"]["notes"])


def test_a_judge_that_gives_no_usable_answer_is_unscored():
    def script(request):
        raise ModelError("no usable answer")

    judge = models._WatchedJudge(Chat(ScriptedProvider(script)), lambda _note: None)  # noqa: SLF001
    judge._judge._trial = Trial(right=20, total=20, missed=())  # noqa: SLF001 - trusted before
    with pytest.raises(ModelError):
        judge.judged(read_claims(Path(write_claims(*gold(40))), part="dev")[0])


# The report


def test_the_html_report_needs_nothing_else_and_escapes_what_it_shows():
    data = write_claims(
        *(row for number in range(10, 60) for row in gold(number)),
        {"evidence": "I baked.", "claim": "Led <script>alert(1)</script>", "gold": "supported",
         "kind": "<b>bold</b>"},
    )  # fmt: skip
    assert main(["evals", "--data", data, "--html", "report.html"]) == 0
    page = Path("report.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "<script" not in page
    assert "<b>bold" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)


def test_a_plot_shows_every_class_with_its_interval():
    results = [
        Result(case_id=f"{kind}{n}", kind=kind, part="dev", seconds=0.1,
               scores=(Score(name="right", value=float(n % 2)),))
        for kind in ("number", "trim", "scope") for n in range(20)
    ]  # fmt: skip
    measure = Measure("right", "cases got right", lambda _c, _r: None)
    drawn = rate_plot(rates([measure], results, None))
    assert drawn.count("<circle") == 4
    assert all(kind in drawn for kind in ("all", "number", "trim", "scope"))


def test_calibration_is_drawn_with_its_counts():
    drawn = calibration_plot([Bin(cases=12, claimed=0.9, right=0.75, low=0.5, high=0.9)])
    assert "12 claimed 0.90 on average, 75% right" in drawn


def test_a_baseline_that_is_none_is_refused():
    Path("b.json").write_text('{"suite": 1}', encoding="utf-8")
    with pytest.raises(InputError, match="is no baseline"):
        read_baselines(Path("b.json"))
