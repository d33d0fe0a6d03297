"""A model as writer and as judge, measured apart from the checker, by labels that people gave."""

import json
import threading
from collections.abc import Callable, Sequence
from typing import Any

from tailor.domain.base import Frozen
from tailor.domain.verdicts import Verdict
from tailor.errors import ModelError
from tailor.evals.cases import WholeCase, whole_cases
from tailor.evals.claims import LabelledClaim, read_claims, shipped_claims
from tailor.evals.model import MeasuredModel
from tailor.evals.suite import Measure, Score, Setting, Suite
from tailor.evals.wordings import Labels, Wording, stand_in, wordings
from tailor.llm.port import ChatModel, Message, Output
from tailor.llm.prompts import Prompt
from tailor.llm.usage import Ledger
from tailor.stages.modelling.judging import Judge, tried

_ABOUT = (
    "As writer: a model words the lines of whole cases; what is an invention is what people "
    "labelled so, never what the checker refuses. As judge: what it adds to the checker, or takes "
    "from it, on labelled claims. Without a model a hand-written stand-in words the lines: it "
    "shows that the measure works and says nothing about any model."
)
# One pair in four of the development claims: enough for a figure, cheap enough to ask about.
_ONE_PAIR_IN = 4
_WORKERS = 4


class Written(Frozen):
    """What a model wrote in one case, with the labels there are."""

    wordings: tuple[Wording, ...]


class Judged(Frozen):
    """One labelled claim before and after the judge, who changes nothing unless trusted."""

    before: Verdict
    after: Verdict
    trusted: bool


class Trusted(Frozen):
    """How a model did on the judge's known cases."""

    right: int
    total: int


class ModelCase(Frozen):
    """A case for the writer, a claim for the judge, or (with neither) the judge's trial."""

    id: str
    kind: str
    part: str = "dev"
    whole: WholeCase | None = None
    claim: LabelledClaim | None = None


Outcome = Written | Judged | Trusted


def suite(setting: Setting) -> Suite[ModelCase, Outcome]:
    """The model of this setting, or the stand-in."""
    claims = read_claims(setting.labels or setting.data / "models" / "stand_in.jsonl", part="dev")
    model = setting.model or MeasuredModel(stand_in(claims), Ledger("stand-in"))
    writer = _Writer(model, Labels(claims))
    judge = _WatchedJudge(model.chat(), model.notes.append) if setting.model else None

    def run(case: ModelCase) -> Outcome:
        if case.whole:
            return writer.written(case.whole)
        if judge is None:
            raise ModelError("The stand-in judges nothing.")
        return judge.judged(case.claim) if case.claim else judge.trial()

    return Suite(
        name="models",
        about=_ABOUT,
        cases=(*_to_write(setting, claims), *(_to_judge(setting) if judge else ())),
        run=run,
        measures=_MEASURES,
        show=show,
        confusion=confusion,
        workers=_WORKERS if setting.model else 1,
    )


def inventions_written(_case: ModelCase, run: Outcome) -> Score | None:
    """The share of labelled wordings that say more than the statement does."""
    return _share("inventions_written", run, lambda _: True, lambda w: w.truth == "unsupported")


def inventions_left(_case: ModelCase, run: Outcome) -> Score | None:
    """The share of labelled wordings in the résumé that do."""
    return _share("inventions_left", run, lambda w: w.passed, lambda w: w.truth == "unsupported")


def caught(_case: ModelCase, run: Outcome) -> Score | None:
    """The share of inventions that were refused."""
    return _share("caught", run, lambda w: w.truth == "unsupported", lambda w: not w.passed)


def false_alarm(_case: ModelCase, run: Outcome) -> Score | None:
    """The share of faithful wordings that were refused."""
    return _share("false_alarm", run, lambda w: w.truth == "supported", lambda w: not w.passed)


def labelled(_case: ModelCase, run: Outcome) -> Score | None:
    """The share of wordings that have a label; the reason has the others, ready to be labelled."""
    if not isinstance(run, Written) or not run.wordings:
        return None
    without = [wording for wording in run.wordings if wording.truth is None]
    value = 1 - len(without) / len(run.wordings)
    return Score(name="labelled", value=value, reason="\n".join(map(_to_label, without)))


def judge_lifts_faithful(case: ModelCase, run: Outcome) -> Score | None:
    """Whether the judge accepts a faithful claim that the check left open."""
    return _judged("judge_lifts_faithful", case, run, truth="supported", was_open=True)


