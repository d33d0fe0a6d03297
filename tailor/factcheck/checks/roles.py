"""Roles: two things do not change places under one verb: "replaced Salesforce with HubSpot"."""

from collections.abc import Iterator
from itertools import combinations

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Link
from tailor.factcheck.analysis import Text
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.grammar import Clause, verb_form
from tailor.vocabulary.words import word_set

_OBJECT = "object"
_MOST = 12  # words of a clause looked at; bounds the time


def roles(view: Comparison) -> Iterator[Finding]:
    """Yield a finding where two words of a clause stand in each other's role."""
    for clause in view.claim.clauses:
        told = _told(view, clause)
        for (a, one), (b, other) in combinations(told[:_MOST], 2):
            if one.place.statement != other.place.statement:
                continue
            text = view.evidence[one.place.statement]
            if text.clause_of[one.place.index] != text.clause_of[other.place.index]:
                continue
            given = role(text, one.place.index), role(text, other.place.index)
            claimed = role(view.claim, a), role(view.claim, b)
            if None not in given and given[0] != given[1] and claimed == given[::-1]:
                first, second = view.claim.tokens[a].text, view.claim.tokens[b].text
                yield view.finding(
                    "direction",
                    a,
                    a,
                    f"“{first}” and “{second}” have changed places.",
                    hard=True,
                    place=one.place,
                )
                return


def _told(view: Comparison, clause: Clause) -> list[tuple[int, Link]]:
    """The nouns of a clause that the evidence has too, where it has the clause's verb."""
    links = view.alignment.links
    if clause.verb is None or clause.verb not in links:
        return []
    return [
        (index, links[index])
        for index in range(clause.verb + 1, clause.end)
        if index in links
        and links[index].relation in ("same", "alias")
        and index not in view.claim.quantity_tokens
        and verb_form(view.token(links[index].place)) not in ("past", "ing")
    ]


def role(text: Text, index: int) -> str | None:
    """What a word is to its verb: the preposition that governs it, "object", or None."""
    clause = text.clause(index)
    for i in range(index - 1, clause.start - 1, -1):
        token = text.tokens[i]
        if token.lower in word_set("prepositions"):
            return token.lower if token.lower in word_set("roles") else None
        if token.index == clause.verb:
            return _OBJECT
        if token.kind == "punct" and token.text != "-":
            return None
        if verb_form(token) in ("past", "ing") and token.index != clause.verb:
            return None
    return None
