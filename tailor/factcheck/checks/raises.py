"""Raises: words that claim rank, reach, completion or distinction need a word that entitles."""

from collections.abc import Iterator
from itertools import pairwise

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import clauses_of_act
from tailor.factcheck.analysis import Hit, Text
from tailor.factcheck.checks.entitling import (
    entitles,
    has_no_object,
    is_among,
    is_of_others,
    manages_to,
)
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.grammar import Clause, verb_form
from tailor.factcheck.numbers import ORDINALS
from tailor.vocabulary import lexicon, people
from tailor.vocabulary.words import groups, word_set

_REASONS = {
    "lead": "“{words}” claims more responsibility than your statement gives.",
    "state": "Your statement does not say that this was finished or in use (“{words}”).",
    "credential": "Your statement does not say that you hold this (“{words}”).",
    "award": "Your statement does not say that this was won (“{words}”).",
    "publication": "Your statement does not say “{words}”.",
    "patent": "Your statement does not say that a patent was granted (“{words}”).",
    "superlative": "Nothing in your statement makes this “{words}”.",
    "degree": "“{words}” goes further than your statement.",
    "origin": "Your statement does not say that you made this new (“{words}”).",
    "scope": "“{words}” reaches further than your statement.",
}


def raises(view: Comparison) -> Iterator[Finding]:
    """Yield a finding for every raising word that the evidence does not entitle to."""
    seen: set[tuple[str, int]] = set()
    for hit in view.claim.raises:
        ladder = hit.rung.ladder
        if ladder == "superlative" and is_among(view.claim, view.claim.tokens[hit.first]):
            continue  # "one of the first": checked as shared
        if ladder == "patent" and "patent" not in view.claim.lemmas:
            continue
        if ladder == "superlative" and _names_nothing_best(view.claim, hit):
            continue
        if ladder == "award" and _wins_work(view.claim, hit):
            continue
        if ladder == "lead" and _is_by_others(view.claim, hit):
            continue
        if ladder == "origin" and _shows_somebody(view.claim, hit):
            continue
        if ladder == "lead" and _is_noun(view, hit):
            continue
        if ladder == "scope" and _reaches_nothing(view.claim, hit):
            continue
        if ladder == "scope" and view.claim.tokens[hit.last].text.endswith("'s"):
            continue  # "the company's 31 states": whose they are, not how far it reaches
        if (ladder, hit.last) in seen or _entitled(view, hit):
            continue
        seen.add((ladder, hit.last))
        words = view.claim.words(hit.first, hit.last)
        yield view.finding(
            ladder, hit.first, hit.last, _REASONS[ladder].format(words=words), hard=True
        )


def _reaches_nothing(text: Text, hit: Hit) -> bool:
    """Whether a word says how long, how often or what kind, not how far.

    "Across the first three years", "every fifth week", "business analyst".
    """
    if hit.last + 2 in text.quantity_tokens:
        return True
    following = text.tokens[hit.last + 1].lower if hit.last + 1 < len(text.tokens) else ""
    kind = text.tokens[hit.last].lower in ("business", "company", "corporate", "enterprise")
    return following in ORDINALS or (kind and people.is_person(following))


def _is_noun(view: Comparison, hit: Hit) -> bool:
    """Whether a word such as "lead" or "own" only names or describes: "200 leads", "own shifts"."""
    tokens = view.claim.tokens
    token = tokens[hit.first]
    before = tokens[hit.first - 1] if hit.first else None
    if not token.content:
        return True  # "own shifts"
    if hit.first != hit.last:
        return False
    following = tokens[hit.first + 1].text if hit.first + 1 < len(tokens) else ""
    if following == "-" or (before is not None and before.text == "-"):
        return True  # "head-of-unit clearance", "£5-a-head"
    if before is None or before.kind == "punct":
        return False
    if token.name and before.lower in word_set("prepositions"):
        return True  # a product: "drew it in Inventor"
    verbal = before.lower in word_set("self") | {"to", "and", "then", "also"}
    return verb_form(token) in ("base", "s") and not verbal


