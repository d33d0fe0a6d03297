"""Words: every content word of the claim is entitled to, asserts nothing, or is a finding."""

from collections.abc import Iterator
from itertools import pairwise

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Link, Place, clauses_of_act, is_role_of_other, tells_act
from tailor.factcheck.analysis import Text
from tailor.factcheck.checks.enumerations import listed_nouns
from tailor.factcheck.checks.raises import entitled_tokens
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.grammar import Clause, is_modifier, is_verb_here, verb_form
from tailor.factcheck.tokens import Token
from tailor.vocabulary import lexicon, people
from tailor.vocabulary.words import neutral_words, word_set


def words(view: Comparison) -> Iterator[Finding]:
    """Yield a soft finding for every content word that nothing in the evidence entitles to."""
    quantities = view.claim.quantity_tokens
    licensed = listed_nouns(view) | entitled_tokens(view) | _limiting(view)
    compares = any(q.kind in ("ratio", "percent") for q in view.claim.quantities)
    tokens = view.claim.tokens
    in_periods = {i for _, first, last in view.claim.periods for i in range(first, last + 1)}
    for token in view.claim.content:
        if token.kind != "word" or _is_linked(view, token):
            continue
        if token.index in quantities or token.name or token.index in in_periods:
            continue
        if _is_particle(view, token) or _is_colleague(view, token) or _is_owner(view, token):
            continue
        if _is_neutral(token) and not (_hides_predicate(view, token) or _adds_doing(view, token)):
            continue
        if token.index in licensed:
            continue
        if compares and token.lower in word_set("comparisons"):
            continue  # the figure beside it is checked, and says by how much
        if token.lower in word_set("trends") and _has_two_figures(view, token):
            continue
        if _only_tells_figure(view, token) or _runs_what_is_named(view, token):
            continue
        if _is_near(view, token) or _is_denied_opposite(view, token):
            continue
        following = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
        kind = _kind(token, following)
        yield view.finding(
            kind, token.index, token.index, f"“{token.text}” is not in your statement.", hard=False
        )


def _has_two_figures(view: Comparison, token: Token) -> bool:
    """Whether two figures near a word tell from where to where; their order is checked."""
    clause = view.claim.clause(token.index)
    end = max(clause.end, token.index + 12)
    near = {t.lower for t in view.claim.tokens[clause.start : end]}
    if not near & {"from", "to", "versus", "against", "vs"}:
        return False
    return sum(1 for q in view.claim.quantities if clause.start <= q.first < end) >= 2


def _limiting(view: Comparison) -> frozenset[int]:
    """Tokens of words that only make the claim smaller: "excluding", "mainly", "jointly"."""
    return frozenset(
        index
        for hit in view.claim.limits
        if hit.rung.ladder in ("limit", "extent", "certainty", "team", "help")
        for index in range(hit.first, min(hit.last, hit.first + 1) + 1)
    )  # of a pattern with a gap only its beginning: "together with a … colleague"


def _is_particle(view: Comparison, token: Token) -> bool:
    """Whether a word such as "back" or "together" belongs to a verb, which is checked itself."""
    if token.lower not in word_set("particles"):
        return False
    before = view.claim.tokens[max(0, token.index - 5) : token.index]
    return any(verb_form(t) in ("past", "ing", "base", "s") for t in before)


def _is_owner(view: Comparison, token: Token) -> bool:
    """Whether "the hotel's" only says whose: one's own employer; how far it reaches is a raise."""
    before = view.claim.tokens[token.index - 1].lower if token.index else ""
    if not token.text.endswith("'s") or before not in ("the", "a", "an"):
        return False
    kinds = {word for lemma in token.lemmas for word in lexicon.broader(lemma, "n", 3)}
    return bool((token.lemmas | kinds) & word_set("employers"))


def _is_colleague(view: Comparison, token: Token) -> bool:
    """Whether "a colleague" stands for somebody whom the evidence names."""
    return bool(token.lemmas & word_set("colleagues")) and any(
        other.personal_name or people.is_coworker(other.lower) or other.lower in word_set("mates")
        for text in view.evidence
        for other in text.tokens
    )


def _only_tells_figure(view: Comparison, token: Token) -> bool:
    """Whether a verb only brings in a figure, which is checked: "recording a 71 % open rate"."""
    near = range(token.index + 1, token.index + 4)
    return token.lower in word_set("figure verbs") and not view.claim.quantity_tokens.isdisjoint(
        near
    )


def _runs_what_is_named(view: Comparison, token: Token) -> bool:
    """Whether a plain verb stands before what the evidence only names: "summer camp, 45 kids"."""
    if view.claim.clause(token.index).verb != token.index or token.lower not in word_set(
        "light verbs"
    ):
        return False
    partners = view.partner_clauses(token.index)
    return bool(partners) and not any(
        verb_form(t) in ("past", "ing") or t.lower in word_set("self")
        for text, clause in partners
        for t in text.tokens[clause.start : clause.end]
    )


def _is_linked(view: Comparison, token: Token) -> bool:
    """Whether the evidence entitles to a word; to an act only where it tells of its object.

    "Made the updates" does not entitle to "built the platform".
    """
    link = view.alignment.links.get(token.index)
    if link is None:
        return False
    clause = view.claim.clause(token.index)
    if is_verb_here(view.claim.tokens, token, clause) and not _is_act(view, link):
        return _is_done(view, link)
    if link.relation in ("same", "alias", "family") or clause.verb != token.index:
        return True
    others = [
        other.place
        for index, other in view.alignment.links.items()
        if clause.start <= index < clause.end and index != token.index
    ]
    text = view.evidence[link.place.statement]
    shared = clauses_of_act(text, link.place.index)
    return not others or any(
        place.statement == link.place.statement and text.clause_of[place.index] in shared
        for place in others
    )


