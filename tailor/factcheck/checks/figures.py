"""Quantities: every figure of the claim is given, follows by arithmetic, or is a finding."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Place
from tailor.factcheck.arithmetic import comparable, derivation, entails
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.dates import Date, read_iso
from tailor.factcheck.grammar import verb_form
from tailor.factcheck.quantities import Quantity
from tailor.factcheck.tokens import Token

_SPAN = 8  # words between two dates of one span
_WINDOW = 7  # words on each side that say what a figure is about
_MOST_EXCHANGED = 8  # figures looked at for exchange; bounds the time on a wall of numbers
_MARGIN = 1.2  # how much better two figures must fit each other's words to count as exchanged


def figures(view: Comparison) -> Iterator[Finding]:
    """Yield findings on numbers, units, bounds and periods; and proofs of derived figures."""
    given = tuple(_given(view))
    told: list[tuple[Quantity, list[tuple[Quantity, int]]]] = []
    in_periods = {i for _, first, last in view.claim.periods for i in range(first, last + 1)}
    for quantity in view.claim.quantities:
        if quantity.kind == "year" or quantity.first in in_periods:
            continue
        if _is_pronoun(view, quantity) or _in_name(view, quantity):
            continue
        readings = (quantity, *_with_units_of(quantity, view.claim.quantities))
        matching = [(q, n) for q, n in given if any(entails(q, reading) for reading in readings)]
        if not matching and (count := _as_count(view, quantity)):
            matching = [(q, n) for q, n in given if entails(q, count)]
        if matching:
            told.append((quantity, matching))
        yield from _figure(view, quantity, matching, given)
    yield from _parts_of(view, told)
    yield from _exchanged(view, told)
    yield from _told_twice(view, told)
    yield from _periods(view)


def _given(view: Comparison) -> Iterator[tuple[Quantity, int]]:
    for number, text in enumerate(view.evidence):
        for quantity in text.quantities:
            yield quantity, number
            yield from ((other, number) for other in _with_units_of(quantity, text.quantities))


def _with_units_of(bare: Quantity, near: tuple[Quantity, ...]) -> Iterator[Quantity]:
    """Read a bare number as the measure it stands beside: "22 minutes against a target of 30"."""
    if bare.kind != "count" or bare.counted or bare.vague:
        return
    for other in near:
        if other.kind in ("measure", "money", "percent") and other.factor:
            yield replace(
                bare,
                kind=other.kind,
                dimension=other.dimension,
                unit=other.unit,
                low=bare.low * other.factor,
                high=bare.high * other.factor,
            )


def _as_count(view: Comparison, claimed: Quantity) -> Quantity | None:
    """Read "9M meter readings" as a count, where the evidence has the unit's word as a noun."""
    link = view.alignment.links.get(claimed.last)
    if claimed.kind != "measure" or link is None:
        return None
    if link.place.index in view.evidence[link.place.statement].quantity_tokens:
        return None
    low, high = claimed.low / claimed.factor, claimed.high / claimed.factor
    return replace(claimed, kind="count", dimension="", unit="", low=low, high=high)


def _is_pronoun(view: Comparison, quantity: Quantity) -> bool:
    """Whether "one" counts nothing: "one of", "as one"."""
    token = view.claim.tokens[quantity.first]
    return token.lower == "one" and quantity.first == quantity.last


def _in_name(view: Comparison, quantity: Quantity) -> bool:
    """Whether a number is part of a name that the evidence has too ("Windows 11", "Year 6")."""
    first = quantity.first
    if first == 0 or quantity.kind != "count":
        return False
    before = view.claim.tokens[first - 1]
    if not before.name:
        return False
    name = (before.lower, view.claim.tokens[first].lower)
    return any(
        (text.tokens[i - 1].lower, text.tokens[i].lower) == name
        for text in view.evidence
        for i in range(1, len(text.tokens))
    )


def _figure(
    view: Comparison,
    claimed: Quantity,
    matching: list[tuple[Quantity, int]],
    given: tuple[tuple[Quantity, int], ...],
) -> Iterator[Finding]:
    words = view.claim.words(claimed.first, claimed.last)
    if matching:
        yield from _period_kept(view, claimed, matching)
        return
    proof = _proof(view, claimed, given)
    if proof:
        yield view.finding(
            "derivation", claimed.first, claimed.last, f"{words} follows: {proof}.", hard=False
        )
        return
    yield _refusal(view, claimed, given)


