"""Crediting: which entry of a profile a line written elsewhere rests on, and whether it follows."""

from collections.abc import Iterable, Mapping, Sequence

from tailor.domain.base import Frozen
from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Context, Finding, Verdict
from tailor.factcheck import check
from tailor.factcheck.tokens import tokens
from tailor.factcheck.totals import check_total

_MOST_ENTRIES = 4


class Credited(Frozen):
    """A line, the entry it is credited to (None when none is near), and the verdict."""

    text: str
    entry_id: str | None
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict


def credit(
    text: str,
    known: Sequence[Evidence],
    *,
    entry_id: str | None = None,
    today: str | None = None,
) -> Credited:
    """Verify a line against the entry it follows from, or else the one it is nearest to.

    With `entry_id` only that entry counts. Entries are never joined; a refused word that another
    entry has is named in the reason. With `today` (an ISO date), a line that counts years or lists
    what was worked with is verified across entries.
    """
    if today and entry_id is None and (total := check_total(text, known, today=today)):
        return Credited(text=text, entry_id=None, verdict=total)
    entries = _by_entry(item for item in known if entry_id in (None, item.entry_id))
    nearest = sorted(entries, key=lambda id_: -_shared(text, entries[id_]))[:_MOST_ENTRIES]
    tried = [_credited(text, id_, entries[id_]) for id_ in nearest]
    if not tried:
        return Credited(text=text, entry_id=None, verdict=check(text, ()))
    best = min(tried, key=lambda one: _against(one.verdict))
    if best.verdict.supported:
        return best
    return best.model_copy(update={"verdict": _explained(best, known)})


def _by_entry(known: Iterable[Evidence]) -> Mapping[str, tuple[Evidence, ...]]:
    entries: dict[str, tuple[Evidence, ...]] = {}
    for item in known:
        entries[item.entry_id] = (*entries.get(item.entry_id, ()), item)
    return entries


def _shared(text: str, evidence: Iterable[Evidence]) -> int:
    """How many content words of the line the entry has."""
    words = {lemma for item in evidence for token in tokens(item.text) for lemma in token.lemmas}
    return sum(1 for token in tokens(text) if token.content and token.lemmas & words)


def _credited(text: str, entry_id: str, evidence: tuple[Evidence, ...]) -> Credited:
    statements = [f"{item.lead_in} {item.text}" if item.lead_in else item.text for item in evidence]
    verdict = check(text, statements, evidence[0].context)
    return Credited(text=text, entry_id=entry_id, evidence=evidence, verdict=verdict)


def _against(verdict: Verdict) -> tuple[int, int]:
    hard = sum(1 for finding in verdict.findings if finding.hard)
    return hard, len(verdict.findings) - hard


def _explained(best: Credited, known: Sequence[Evidence]) -> Verdict:
    """The verdict with every refused word that another entry has told so."""
    others = [item for item in known if item.entry_id != best.entry_id]
    findings = tuple(_with_other_entry(finding, others) for finding in best.verdict.findings)
    return best.verdict.model_copy(update={"findings": findings})


def _with_other_entry(finding: Finding, others: Sequence[Evidence]) -> Finding:
    if finding.evidence or len(finding.claim.text) < 2:
        return finding
    word = finding.claim.text.lower()
    for item in others:
        if word in {token.lower for token in tokens(item.text)} and (name := _name(item.context)):
            reason = f"{finding.reason} Your profile has it under “{name}”."
            return finding.model_copy(update={"reason": reason})
    return finding


def _name(context: Context) -> str:
    return context.employer or context.title or ""
