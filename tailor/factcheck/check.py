"""`check`: does a text follow from the evidence? Pure, offline, deterministic."""

from collections.abc import Callable, Iterable, Sequence

from tailor.domain.verdicts import Context, Finding, Verdict
from tailor.factcheck.checks.agency import agency
from tailor.factcheck.checks.cause import cause
from tailor.factcheck.checks.direction import direction
from tailor.factcheck.checks.figures import figures
from tailor.factcheck.checks.limits import limits
from tailor.factcheck.checks.names import names
from tailor.factcheck.checks.raises import raises
from tailor.factcheck.checks.times import times
from tailor.factcheck.checks.words import words
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.text import composed

Check = Callable[[Comparison], Iterable[Finding]]
CHECKS: tuple[Check, ...] = (
    figures,
    times,
    names,
    limits,
    raises,
    agency,
    cause,
    direction,
    words,
)


def check(claim: str, evidence: Sequence[str], context: Context | None = None) -> Verdict:
    """Verify a claim against statements of one entry."""
    statements = tuple(composed(text) for text in evidence)
    view = Comparison.of(composed(claim), statements, context or Context())
    found = [finding for one in CHECKS for finding in one(view)]
    against = tuple(f for f in found if f.kind != "derivation")
    proofs = tuple(f for f in found if f.kind == "derivation")
    hard = any(f.hard for f in against)
    return Verdict(
        label="contradicted" if hard else "not_enough_evidence" if against else "supported",
        findings=against,
        proofs=proofs,
        open=bool(against) and not hard,
    )
