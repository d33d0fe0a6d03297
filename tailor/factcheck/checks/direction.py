"""Direction: from and to, up and down, are as in the evidence."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Place
from tailor.factcheck.analysis import Text
from tailor.factcheck.arithmetic import comparable
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.tokens import Token
from tailor.vocabulary.verbs import verb_classes
from tailor.vocabulary.words import word_set

Role = Literal["source", "target"]


_UP = frozenset({"increase", "multiply"})
_DOWN = frozenset({"decrease"})


def direction(view: Comparison) -> Iterator[Finding]:
    """Yield findings where the claim turns a move or a change round."""
    yield from _turned_moves(view)
    yield from _turned_changes(view)
    yield from _turned_figures(view)
    yield from _opposed(view)


def _turned_moves(view: Comparison) -> Iterator[Finding]:
    for index, link in view.alignment.links.items():
        if link.relation not in ("same", "alias") or not _is_place(view, index, link.place):
            continue
        told = _role(view.claim, index)
        given = _role(view.evidence[link.place.statement], link.place.index)
        if told and given and told != given:
            word = view.claim.tokens[index].text
            yield view.finding(
                "direction",
                index,
                index,
                f"In your profile the move is the other way round: “{word}” is "
                f"{'where it started' if given == 'source' else 'where it ended'}.",
                hard=True,
                place=link.place,
            )
            return


def _is_place(view: Comparison, index: int, place: Place) -> bool:
    """Whether a word can be an end of a move: no unit, and named once in the evidence."""
    text = view.evidence[place.statement]
    units = {i for q in view.claim.quantities for i in range(q.first + 1, q.last + 1)}
    units |= {i for _, first, last in view.claim.periods for i in range(first, last + 1)}
    named = [t for t in text.tokens if t.lower == text.tokens[place.index].lower]
    return index not in units and len(named) == 1


def _role(text: Text, index: int) -> Role | None:
    """Whether a word says where a move starts or ends, by the preposition before it."""
    for i in range(index - 1, max(-1, index - 4), -1):
        lower = text.tokens[i].lower
        if lower in word_set("sources") or (
            lower == "of" and i and text.tokens[i - 1].lower == "out"
        ):
            return "source"
        if lower in word_set("targets"):
            return "target" if _has_source(text, i) else None
        if text.tokens[i].kind == "punct" and text.tokens[i].text != "-":
            return None
    return None


def _has_source(text: Text, index: int) -> bool:
    """Whether "to" belongs to a move: it follows "from …", or a verb of moving takes it."""
    window = text.tokens[max(0, index - 14) : index]
    return any(
        t.lower in word_set("sources")
        or t.lower == "out"
        or any(_moves(lemma) for lemma in t.lemmas)
        for t in window
    ) or any(t.lower in word_set("sources") for t in text.tokens[index : index + 8])


def _moves(lemma: str) -> bool:
    return bool(verb_classes(lemma) & {"move", "convert"})


def _turned_changes(view: Comparison) -> Iterator[Finding]:
    for token in view.claim.tokens:
        told = _trend(token)
        if told is None or _is_thing(view.claim, token) or _is_particle(view.claim, token):
            continue
        partners = view.partner_clauses(token.index)
        given = {
            trend
            for text, clause in partners
            for t in text.tokens[clause.start : clause.end]
            if (trend := _trend(t)) and not _is_particle(text, t)
        }
        if given and told not in given:
            yield view.finding(
                "direction",
                token.index,
                token.index,
                f"“{token.text}” turns round what your profile says went "
                f"{'down' if told == 'up' else 'up'}.",
                hard=True,
            )


def _is_particle(text: Text, token: Token) -> bool:
    """Whether "up" or "down" belongs to a verb that tells of no move: "cleaned up the list"."""
    if token.lower not in ("up", "down"):
        return False
    before = text.tokens[max(0, token.index - 4) : token.index]
    moves = word_set("moving verbs") | word_set("making verbs") | {"from", "%", "percent"}
    return not any(t.lower in moves or t.kind == "number" for t in before)


def _is_thing(text: Text, token: Token) -> bool:
    """Whether a word such as "drop" names a thing: "before every drop", "check-ups"."""
    before = text.tokens[token.index - 1].lower if token.index else ""
    return before in ("every", "each", "per", "-")


def _turned_figures(view: Comparison) -> Iterator[Finding]:
    """A change told as a rise must end higher than it began: "rose from 9 to 4" is refused."""
    for a, b in pairwise(view.claim.quantities):
        between = [t.lower for t in view.claim.tokens[a.last + 1 : b.first]]
        before = view.claim.tokens[a.first - 1].lower if a.first else ""
        if before != "from" or "to" not in between or not comparable(a, b) or len(between) > 4:
            continue
        window = view.claim.tokens[max(0, a.first - 5) : a.first]
        trends = {trend for t in window if (trend := _trend(t))}
        if trends == {"up" if a.low > b.low else "down"}:
            yield view.finding(
                "direction",
                a.first,
                b.last,
                "The figures go the other way than the word before them says.",
                hard=True,
            )


def _opposed(view: Comparison) -> Iterator[Finding]:
    """A word after "before" in the evidence does not stand after "after" in the claim."""
    opposites = word_set("opposed prepositions")
    for index, link in view.alignment.links.items():
        told = _governing(view.claim, index)
        given = _governing(view.evidence[link.place.statement], link.place.index)
        if _is_also_governed(view, index, told):
            continue
        if f"{told}/{given}" in opposites or f"{given}/{told}" in opposites:
            yield view.finding(
                "direction",
                index,
                index,
                f"Your profile says “{given}”, not “{told}”.",
                hard=True,
                place=link.place,
            )
            return


def _is_also_governed(view: Comparison, index: int, preposition: str) -> bool:
    """Whether the evidence has the word behind the claim's preposition too."""
    lemmas = view.claim.tokens[index].lemmas
    return any(
        t.lemmas & lemmas and _governing(text, t.index) == preposition
        for text in view.evidence
        for t in text.content
    )


def _governing(text: Text, index: int) -> str:
    """The preposition right before a word, past its article."""
    for i in range(index - 1, max(-1, index - 3), -1):
        lower = text.tokens[i].lower
        if lower in word_set("prepositions"):
            return lower
        if lower not in word_set("determiners"):
            return ""
    return ""


def _trend(token: Token) -> Literal["up", "down"] | None:
    if token.lower in word_set("up"):
        return "up"
    if token.lower in word_set("down"):
        return "down"
    classes = {name for lemma in token.lemmas for name in verb_classes(lemma)}
    if classes & _UP and not classes & _DOWN:
        return "up"
    return "down" if classes & _DOWN and not classes & _UP else None