def entitled_tokens(view: Comparison) -> frozenset[int]:
    """Tokens of raising words that the evidence entitles to, by the word or by its group.

    Why without "state": "delivered" needs no trial to be told of, but is an act all the same.
    """
    return frozenset(
        index
        for hit in view.claim.raises
        if hit.rung.ladder != "state" and _entitled(view, hit)
        for index in range(hit.first, hit.last + 1)
    )


def _entitled(view: Comparison, hit: Hit) -> bool:
    """Whether the aligned evidence has the word, its inflection, or one of the needed group."""
    tokens = view.claim.tokens[hit.first : hit.last + 1]
    if hit.rung.ladder == "superlative":
        own = frozenset(t.lower for t in tokens)  # "good" does not entitle to "best"
    else:
        own = frozenset(
            lemma for t in tokens for lemma in t.lemmas if t.content or t.lower == "all"
        )
    own |= {word for lemma in own for word in lexicon.derivations(lemma)}
    wanted = own | groups().get(hit.rung.needs, frozenset())
    if hit.rung.ladder == "lead" and _is_reworded(view, hit):
        return True
    if hit.rung.needs == "all" and _is_limited(view, hit):
        return True
    if hit.rung.needs == "company" and _is_ours(view, hit):
        return True
    if hit.rung.ladder == "lead" and hit.rung.rung <= 3 and _is_like_verb(view, hit):
        return True
    if hit.rung.needs == "all" and hit.last + 1 in view.claim.quantity_tokens:
        return True  # "all four wheels": the number is checked itself
    if hit.rung.ladder == "state":
        return not _is_unfinished(view, hit) or bool(wanted & _near(view, hit))
    if hit.rung.needs in ("drive", "sole"):
        own = wanted  # "combine driver, 1,900 acres": what was driven may stand a clause away
    return bool(wanted & _near(view, hit)) or bool(own & _in_sentences(view, hit))


def _is_reworded(view: Comparison, hit: Hit) -> bool:
    """Whether the evidence has the same in other words: "took over", "assumed responsibility"."""
    own = {p.key for p in view.claim.everyday if p.takes and hit.first in p.indices}
    return any(p.gives and p.key in own for text in view.evidence for p in text.everyday)


def _is_limited(view: Comparison, hit: Hit) -> bool:
    """Whether what is left out is said too: "everything but hazmat", "all jobs other than"."""
    following = [t.lower for t in view.claim.tokens[hit.last + 1 : hit.last + 7]]
    others = [*pairwise(following)]
    return (
        following[:1] == ["but"]
        or bool({"except", "excluding"} & set(following))
        or not {("other", "than"), ("apart", "from")}.isdisjoint(others)
    )


def _is_ours(view: Comparison, hit: Hit) -> bool:
    """Whether the evidence says "our own trucks" where the claim says "company trucks"."""
    link = view.alignment.links.get(hit.last + 1)
    if link is None:
        return False
    tokens = view.evidence[link.place.statement].tokens
    return any(t.lower == "our" for t in tokens[max(0, link.place.index - 3) : link.place.index])


def _is_like_verb(view: Comparison, hit: Hit) -> bool:
    """Whether the word stands for a verb of equal strength: "looked after", "oversaw"."""
    link = view.alignment.links.get(hit.first)
    if link is None or hit.first != hit.last:
        return False
    text = view.evidence[link.place.statement]
    clause = text.clause(link.place.index)
    managed = manages_to(text, text.tokens[link.place.index])
    return clause.actor == "self" and clause.verb == link.place.index and not managed


def _in_sentences(view: Comparison, hit: Hit) -> frozenset[str]:
    """Base forms in the whole sentences of those clauses, for the claim's own word."""
    sentences = [(text, clause.sentence) for text, clause in view.partner_clauses(hit.first)]
    return frozenset(
        lemma
        for text, sentence in sentences
        for clause in text.clauses
        if clause.sentence == sentence and not is_of_others(text, clause, hit)
        for token in text.tokens[clause.start : clause.end]
        if entitles(view, hit, text, token)
        for lemma in token.lemmas
    )


