"""Verification: a new wording against the statements it says it comes from."""

from collections.abc import Sequence
from functools import lru_cache

from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Finding, Span, Verdict
from tailor.factcheck import check
from tailor.factcheck.totals import check_total

# A batch proposes the same wordings with one ad after the other.
_KEPT = 1024


def verify(text: str, evidence: Sequence[Evidence], *, today: str | None = None) -> Verdict:
    """Whether every claim of `text` follows from these statements of one entry.

    A statement is read after its lead-in, as it stands on the page. Statements of two entries are
    never joined: what is true of each may be false of both. With `today` (an ISO date), a sentence
    may count years or list what was worked with across entries.
    """
    return _verified(text, tuple(evidence), today)


@lru_cache(maxsize=_KEPT)
def _verified(text: str, evidence: tuple[Evidence, ...], today: str | None) -> Verdict:
    total = check_total(text, evidence, today=today) if today else None
    if len({item.entry_id for item in evidence}) != 1:
        return total or _of_two_entries(text)
    statements = [f"{item.lead_in} {item.text}" if item.lead_in else item.text for item in evidence]
    verdict = check(text, statements, evidence[0].context)
    return total if total and not verdict.supported else verdict


def _of_two_entries(text: str) -> Verdict:
    reason = "It joins statements of different entries, or rests on none."
    everything = Span(start=0, end=len(text), text=text)
    finding = Finding(kind="joined_entries", hard=True, claim=everything, reason=reason)
    return Verdict(label="not_enough_evidence", findings=(finding,))
