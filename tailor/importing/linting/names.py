"""Names that are one letter away from one we know, or from one that the profile has elsewhere."""

import datetime as dt
import re
from collections.abc import Iterator

from tailor.domain.profile import Profile
from tailor.importing.linting.finding import FieldPath, LintFinding
from tailor.importing.linting.places import placed
from tailor.importing.linting.typos import is_word, one_slip_away, term_words
from tailor.importing.structure.words import folded, listed
from tailor.vocabulary.people import is_given_name

_NAMES = ("name", "organization", "institution", "issuer", "awarder", "publisher", "keywords")
_NAME = re.compile(r"(?<![\w@./-])[^\W\d_]{6,24}(?![\w@/-]|\.\w)")
# A shorter name differs from another by a letter too easily.
_SHORTEST_KNOWN = 7
_HINT = "Correct whichever is wrong, unless both are right."


def misspelt_names(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Likely typos in names: against the vocabulary, and against the profile's other names."""
    del today
    seen: dict[str, str] = {}
    for id_, path, word in _names(profile):
        plain = folded(word)
        # The list of skills has no accents, and "Español" is right.
        if plain in seen or not word.isascii() or is_word(plain) or plain in _kinds():
            continue
        # Another first letter makes another name, and an "n" more makes "American" of "America".
        near = {w for w in one_slip_away(plain) - {f"{plain}n"} if w[:1] == plain[0]}
        known = sorted(w for w in near & (term_words() | _kinds()) if len(w) >= _SHORTEST_KNOWN)
        own = sorted(near & seen.keys())
        seen[plain] = word
        if known or own:
            meant = seen[own[0]] if own else known[0]
            yield LintFinding(
                severity="warning",
                code="typo",
                id=id_,
                path=path,
                message=f"“{word}” may be a typo of “{meant}”.",
                hint=_HINT if own else "Correct it, unless it is a name of its own.",
            )


def _kinds() -> frozenset[str]:
    """The words by which schools and companies are known."""
    return listed("fields", "school_words") | listed("fields", "organisation_words")


def _names(profile: Profile) -> Iterator[tuple[str, FieldPath, str]]:
    """Words of names: id and field of each, in the order of the page."""
    for place in placed(profile):
        for field in _NAMES:
            value = getattr(place.entry, field, None) or ()
            for text in (value,) if isinstance(value, str) else value:
                yield from ((place.id, (*place.path, field), w) for w in _NAME.findall(text))
        for statement in place.statements:
            for match in _NAME.finditer(statement.text):
                word = match.group()
                # The first word of a sentence has its capital from there.
                inside = match.start() > 1 and statement.text[match.start() - 2] not in ".!?:"
                if inside and word[0].isupper() and not is_given_name(word.lower()):
                    yield statement.id, statement.path, word
