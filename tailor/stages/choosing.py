"""Of several wordings of one statement that are all true, which one to suggest."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tailor.domain.changes import Proposal
from tailor.domain.posting import Requirement
from tailor.factcheck.quantities import quantities
from tailor.factcheck.text import normalise
from tailor.factcheck.tokens import Token, tokens
from tailor.vocabulary.terms import terms

# Terms of these kinds are words for a thing and may be left out; the others name one.
_NO_NAMES = frozenset({"method", "domain", "soft"})
_Fact = str | tuple[str, float, float]


class Worth(NamedTuple):
    """What speaks for a wording, the weightiest first; the greater of two is the better one.

    `doubts` counts claims that its writer says it makes and that do not hold, `unclaimed` its words
    that are in none of them; both and `words`, its length, are negative. `asked` and `echoed` are
    terms and words of the ad that it shows, `facts` the figures and names of the statement.
    """

    doubts: int
    asked: int
    facts: int
    echoed: int
    unclaimed: int
    words: int
    by_model: bool


def worth(
    proposal: Proposal, statement: str, asked: Sequence[Requirement], *, doubts: int = 0
) -> Worth:
    """What a verified wording of the statement is worth where `asked` is what it shows of the ad.

    It says nothing about truth: only wordings that passed are compared.
    """
    said = tokens(proposal.text)
    shown = _terms(proposal.text)
    by_model = proposal.by == "model"
    return Worth(
        doubts=-doubts,
        asked=len(shown.intersection(term for r in asked for term in r.terms)),
        facts=len(_facts(statement) & _facts(proposal.text)),
        echoed=_echoed(said, asked),
        unclaimed=-_unclaimed(said, proposal.claims) if by_model else 0,
        words=-sum(token.kind != "punct" for token in said),
        by_model=by_model,
    )


def gains(proposal: Proposal, statement: str, asked: Sequence[Requirement]) -> bool:
    """Whether a wording shows more of the ad than the person's own words, or is shorter.

    Shorter for the loss of a figure or a name gains nothing.
    """
    own = worth(Proposal(statement_id=proposal.statement_id, text=statement), statement, asked)
    new = worth(proposal, statement, asked)
    is_crisper = new.words > own.words and new.facts == own.facts
    return new.asked > own.asked or new.echoed > own.echoed or is_crisper


def _terms(text: str) -> set[str]:
    return {found.name for found in terms().find(text)}


def _facts(text: str) -> set[_Fact]:
    """The figures of a text, "two" and "2" alike, and what it names, terms by their own names."""
    read = tokens(text)
    named = [term for term in terms().find(normalise(text)) if term.kind not in _NO_NAMES]
    inside = {place for term in named for place in range(term.start, term.end)}
    names = {token.lower for token in read if token.name and token.start not in inside}
    figures = {(quantity.dimension, quantity.low, quantity.high) for quantity in quantities(read)}
    return {term.name for term in named} | names | figures


def _echoed(said: Iterable[Token], asked: Iterable[Requirement]) -> int:
    """How many words of what the ad asks stand in a wording, in any form."""
    wanted = {token.lemmas for r in asked for token in tokens(r.quote) if _is_word(token)}
    used = frozenset().union(*(token.lemmas for token in said if _is_word(token)))
    return sum(not used.isdisjoint(lemmas) for lemmas in wanted)


def _unclaimed(said: Iterable[Token], claims: Iterable[str]) -> int:
    claimed = {lemma for claim in claims for token in tokens(claim) for lemma in token.lemmas}
    return sum(_is_word(token) and claimed.isdisjoint(token.lemmas) for token in said)


def _is_word(token: Token) -> bool:
    """Whether it is a word that carries meaning; figures are compared as quantities."""
    return token.content and bool(token.lemmas)
