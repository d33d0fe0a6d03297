"""Typed quantities of a text: value, unit, bound, period, and the words around them."""

from dataclasses import dataclass, replace
from typing import Literal

from tailor.factcheck.bounds import Bound, bound, told_bound
from tailor.factcheck.numbers import Number, read_number
from tailor.factcheck.periods import period, span_end
from tailor.factcheck.tokens import Token
from tailor.vocabulary.units import Unit
from tailor.vocabulary.units import unit as find_unit
from tailor.vocabulary.words import word_set

_LARGEST_WHOLE = 10  # of a fraction: "1/3", "7/10"

Kind = Literal["count", "measure", "money", "percent", "year", "ratio"]

_MULTIPLES = {
    "twice": 2.0,
    "double": 2.0,
    "doubled": 2.0,
    "doubling": 2.0,
    "twofold": 2.0,
    "triple": 3.0,
    "tripled": 3.0,
    "tripling": 3.0,
    "trebled": 3.0,
    "treble": 3.0,
    "threefold": 3.0,
    "quadruple": 4.0,
    "quadrupled": 4.0,
    "quadrupling": 4.0,
    "fourfold": 4.0,
    "fivefold": 5.0,
    "sixfold": 6.0,
    "sevenfold": 7.0,
    "eightfold": 8.0,
    "ninefold": 9.0,
    "tenfold": 10.0,
    "halve": 0.5,
    "halved": 0.5,
    "halving": 0.5,
}
_PARTS = {
    "half": 50.0,
    "third": 100 / 3,
    "thirds": 100 / 3,
    "quarter": 25.0,
    "quarters": 25.0,
    "fifth": 20.0,
    "fifths": 20.0,
    "tenth": 10.0,
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: tokens [first, last] with its unit, and what is known of it.

    `low` and `high` are in the unit's base ("4 h" is 14400 of dimension "time"). `period` is in
    days, or the word itself ("shift"). `counted` are the nouns counted, as base forms; `factor`
    turned the number as written into the base unit.
    """

    first: int
    last: int
    low: float
    high: float
    kind: Kind
    dimension: str = ""
    unit: str = ""
    bound: Bound = "exact"
    period: float | str | None = None
    counted: frozenset[str] = frozenset()
    vague: bool = False
    factor: float = 1.0

    @property
    def value(self) -> float:
        """The single value, or the lower end of a vague one."""
        return self.low


def _one_unit(tokens: tuple[Token, ...], index: int) -> Quantity | None:
    """Read "a year and a half", "within a week", "more than a minute"; "a week" alone is a rate."""
    last = span_end(tokens, index)
    found = find_unit(tokens[index + 1].lower) if last is not None else None
    if last is None or found is None:
        return None
    return _of_unit(tokens, index, last, 1.5 if last > index + 1 else 1.0, found)


def _half_unit(tokens: tuple[Token, ...], index: int) -> Quantity | None:
    """Read "half an hour", "half a day"."""
    words = [t.lower for t in tokens[index : index + 3]]
    if len(words) < 3 or words[0] != "half" or words[1] not in ("a", "an"):
        return None
    found = find_unit(words[2])
    if found is None or found.name != words[2] or not found.factor:
        return None
    return _of_unit(tokens, index, index + 2, 0.5, found)


def _of_unit(
    tokens: tuple[Token, ...], first: int, last: int, amount: float, unit: Unit
) -> Quantity:
    """So much of a unit, on tokens [first, last]."""
    factor = unit.factor or 1.0
    value, limit = amount * factor, bound(tokens, first, last)
    kind: Kind = "measure"
    return Quantity(
        first, last, value, value, kind, unit.dimension, unit.name, limit, factor=factor
    )


def _fraction(tokens: tuple[Token, ...], index: int) -> Quantity | None:
    """Read "1/3 of": two small numbers and a stroke."""
    texts = [t.text for t in tokens[index : index + 4]]
    if len(texts) < 4 or texts[1] != "/" or texts[3] != "of":
        return None
    if not (texts[0].isdigit() and texts[2].isdigit()):
        return None
    part, whole, last = int(texts[0]), int(texts[2]), index + 2
    if not 0 < part < whole <= _LARGEST_WHOLE:
        return None
    value = 100 * part / whole
    return Quantity(index, last, value, value, "percent", bound=bound(tokens, index, last))


def quantities(tokens: tuple[Token, ...]) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order."""
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        quantity = _quantity(tokens, index)
        if quantity is None:
            index += 1
            continue
        index = max(quantity.last, index) + 1
        if found and _compounds(found[-1], quantity):
            whole = found.pop()
            quantity = replace(
                whole,
                last=quantity.last,
                low=whole.low + quantity.low,
                high=whole.high + quantity.high,
            )
        found.append(quantity)
    return _with_shared_units(tokens, tuple(found))


def _quantity(tokens: tuple[Token, ...], index: int) -> Quantity | None:
    token = tokens[index]
    if token.lower in ("fortnight", "decade"):
        seconds = (14 if token.lower == "fortnight" else 3650) * 86_400.0
        return Quantity(index, index, seconds, seconds, "measure", "time", token.lower)
    if token.lower in _MULTIPLES:
        value = _MULTIPLES[token.lower]
        # "twice a week" is a frequency of two
        kind: Kind = "count" if token.lower == "twice" and period(tokens, index) else "ratio"
        return Quantity(index, index, value, value, kind, period=period(tokens, index))
    part = (
        _half_unit(tokens, index)
        or _part_of_whole(tokens, index)
        or _one_unit(tokens, index)
        or _fraction(tokens, index)
    )
    if part:
        return part
    number = read_number(tokens, index)
    if number is None or _is_label(tokens, number):
        return None
    return _typed(tokens, number)


def _part_of_whole(tokens: tuple[Token, ...], index: int) -> Quantity | None:
    """Read "half", "two thirds", "a quarter of"."""
    token = tokens[index]
    times, last = 1.0, index
    if token.lower in ("a", "one", "two", "three", "four") and index + 1 < len(tokens):
        last = index + 1
        if tokens[last].text == "-" and last + 1 < len(tokens):
            last += 1
        times = {"two": 2.0, "three": 3.0, "four": 4.0}.get(token.lower, 1.0)
    word = tokens[last].lower
    if word not in _PARTS or (last == index and word != "half"):
        return None
    after = tokens[last + 1].lower if last + 1 < len(tokens) else ""
    by = index > 0 and tokens[index - 1].lower in ("by", "than", "about", "almost", "nearly")
    if (times < 2 or (word == "quarters" and times != 3)) and after != "of" and not by:
        return None  # "over the next two quarters" is a time
    value = times * _PARTS[word]
    return Quantity(index, last, value, value, "percent", bound=bound(tokens, index, last))


def _is_label(tokens: tuple[Token, ...], number: Number) -> bool:
    """Whether a number only names something: "one of", "no one", "this one", an article "one"."""
    token = tokens[number.first]
    if token.lower != "one":
        return False
    before = tokens[number.first - 1].lower if number.first else ""
    return before in ("no", "this", "that", "the", "each", "every", "any", "which", "new", "old")


def _typed(tokens: tuple[Token, ...], number: Number) -> Quantity:
    last, kind, dimension, unit, factor = number.last, "count", "", "", 1.0
    after = _after(tokens, number.last)
    code = _currency_before(tokens, number.first)
    if number.currency or code:
        sign = code or find_unit(number.currency)
        kind, dimension = "money", sign.name if sign else number.currency
    if after is not None:
        token = tokens[after]
        nxt = tokens[after + 1].lower if after + 1 < len(tokens) else ""
        if (
            token.text == "%"
            or token.lower in ("percent", "pct")
            or (token.lower == "per" and nxt == "cent")
        ):
            kind, last = "percent", after + (token.lower == "per")
            number_points = tokens[last + 1].lower if last + 1 < len(tokens) else ""
            last += number_points in ("point", "points")
        elif token.lower in ("point", "points", "pp", "percentage") and number.low < 100:
            kind, last = (
                "percent",
                after + (token.lower == "percentage" and nxt.startswith("point")),
            )
        elif token.lower in ("x", "times", "fold") or (token.lower == "-" and nxt == "fold"):
            kind, last = "ratio", after
            if token.lower == "times" and period(tokens, after) is not None:
                kind = "count"
        elif kind != "money":
            found = _unit_at(tokens, number.last, after)
            if (
                found
                and found.dimension not in word_set("not measures")
                and not _is_rate(tokens, after)
            ):
                kind, last = "measure", after + (" " in found.name and _spans_two(tokens, after))
                dimension, unit, factor = found.dimension, found.name, found.factor or 1.0
                if dimension == "currency":
                    kind, dimension = "money", unit
    if _is_year(tokens, number) and kind == "count" and last == number.last:
        kind = "year"
    if _ends_year_range(tokens, number):
        kind, dimension, unit, factor, last = "year", "", "", 1.0, number.last
    counted = _counted(tokens, last)
    spans = dimension in ("time", "area") or bool(counted & word_set("spans of time"))
    told: Bound = "exact" if kind == "year" else told_bound(tokens, number, last, spans=spans)
    return Quantity(
        number.first - (code is not None),
        last,
        number.low * factor,
        number.high * factor,
        kind,  # type: ignore[arg-type]
        dimension,
        unit,
        told,
        period(tokens, last),
        counted,
        number.vague,
        factor,
    )


def _ends_year_range(tokens: tuple[Token, ...], number: Number) -> bool:
    """Whether a number is the second half of "2017-18"."""
    first = number.first
    if (
        first < 2
        or tokens[first - 1].text not in "-/"
        or tokens[first].start > tokens[first - 1].end
    ):
        return False
    year = tokens[first - 2].text
    return (
        len(year) == 4 and year.isdigit() and tokens[first].text == f"{(int(year) + 1) % 100:02d}"
    )


def _unit_at(tokens: tuple[Token, ...], number_end: int, index: int) -> Unit | None:
    """The unit written at a token; two words before one ("cubic metres")."""
    token = tokens[index]
    if token.lower in word_set("not units alone") and token.start > tokens[number_end].end:
        return None
    if index + 1 < len(tokens):
        pair = find_unit(f"{token.lower} {tokens[index + 1].lower}")
        if pair:
            return pair
    return find_unit(token.text) or find_unit(token.lower)


def _currency_before(tokens: tuple[Token, ...], first: int) -> Unit | None:
    """The currency of "EUR 4.1 million"."""
    before = tokens[first - 1].text if first else ""
    found = find_unit(before) if len(before) == 3 and before.isupper() else None
    return found if found and found.dimension == "currency" else None


def _spans_two(tokens: tuple[Token, ...], index: int) -> bool:
    return index + 1 < len(tokens) and bool(
        find_unit(f"{tokens[index].lower} {tokens[index + 1].lower}")
    )


def _after(tokens: tuple[Token, ...], last: int) -> int | None:
    """Index of the word that may be a number's unit: the next one, past a hyphen."""
    index = last + 1
    if (
        index < len(tokens)
        and tokens[index].text in "-+"
        and tokens[index].start == tokens[last].end
    ):
        index += 1
    return index if index < len(tokens) else None


def _is_rate(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether the word is a period of a rate ("350 a month"), not a unit ("six months")."""
    return index > 0 and tokens[index - 1].lower in ("a", "an", "per", "each", "every", "/")


def _is_year(tokens: tuple[Token, ...], number: Number) -> bool:
    token = tokens[number.first]
    return (
        token.kind == "number"
        and number.first == number.last
        and len(token.text) == 4
        and token.text.isdigit()
        and 1950 <= number.low <= 2100
    )


def _counted(tokens: tuple[Token, ...], last: int) -> frozenset[str]:
    """Base forms of the nouns right after a quantity, up to the end of their group."""
    found: set[str] = set()
    for token in tokens[last + 1 : last + 5]:
        if token.text == "-":
            continue
        if token.kind != "word" or (not token.content and token.lower != "of"):
            break
        if token.content:
            found |= token.lemmas
    return frozenset(found)


def _compounds(whole: Quantity, part: Quantity) -> bool:
    """Whether "10 min" goes on with "2 h": a smaller time right after a larger one."""
    if whole.dimension != "time" or part.first != whole.last + 1:
        return False
    return part.dimension == "time" and part.low < whole.low


def _is_range(
    tokens: tuple[Token, ...], left: Quantity, right: Quantity, between: list[str]
) -> bool:
    """Whether two figures bound a third: "between 10 and 25", "4 to 6 a week"; no change."""
    before = [t.lower for t in tokens[max(0, left.first - 4) : left.first]]
    if left.low >= right.low or left.kind != right.kind or left.bound != "exact":
        return False
    if between == ["-"]:
        return tokens[left.last].end == tokens[left.last + 1].start
    if between == ["and"]:
        return before[-1:] == ["between"] and left.kind != "year"
    return between == ["to"] and not {"from", *word_set("moving verbs")} & set(before)


def _with_shared_units(
    tokens: tuple[Token, ...], found: tuple[Quantity, ...]
) -> tuple[Quantity, ...]:
    """Give "4 to 6 hours" and "10,000 to 300,000 QPS" their unit and period on both sides."""
    result = list(found)
    for i in range(len(found) - 2, -1, -1):
        left, right = result[i], result[i + 1]
        between = [t.lower for t in tokens[left.last + 1 : right.first]]
        if not between or not set(between) <= {"to", "-", "and", "or", "/"}:
            continue
        if left.kind == "count" and right.kind in ("measure", "percent", "money"):
            left = replace(
                left,
                kind=right.kind,
                dimension=right.dimension,
                unit=right.unit,
                low=left.low * right.factor,
                high=left.high * right.factor,
                factor=right.factor,
            )
        left = replace(
            left, period=left.period or right.period, counted=left.counted or right.counted
        )
        result[i] = left
        if _is_range(tokens, left, right, between):
            result[i] = replace(left, bound="at_least")
            result[i + 1] = replace(right, bound="up_to")
    return tuple(result)
