"""Numbers in words and digits: "four", "twenty-two", "10K", "$1.2 million", "a dozen", "70-odd"."""

from dataclasses import dataclass

from tailor.factcheck.tokens import Token

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_UNITS.split())},
    **{word: 10.0 * value for value, word in enumerate(_TENS.split(), start=2)},
}
MAGNITUDES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "mn": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_SUFFIXES: dict[str, float] = {"k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9, "bn": 1e9, "t": 1e12}
VAGUE: dict[str, tuple[float, float]] = {
    "couple": (2, 2),
    "few": (3, 9),
    "several": (3, 9),
    "handful": (3, 7),
    "dozens": (24, 99),
    "scores": (40, 199),
    "hundreds": (200, 999),
    "thousands": (2e3, 9999),
    "lakhs": (2e5, 9.99e6),
    "millions": (2e6, 9.99e8),
    "crores": (2e7, 9.99e9),
    "billions": (2e9, 9.99e11),
    "trillions": (2e12, 9.99e14),
}
CURRENCIES = frozenset("$€£¥₹")


_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
ORDINALS = {word: str(value) for value, word in enumerate(_ORDINALS.split(), start=1)}


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from tokens [first, last]; `low` < `high` when it is vague or a word of tens.

    `currency` is its sign or "". `attached` is a suffix that is no magnitude
    ("15ms": "ms"), already one token with the digits in the source.
    """

    first: int
    last: int
    low: float
    high: float
    currency: str = ""
    vague: bool = False


def read_number(tokens: tuple[Token, ...], index: int) -> Number | None:
    """Read the number that starts at a token, or None when none does."""
    token = tokens[index]
    if token.kind == "number":
        return _with_magnitude(tokens, index, _digits(token), _currency(token))
    if token.kind != "word":
        return None
    if token.lower in VAGUE:
        return _vague(tokens, index)
    if token.lower in ("a", "half") or token.lower in WORDS or token.lower in MAGNITUDES:
        return _in_words(tokens, index)
    if token.lower == "dozen":
        return Number(index, index, 12, 12)
    return None


def _digits(token: Token) -> float:
    return float(token.text.lstrip("$€£¥₹ ").replace(",", ""))


def _currency(token: Token) -> str:
    return token.text[0] if token.text[0] in CURRENCIES else ""


def _with_magnitude(tokens: tuple[Token, ...], index: int, value: float, currency: str) -> Number:
    last = index
    if index + 1 < len(tokens):
        following = tokens[index + 1]
        attached = following.start == tokens[index].end
        # "$310K", "10K", "1.2M"; but "5 m" and "4 mm" are lengths unless money is counted.
        is_magnitude = following.text not in ("m", "mm") or currency or _follows_code(tokens, index)
        if attached and following.lower in _SUFFIXES and is_magnitude:
            value *= _SUFFIXES[following.lower]
            return Number(index, index + 1, value, value, currency)
        while (ahead := _past_hyphen(tokens, last)) and tokens[ahead].lower in MAGNITUDES:
            last = ahead
            value *= MAGNITUDES[tokens[last].lower]
        if last == index and following.lower == "dozen":
            return Number(index, index + 1, value * 12, value * 12, currency)
    return Number(index, last, value, value, currency)


def _follows_code(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a currency's code stands before: "EUR 14m"."""
    before = tokens[index - 1].text if index else ""
    return len(before) == 3 and before.isupper() and before.isalpha()


def _past_hyphen(tokens: tuple[Token, ...], last: int) -> int | None:
    """Index of the word after a token, past a hyphen; None at the end."""
    ahead = last + 1
    if ahead < len(tokens) and tokens[ahead].text == "-":
        ahead += 1
    return ahead if ahead < len(tokens) else None


def _vague(tokens: tuple[Token, ...], index: int) -> Number | None:
    low, high = VAGUE[tokens[index].lower]
    last = index
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    if factor := {"dozen": 12.0, **MAGNITUDES}.get(following):  # "several dozen"
        return Number(index, index + 1, low * factor, high * factor, vague=True)
    # "hundreds of thousands", "tens of thousands"
    if last + 2 < len(tokens) and tokens[last + 1].lower == "of":
        magnitude = MAGNITUDES.get(tokens[last + 2].lower.removesuffix("s"))
        if magnitude:
            factor = {"hundreds": 100.0, "dozens": 12.0, "thousands": 1e3}.get(
                tokens[index].lower, 1
            )
            low, high, last = 2 * factor * magnitude, 9.99 * factor * magnitude, last + 2
    return Number(index, last, low, high, vague=True)


def _in_words(tokens: tuple[Token, ...], index: int) -> Number | None:
    """Read "four", "twenty-two", "three hundred and fifty", "a dozen", "half a million"."""
    if tokens[index].lower == "half":
        return _half(tokens, index)
    i, total, current, seen = index, 0.0, 0.0, False
    if tokens[i].lower == "a":
        following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        if following not in ("hundred", "thousand", "million", "billion", "dozen", "lakh", "crore"):
            return None
        current, seen, i = 1.0, True, i + 1
    last = index
    while i < len(tokens):
        word = tokens[i].lower
        if word in WORDS:
            if seen and not _continues(current, WORDS[word]):
                break
            current += WORDS[word]
        elif word == "dozen" and seen:
            current *= 12
        elif word in MAGNITUDES and (seen or word not in ("mn", "bn")):
            current = (current or 1.0) * MAGNITUDES[word]
            if MAGNITUDES[word] >= 1e3:
                total, current = total + current, 0.0
        elif seen and word in ("-", "and") and _joins(tokens, i, total + current):
            i += 1
            continue
        else:
            break
        seen, last = True, i
        i += 1
    if not seen:
        return None
    half = _and_a_half(tokens, last)
    value = total + current + (0.5 if half else 0.0)
    return Number(index, half or last, value, value)


def _half(tokens: tuple[Token, ...], index: int) -> Number | None:
    """Read "half a million", "half a dozen"."""
    words = [t.lower for t in tokens[index + 1 : index + 3]]
    if len(words) < 2 or words[0] != "a" or words[1] not in (*MAGNITUDES, "dozen"):
        return None
    value = 6 if words[1] == "dozen" else MAGNITUDES[words[1]] / 2
    return Number(index, index + 2, value, value)


def _and_a_half(tokens: tuple[Token, ...], last: int) -> int | None:
    """Return the index of "half" where a number goes on with "and a half"."""
    words = [t for t in tokens[last + 1 : last + 7] if t.text != "-"][:3]
    return words[2].index if [t.lower for t in words] == ["and", "a", "half"] else None


def _continues(current: float, value: float) -> bool:
    """Whether a number word goes on with what was read: "twenty two", "hundred five"."""
    return (current >= 20 and current % 10 == 0 and value < 10) or (
        current >= 100 and current % 100 == 0
    )


def _joins(tokens: tuple[Token, ...], index: int, current: float) -> bool:
    """Whether "-" or "and" goes on with a number word: "twenty-two", "hundred and six"."""
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    if following not in WORDS:
        return False
    if tokens[index].text == "-":
        return 20 <= current < 100 and current % 10 == 0 and WORDS[following] < 10
    return current >= 100
