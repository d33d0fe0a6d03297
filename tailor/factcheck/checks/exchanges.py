"""Exchanges: figures that stand with each other's words, or for more than they counted."""

from collections.abc import Iterator
from itertools import combinations

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Place
from tailor.factcheck.arithmetic import comparable, entails
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.numbers import WORDS
from tailor.factcheck.quantities import Quantity

Told = list[tuple[Quantity, list[tuple[Quantity, int]]]]

_WINDOW = 7  # words on each side that say what a figure is about
_MARGIN = 1.2  # how much better two figures must fit each other's words to count as exchanged
_MOST = 8  # figures looked at for exchange; bounds the time on a wall of numbers


def exchanges(view: Comparison, told: Told) -> Iterator[Finding]:
    """Yield findings on figures of the claim that the evidence has, but for other things."""
    yield from _parts_of(view, told)
    yield from _exchanged(view, told)
    yield from _told_twice(view, told)


def _exchanged(view: Comparison, told: Told) -> Iterator[Finding]:
    """Yield a finding where two figures fit the words around each other better than their own."""
    nearest = [(q, _as_vague(q, given)) for q, given in told[:_MOST]]
    for (a, from_a), (b, from_b) in combinations(nearest, 2):
        if a.low == b.low or not comparable(a, b) or _is_pair(view, a, b):
            continue
        if _is_label(view, a) or _is_label(view, b):
            continue
        if a.dimension == "time" and (a.period is None) != (b.period is None):
            continue  # "three days a week" says how often, "eight weeks" how long
        own = _best(view, a, from_a) + _best(view, b, from_b)
        crossed = _best(view, a, from_b) + _best(view, b, from_a)
        if crossed > own * _MARGIN + 0.05:
            given, number = from_a[0]
            first, second = (view.claim.words(q.first, q.last) for q in (a, b))
            yield view.finding(
                "number_swap",
                a.first,
                a.last,
                f"“{first}” and “{second}” seem to have changed places; your profile has them "
                "the other way round.",
                hard=True,
                place=Place(number, given.first),
                place_last=given.last,
            )


def _as_vague(claimed: Quantity, given: list[tuple[Quantity, int]]) -> list[tuple[Quantity, int]]:
    """The figures of the evidence as vague as the claim's, if any: "a couple" is not "two"."""
    return [(q, n) for q, n in given if q.vague == claimed.vague] or given


def _is_label(view: Comparison, quantity: Quantity) -> bool:
    """Whether a number hangs on a word as a label: "tier-two tickets"."""
    before = view.claim.tokens[max(0, quantity.first - 2) : quantity.first]
    return len(before) == 2 and before[1].text == "-" and before[0].kind == "word"


def _parts_of(view: Comparison, told: Told) -> Iterator[Finding]:
    """Refuse to tell "one of 60 branches", or three of nine, as all of them."""
    known = {t.lower for t in view.claim.tokens}
    for claimed, matching in told:
        if not _names_part(view, claimed) and all(
            _is_whole(view, q, n, known) for q, n in matching
        ):
            given, number = matching[0]
            yield view.finding(
                "number",
                claimed.first,
                claimed.last,
                "Your profile speaks of some of these, not of all.",
                hard=True,
                place=Place(number, given.first),
                place_last=given.last,
            )


def _names_part(view: Comparison, claimed: Quantity) -> bool:
    """Whether the claim says what part it speaks of: "about 95% of 124"."""
    tokens = view.claim.tokens
    near = range(max(1, claimed.first - 5), claimed.first)
    return any(tokens[i].lower == "of" and i - 1 in view.claim.quantity_tokens for i in near)


def _is_whole(view: Comparison, quantity: Quantity, number: int, told: set[str]) -> bool:
    """Whether a figure counts the whole of which the statement is about a part it must name."""
    tokens = view.evidence[number].tokens
    before = tokens[max(0, quantity.first - 7) : quantity.first]
    for i, token in enumerate(before):
        if token.kind != "number" and token.lower not in WORDS:
            continue
        between = [t.lower for t in before[i + 1 :]]
        course = bool(quantity.dimension) and "of" in between[1:2] and len(between) <= 3
        of = between[:1] == ["of"] or course  # "one of 60", "60 hours of a 100-hour course"
        if of or (token.lower == "one" and "from" in between):
            digits = f"{WORDS[token.lower]:g}" if token.lower in WORDS else token.lower
            words = {word for word, value in WORDS.items() if f"{value:g}" == digits}
            return not told & ({digits} | words)
    return False


def _told_twice(view: Comparison, told: Told) -> Iterator[Finding]:
    """A figure that the evidence gives once, for one thing, is not told of two."""
    for (a, from_a), (b, from_b) in combinations(told, 2):
        if a.kind != "count" or a.low != b.low or not a.counted or a.counted & b.counted:
            continue
        if len({id(q) for q, _ in (*from_a, *from_b)}) == 1 and b.counted:
            given, number = from_a[0]
            source = view.evidence[number].words(given.first, given.last)
            yield view.finding(
                "number",
                b.first,
                b.last,
                f"Your profile gives “{source}” once, for one thing; here it stands for two.",
                hard=True,
                place=Place(number, given.first),
                place_last=given.last,
            )


def _is_pair(view: Comparison, a: Quantity, b: Quantity) -> bool:
    """Whether two figures are told as one: "from 9 % to 5 %", "four to six", "6- and 15-hour".

    Which of them comes first is for the check of direction.
    """
    between = {t.lower for t in view.claim.tokens[a.last + 1 : b.first]}
    last_two = [t.lower for t in view.claim.tokens[max(0, b.first - 2) : b.first]]
    if last_two in (["up", "from"], ["down", "from"]):
        return not _is_turned(view, a, b)
    if len(between) > 3:
        return False
    if "of" in between and between <= {"out", "of", "about", "the", "some", "around", "roughly"}:
        return True  # "4.6 out of 5", "210 of about 230"
    return "to" in between or between == {"-"} or (bool(between) and between <= {"-", "and", "or"})


def _is_turned(view: Comparison, later: Quantity, earlier: Quantity) -> bool:
    """Whether the evidence has the figures of "27 %, up from 22 %" the other way round."""
    for text in view.evidence:
        firsts = [[q.first for q in text.quantities if entails(q, one)] for one in (later, earlier)]
        if all(firsts):
            return firsts[0][0] < firsts[1][0]
    return False


def _best(view: Comparison, claimed: Quantity, given: list[tuple[Quantity, int]]) -> float:
    return max(_affinity(view, claimed, q, n) for q, n in given[:_MOST])


def _affinity(view: Comparison, claimed: Quantity, given: Quantity, number: int) -> float:
    """How much the words near a figure of the claim come from near a figure of the evidence."""
    score = 0.0
    for index, link in view.alignment.links.items():
        if link.place.statement != number or index in view.claim.quantity_tokens:
            continue
        near = _distance(index, claimed)
        far = _distance(link.place.index, given)
        if near <= _WINDOW and far <= _WINDOW:
            score += link.weight / (1 + near) / (1 + far)
    return score


def _distance(index: int, quantity: Quantity) -> int:
    """Words between a token and a quantity; what follows is nearer than what went before."""
    if index > quantity.last:
        return index - quantity.last - 1
    return max(quantity.first - index, 0)
