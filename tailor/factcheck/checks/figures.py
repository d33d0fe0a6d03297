"""Quantities: every figure of the claim is given, follows by arithmetic, or is a finding."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from tailor.domain.verdicts import Finding
from tailor.factcheck.alignment import Place
from tailor.factcheck.analysis import Text
from tailor.factcheck.arithmetic import comparable, derivation, entails
from tailor.factcheck.checks.enumerations import listed
from tailor.factcheck.checks.exchanges import Told, exchanges
from tailor.factcheck.checks.lists import listed_sum
from tailor.factcheck.checks.rates import period_kept, unknown_periods
from tailor.factcheck.comparison import Comparison
from tailor.factcheck.dates import Date, read_iso
from tailor.factcheck.grammar import verb_form
from tailor.factcheck.numbers import ORDINALS
from tailor.factcheck.quantities import Quantity
from tailor.vocabulary.units import unit

_SPAN = 8  # words between two dates of one span


def figures(view: Comparison) -> Iterator[Finding]:
    """Yield findings on numbers, units, bounds and periods; and proofs of derived figures."""
    given = tuple(_given(view))
    direct = (*given, *_read_otherwise(view))
    told: Told = []
    in_periods = {i for _, first, last in view.claim.periods for i in range(first, last + 1)}
    for quantity in view.claim.quantities:
        if quantity.kind == "year" or quantity.first in in_periods:
            continue
        if _is_pronoun(view, quantity) or _in_name(view, quantity) or _is_none(view, quantity):
            continue
        if _is_ordinal(view, quantity):
            continue
        readings = [quantity, *_with_units_of(quantity, view.claim.quantities)]
        if measured := _measured(view.claim, quantity):
            readings.append(measured)
        matching = [
            (q, n)
            for q, n in direct
            if any(entails(q, reading) for reading in readings)
            and not _counts_another(view, quantity, q, n)
        ]
        if not matching and (count := _as_count(view, quantity)):
            matching = [(q, n) for q, n in direct if entails(q, count)]
        if matching:
            told.append((quantity, matching))
        elif _is_same_span(view, quantity):
            continue
        yield from _figure(view, quantity, matching, given)
    yield from exchanges(view, told)
    yield from unknown_periods(view)


def _given(view: Comparison) -> Iterator[tuple[Quantity, int]]:
    for number, text in enumerate(view.evidence):
        for quantity in text.quantities:
            yield quantity, number
            yield from ((other, number) for other in _with_units_of(quantity, text.quantities))


def _frequency(quantity: Quantity) -> Quantity:
    """Read "two days a week" as a count too: "twice a week"."""
    low, high = quantity.low / quantity.factor, quantity.high / quantity.factor
    return replace(quantity, kind="count", dimension="", unit="", low=low, high=high)


def _measured(text: Text, quantity: Quantity) -> Quantity | None:
    """Read "230 hay acres" as a measure too: the unit stands behind what describes it."""
    following = text.tokens[quantity.last + 2 : quantity.last + 3]
    found = unit(following[0].lower) if following and quantity.kind == "count" else None
    if found is None or not found.factor or not text.tokens[quantity.last + 1].content:
        return None
    if len(following[0].lower) < 3 or not following[0].lemmas & quantity.counted:
        return None
    return replace(
        quantity,
        kind="measure",
        dimension=found.dimension,
        unit=found.name,
        low=quantity.low * found.factor,
        high=quantity.high * found.factor,
        factor=found.factor,
    )


def _read_otherwise(view: Comparison) -> Iterator[tuple[Quantity, int]]:
    """Other readings of the evidence's figures, good for the same figure but for no arithmetic."""
    for number, text in enumerate(view.evidence):
        for quantity in text.quantities:
            if measured := _measured(text, quantity):
                yield measured, number
            if quantity.dimension == "time" and quantity.period is not None:
                yield _frequency(quantity), number


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
    if _is_percentile(view, quantity):
        return True
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