def _near(view: Comparison, hit: Hit) -> frozenset[str]:
    """Base forms and spellings in the evidence clauses that the claim's clause is made from.

    A lead-in ("I was responsible for:") stands above them all.
    """
    found: set[str] = set()
    near = (*view.partner_clauses(hit.first), *_linked_clauses(view, hit), *_lead_ins(view))
    for text, clause in near:
        if is_of_others(text, clause, hit):
            continue
        for token in text.tokens[clause.start : clause.end]:
            if hit.rung.ladder == "origin" and has_no_object(text, token):
                continue
            if not entitles(view, hit, text, token):
                continue
            found |= token.lemmas
            found.add(token.lower)
    return frozenset(found)


def _is_by_others(text: Text, hit: Hit) -> bool:
    """Whether somebody else is said to lead: "the group led by the neurologist"."""
    following = [t.lower for t in text.tokens[hit.last + 1 : hit.last + 3]]
    return following[:1] == ["by"] and following[1:] not in (["me"], ["myself"])


def _shows_somebody(text: Text, hit: Hit) -> bool:
    """Whether "introduced" has a person for its object: "introduced two apprentices to it"."""
    following = text.tokens[hit.last + 1 : hit.last + 5]
    return "introduce" in text.tokens[hit.first].lemmas and any(
        people.is_person(t.lower) for t in following
    )


def _wins_work(text: Text, hit: Hit) -> bool:
    """Whether "won" speaks of customers, which is no prize: "helped win 29 new clients"."""
    after = {lemma for t in text.tokens[hit.last + 1 : hit.last + 7] for lemma in t.lemmas}
    return "win" in text.tokens[hit.first].lemmas and bool(after & word_set("won in business"))


def _names_nothing_best(text: Text, hit: Hit) -> bool:
    """Whether the word singles nothing out: "bench-only", "for the most part"."""
    after = text.tokens[hit.last + 1].lower if hit.last + 1 < len(text.tokens) else ""
    ends_compound = hit.first > 1 and text.tokens[hit.first - 1].text == "-"
    ordinal = text.tokens[hit.first].lower == "first" and "second" in text.lemmas
    return after == "part" or ordinal or (ends_compound and hit.first == hit.last)


def _linked_clauses(view: Comparison, hit: Hit) -> Iterator[tuple[Text, Clause]]:
    """The evidence clauses that entitle to the words themselves and to another of their clause."""
    links = view.alignment.links
    clause = view.claim.clause(hit.first)
    others = [
        links[i].place
        for i in range(clause.start, clause.end)
        if i in links and not hit.first <= i <= hit.last
    ]
    for index in range(hit.first, hit.last + 1):
        if index in links:
            place = links[index].place
            text = view.evidence[place.statement]
            around = clauses_of_act(text, place.index)
            near = (text.clause_of[o.index] for o in others if o.statement == place.statement)
            if any(number in around for number in near):
                yield text, text.clause(place.index)


def _lead_ins(view: Comparison) -> Iterator[tuple[Text, Clause]]:
    for text in view.evidence:
        for clause in text.clauses:
            if text.tokens[min(clause.end, len(text.tokens)) - 1].text == ":":
                yield text, clause


def _is_unfinished(view: Comparison, hit: Hit) -> bool:
    """Whether the aligned evidence speaks of a plan, an attempt or a trial.

    "Implemented it" is about what the claim's clause before is about.
    """
    partners = view.partner_clauses(hit.first)
    clause = view.claim.clause(hit.first)
    object_ = view.claim.tokens[hit.last + 1 : hit.last + 2]
    if object_ and object_[0].lower in ("it", "them", "this") and clause.start:
        partners += view.partner_clauses(clause.start - 1)
    return any(
        limit.rung.ladder == "state" and given.start <= limit.first < given.end
        for text, given in partners
        for limit in text.limits
    )