def judge_lifts_false(case: ModelCase, run: Outcome) -> Score | None:
    """Whether the judge accepts an unsupported claim that the check left open."""
    return _judged("judge_lifts_false", case, run, truth="unsupported", was_open=True)


def judge_stops_false(case: ModelCase, run: Outcome) -> Score | None:
    """Whether the judge refuses an unsupported claim that passed the check."""
    return _judged("judge_stops_false", case, run, truth="unsupported", was_open=False)


def judge_stops_faithful(case: ModelCase, run: Outcome) -> Score | None:
    """Whether the judge refuses a faithful claim that passed the check."""
    return _judged("judge_stops_faithful", case, run, truth="supported", was_open=False)


def judge_agrees(case: ModelCase, run: Outcome) -> Score | None:
    """Whether what the judge says of a claim it has a say in is what its label says."""
    if not isinstance(run, Judged) or case.claim is None or case.claim.truth is None:
        return None
    if not (run.before.open or run.before.supported):
        return None
    agrees = run.after.supported == (case.claim.truth == "supported")
    return _if_trusted("judge_agrees", run, value=agrees)


def judge_trial(_case: ModelCase, run: Outcome) -> Score | None:
    """The share of the judge's known cases that it gets right."""
    if not isinstance(run, Trusted):
        return None
    return Score(name="judge_trial", value=run.right / run.total)


def confusion(_case: ModelCase, run: Outcome) -> tuple[tuple[str, str], ...]:
    """What each labelled wording is, and whether it reached the résumé."""
    if not isinstance(run, Written):
        return ()
    return tuple(
        (
            "faithful" if wording.truth == "supported" else f"invention: {wording.kind}",
            "in the résumé" if wording.passed else "refused",
        )
        for wording in run.wordings
        if wording.truth
    )


def show(case: ModelCase, run: Outcome) -> str:
    """What was written, or what was judged."""
    match run:
        case Written():
            return "\n".join(
                f"  was  {w.statement}\n  now  {w.text}\n       labelled {w.truth or 'not yet'} "
                f"{w.kind}, {'in the résumé' if w.passed else 'refused'}"
                for w in run.wordings
            )
        case Judged() if case.claim:
            evidence = "\n".join(f"  evidence  {text}" for text in case.claim.case.evidence)
            reasons = " ".join(finding.reason for finding in run.after.findings)
            return (
                f"{evidence}\n  claim     {case.claim.case.claim}\n"
                f"  label     {case.claim.truth} ({case.claim.kind})\n"
                f"  check     {run.before.label}\n  judge     {run.after.label}. {reasons}"
            )
        case _:
            return ""


_MEASURES: tuple[Measure[ModelCase, Outcome], ...] = (
    Measure(
        "inventions_written", "wordings that are inventions", inventions_written, better="lower"
    ),
    Measure(
        "inventions_left",
        "wordings in the résumé that are inventions",
        inventions_left,
        better="lower",
    ),
    Measure("caught", "inventions that were refused", caught),
    Measure("false_alarm", "faithful wordings that were refused", false_alarm, better="lower"),
    Measure("labelled", "wordings that somebody labelled", labelled),
    Measure("judge_trial", "the judge's known cases got right", judge_trial, tier="judge"),
    Measure(
        "judge_agrees", "claims the judge says of what their label says", judge_agrees, tier="judge"
    ),
    Measure(
        "judge_lifts_faithful",
        "faithful claims left open by the check that the judge accepts",
        judge_lifts_faithful,
        tier="judge",
    ),
    Measure(
        "judge_lifts_false",
        "unsupported claims left open by the check that the judge accepts",
        judge_lifts_false,
        tier="judge",
        better="lower",
    ),
    Measure(
        "judge_stops_false",
        "unsupported claims passed by the check that the judge refuses",
        judge_stops_false,
        tier="judge",
    ),
    Measure(
        "judge_stops_faithful",
        "faithful claims passed by the check that the judge refuses",
        judge_stops_faithful,
        tier="judge",
        better="lower",
    ),
)


