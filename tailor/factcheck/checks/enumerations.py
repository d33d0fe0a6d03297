"""Enumerations: what a figure counts may be listed one by one in the evidence."""

from collections.abc import Iterator

from tailor.factcheck.arithmetic import entails
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.quantities import Quantity
from tailor.factcheck.tokens import Token


def listed(view: Comparison, claimed: Quantity) -> str | None:
    """Count the members of an enumeration: "Texas and Oklahoma" are two states."""
    if not 2 <= claimed.low <= 12 or claimed.bound != "exact":
        return None
    if _is_named_singly(view, claimed):
        return None  # "for a hotel chain": the list is of something else
    for text in view.evidence:
        for members in enumerations(text.tokens):
            if len(members) == claimed.low:
                return f"{', '.join(members)} are {len(members)}"
    return None


def _is_named_singly(view: Comparison, claimed: Quantity) -> bool:
    """Whether the evidence names what is counted, but never more than one of it."""
    named = [
        token for text in view.evidence for token in text.tokens if token.lemmas & claimed.counted
    ]
    return bool(named) and not any(token.lower.endswith("s") for token in named)


def listed_nouns(view: Comparison) -> frozenset[int]:
    """Tokens of what a figure counts that follows from an enumeration: "two states"."""
    given = [q for text in view.evidence for q in text.quantities]
    return frozenset(
        claimed.last + 1
        for claimed in view.claim.quantities
        if claimed.kind == "count"
        and not any(entails(q, claimed) for q in given)
        and listed(view, claimed)
    )


def enumerations(tokens: tuple[Token, ...]) -> Iterator[list[str]]:
    """Yield the members of every "A, B and C": the last words of what stands between."""
    members: list[str] = []
    current: list[str] = []
    closing = False
    for token in _without_remarks(tokens):
        if token.lower in (",", "and", "or", "&"):
            if current:
                members.append(" ".join(current[-2:]))
            if closing and len(members) > 1:
                yield members
                members = members[-1:]  # what ends one list may begin the next
            closing = token.lower != ","
            current = []
        elif token.kind == "punct" and token.text != "-":
            if closing and current and members:
                yield [*members, " ".join(current[:2])]
            members, current, closing = [], [], False
        else:
            current.append(token.text)
            if len(current) > 4 and not closing:
                members = []
    if closing and current and members:
        yield [*members, " ".join(current[:2])]


def _without_remarks(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """The tokens outside brackets: "Leeds (240 staff), Hull (95) and Selby"."""
    depth = 0
    for token in tokens:
        depth += token.text == "("
        if not depth:
            yield token
        depth = max(0, depth - (token.text == ")"))