def _is_done(view: Comparison, link: Link) -> bool:
    """Whether an act named by a noun was done there, not only photographed or paid for."""
    text = view.evidence[link.place.statement]
    clause = text.clause(link.place.index)
    if _is_occasion(text, link.place.index):
        return False
    if clause.verb is None or clause.verb == link.place.index:
        return True
    verb = text.tokens[clause.verb]
    governing = {verb.lower, *verb.lemmas}
    if _is_about(text, clause.verb, link.place.index):
        return False
    return (
        bool(governing & (word_set("light verbs") | neutral_words()))
        or (
            link.place.index < clause.verb
            and clause.actor in ("self", "passive")
            and bool(governing & (word_set("making words") | neutral_words()))
        )
        or (link.place.index < clause.verb and verb_form(text.tokens[link.place.index]) == "ing")
        or Place(link.place.statement, clause.verb) in view.alignment.linked_places
    )


def _is_about(text: Text, verb: int, noun: int) -> bool:
    """Whether a noun only says what the verb's object is about: "handled mail about the repair"."""
    between = text.tokens[verb + 1 : noun]
    about = next((i for i, t in enumerate(between) if t.lower in word_set("topics")), None)
    return about is not None and any(t.content for t in between[:about])


def _is_act(view: Comparison, link: Link) -> bool:
    """Whether the evidence tells of an act there, by its clause's verb or one joined to it."""
    text = view.evidence[link.place.statement]
    token = text.tokens[link.place.index]
    return is_verb_here(text.tokens, token, text.clause(link.place.index))


def _is_occasion(text: Text, index: int) -> bool:
    """Whether a noun only says on what occasion: "phones during the implementation"."""
    before = [t.lower for t in text.tokens[max(0, index - 3) : index]]
    return bool(set(before) & word_set("occasions"))


def _hides_predicate(view: Comparison, token: Token) -> bool:
    """Whether a plain "performed" or "used" stands for another act: "booked slots for surgery"."""
    clause = view.claim.clause(token.index)
    plain = word_set("helping verbs") | word_set("verbs of any work")
    if clause.verb != token.index or token.lemmas & plain:
        return False
    used = view.alignment.linked_places
    partners = view.partners[view.claim.clause_of[token.index]]
    for number, place in partners:
        text = view.evidence[number]
        given = text.clauses[place]
        verb = text.tokens[given.verb] if given.verb is not None else None
        if verb is None and token.lemmas & word_set("doing verbs") and _is_presence(text, given):
            return True
        if verb is None or _is_neutral(verb) or not verb.content:
            return False
        if Place(number, verb.index) in used:
            return False
    return bool(partners)


def _is_presence(text: Text, clause: Clause) -> bool:
    """Whether a clause only says where one was: "was in the room for 14 operations"."""
    words = text.tokens[clause.start : clause.end]
    return any(
        a.lower in word_set("be") and b.lower in word_set("prepositions") | {"there", "present"}
        for a, b in pairwise(words)
    )


def _adds_doing(view: Comparison, token: Token) -> bool:
    """Whether "and carried out" is put behind an act of the evidence: "planned and carried out"."""
    before = view.claim.tokens[max(0, token.index - 2) : token.index]
    return (
        bool(token.lemmas & word_set("doing verbs"))
        and len(before) == 2
        and before[1].lower == "and"
        and verb_form(before[0]) == verb_form(token)
        and before[0].index in view.alignment.links
    )


def _is_near(view: Comparison, token: Token) -> bool:
    """Whether a thesaurus lists the word under one of the evidence clauses it is made from.

    An act must be listed under an act: "wrote" not under "the tables".
    """
    acts = view.claim.clause(token.index).verb == token.index and verb_form(token) == "past"
    return any(
        _same_stem(given, own) or lexicon.relation(given, own) is not None
        for text, clause in view.partner_clauses(token.index)
        for other in text.tokens
        if other.content and other.kind == "word"
        if not acts or _may_tell(view, token, text, other)
        for given in other.lemmas
        for own in token.lemmas
    )


def _may_tell(view: Comparison, token: Token, text: Text, other: Token) -> bool:
    """Whether a word of the evidence can tell of the claim's act: by itself, or as its name."""
    if tells_act(text, other.index):
        return True
    link = view.alignment.links.get(token.index)
    judged = (
        link is not None
        and link.relation in ("same", "alias", "family")
        and view.token(link.place) is other
    )  # and found not to be done
    return not judged and not verb_form(other) and not is_role_of_other(text, other.index)


def _is_denied_opposite(view: Comparison, token: Token) -> bool:
    """Whether one text denies the opposite of what the other says: "don't match", "differ"."""
    denied = view.claim.denies(token.index)
    return any(
        text.denies(other.index) != denied
        and any(lexicon.are_opposites(a, b) for a in other.lemmas for b in token.lemmas)
        for text, clause in view.partner_clauses(token.index)
        for other in text.tokens[clause.start : clause.end]
        if other.content and other.kind == "word"
    )


def _same_stem(given: str, own: str) -> bool:
    """Whether two words share their beginning: "short" and "shortage", "temp" and "temperature"."""
    short, long = sorted((given, own), key=len)
    return len(short) >= 4 and (long.startswith(short) or long[:7] == short[:7])


def _is_neutral(token: Token) -> bool:
    return token.lower in neutral_words() or bool(token.lemmas & neutral_words())


def _kind(token: Token, following: Token | None) -> str:
    if is_modifier(token, following):
        return "adjective"
    return "action" if verb_form(token) in ("past", "ing") else "detail"
