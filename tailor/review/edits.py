"""A text a person typed, against what their profile shows. It is verified like any other.

It must follow from a statement or from two, not from a whole entry: the more statements are read
together, the more a sentence can be pieced together that none of them says.
"""

from collections.abc import Iterable, Iterator, Sequence

from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Finding, Span, Verdict
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

    A bullet must follow from what it rests on, with at most one more statement of its entry; each
    sentence of a summary from one statement or from dates added up; each item of a list from any
    entry. `today` is an ISO date.
    """
    if text in (card.before, card.after):
        return card.verdict or Verdict(label="supported")
    if separator := _SEPARATORS.get(card.entry):
        parts = [part.strip() for part in text.split(separator)]
        claimed = [part for part in parts if part and part != card.before]
        return check_items(text, claimed, evidence) if claimed else Verdict(label="supported")
    if card.entry_id == "basics":
        return _summary(card, text, evidence, today)
    return _first_supported(text, _bullet_grounds(card, evidence))


def _summary(card: Card, text: str, evidence: Sequence[Evidence], today: str) -> Verdict:
    """Every sentence by itself; what stands in the suggestion already was verified with it."""
    verified = set(sentences(card.after)) if card.kind == "insert" else set()
    verdicts: list[Verdict] = []
    start = 0
    for sentence in sentences(text):
        start = text.index(sentence, start)
        if sentence not in verified:
            verdicts.append(_moved(_sentence(sentence, evidence, today), start))
    refused = [verdict for verdict in verdicts if not verdict.supported]
    contradicted = any(verdict.label == "contradicted" for verdict in refused)
    return Verdict(
        label="contradicted" if contradicted else "not_enough_evidence" if refused else "supported",
        findings=tuple(finding for verdict in refused for finding in verdict.findings),
        proofs=tuple(proof for verdict in verdicts for proof in verdict.proofs),
    )


def _sentence(text: str, evidence: Sequence[Evidence], today: str) -> Verdict:
    verdict = _first_supported(text, _sentence_grounds(evidence))
    if verdict.supported:
        return verdict
    return check_total(text, evidence, today=today) or verdict


def _bullet_grounds(card: Card, evidence: Sequence[Evidence]) -> Iterator[tuple[Evidence, ...]]:
    rests_on = tuple(item for item in card.evidence if item.entry_id == card.entry_id)
    yield rests_on
    for item in evidence:
        if item.entry_id == card.entry_id and item not in rests_on:
            yield (*rests_on, item)


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