def _proof(
    view: Comparison, claimed: Quantity, given: tuple[tuple[Quantity, int], ...]
) -> str | None:
    own = [
        q
        for q, n in given
        if not _is_others(view, q, n)
        and (claimed.kind not in ("count", "money") or _may_add(view, claimed, q, n))
    ]
    if claimed.kind == "count" and (listed := _listed(view, claimed)):
        return listed
    return derivation(claimed, own, _date_pairs(view))


def _is_others(view: Comparison, quantity: Quantity, number: int) -> bool:
    """Whether a figure is told of somebody else; such figures enter no sum."""
    return view.evidence[number].clause(quantity.first).actor == "other"


def _may_add(view: Comparison, claimed: Quantity, quantity: Quantity, number: int) -> bool:
    """Whether a figure can be a part of a sum: no end of a change, no label ("hangar 2")."""
    tokens = view.evidence[number].tokens
    before = tokens[max(0, quantity.first - 2) : quantity.first]
    if claimed.kind == "count" and any(t.lower in ("from", "to") for t in before):
        return False
    if any(c is not claimed and entails(quantity, c) for c in view.claim.quantities):
        return False  # told by itself already
    others = [q for text in view.evidence for q in text.quantities if q is not quantity]
    shared = any(quantity.counted & q.counted for q in others)
    if quantity.counted and not shared and not quantity.counted & view.claim.lemmas:
        return False
    labelled = before and before[-1].content and before[-1].kind == "word" and not quantity.counted
    return not labelled or verb_form(before[-1]) in ("past", "ing")


def _date_pairs(view: Comparison) -> tuple[tuple[Date, Date], ...]:
    """Dates that may span a time: of the entry, or told near each other in one statement."""
    pairs = [
        (a, b)
        for text in view.evidence
        for a, b in combinations(text.dates, 2)
        if abs(b.index - a.index) <= _SPAN
    ]
    start, end = read_iso(view.context.start), read_iso(view.context.end)
    if start and end:
        pairs.append((start, end))
    return tuple(pairs)


def _listed(view: Comparison, claimed: Quantity) -> str | None:
    """Count the members of an enumeration: "Texas and Oklahoma" are two states."""
    if not 2 <= claimed.low <= 12 or claimed.bound != "exact":
        return None
    if _is_named_singly(view, claimed):
        return None  # "for a hotel chain": the list is of something else
    for text in view.evidence:
        for members in _enumerations(text.tokens):
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
        and _listed(view, claimed)
    )


def _enumerations(tokens: tuple[Token, ...]) -> Iterator[list[str]]:
    """Yield the members of every "A, B and C": the last words of what stands between."""
    members: list[str] = []
    current: list[str] = []
    closing = False
    for token in tokens:
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


def _refusal(
    view: Comparison, claimed: Quantity, given: tuple[tuple[Quantity, int], ...]
) -> Finding:
    words = view.claim.words(claimed.first, claimed.last)
    same_value = [(q, n) for q, n in given if abs(q.low - claimed.low) < 1e-9]
    alike = [(q, n) for q, n in same_value if comparable(claimed, q)]
    if alike:
        quantity, number = alike[0]
        source = view.evidence[number].words(max(0, quantity.first - 1), quantity.last)
        return view.finding(
            "bound",
            claimed.first,
            claimed.last,
            f"Your profile limits this figure (“{source}”), and “{words}” does not.",
            hard=True,
            place=Place(number, quantity.first),
            place_last=quantity.last,
            suggestion=source,
        )
    if same_value:
        quantity, number = same_value[0]
        source = view.evidence[number].words(quantity.first, quantity.last)
        return view.finding(
            "unit",
            claimed.first,
            claimed.last,
            f"“{words}” and your profile's “{source}” are not the same measure.",
            hard=True,
            place=Place(number, quantity.first),
            place_last=quantity.last,
        )
    return view.finding(
        "number",
        claimed.first,
        claimed.last,
        f"“{words}” is not in your statement and does not follow from its figures.",
        hard=True,
    )


def _period_kept(
    view: Comparison, claimed: Quantity, matching: list[tuple[Quantity, int]]
) -> Iterator[Finding]:
    """Check that a rate keeps its period."""
    if claimed.period is None or any(
        q.period is None or _same_period(claimed.period, q.period) for q, _ in matching
    ):
        return
    best, number = matching[0]
    source = view.evidence[number].words(best.first, best.last)
    words = view.claim.words(claimed.first, claimed.last)
    yield view.finding(
        "period",
        claimed.first,
        claimed.last,
        f"Your profile gives “{source}” for another period than “{words}” here.",
        hard=True,
        place=Place(number, best.first),
        place_last=best.last,
    )


