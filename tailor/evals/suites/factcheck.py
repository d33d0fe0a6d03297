"""The fact-checker on labelled claims: what it catches, and what it refuses without need."""

from pathlib import Path

from tailor.domain.verdicts import Verdict
from tailor.evals.claims import LabelledClaim, read_claims, shipped_claims
from tailor.evals.suite import Measure, Score, Setting, Suite

_ABOUT = (
    "Claims labelled by hand, half of them faithful, against what the checker says of each. "
    "The labels are the writers'; the checker never sees them."
)


def suite(setting: Setting) -> Suite[LabelledClaim, Verdict]:
    """The project's own claims, development and test part."""
    return _suite(shipped_claims(setting.data / "claims"))


def suite_of(path: Path) -> Suite[LabelledClaim, Verdict]:
    """The claims of somebody's own file. Raises InputError when it cannot be read."""
    return _suite(read_claims(path, part="data"))


def caught(case: LabelledClaim, run: Verdict) -> Score | None:
    """Whether an unsupported claim is refused."""
    if case.truth != "unsupported":
        return None
    return Score(name="caught", value=float(not run.supported), reason=_reason(run))


def false_alarm(case: LabelledClaim, run: Verdict) -> Score | None:
    """Whether a faithful claim is refused."""
    if case.truth != "supported":
        return None
    return Score(name="false_alarm", value=float(not run.supported), reason=_reason(run))


def labelled(case: LabelledClaim, _run: Verdict) -> Score | None:
    """Unscored for a claim that has no label we know."""
    if case.truth is not None:
        return None
    return Score(name="labelled", value=None, reason=f"unknown label: {case.case.gold}")


def confusion(case: LabelledClaim, run: Verdict) -> tuple[tuple[str, str], ...]:
    """What people say of it, and what the checker says; "open" is a refusal a judge may lift."""
    return ((case.truth, "open" if run.open else run.label),) if case.truth else ()


def show(case: LabelledClaim, run: Verdict) -> str:
    """The evidence, the claim, and the verdict with its reasons."""
    claim = case.case
    evidence = "\n".join(f"  evidence  {text}" for text in claim.evidence)
    entry = ", ".join(value for value in claim.context.model_dump().values() if value)
    return (
        f"{evidence}\n  entry     {entry}\n  claim     {claim.claim}\n"
        f"  label     {case.truth} ({case.kind})\n  verdict   {run.label}. {_reason(run)}"
    )


def _suite(claims: tuple[LabelledClaim, ...]) -> Suite[LabelledClaim, Verdict]:
    return Suite(
        name="factcheck",
        about=_ABOUT,
        cases=claims,
        run=lambda claim: claim.case.verdict(),
        measures=(
            Measure("caught", "unsupported claims that are refused", caught),
            Measure(
                "false_alarm",
                "faithful claims that are refused",
                false_alarm,
                better="lower",
            ),
            Measure("labelled", "claims without a label we know", labelled, better=None),
        ),
        show=show,
        confusion=confusion,
    )


def _reason(run: Verdict) -> str:
    return " ".join(finding.reason for finding in run.findings)
