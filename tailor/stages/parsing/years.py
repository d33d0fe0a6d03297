"""The years of experience a sentence asks for."""

import re
from functools import cache

from tailor.stages.parsing.phrases import fold, words_of
from tailor.stages.parsing.tongues import spoken

_MOST = 40


def years_asked(text: str, language: str) -> int | None:
    """The number of years a sentence asks for, the lower end of a range; None when it asks none.

    Ages, contract terms, deadlines and how old a company is are no years of experience.
    """
    folded = fold(text)
    for found in _pattern(language).finditer(folded):
        number = _number(found.group("low"), language)
        before = words_of(folded[max(0, found.start() - 40) : found.start()])
        after = words_of(folded[found.end() : found.end() + 40])
        told = _tells([word.folded for word in before], [word.folded for word in after], language)
        if number is not None and 0 < number <= _MOST and told:
            return number
    return None


def _tells(before: list[str], after: list[str], language: str) -> bool:
    # Up to two words may stand between: "within the first 2 years", "5 years fixed contract".
    left, right = _barred(language)
    near = " ".join(before[-4:])
    ahead = " ".join(after[:3])
    return not any(f" {near} ".endswith(f" {word} ") for word in left) and not any(
        f" {ahead} ".startswith(f" {word} ") for word in right
    )


@cache
def _barred(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    tongues = spoken(language)
    left = tuple(fold(word) for tongue in tongues for word in tongue.years["not_before"])
    right = tuple(fold(word) for tongue in tongues for word in tongue.years["not_after"])
    gaps = ("", " the", " the first", " about", " den", " de")
    return tuple(word + gap for word in left for gap in gaps), right


@cache
def _numbers(language: str) -> dict[str, int]:
    return {
        fold(word): place
        for tongue in reversed(spoken(language))
        for place, word in enumerate(tongue.years["numbers"], start=1)
    }


def _number(written: str, language: str) -> int | None:
    return int(written) if written.isdigit() else _numbers(language).get(written)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    tongues = spoken(language)
    units = sorted({fold(unit) for one in tongues for unit in one.years["units"]}, key=len)
    joiners = "|".join(sorted({re.escape(fold(to)) for one in tongues for to in one.years["to"]}))
    number = rf"\d{{1,2}}|{'|'.join(sorted(_numbers(language), key=len, reverse=True))}"
    again = r"(?: ?\(\d{1,2}\+?\))?"
    upper = rf"(?: ?(?:-|{joiners}) ?(?:{number}){again} ?\+?)?"
    return re.compile(
        rf"(?<![\w.,/$€£])(?P<low>{number}){again} ?\+?{upper}[ -]?(?:plus |or more |full )?"
        rf"(?:{'|'.join(reversed(units))})(?!\w)"
    )
