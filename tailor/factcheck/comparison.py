"""One claim beside its evidence: what every check looks at."""

from dataclasses import dataclass
from functools import cached_property

from tailor.domain.verdicts import Context, Finding, Span
from tailor.factcheck.alignment import Alignment, Place, align
from tailor.factcheck.analysis import Text, analyse
from tailor.factcheck.grammar import Clause
from tailor.factcheck.tokens import Token


@dataclass(frozen=True)
class Comparison:
    """A claim, the statements it may rest on, and how their words align."""

    claim: Text
    evidence: tuple[Text, ...]
    context: Context
    alignment: Alignment

    @classmethod
    def of(cls, claim: str, evidence: tuple[str, ...], context: Context) -> "Comparison":
        """Analyse and align."""
        texts = tuple(analyse(text) for text in evidence)
        analysed = analyse(claim)
        return cls(analysed, texts, context, align(analysed, texts))

    @cached_property
    def context_words(self) -> frozenset[str]:
        """Base forms of the entry's employer, title and place."""
        context = self.context
        parts = (context.employer, context.title, context.place)
        return frozenset(
            lemma
            for part in parts
            if part
            for token in analyse(part).tokens
            for lemma in (token.lower, *token.lemmas)
        )

    @cached_property
    def partners(self) -> tuple[frozenset[tuple[int, int]], ...]:
        """For every claim clause, the evidence clauses (statement, clause) it is made from.

        A clause counts when it gives at least a third of what the best one gives.
        """
        weights: list[dict[tuple[int, int], float]] = [{} for _ in self.claim.clauses]
        for index, link in self.alignment.links.items():
            place = link.place
            key = (place.statement, self.evidence[place.statement].clause_of[place.index])
            row = weights[self.claim.clause_of[index]]
            row[key] = row.get(key, 0.0) + link.weight
        return tuple(
            frozenset(key for key, weight in row.items() if weight >= max(row.values()) / 3)
            for row in weights
        )

    def partner_clauses(self, index: int) -> tuple[tuple[Text, Clause], ...]:
        """The evidence clauses that the claim's clause around a token is made from."""
        keys = self.partners[self.claim.clause_of[index]]
        return tuple((self.evidence[s], self.evidence[s].clauses[c]) for s, c in sorted(keys))

    def token(self, place: Place) -> Token:
        """The token at a place of the evidence."""
        return self.evidence[place.statement].tokens[place.index]

    def finding(
        self,
        kind: str,
        first: int,
        last: int,
        reason: str,
        *,
        hard: bool,
        place: Place | None = None,
        place_last: int | None = None,
        suggestion: str | None = None,
    ) -> Finding:
        """Make a finding on claim tokens [first, last], with the evidence it is about."""
        return Finding(
            kind=kind,
            hard=hard,
            claim=span(self.claim, first, last),
            evidence=(
                span(self.evidence[place.statement], place.index, place_last or place.index)
                if place
                else None
            ),
            evidence_index=place.statement if place else None,
            reason=reason,
            suggestion=suggestion,
        )


def span(text: Text, first: int, last: int) -> Span:
    """The characters from token `first` to token `last`."""
    start, end = text.tokens[first].start, text.tokens[last].end
    return Span(start=start, end=end, text=text.raw[start:end])
