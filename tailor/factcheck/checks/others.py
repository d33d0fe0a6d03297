"""Others: what somebody else did is not told as one's own with a verb of one's own."""

from collections.abc import Iterator
from itertools import pairwise

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Place
from tailor.factcheck.analysis import Text
from tailor.factcheck.checks.agency import names_other
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.grammar import verb_form
from tailor.factcheck.tokens import Token
from tailor.vocabulary import people
from tailor.vocabulary.words import word_set

_ENOUGH = 2  # words taken from somebody else's act before it counts as told
_MOSTLY = 0.7  # and their share of what the claim's clause is made from


def others(view: Comparison) -> Iterator[Finding]:
    """Yield a finding where what somebody else did is told as the person's, by another verb.

    "Our director did the grant applications, with a $250,000 award" is no "secured an award".
    """
    yield from _titles_of_others(view)
    for clause in view.claim.clauses:
        if clause.actor != "self" or clause.verb is None:
            continue
        verb = view.claim.tokens[clause.verb]
        rest = view.claim.tokens[clause.verb + 1 : clause.end]
        if verb_form(verb) not in ("past", "ing") or _takes_up(view, verb):
            continue
        if verb.lemmas & word_set("helping verbs") or names_other(rest) or _mentions_doer(rest):
            continue
        places = [
            link.place
            for index, link in view.alignment.links.items()
            if clause.verb < index < clause.end and link.relation != "class"
        ]
        theirs = [place for place in places if _is_of_other(view, place)]
        if len(theirs) >= _ENOUGH and len(theirs) > _MOSTLY * len(places):
            yield view.finding(
                "agency",
                clause.verb,
                clause.verb,
                "In your profile somebody else did this.",
                hard=True,
                place=theirs[0],
            )


def _titles_of_others(view: Comparison) -> Iterator[Finding]:
    """What somebody else was is not claimed: "reported to the warehouse manager"."""
    tokens = view.claim.tokens
    for token in view.claim.content:
        link = view.alignment.links.get(token.index)
        before = [t.lower for t in tokens[max(0, token.index - 4) : token.index]]
        opens = "as" in before or _opens(view.claim, token)
        if link is None or not opens or not people.is_person(token.lower):
            continue
        if set(before) & {"well", "same", "such"} or token.text.endswith("'s"):
            continue
        said = [(text, t) for text in view.evidence for t in text.tokens if t.lemmas & token.lemmas]
        if said and all(_is_somebody_else(text, t) for text, t in said):
            yield view.finding(
                "lead",
                token.index,
                token.index,
                "In your profile somebody else has this title.",
                hard=True,
                place=link.place,
            )


def _opens(text: Text, token: Token) -> bool:
    """Whether a title opens the claim: "Office manager of a law firm, kept the diary"."""
    before = text.tokens[: token.index]
    following = text.tokens[token.index + 1 : token.index + 2]
    bare = all(t.content and verb_form(t) not in ("past", "ing") for t in before)
    return bare and bool(following) and following[0].text in ("of", "at", "for", ",", "in")


def _is_somebody_else(text: Text, token: Token) -> bool:
    """Whether a title is that of another: behind "to the", "under the", "for our"."""
    before = [t.lower for t in text.tokens[max(0, token.index - 5) : token.index]]
    if token.text.endswith("'s"):
        return True  # "as the lighting director's runner"
    if "as" in before or "was" in before or "am" in before:
        return False
    pairs = pairwise(before)
    return any(
        one in ("to", "under", "by", "with", "for", "from") and two in word_set("determiners")
        for one, two in pairs
    )


def _takes_up(view: Comparison, verb: Token) -> bool:
    """Whether the evidence takes the thing up again with a pronoun: "then ran it"."""
    link = view.alignment.links.get(verb.index)
    if link is None:
        return False
    text = view.evidence[link.place.statement]
    clause = text.clause(link.place.index)
    words = {t.lower for t in text.tokens[clause.start : clause.end]}
    return clause.actor == "self" and bool(words & {"it", "them", "this", "these", "one", "some"})


def _mentions_doer(tokens: tuple[Token, ...]) -> bool:
    """Whether a clause says who else there was: "by the manager", "for which the vendor …"."""
    return any(t.lower == "by" or people.is_person(t.lower) or t.personal_name for t in tokens)


def _is_of_other(view: Comparison, place: Place) -> bool:
    """Whether a word of the evidence stands in a clause that tells of somebody else's act."""
    text = view.evidence[place.statement]
    number = text.clause_of[place.index]
    clause = text.clauses[number]
    own = word_set("self") | {"me", "my", "us", "our", "myself"}
    if any(t.lower in own for t in text.tokens[clause.start : clause.end]):
        return False
    if clause.actor == "other" and clause.verb is not None:
        return True
    return _is_subject_of_other(text, number)


def _is_subject_of_other(text: Text, number: int) -> bool:
    """Whether a clause is only the subject of "…, were done by the manager" further on.

    Or of "…, staffed by two teachers"; "…, was in the hands of a firm".
    """
    for clause in text.clauses[number:]:
        if clause.sentence != text.clauses[number].sentence:
            return False
        words = text.tokens[clause.start : clause.end]
        if words[0].lower in ("which", "that", "who", "where"):
            continue
        if _is_by_other(words):
            return True
        verb = text.tokens[clause.verb] if clause.verb is not None else None
        if verb is not None and verb_form(verb) == "past":
            return False
    return False


def _is_by_other(words: tuple[Token, ...]) -> bool:
    """Whether words say by whom else it was done: "were done by the manager"."""
    for i, token in enumerate(words):
        if token.lower in ("by", "of") and i:
            hands = words[i - 1].lower == "hands"
            passive = verb_form(words[0]) == "past" or any(
                t.lower in word_set("be") for t in words[:i]
            )
            done = token.lower == "by" and passive
            agent = words[i + 1 : i + 5]
            if (hands or done) and not {t.lower for t in agent[:1]} & {"me", "myself", "us"}:
                return hands or any(
                    t.lower in word_set("organisations")
                    or people.is_person(t.lower)
                    or t.personal_name
                    for t in agent
                )
    return False
