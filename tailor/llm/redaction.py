"""Contact details out before anything is sent, and back in when the answer is read.

What is replaced: everything in the profile's basics but label, summary and the names of networks,
as whole words wherever it occurs, and every e-mail address and international phone number.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tailor.domain.profile import Basics
from tailor.llm.port import Message

_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_PHONE = r"\+\d[\d\s().-]{6,}\d"
_SEPARATORS = r"[\s().\-/]*"


@dataclass(frozen=True, slots=True)
class Hidden:
    """Messages with placeholders, and what each placeholder stands for."""

    messages: tuple[Message, ...]
    originals: Mapping[str, str]

    def restored(self, value: Any) -> Any:
        """A JSON value with the originals back in every string of it."""
        if isinstance(value, str):
            return _replaced(value, self.originals)
        if isinstance(value, list):
            return [self.restored(item) for item in value]
        if isinstance(value, dict):
            return {key: self.restored(item) for key, item in value.items()}
        return value


class Redaction:
    """What to keep from a model: one person's basics, and addresses of anybody.

    `also` are further words to keep, where a document tells more than the basics hold.
    """

    def __init__(self, basics: Basics | None = None, *, also: Iterable[str] = ()) -> None:
        patterns = {*_patterns(basics or Basics()), *(p for text in also for p in _words(text))}
        personal = sorted(patterns, key=len, reverse=True)
        self._pattern = re.compile("|".join([_EMAIL, *personal, _PHONE]))

    def hide(self, messages: Sequence[Message]) -> Hidden:
        """Replace what is personal by placeholders, numbered by first occurrence.

        So equal beginnings of two conversations stay equal, and a provider's prompt cache hits.
        """
        everything = "\n".join(message.content for message in messages)
        placeholders: dict[str, str] = {}
        number = 0
        for message in messages:
            for match in self._pattern.finditer(message.content):
                if match[0] not in placeholders:
                    number = _next_free(number, everything)
                    placeholders[match[0]] = f"PERSONAL_{number}"
        hidden = tuple(
            Message(m.role, self._pattern.sub(lambda found: placeholders[found[0]], m.content))
            for m in messages
        )
        return Hidden(hidden, {name: original for original, name in placeholders.items()})


def _next_free(number: int, text: str) -> int:
    """The next number whose placeholder no text holds already: what is put back is only ours."""
    number += 1
    while f"PERSONAL_{number}" in text:
        number += 1
    return number


def _replaced(text: str, originals: Mapping[str, str]) -> str:
    return re.sub(r"PERSONAL_\d+", lambda match: originals.get(match[0], match[0]), text)


def _patterns(basics: Basics) -> Iterator[str]:
    """Regular expressions for everything personal in the basics."""
    if basics.name:
        yield from _words(basics.name, ignore_case=True)
        for part in re.split(r"[\s.,]+", basics.name):
            # Particles ("van", "de") are words of the language; alone they name nobody.
            if part[:1].isupper():
                yield from _words(part)
                yield from _words(part.upper())
    if basics.phone:
        yield from _phone(basics.phone)
    for url in (basics.url, basics.image, *(link.url for link in basics.profiles)):
        bare = re.sub(r"^[a-z]+:(//)?(www\.)?|/+$", "", (url or "").strip(), flags=re.IGNORECASE)
        yield from (rf"(?:[a-z]+://)?(?:www\.)?{p}/?" for p in _words(bare, ignore_case=True))
    location = basics.location
    places = location.model_dump(exclude_none=True).values() if location else ()
    usernames = (link.username for link in basics.profiles)
    for value in (basics.email, *usernames, *places):
        if isinstance(value, str):
            yield from _words(value)


def _words(text: str, *, ignore_case: bool = False) -> Iterator[str]:
    """The text as whole words, with any space between them, composed and decomposed.

    A single character names nobody and would be everywhere.
    """
    if len(re.findall(r"\w", text)) < 2:
        return
    # As written too: some letters change for good when they are composed.
    forms = (text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))
    for form in dict.fromkeys(forms):
        words = form.split()
        body = r"\s+".join(re.escape(word) for word in words)
        bounded = f"{_edge('<!', words[0][0])}{body}{_edge('!', words[-1][-1])}"
        yield f"(?i:{bounded})" if ignore_case else bounded


def _edge(direction: str, character: str) -> str:
    """A word boundary; none for scripts that write without spaces, which have no cases either."""
    spaced = character.isascii() or character.lower() != character.upper()
    return rf"(?{direction}\w)" if spaced else ""


def _phone(number: str) -> Iterator[str]:
    """The number in any grouping, with or without a plus."""
    digits = re.findall(r"\d", number)
    if len(digits) < 6:
        yield from _words(number)
    else:
        yield rf"(?<!\d)\(?\+?\(?{_SEPARATORS.join(digits)}(?!\d)"