def _exchanged(
    view: Comparison, told: list[tuple[Quantity, list[tuple[Quantity, int]]]]
) -> Iterator[Finding]:
    """Yield a finding where two figures fit the words around each other better than their own."""
    for (a, from_a), (b, from_b) in combinations(told[:_MOST_EXCHANGED], 2):
        if a.low == b.low or not comparable(a, b) or _is_pair(view, a, b):
            continue
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


def _parts_of(
    view: Comparison, told: list[tuple[Quantity, list[tuple[Quantity, int]]]]
) -> Iterator[Finding]:
    """ "One of 60 branches" is not told as 60 branches."""
    if any(t.lower == "one" for t in view.claim.tokens):
        return
    for claimed, matching in told:
        if all(_is_whole_of_one(view, q, n) for q, n in matching):
            given, number = matching[0]
            yield view.finding(
                "number",
                claimed.first,
                claimed.last,
                "Your profile speaks of one of these, not of all.",
                hard=True,
                place=Place(number, given.first),
                place_last=given.last,
            )


def _is_whole_of_one(view: Comparison, quantity: Quantity, number: int) -> bool:
    """Whether a figure counts the whole of which the statement is about one."""
    before = [
        t.lower for t in view.evidence[number].tokens[max(0, quantity.first - 7) : quantity.first]
    ]
    if "one" not in before:
        return False
    between = before[before.index("one") + 1 :]
    return "of" in between[:1] or "from" in between


def _told_twice(
    view: Comparison, told: list[tuple[Quantity, list[tuple[Quantity, int]]]]
) -> Iterator[Finding]:
    """A figure that the evidence gives once, for one thing, is not told of two."""
    for (a, from_a), (b, from_b) in combinations(told, 2):
        if a.kind != "count" or a.low != b.low or not a.counted or a.counted & b.counted:
            continue
        if len({id(q) for q, _ in (*from_a, *from_b)}) == 1 and b.counted:
            given, number = from_a[0]
            yield view.finding(
                "number",
                b.first,
                b.last,
                f"Your profile gives “{view.evidence[number].words(given.first, given.last)}” once, "
                "for one thing; here it stands for two.",
                hard=True,
                place=Place(number, given.first),
                place_last=given.last,
            )


def _is_pair(view: Comparison, a: Quantity, b: Quantity) -> bool:
    """Whether two figures are told as one: "from 9 % to 5 %", "four to six", "6- and 15-hour".

    Which of them comes first is for the check of direction.
    """
    between = {t.lower for t in view.claim.tokens[a.last + 1 : b.first]}
    if len(between) > 3:
        return False
    return "to" in between or between == {"-"} or (bool(between) and between <= {"-", "and", "or"})


def _best(view: Comparison, claimed: Quantity, given: list[tuple[Quantity, int]]) -> float:
    return max(_affinity(view, claimed, q, n) for q, n in given[:_MOST_EXCHANGED])


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
    return quantity.first - index


def _same_period(a: float | str | None, b: float | str | None) -> bool:
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 0.05 * max(a, b)
    return a == b


def _periods(view: Comparison) -> Iterator[Finding]:
    """A period ("weekly", "a day") must be one that the evidence names."""
    known = [period for text in view.evidence for period, _, _ in text.periods]
    named = {token.lower for text in view.evidence for token in text.tokens}
    for period, first, last in view.claim.periods:
        if any(_same_period(period, other) for other in known):
            continue
        word = view.claim.tokens[last].lower
        if _named_otherwise(period, named) or word == "annual":
            continue
        yield view.finding(
            "period",
            first,
            last,
            f"Your profile does not say “{view.claim.words(first, last)}” of this.",
            hard=bool(known),
        )


_NAMED = {
    1.0: {"day", "days", "daily", "morning", "night", "nights", "evening", "nightly", "each"},
    7.0: {
        "week", "weekly", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays",
        "sundays",
    },
    365.0: {"year", "years", "yearly", "annual", "annually"},
    30.4: {"month", "months", "monthly"},
    91.0: {"quarter", "quarterly"},
}  # fmt: skip


def _named_otherwise(period: float | str, named: set[str]) -> bool:
    if isinstance(period, str):
        return period in named
    return any(abs(days - period) < 0.5 and words & named for days, words in _NAMED.items())
