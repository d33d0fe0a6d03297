"""What the fact-checker says about a text."""

from typing import Literal

from tailor.domain.base import Frozen

Label = Literal["supported", "contradicted", "not_enough_evidence"]


class Span(Frozen):
    """A half-open range of characters in a text, with the words it covers."""

    start: int
    end: int
    text: str


class Context(Frozen):
    """The entry a claim is made about; used for dates, titles and employers, never as a wildcard.

    Dates are ISO 8601, possibly partial ("2014", "2014-06"); `end` may be "present".
    """

    employer: str | None = None
    title: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None


class Finding(Frozen):
    """One reason against a claim (or, for kind "derivation", the proof of a derived figure).

    `evidence_index` says which of the statements given as evidence `evidence` lies in. `hard`
    findings can be lifted by no judge. `suggestion` is a wording that would pass, when certain.
    """

    kind: str
    hard: bool
    claim: Span
    evidence: Span | None = None
    evidence_index: int | None = None
    reason: str
    suggestion: str | None = None


class Verdict(Frozen):
    """FEVER's three labels, who decided, and why.

    `open` is true when every finding is soft: a judge may clear those; offline they refuse.
    `proofs` are the derivations that licensed a figure ("4 h -> 20 min is 12x").
    """

    label: Label
    by: Literal["check", "judge", "attested"] = "check"
    findings: tuple[Finding, ...] = ()
    proofs: tuple[Finding, ...] = ()
    open: bool = False

    @property
    def supported(self) -> bool:
        """Whether the text may be shown as following from the evidence."""
        return self.label == "supported"
