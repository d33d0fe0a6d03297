"""A text a person typed, against what their profile shows. It is verified like any other.

A sentence must follow from one statement, or from those that the suggestion rests on, not from a
whole entry: the more statements are read together, the more can be pieced together that none of
them says.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Finding, Label, Span, Verdict
from tailor.errors import InputError
from tailor.factcheck.totals import check_items, check_total
from tailor.review.cards import Card
from tailor.stages.rewriting.passages import sentences
from tailor.stages.verification import verify

_LONGEST = 2_000
_SEPARATORS = {"Headline": "|", "Skills": ","}


def tidy(text: str) -> str:
    """The text on one line, as a bullet is. Raises InputError when it is empty or too long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not line:
        raise InputError("There is no text. To drop a suggestion, reject it.")
    if len(line) > _LONGEST:
        raise InputError(f"A line may have {_LONGEST} characters. This one has {len(line)}.")
    return line


def verify_edit(card: Card, text: str, evidence: Sequence[Evidence], *, today: str) -> Verdict:
    """Whether what the person wrote in place of a suggestion follows from their profile.

    Each sentence of a bullet must follow from what it rests on or from another statement of its
    entry, each sentence of a summary from one statement or from dates added up, each item of a
    list from any entry. `today` is an ISO date.
    """
    if text in (card.before, card.after):
        return card.verdict or Verdict(label="supported")
    if separator := _SEPARATORS.get(card.entry):
        parts = [part.strip() for part in text.split(separator)]
        claimed = [part for part in parts if part and part != card.before]
        return check_items(text, claimed, evidence) if claimed else Verdict(label="supported")
    if card.entry_id == "basics":
        verified = sentences(card.after) if card.kind == "insert" else ()
        return _each_sentence(text, partial(_in_summary, evidence, today), verified)
    grounds = tuple(_bullet_grounds(card, evidence))
    whole = _first_supported(text, grounds)
    if whole.supported or len(sentences(text)) == 1:
        return whole
    return _each_sentence(text, lambda sentence: _first_supported(sentence, grounds))


def _each_sentence(
    text: str, verdict_of: Callable[[str], Verdict], verified: Collection[str] = ()
) -> Verdict:
    """The verdicts on the sentences of a text, but for the `verified` ones, as one."""
    verdicts: list[Verdict] = []
    start = 0
    for sentence in sentences(text):
        start = text.index(sentence, start)
        if sentence not in verified:
            verdicts.append(_moved(verdict_of(sentence), start))
    return Verdict(
        label=_worst(verdicts),
        findings=tuple(finding for verdict in verdicts for finding in verdict.findings),
        proofs=tuple(proof for verdict in verdicts for proof in verdict.proofs),
    )


def _worst(verdicts: Iterable[Verdict]) -> Label:
    labels = {verdict.label for verdict in verdicts}
    order: tuple[Label, ...] = ("contradicted", "not_enough_evidence")
    return next((label for label in order if label in labels), "supported")


def _in_summary(evidence: Sequence[Evidence], today: str, sentence: str) -> Verdict:
    verdict = _first_supported(sentence, _sentence_grounds(evidence))
    if verdict.supported:
        return verdict
    return check_total(sentence, evidence, today=today) or verdict


def _bullet_grounds(card: Card, evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    rests_on = tuple(item for item in card.evidence if item.entry_id == card.entry_id)
    yield rests_on
    for item in evidence:
        if item.entry_id == card.entry_id and item not in rests_on:
            yield (item,)


def _sentence_grounds(evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    """Every statement, with the line that names its entry."""
    headers = {item.entry_id: item for item in evidence if item.id == item.entry_id}
    for item in evidence:
        header = headers.get(item.entry_id)
        yield (item,) if header in (None, item) else (item, header)


def _first_supported(text: str, grounds: Iterable[tuple[Evidence, ...]]) -> Verdict:
    """The first verdict that supports the text, or else the one with least against it."""
    refused: list[Verdict] = []
    for statements in grounds:
        verdict = verify(text, statements)
        if verdict.supported:
            return verdict
        refused.append(verdict)
    return min(refused, key=_against, default=verify(text, ()))


def _against(verdict: Verdict) -> tuple[int, int]:
    hard = sum(1 for finding in verdict.findings if finding.hard)
    return hard, len(verdict.findings)


def _moved(verdict: Verdict, start: int) -> Verdict:
    """The verdict with its findings at their place in the whole text."""
    findings = tuple(_shifted(finding, start) for finding in verdict.findings)
    return verdict.model_copy(update={"findings": findings})


def _shifted(finding: Finding, start: int) -> Finding:
    claim = finding.claim
    moved = Span(start=claim.start + start, end=claim.end + start, text=claim.text)
    return finding.model_copy(update={"claim": moved})
