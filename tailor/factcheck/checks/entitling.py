"""Which words of the evidence count for a raise: whose rank, which head, what sense."""

from tailor.factcheck.analysis import Hit, Text
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.grammar import Clause, verb_form
from tailor.factcheck.tokens import Token
from tailor.vocabulary import people
from tailor.vocabulary.words import word_set


def entitles(view: Comparison, hit: Hit, text: Text, token: Token) -> bool:
    """Whether a word of the evidence counts for a raise: as a leader's, a maker's or a rank's."""
    if manages_to(text, token) or _is_in_all(text, token):
        return False
    match hit.rung.ladder:
        case "lead":
            return not _is_other_leader(text, text.clause(token.index), token)
        case "superlative":
            another = _is_of_another_head(view, hit, text, token)
            return not another and not is_among(text, token)
        case _:
            return True


def is_of_others(text: Text, clause: Clause, hit: Hit) -> bool:
    """Whether a clause gives rank to somebody else: "Project leader was my colleague Ms. Varga"."""
    if hit.rung.ladder != "lead":
        return False
    words = text.tokens[clause.start : clause.end]
    named = any(t.personal_name or t.lower in ("colleague", "boss") for t in words)
    return clause.actor == "other" or (named and clause.actor == "thing")


def has_no_object(text: Text, token: Token) -> bool:
    """Whether a verb goes on with a preposition: "started at the clinic" founds nothing."""
    following = text.tokens[token.index + 1 : token.index + 2]
    return (
        bool(following)
        and verb_form(token) in ("past", "ing", "s")
        and following[0].lower in word_set("prepositions") - {"up", "out", "of"}
    )


def _is_other_leader(text: Text, clause: Clause, token: Token) -> bool:
    """Whether a word names a leader who is not the person: "under the course leader".

    The person is one by "as", by "was", or where a title stands alone: "Safety lead for two".
    """
    if not people.is_person(token.lower):
        return False
    start = token.index
    while start > clause.start and _is_part_of_title(text.tokens[start - 1]):
        start -= 1
    before = [t.lower for t in text.tokens[max(clause.start, start - 2) : start]]
    own = {"as", "was", "am", "been", "being", "i'm", "is"}
    if set(before) & own:
        return False
    after = {t.lower for t in text.tokens[token.index + 1 : clause.end]}
    introduced = bool(before) and before[-1] in word_set("prepositions") | word_set("determiners")
    return introduced or bool(after & word_set("be"))


def _is_part_of_title(token: Token) -> bool:
    """Whether a word can stand inside a title before its head: "second-line", "Safety"."""
    if token.text == "-":
        return True
    return token.kind == "word" and token.content and verb_form(token) not in ("past", "ing")


def _is_of_another_head(view: Comparison, hit: Hit, text: Text, token: Token) -> bool:
    """Whether a distinction is of something else: "my first winter" makes no "first ice rink"."""
    if token.lower not in word_set("ranking words"):
        return False
    following = view.claim.tokens[hit.last + 1 : hit.last + 4]
    if following and following[0].lower in word_set("prepositions"):
        return False  # "first on paper and then on screen"
    own = [t for t in following if t.content]
    heads = [t for t in text.tokens[token.index + 1 : token.index + 5] if t.content]
    if not own or not heads:
        return False
    links = [
        view.alignment.links[t.index].place.index for t in own if t.index in view.alignment.links
    ]
    return bool(links) and not any(t.index in links for t in heads)


def manages_to(text: Text, token: Token) -> bool:
    """Whether "managed" only says that something came off: "managed to fit them in"."""
    following = text.tokens[token.index + 1 : token.index + 2]
    return token.lower == "managed" and bool(following) and following[0].lower == "to"


def _is_in_all(text: Text, token: Token) -> bool:
    """Whether "all" only sums up: "118 rules in all"."""
    return token.lower == "all" and token.index > 0 and text.tokens[token.index - 1].lower == "in"


def is_among(text: Text, token: Token) -> bool:
    """Whether a superlative is not alone: "among the top ten", "second-largest"."""
    before = [t.lower for t in text.tokens[max(0, token.index - 4) : token.index]]
    return "among" in before or "second" in before or "third" in before or "one" in before