def _is_ordinal(view: Comparison, quantity: Quantity) -> bool:
    """Whether "2nd", or the six of "one week in six", stands for an ordinal of the evidence."""
    tokens = view.claim.tokens
    after = tokens[quantity.last + 1].lower if quantity.last + 1 < len(tokens) else ""
    before = [t.lower for t in tokens[max(0, quantity.first - 3) : quantity.first]]
    written = after in ("st", "nd", "rd", "th") or (before[:1] == ["one"] and before[-1:] == ["in"])
    wanted = {word for word, digits in ORDINALS.items() if float(digits) == quantity.low}
    return written and any(t.lower in wanted for text in view.evidence for t in text.tokens)


def _is_none(view: Comparison, quantity: Quantity) -> bool:
    """Whether "zero injuries" stands for the evidence's "no injuries"."""
    return quantity.low == 0 and any(
        text.denies(token.index) and token.lemmas & quantity.counted
        for text in view.evidence
        for token in text.content
    )


def _is_same_span(view: Comparison, quantity: Quantity) -> bool:
    """Whether "within a year" stands for the evidence's "over the same year"."""
    if quantity.dimension != "time" or quantity.low != quantity.factor:
        return False
    return any(
        token.lower == quantity.unit and token.index not in text.quantity_tokens
        for text in view.evidence
        for token in text.tokens
    )


def _counts_another(view: Comparison, claimed: Quantity, given: Quantity, number: int) -> bool:
    """Whether a bounded figure would rest on a count of others: 64 shows, "over 35 pupils"."""
    if claimed.kind != "count" or claimed.low == given.low or claimed.bound in ("exact", "about"):
        return False
    if not claimed.counted or not given.counted or claimed.counted & given.counted:
        return False
    own = range(claimed.last + 1, claimed.last + 5)
    theirs = range(given.last + 1, given.last + 5)
    links = view.alignment.links
    return not any(
        i in links and links[i].place.statement == number and links[i].place.index in theirs
        for i in own
    )


def _is_percentile(view: Comparison, quantity: Quantity) -> bool:
    """Whether "95th percentile" stands for the evidence's "p95"."""
    short = f"p{view.claim.tokens[quantity.first].lower}"
    near = view.claim.tokens[quantity.last + 1 : quantity.last + 5]
    return any("percentile" in t.lemmas for t in near) and any(
        t.lower == short for text in view.evidence for t in text.tokens
    )


def _figure(
    view: Comparison,
    claimed: Quantity,
    matching: list[tuple[Quantity, int]],
    given: tuple[tuple[Quantity, int], ...],
) -> Iterator[Finding]:
    words = view.claim.words(claimed.first, claimed.last)
    if matching:
        yield from period_kept(view, claimed, matching)
        return
    proof = None if _ends_change(view, claimed) else _proof(view, claimed, given)
    if proof:
        yield view.finding(
            "derivation", claimed.first, claimed.last, f"{words} follows: {proof}.", hard=False
        )
        return
    yield _refusal(view, claimed, given)


def _ends_change(view: Comparison, claimed: Quantity) -> bool:
    """Whether a figure is an end of "from 6 % to 2.5 %", which no arithmetic gives."""
    tokens = view.claim.tokens
    before = tokens[claimed.first - 1].lower if claimed.first else ""
    near = [t.lower for t in tokens[max(0, claimed.first - 8) : claimed.first]]
    return before == "from" or (before == "to" and "from" in near)


def _proof(
    view: Comparison, claimed: Quantity, given: tuple[tuple[Quantity, int], ...]
) -> str | None:
    own = [
        q
        for q, n in given
        if not _is_others(view, q, n)
        and (claimed.kind not in ("count", "money") or _may_add(view, claimed, q, n))
    ]
    if claimed.kind == "count" and (members := listed(view, claimed)):
        return members
    if summed := listed_sum(view, claimed):
        return summed
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
    if end:
        pairs += [(d, end) for text in view.evidence for d in text.dates if _goes_on(text, d)]
    return tuple(pairs)


def _goes_on(text: Text, date: Date) -> bool:
    """Whether a time runs from a date to the end of the entry: "from May 2018 until I left"."""
    before = [t.lower for t in text.tokens[max(0, date.index - 2) : date.index]]
    words = {t.lower for t in text.tokens}
    return bool({"since", "from"} & set(before)) and bool({"left", "leaving", "since"} & words)


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
