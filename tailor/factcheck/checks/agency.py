"""Agency: an act of somebody else, or of the system, is not told as the person's own."""

from collections.abc import Iterator
from itertools import pairwise

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Link, Place
from tailor.factcheck.analysis import Text
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.grammar import Clause, is_verb_here, verb_form
from tailor.factcheck.tokens import Token
from tailor.vocabulary import inflection, people
from tailor.vocabulary.words import word_set

_OBJECT = 6  # words from a verb to what it gives


def agency(view: Comparison) -> Iterator[Finding]:
    """Yield a finding for every act of the claim that the evidence gives to somebody else."""
    yield from _given_away(view)
    for token in view.claim.content:
        if not _is_own_act(view, token) or _done_elsewhere(view, token):
            continue
        for link in _sources(view, token):
            clause = view.evidence[link.place.statement].clause(link.place.index)
            if _is_not_own(view, link, clause):
                yield view.finding(
                    "agency",
                    token.index,
                    token.index,
                    "In your profile somebody else did this, or it was done to you.",
                    hard=True,
                    place=link.place,
                )
                break


def _given_away(view: Comparison) -> Iterator[Finding]:
    """What was done to the person is not told as given by them: "provided training to"."""
    for token in view.claim.content:
        link = view.alignment.links.get(token.index)
        clause = view.claim.clause(token.index)
        if link is None or clause.verb is None or clause.actor != "self":
            continue
        given = view.evidence[link.place.statement].clause(link.place.index)
        verb = view.claim.tokens[clause.verb]
        if given.actor != "patient" or given.verb != link.place.index:
            continue
        if not 0 < token.index - verb.index <= _OBJECT or verb_form(token) == "past":
            continue
        if not {verb.lower, *verb.lemmas} & word_set("receiving"):
            yield view.finding(
                "agency",
                token.index,
                token.index,
                "In your profile this was done to you, not by you.",
                hard=True,
                place=link.place,
            )


def _sources(view: Comparison, token: Token) -> Iterator[Link]:
    """The evidence's words that a verb may come from: its link, and the same verb elsewhere."""
    link = view.alignment.links.get(token.index)
    if link is None:
        return
    if link.relation != "class":
        yield link
    for number, text in enumerate(view.evidence):
        for clause in text.clauses:
            if clause.verb is not None and text.tokens[clause.verb].lemmas & token.lemmas:
                yield Link(Place(number, clause.verb), "same", 1.0)


def _is_own_act(view: Comparison, token: Token) -> bool:
    """Whether a word is a verb of the claim whose doer is the person."""
    if verb_form(token) not in ("past", "ing", "base", "s"):
        return False
    clause = view.claim.clause(token.index)
    if "learn" in token.lemmas:
        return False  # whoever learned was taught
    if clause.actor != "self" or not is_verb_here(view.claim.tokens, token, clause):
        return False
    tokens = view.claim.tokens
    before = tokens[token.index - 1].lower if token.index else ""
    if token.index > clause.start and _is_noun_here(token, before):
        return False
    if before == "for" and token.index > 1 and _is_thing(tokens[token.index - 2]):
        return False  # "a fixture for holding housings"
    if before in (
        "was",
        "were",
        "been",
        "being",
        "is",
        "are",
        "the",
        "a",
        "when",
        "once",
        "if",
        "as",
    ):
        return False
    after = tokens[token.index + 1 : clause.end]
    if after and after[0].lower in ("for", "as") and token.index == clause.start:
        return False  # "Shortlisted for …" is told of the person, not by them
    return not _is_done_by(after[:10]) and not names_other(after)


def _is_thing(token: Token) -> bool:
    """Whether a word is a noun and nothing else, so that "for …ing" tells what it is for."""
    return token.content and not verb_form(token) and "n" in inflection.parts_of_speech(token.lower)


def _is_noun_here(token: Token, before: str) -> bool:
    """Whether a word that could be a verb is a noun: "six services", "a change of bedding"."""
    form = verb_form(token)
    if form == "ing":
        return before == "of" and inflection.main_part_of_speech(token.lower) == "n"
    if form == "past":
        return False
    return before not in word_set("self") | word_set("conjunctions") | {"to", ",", ";", ":"}


def _is_done_by(tokens: tuple[Token, ...]) -> bool:
    """Whether "by" names who did it, not a figure or a way: "by 40 %", "by adding"."""
    return any(
        a.lower == "by" and b.kind != "number" and verb_form(b) != "ing"
        for a, b in pairwise(tokens)
    )


