"""Characters that a reader does not see, or takes for others: a checker would be misled too."""

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterator

from tailor.domain.profile import Profile
from tailor.importing.linting.finding import LintFinding
from tailor.importing.linting.places import texts

# Zero-width, direction and tag characters, soft hyphens, byte order marks inside a text.
_INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_JOINERS = "\u200c\u200d"
_WORD = re.compile(r"[^\W\d_]+")
# Letters of other scripts that look like a Latin one.
_TWINS = dict(
    zip(
        "АВЕКМНОРСТХаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧονα",
        "ABEKMHOPCTXaeopcyxijsdqwABEZHIKMNOPTYXova",
        strict=True,
    )
)


def unreadable(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Texts with invisible or look-alike characters."""
    del today
    for id_, path, text in texts(profile):
        if seen := invisible(text):
            names = ", ".join(sorted({_name(character) for character in seen}))
            shown = f"“{cleaned(text)[:60]}” has {names}."
            yield _finding(id_, path, "invisible-characters", shown)
        for word in dict.fromkeys(mixed_words(text)):
            yield _finding(id_, path, "look-alike-letters", f"“{word}” mixes scripts.")


def invisible(text: str) -> list[str]:
    """The characters of a text that cannot be seen and are not needed to write its language."""
    found = [*_CONTROL.findall(text)]
    for match in _INVISIBLE.finditer(text):
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if match.group() not in _JOINERS or not _joins(around):
            found.append(match.group())
    return found


def mixed_words(text: str) -> Iterator[str]:
    """Words of Latin letters in which letters of another script stand for Latin ones."""
    for match in _WORD.finditer(text):
        word = match.group()
        twins = [character for character in word if character in _TWINS]
        if twins and any("LATIN" in unicodedata.name(c, "") for c in word):
            yield word


def cleaned(text: str) -> str:
    """The text as a reader sees it: without invisible characters, look-alikes as what they seem."""
    gone = set(invisible(text)) - {"\n", "\t"}
    kept = "".join(character for character in text if character not in gone)
    for word in dict.fromkeys(mixed_words(kept)):
        kept = kept.replace(word, "".join(_TWINS.get(c, c) for c in word))
    return kept


def _joins(around: str) -> bool:
    """Whether a joiner stands between letters of a script, or emoji, that need it."""
    return any(ord(c) >= 0x0590 and not "\u1e00" <= c <= "\u2044" for c in around)


@functools.cache
def _name(character: str) -> str:
    return unicodedata.name(character, f"control character {ord(character):#04x}").lower()


def _finding(id_: str, path: tuple[str | int, ...], code: str, message: str) -> LintFinding:
    return LintFinding(
        severity="error",
        code=code,
        id=id_,
        path=path,
        message=f"{message} A checker cannot read it as you do.",
        hint="Type it again, or run: tailor lint --fix",
    )
