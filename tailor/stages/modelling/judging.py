"""A model as judge of what the check left open: strict, bound to quotes, and tried out first.

It can never lift a hard finding. The ad is not in its prompt.
"""

import functools
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

from tailor.domain.base import Frozen
from tailor.domain.verdicts import Finding, Span, Verdict
from tailor.errors import BudgetError, ModelError
from tailor.llm.answers import JudgedSpan, Judgement
from tailor.llm.chains import Chain, side_by_side
from tailor.llm.port import ChatModel, ServerError
from tailor.stages.modelling.quoting import listed, located

_DATA = Path(__file__).parent / "data"
_LICENSED = frozenset({"supported", "weaker_than_source"})
_FEWEST_RIGHT = 17
# A judge that misses one of these once would let the loudest lies through.
_NEVER_MISSED = frozenset({"number", "title", "technology"})


class Canary(Frozen):
    """One pair with a known verdict; `kind` is what was distorted, or "faithful"."""

    kind: str
    evidence: tuple[str, ...]
    claim: str
    supported: bool


class Trial(Frozen):
    """How a model did on the `total` canaries it was asked about."""

    right: int
    total: int
    missed: tuple[str, ...]

    @property
    def is_trusted(self) -> bool:
        """Whether the model may judge at all."""
        return self.right >= _FEWEST_RIGHT and not self.is_lost

    @property
    def is_lost(self) -> bool:
        """Whether no further answer could make the model trusted."""
        too_many = len(self.missed) > len(canaries()) - _FEWEST_RIGHT
        return too_many or bool(_NEVER_MISSED.intersection(self.missed))


@functools.cache
def canaries() -> tuple[Canary, ...]:
    """The shipped pairs."""
    text = (_DATA / "canaries.yaml").read_text(encoding="utf-8")
    return tuple(Canary.model_validate(pair) for pair in yaml.safe_load(text))


def tried(model: ChatModel, *, whole: bool = False) -> Trial:
    """Ask the model about the canaries. An answer that cannot be used refuses.

    The loudest lies come first, and the second half is not asked of a model that is lost in the
    first, unless the `whole` is wanted: a slow model is mostly a small one. Raises ServerError or
    BudgetError when answers are missing: that says nothing about the model.
    """
    pairs = sorted(canaries(), key=lambda pair: pair.kind not in _NEVER_MISSED)
    half = len(pairs) // 2
    first = _tried(model, pairs[:half])
    if first.is_lost and not whole:
        return first
    rest = _tried(model, pairs[half:])
    return Trial(
        right=first.right + rest.right, total=len(pairs), missed=(*first.missed, *rest.missed)
    )


class Judge:
    """One model as judge, tried out at the first question; `note` is told when it is not used."""

    def __init__(self, model: ChatModel, note: Callable[[str], None]) -> None:
        self._model = model
        self._note = note
        self._trial: Trial | None = None
        self._lock = threading.Lock()

    def judge(self, text: str, facts: Sequence[str], verdict: Verdict) -> Verdict:
        """Decide an open verdict by two samples, or try a supported one again by one.

        A verdict with a hard finding comes back as it is, and so does every verdict when the model
        is not trusted. An open one stays refused when an answer fails; a supported one stands.
        """
        if any(finding.hard for finding in verdict.findings) or not self.is_trusted():
            return verdict
        if verdict.open:
            return self._decided(text, facts, verdict)
        return self._doubted(text, facts, verdict) if verdict.supported else verdict

    def _decided(self, text: str, facts: Sequence[str], verdict: Verdict) -> Verdict:
        questions = [finding.reason for finding in verdict.findings]
        try:
            # Two orders of the same question are two independent samples at temperature zero.
            against = objections(self._model, text, facts, questions) or objections(
                self._model, text, facts[::-1], questions[::-1]
            )
        except ModelError:
            return verdict
        if against:
            findings = (*verdict.findings, *against)
            return verdict.model_copy(update={"by": "judge", "open": False, "findings": findings})
        return Verdict(label="supported", by="judge", proofs=verdict.proofs)

    def _doubted(self, text: str, facts: Sequence[str], verdict: Verdict) -> Verdict:
        try:
            against = objections(self._model, text, facts, [])
        except ModelError:
            return verdict
        if not against:
            return verdict
        return Verdict(label="not_enough_evidence", by="judge", findings=against)

    def is_trusted(self) -> bool:
        """Whether the model passed its trial, which is held when this is first asked."""
        with self._lock:
            if self._trial is None:
                self._trial = self._held()
        return self._trial.is_trusted

    def _held(self) -> Trial:
        """The trial; the person is told when the model did not pass it."""
        unused = f"{self._model.name} is not used as a judge, nor asked what your profile implies"
        try:
            trial = tried(self._model)
        except ModelError as error:
            self._note(f"{unused}, because it could not be tried out: {error}")
            return Trial(right=0, total=0, missed=())
        if not trial.is_trusted:
            wrong = f"{len(trial.missed)} of {trial.total} known cases"
            self._note(f"{unused}: it got {wrong} wrong.")
        return trial


def objections(
    model: ChatModel, text: str, facts: Sequence[str], questions: Sequence[str]
) -> tuple[Finding, ...]:
    """What a model holds against a text, after its quotes and spans were checked; () for nothing.

    Raises ModelError when the model gives no usable answer.
    """
    numbered = {f"f{number}": fact for number, fact in enumerate(facts, 1)}
    answer = Chain("judge", Judgement, model).invoke(
        facts=listed(numbered),
        bullet=text,
        questions="\n".join(f"- {question}" for question in questions) or "- none",
    )
    found = [finding for span in answer.spans if (finding := _objection(span, text, numbered))]
    return tuple(found) or _uncovered(answer.spans, text)


def _tried(model: ChatModel, pairs: Sequence[Canary]) -> Trial:
    upheld = side_by_side(lambda pair: _upholds(model, pair), pairs)
    missed = [pair.kind for pair, said in zip(pairs, upheld, strict=True) if said != pair.supported]
    return Trial(right=len(pairs) - len(missed), total=len(pairs), missed=tuple(missed))


def _upholds(model: ChatModel, pair: Canary) -> bool:
    try:
        return not objections(model, pair.claim, pair.evidence, [])
    except (ServerError, BudgetError):
        raise
    except ModelError:
        return False


def _objection(judged: JudgedSpan, text: str, facts: dict[str, str]) -> Finding | None:
    where = located(judged.span, text)
    if where is None:
        return None
    quoted = located(judged.quote, facts.get(judged.fact_id, "")) is not None
    if judged.label in _LICENSED and quoted:
        return None
    return _finding(text, *where, "A second reading found no support in your profile for “{}”.")


def _uncovered(spans: Sequence[JudgedSpan], text: str) -> tuple[Finding, ...]:
    """A finding for the first word of the text that could carry a claim and was not judged."""
    covered = [where for span in spans if (where := located(span.span, text))]
    for word in re.finditer(r"[\w'’+#]+", text):
        inside = any(start <= word.start() and word.end() <= end for start, end in covered)
        if not inside and word[0].lower() not in _glue_words():
            return (_finding(text, *word.span(), "A second reading did not account for “{}”."),)
    return ()


@functools.cache
def _glue_words() -> frozenset[str]:
    """Words that may stand between two spans. Negations and limits are none of them."""
    return frozenset((_DATA / "glue_words.txt").read_text(encoding="utf-8").split())


def _finding(text: str, start: int, end: int, reason: str) -> Finding:
    span = Span(start=start, end=end, text=text[start:end])
    return Finding(kind="judge", hard=False, claim=span, reason=reason.format(span.text))
