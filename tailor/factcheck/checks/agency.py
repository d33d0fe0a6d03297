"""Agency: an act of somebody else, or of the system, is not told as the person's own."""

from collections.abc import Iterator

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Link
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.grammar import Clause, verb_form
from tailor.factcheck.tokens import Token
from tailor.vocabulary import people
from tailor.vocabulary.words import neutral_words


def agency(view: Comparison) -> Iterator[Finding]:
    """Yield a finding for every act of the claim that the evidence gives to somebody else."""
    for token in view.claim.content:
        link = view.alignment.links.get(token.index)
        if link is None or not _is_own_act(view, token) or token.lower in neutral_words():
            continue
        text = view.evidence[link.place.statement]
        clause = text.clause(link.place.index)
        if clause.actor in ("other", "patient") and _is_its_verb(view, link, clause):
            yield view.finding(
                "agency",
                token.index,
                token.index,
                "In your profile somebody else did this, or it was done to you.",
                hard=True,
                place=link.place,
            )


def _is_own_act(view: Comparison, token: Token) -> bool:
    """Whether a word is a verb of the claim whose doer is the person."""
    if verb_form(token) not in ("past", "ing", "base", "s"):
        return False
    clause = view.claim.clause(token.index)
    if clause.actor != "self" or clause.verb != token.index:
        return False
    tokens = view.claim.tokens
    before = tokens[token.index - 1].lower if token.index else ""
    if before in ("was", "were", "been", "being", "is", "are", "the", "a", "when", "once", "if", "as"):
        return False
    after = tokens[token.index + 1 : clause.end]
    return not any(t.lower == "by" for t in after[:8]) and not _names_other(after)


def _names_other(tokens: tuple[Token, ...]) -> bool:
    """Whether the clause gives the act to somebody: "by the vendor", "with Dana"."""
    for i, token in enumerate(tokens):
        if token.lower in ("with", "alongside", "by") and any(
            people.is_coworker(t.lower) for t in tokens[i + 1 : i + 5]
        ):
            return True
    return False


def _is_its_verb(view: Comparison, link: Link, clause: Clause) -> bool:
    """Whether the linked word of the evidence is what its clause says was done."""
    if clause.verb == link.place.index:
        return True
    token = view.token(link.place)
    return verb_form(token) in ("past", "s") and link.place.index > (clause.verb or 0)
