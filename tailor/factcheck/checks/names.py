"""Names: every product, person, place, credential or code of the claim is in the evidence."""

from collections.abc import Iterator

from tailor.domain.verdicts import Finding
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.tokens import Token
from tailor.vocabulary import inflection, places
from tailor.vocabulary.words import word_set

_STRICT = frozenset({"tool", "language", "platform", "standard", "credential"})


def names(view: Comparison) -> Iterator[Finding]:
    """Yield a hard finding for every name or named skill that the evidence does not have."""
    skills = _skill_tokens(view)
    wider: frozenset[int] | None = None
    for token in view.claim.content:
        if token.kind != "word" or token.index in view.alignment.links:
            continue
        if token.index in view.claim.quantity_tokens or _in_context(view, token):
            continue
        if any(date.index == token.index for date in view.claim.dates):
            continue  # a month, which the check of times compares
        if token.index not in skills and _is_form_of_name(view, token):
            continue
        if token.name and wider is None:
            wider = _wider_places(view)
        if wider and token.index in wider:
            continue
        if token.index in skills:
            yield _unknown(view, token, "term")
        elif token.name:
            plain = _is_plain_word(token) and not _is_in_longer_name(view, token)
            yield _unknown(view, token, "name", hard=not plain)


def _skill_tokens(view: Comparison) -> frozenset[int]:
    """Tokens of named skills none of whose words the evidence has; soft skills are plain words."""
    found: set[int] = set()
    for match in view.claim.terms:
        inside = [t for t in view.claim.content if match.start <= t.start < match.end]
        if match.kind not in _STRICT and all(t.text.islower() for t in inside):
            continue
        found.update(t.index for t in inside)
    return frozenset(found)


def _wider_places(view: Comparison) -> frozenset[int]:
    """Tokens naming a country or region in which a place of the evidence lies: "an Italian plant".

    A language is no place: "translated Italian" does not follow from having worked in Rome.
    """
    if view.claim.lemmas & word_set("of languages"):
        return frozenset()
    texts = [[t.text for t in text.tokens] for text in view.evidence]
    if view.context.place:
        texts.append(view.context.place.replace(",", " , ").split())
    known = frozenset[str]().union(*map(places.lies_in, texts))
    return frozenset(
        index
        for first, last, codes in places.regions([t.text for t in view.claim.tokens])
        if codes & known
        for index in range(first, last + 1)
    )


def _is_form_of_name(view: Comparison, token: Token) -> bool:
    """Whether a name is another form of one in the evidence: "Styrian" of "Styria"."""
    return any(
        other.name and len(other.lower) >= 5 and token.lower[:5] == other.lower[:5]
        for text in view.evidence
        for other in text.tokens
    )


def _in_context(view: Comparison, token: Token) -> bool:
    """Whether the entry's own employer, title or place has the word, written as a name here."""
    return token.name and bool(view.context_words & {token.lower, *token.lemmas})


def _is_plain_word(token: Token) -> bool:
    """Whether only the capital makes a word look like a name ("a Monday Clinic")."""
    return (
        token.text.istitle()
        and token.text[1:].islower()
        and bool(inflection.parts_of_speech(token.lower))
        and inflection.is_known(token.lower)
    )


def _is_in_longer_name(view: Comparison, token: Token) -> bool:
    """Whether a neighbour is written as a name too: "Google Classroom"."""
    tokens = view.claim.tokens
    return any(tokens[i].name for i in (token.index - 1, token.index + 1) if 0 <= i < len(tokens))


def _unknown(view: Comparison, token: Token, kind: str, *, hard: bool = True) -> Finding:
    return view.finding(
        kind,
        token.index,
        token.index,
        f"“{token.text}” is not in your statement.",
        hard=hard,
    )