class _Writer:
    """Runs whole cases with a model and gathers everything it worded."""

    def __init__(self, model: MeasuredModel, labels: Labels) -> None:
        self._model = model
        self._labels = labels

    def written(self, case: WholeCase) -> Written:
        from tailor import pipeline  # noqa: PLC0415

        stages: dict[str, Any] = {}
        engine = self._model.engine(case.profile.basics)
        change_set = pipeline.run(
            case.job, case.profile, engine, budget=case.budget, on_stage=stages.__setitem__
        )
        known = {item.id: item for item in case.known}
        found = wordings(stages["proposals"], change_set, known, self._labels)
        return Written(wordings=found)


class _WatchedJudge:
    """The judge of a run; an answer it cannot use is told, where a run would only go on."""

    def __init__(self, model: ChatModel, note: Callable[[str], None]) -> None:
        self._model = _Watched(model)
        self._judge = Judge(self._model, note)

    def judged(self, claim: LabelledClaim) -> Judged:
        """The verdict before and after. Raises ModelError when the judge gave no usable answer."""
        before = claim.case.verdict()
        self._model.forget()
        after = self._judge.judge(claim.case.claim, claim.case.evidence, before)
        if self._model.error:
            raise self._model.error
        return Judged(before=before, after=after, trusted=self._judge.is_trusted())

    def trial(self) -> Trusted:
        """How it does on the known cases."""
        trial = tried(self._model, whole=True)
        return Trusted(right=trial.right, total=trial.total)


class _Watched:
    """A model that remembers, thread by thread, that it gave no usable answer."""

    def __init__(self, model: ChatModel) -> None:
        self._model = model
        self._here = threading.local()

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def error(self) -> ModelError | None:
        return getattr(self._here, "error", None)

    def forget(self) -> None:
        self._here.error = None

    def complete(
        self, prompt: Prompt, messages: Sequence[Message], output_type: type[Output]
    ) -> Output:
        try:
            return self._model.complete(prompt, messages, output_type)
        except ModelError as error:
            self._here.error = error
            raise


def _to_write(setting: Setting, claims: Sequence[LabelledClaim]) -> tuple[ModelCase, ...]:
    """The whole cases in which there is something to word; of the stand-in, those it knows."""
    worded = {claim.case.evidence[0] for claim in claims}
    return tuple(
        ModelCase(id=f"write:{case.id}", kind="writer", whole=case)
        for case in whole_cases(setting.data, setting.profiles)
        if case.kind != "mismatch"
        and (setting.model or worded.intersection(item.text for item in case.known))
    )


def _to_judge(setting: Setting) -> tuple[ModelCase, ...]:
    claims = [c for c in shipped_claims(setting.data / "claims") if c.part == "dev"]
    some = [c for number, c in enumerate(claims) if number // 2 % _ONE_PAIR_IN == 0]
    judged = (ModelCase(id=f"judge:{c.id}", kind="judge", claim=c) for c in some)
    return (ModelCase(id="judge's trial", kind="trial"), *judged)


def _share(
    name: str, run: Outcome, among: Callable[[Wording], bool], what: Callable[[Wording], bool]
) -> Score | None:
    """The share of the labelled wordings chosen that are what is asked; unscored without labels."""
    if not isinstance(run, Written):
        return None
    known = [wording for wording in run.wordings if wording.truth is not None]
    if not known:
        return Score(name=name, value=None, reason="no wording has a label")
    chosen = [wording for wording in known if among(wording)]
    if not chosen:
        return None
    hits = [wording for wording in chosen if what(wording)]
    reason = "; ".join(f"“{w.text}” ({w.kind})" for w in hits)
    return Score(name=name, value=len(hits) / len(chosen), reason=reason)


def _judged(
    name: str, case: ModelCase, run: Outcome, *, truth: str, was_open: bool
) -> Score | None:
    if not isinstance(run, Judged) or case.claim is None or case.claim.truth != truth:
        return None
    if not (run.before.open if was_open else run.before.supported):
        return None
    return _if_trusted(name, run, value=run.after.supported == was_open)


def _if_trusted(name: str, run: Judged, *, value: bool) -> Score:
    if not run.trusted:
        return Score(name=name, value=None, reason="the model failed the judge's trial")
    return Score(name=name, value=float(value))


def _to_label(wording: Wording) -> str:
    """A line for the file of labels; "gold" and "kind" are to be filled in."""
    line = {"evidence": [wording.statement], "claim": wording.text, "gold": "?", "kind": "?"}
    return json.dumps(line, ensure_ascii=False)