def names_other(tokens: tuple[Token, ...]) -> bool:
    """Whether the clause gives the act to somebody: "by the vendor", "with Dana"."""
    for i, token in enumerate(tokens):
        if token.lower in ("with", "alongside", "by") and any(
            people.is_coworker(t.lower) for t in tokens[i + 1 : i + 5]
        ):
            return True
    return False


def _is_not_own(view: Comparison, link: Link, clause: Clause) -> bool:
    """Whether the linked act of the evidence is somebody else's, or the work of a system."""
    token = view.token(link.place)
    if _is_intended(view, link) or _has_agent(view, link):
        return True
    is_verb = clause.verb == link.place.index
    if clause.actor == "patient":
        return is_verb
    if clause.actor == "other":
        by_agent = link.place.index < (clause.verb or 0) and link.relation in ("same", "family")
        return is_verb or by_agent
    if clause.actor != "thing" or not is_verb or verb_form(token) == "base":
        return False
    text = view.evidence[link.place.statement]
    return verb_form(token) == "s" or _is_organisation(text, clause) or _acts_on(text, clause)


def _is_intended(view: Comparison, link: Link) -> bool:
    """Whether an act is only the aim of another: "promised the parish to rewire the chapel".

    The other act counts as told where the claim has it too; some verbs say that it was done.
    """
    text = view.evidence[link.place.statement]
    index = link.place.index
    if index == 0 or text.tokens[index - 1].lower != "to" or not verb_form(text.tokens[index]):
        return False
    used = view.alignment.linked_places
    for i in range(index - 2, max(-1, index - 12), -1):
        token = text.tokens[i]
        if token.text in ".;:":
            return False
        if token.lower in word_set("fulfilling") or token.lower in word_set("have"):
            return False
        if verb_form(token) and (i == 0 or text.tokens[i - 1].lower not in word_set("determiners")):
            return Place(link.place.statement, i) not in used
    return False


def _has_agent(view: Comparison, link: Link) -> bool:
    """Whether the evidence says by whom else it was done: "had it rewired by a firm"."""
    text = view.evidence[link.place.statement]
    token = view.token(link.place)
    following = text.tokens[link.place.index + 1 : link.place.index + 6]
    by = next((t.index for t in following if t.lower == "by"), None)
    if by is None or not any(verb_form(t) == "past" for t in text.tokens[token.index : by]):
        return False
    agent = text.tokens[by + 1 : by + 4]
    if any(t.lower in ("me", "myself", "us") for t in agent):
        return False
    return any(t.lower in word_set("organisations") or people.is_person(t.lower) for t in agent)


def _acts_on(text: Text, clause: Clause) -> bool:
    """Whether a thing does something to another: "the new tool planned our shifts".

    Not where it only changed ("sales rose"), and not one's own work ("duties covered").
    """
    if clause.verb is None or text.tokens[clause.verb].lower in word_set("moving verbs"):
        return False
    if clause.verb and text.tokens[clause.verb - 1].text == "-":
        return False  # "trial-to-paid conversion"
    subject = text.tokens[clause.start : clause.verb]
    following = text.tokens[clause.verb + 1 : clause.verb + 2]
    own = {"i", "we"} | word_set("be") | word_set("have") | word_set("one's work")
    if not following or any(t.lower in own or t.kind == "number" for t in subject):
        return False
    takes = following[0].lower in word_set("determiners") or (
        following[0].content and following[0].kind != "punct"
    )
    return takes and any(t.content for t in subject)


def _is_organisation(text: Text, clause: Clause) -> bool:
    """Whether a clause's subject is an organisation or bears a name: "Ericsson wrote the rest"."""
    subject = text.tokens[clause.start : clause.verb]
    if subject and subject[0].lower in ("while", "how") and len(subject) > 1:
        return True  # "while the sexton rewired the chapel"
    if any(token.lower in word_set("prepositions") for token in subject):
        return False
    following = text.tokens[(clause.verb or 0) + 1 : (clause.verb or 0) + 2]
    takes = bool(following) and following[0].kind == "word"
    if takes and following[0].lower in word_set("prepositions"):
        takes = False  # "the ENCOR exam passed in May"
    return any(
        (token.name and takes) or token.lower in word_set("organisations") for token in subject
    )


def _done_elsewhere(view: Comparison, token: Token) -> bool:
    """Whether another clause of the evidence gives the same act to the person."""
    return any(
        clause.actor in ("self", "passive")
        and clause.verb is not None
        and text.tokens[clause.verb].lemmas & token.lemmas
        for text in view.evidence
        for clause in text.clauses
    )
