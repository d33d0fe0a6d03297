"""Objects: an act on a part is not told as an act on the whole."""

from collections.abc import Iterator

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Link, Place
from tailor.factcheck.analysis import Text
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.grammar import is_verb_here, verb_form
from tailor.factcheck.tokens import Token
from tailor.vocabulary.words import word_set


def objects(view: Comparison) -> Iterator[Finding]:
    """Yield a soft finding where the part is dropped: "edited the footnotes of a book".

    Only parts: "cut the cost of repairs" may be told as "cut repair costs" in many ways.
    """
    used = view.alignment.linked_places
    for token in view.claim.content:
        link = view.alignment.links.get(token.index)
        clause = view.claim.clause(token.index)
        if link is None or not is_verb_here(view.claim.tokens, token, clause):
            continue
        head = _object(view.evidence[link.place.statement], link.place.index)
        if head is None or Place(link.place.statement, head.index) in used:
            continue
        if head.lemmas & view.claim.lemmas:
            continue
        if _takes_what_follows(view, token, link, head):
            yield view.finding(
                "object",
                token.index,
                token.index,
                f"In your profile this was done to “{head.text}”.",
                hard=False,
                place=Place(link.place.statement, head.index),
            )


def _object(text: Text, verb: int) -> Token | None:
    """The head of a verb's object, where a preposition ties something else to it."""
    head: Token | None = None
    for token in text.tokens[verb + 1 : verb + 7]:
        if token.lower in word_set("prepositions"):
            return head
        if token.kind == "punct" or (head and verb_form(token) in ("past", "ing")):
            return None
        if token.content and token.kind == "word":
            head = token
    return None


def _takes_what_follows(view: Comparison, verb: Token, link: Link, head: Token) -> bool:
    """Whether the claim's object comes from behind the preposition of the dropped head."""
    if not head.lemmas & word_set("parts"):
        return False
    for token in view.claim.content:
        other = view.alignment.links.get(token.index)
        if token.index <= verb.index or other is None:
            continue
        same = other.place.statement == link.place.statement
        return same and head.index < other.place.index <= head.index + 6
    return False
