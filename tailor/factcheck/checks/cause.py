"""Cause: what only happened is not told as what the person made happen."""

from collections.abc import Iterator
from itertools import pairwise

from tailor.domain.verdicts import Finding
from tailor.factcheck.analysis import Text
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.grammar import Clause, is_verb_here, verb_form
from tailor.factcheck.tokens import Token
from tailor.vocabulary.verbs import verb_classes
from tailor.vocabulary.words import word_set

_CHANGES = frozenset(
    {"increase", "decrease", "improve", "accelerate", "eliminate", "multiply", "save", "prevent"}
)
_TIES = frozenset({"thanks to", "due to", "owing to", "because of", "result of"})


def cause(view: Comparison) -> Iterator[Finding]:
    """Yield a finding where the claim makes the person, or their act, the cause of a change."""
    yield from _connected(view)
    for token in view.claim.content:
        if not _claims_cause(view, token):
            continue
        happened = [
            (text, clause)
            for text, clause in _facts(view, token)
            if clause.actor in ("thing", "other") and not _has_cause(text, clause)
        ]
        facts = _facts(view, token)
        if facts and len(happened) == len(facts):
            yield view.finding(
                "cause",
                token.index,
                token.index,
                "Your profile says that this happened, not that it came of what you did.",
                hard=True,
            )
            return


def _connected(view: Comparison) -> Iterator[Finding]:
    """Yield a finding where the claim ties two facts that the evidence only puts side by side."""
    for token, following in pairwise(view.claim.tokens):
        tied = f"{token.lower} {following.lower}" in _TIES
        if tied and not any(_names_cause(text) for text in view.evidence):
            yield view.finding(
                "cause",
                token.index,
                following.index,
                "Your profile does not say that one came of the other.",
                hard=True,
            )
            return


def _names_cause(text: Text) -> bool:
    return any(token.lower in word_set("causes") for token in text.tokens)


def _claims_cause(view: Comparison, token: Token) -> bool:
    """Whether a verb of the claim makes something change: "cut falls", "which kept it at 4 %"."""
    clause = view.claim.clause(token.index)
    relative = view.claim.tokens[clause.start].lower in ("which", "that")
    if clause.actor == "other" or (clause.actor == "thing" and not relative):
        return False
    if not is_verb_here(view.claim.tokens, token, clause):
        return False
    if verb_form(token) not in ("past", "ing") and token.index > clause.start:
        return False  # "the month-end run"
    following = view.claim.tokens[token.index + 1 : token.index + 2]
    if (
        not following
        or following[0].kind == "punct"
        or following[0].lower in ("from", "by", "with", "over", "on", "part")
    ):
        return False  # "waste falling from 12 %" only happens
    if token.lower in word_set("making verbs"):
        return True
    return any(verb_classes(lemma) & _CHANGES for lemma in token.lemmas)


def _facts(view: Comparison, token: Token) -> list[tuple[Text, Clause]]:
    """The evidence clauses that hold the figures the claim's verb is about, else its words."""
    clause = view.claim.clause(token.index)
    values = {
        q.low
        for q in view.claim.quantities
        if token.index < q.first < max(clause.end, token.index + 14)
    }
    told = [
        (text, text.clause(q.first))
        for text in view.evidence
        for q in text.quantities
        if q.low in values and q.kind != "year" and _is_change(text, text.clause(q.first), q.kind)
    ]
    moved = [fact for fact in told if _moves(*fact)]
    return moved or told or list(_facts_in_words(view, token))


def _moves(text: Text, clause: Clause) -> bool:
    """Whether the clause's own verb tells of a move."""
    moves = word_set("moving verbs") | word_set("making verbs")
    return clause.verb is not None and text.tokens[clause.verb].lower in moves


def _facts_in_words(view: Comparison, token: Token) -> Iterator[tuple[Text, Clause]]:
    """The evidence clause of what the claim's verb changes, where that clause tells of a change."""
    following = [t for t in view.claim.content if t.index > token.index][:2]
    named = frozenset(lemma for t in following for lemma in t.lemmas)
    for text in view.evidence:
        for clause in text.clauses:
            words = text.tokens[clause.start : clause.end]
            if _moves(text, clause) and any(t.content and t.lemmas & named for t in words):
                yield text, clause


def _is_change(text: Text, clause: Clause, kind: str) -> bool:
    """Whether a clause of the evidence tells of something that moved, or stood at a share."""
    if kind == "percent" and any(
        t.lower in word_set("be") for t in text.tokens[clause.start : clause.end]
    ):
        return True
    return any(t.lower in word_set("moving verbs") for t in text.tokens[clause.start : clause.end])


def _has_cause(text: Text, clause: Clause) -> bool:
    """Whether the evidence itself ties the change to what was done."""
    return any(
        token.lower in word_set("causes") and not _says_when(text, token)
        for token in text.tokens[clause.start : clause.end]
    )


def _says_when(text: Text, token: Token) -> bool:
    """Whether "by" or "through" only tells a time or an amount: "by June 2021", "by 12 points"."""
    following = text.tokens[token.index + 1 : token.index + 3]
    return token.lower in ("by", "through") and any(
        t.kind == "number" or t.lower in word_set("times") for t in following
    )
