"""`check`: does a text follow from the evidence? Pure, offline, deterministic."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, combinations

from tailor.domain.verdicts import Context, Finding, Span, Verdict
from tailor.factcheck.checks.agency import agency
from tailor.factcheck.checks.cause import cause
from tailor.factcheck.checks.direction import direction
from tailor.factcheck.checks.figures import figures
from tailor.factcheck.checks.limits import limits
from tailor.factcheck.checks.names import names
from tailor.factcheck.checks.objects import objects
from tailor.factcheck.checks.others import others
from tailor.factcheck.checks.raises import raises
from tailor.factcheck.checks.roles import roles
from tailor.factcheck.checks.times import times
from tailor.factcheck.checks.words import words
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.text import composed, hidden_characters, is_lead_in
from tailor.factcheck.tokens import tokens
from tailor.vocabulary.languages import ENGLISH, NAMES, language

Check = Callable[[Comparison], Iterable[Finding]]
PROOF = "derivation"
_ANY_LANGUAGE: tuple[Check, ...] = (figures, times, names)
_CHECKS: tuple[Check, ...] = (
    *_ANY_LANGUAGE,
    limits,
    raises,
    agency,
    others,
    cause,
    direction,
    roles,
    objects,
    words,
)
_LONGEST = 4_000  # characters of a claim; a résumé line has some 200
_MOST_JOINED = 3
_MOST_TRIED = 5


def check(claim: str, evidence: Sequence[str], context: Context | None = None) -> Verdict:
    """Verify a claim against statements of one entry.

    `evidence` are the person's own statements, lead-in lines included; `context` is the entry's
    header, which may entitle to its own dates, employer, title and place. The claim is supported
    when it follows from some of the statements: one that limits another must stand in the same
    string. English is checked fully; in other languages figures, dates and names are, and the
    verdict stays open. Findings are in the claim's order and point into `composed` texts.
    """
    text = composed(claim)
    statements = tuple(dict.fromkeys(composed(statement) for statement in evidence))
    unreadable = tuple(_unreadable(text))
    if unreadable:
        return _verdict(unreadable)
    if any(_same_words(text, statement) for statement in statements):
        return Verdict(label="supported")
    entry = context or Context()
    view = Comparison.of(text, statements, entry)
    verdict = _check(view)
    if verdict.supported or len(statements) == 1:
        return verdict
    for some in _parts(view, statements):
        smaller = _check(Comparison.of(text, some, entry))
        if smaller.supported:
            return smaller
    return verdict


def _check(view: Comparison) -> Verdict:
    claim = view.claim.raw
    foreign = language(claim)
    if foreign != ENGLISH:
        found = chain((_foreign(claim, foreign),), *(one(view) for one in _ANY_LANGUAGE))
    else:
        found = chain.from_iterable(one(view) for one in _CHECKS)
    if not view.alignment.links:
        found = chain((_whole(claim, "unrelated", "Nothing here is in your statement."),), found)
    return _verdict(sorted(found, key=lambda f: (f.claim.start, f.claim.end, not f.hard)))


def _verdict(found: Iterable[Finding]) -> Verdict:
    every = tuple(found)
    against = tuple(finding for finding in every if finding.kind != PROOF)
    hard = any(finding.hard for finding in against)
    # A finding that points at the evidence says that the evidence has it otherwise.
    refuted = any(finding.hard and finding.evidence for finding in against)
    return Verdict(
        label="contradicted" if refuted else "not_enough_evidence" if against else "supported",
        findings=against,
        proofs=tuple(finding for finding in every if finding.kind == PROOF),
        open=bool(against) and not hard,
    )


def _parts(view: Comparison, statements: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Smaller sets of statements that the claim's words come from, smallest first.

    Why: more evidence must never take support away, so what some statements entitle to counts.
    """
    counts = [0] * len(statements)
    for link in view.alignment.links.values():
        counts[link.place.statement] += 1
    used = sorted(range(len(statements)), key=lambda i: (-counts[i], i))[:_MOST_TRIED]
    for size in range(1, min(_MOST_JOINED, len(statements) - 1) + 1):
        for some in combinations(sorted(used), size):
            yield tuple(statements[i] for i in _with_lead_ins(some, statements))


def _with_lead_ins(some: tuple[int, ...], statements: tuple[str, ...]) -> list[int]:
    """The chosen statements and the line above each that opens it: "I helped to:"."""
    above = {
        next((i for i in range(number, -1, -1) if is_lead_in(statements[i])), number)
        for number in some
    }
    return sorted({*some, *above})


def _same_words(claim: str, statement: str) -> bool:
    """Whether the claim is the statement: spaces, first capital and final stop aside."""
    return _words(claim) == _words(statement)


def _words(text: str) -> tuple[str, ...]:
    found = [token.text for token in tokens(text)]
    while found and found[-1] in ".;,":
        found.pop()
    return (found[0].lower(), *found[1:]) if found else ()


def _unreadable(claim: str) -> Iterator[Finding]:
    if not claim.strip():
        yield _whole(claim, "empty", "There is no claim here.")
    elif len(claim) > _LONGEST:
        yield _whole(claim[:80], "too_long", "This is too long for one claim; check it by lines.")
    else:
        for offset, what in hidden_characters(claim):
            yield Finding(
                kind="hidden_character",
                hard=True,
                claim=Span(start=offset, end=offset + 1, text=claim[offset]),
                reason=f"This text contains {what}. Type the word again.",
            )


def _foreign(claim: str, code: str) -> Finding:
    name = NAMES.get(code, "this language")
    reason = f"In {name} only figures, dates and names can be checked so far, not the wording."
    return _whole(claim, "language", reason, hard=False)


def _whole(claim: str, kind: str, reason: str, *, hard: bool = True) -> Finding:
    return Finding(
        kind=kind, hard=hard, claim=Span(start=0, end=len(claim), text=claim), reason=reason
    )
