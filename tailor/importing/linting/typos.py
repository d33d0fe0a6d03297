"""Words that are one letter away from one we know, in titles and statements of English profiles."""

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterator

from tailor.domain.profile import Profile
from tailor.importing.linting.finding import LintFinding
from tailor.importing.linting.places import PlacedEntry, placed
from tailor.vocabulary import dictionary, inflection, spelling
from tailor.vocabulary.terms import terms
from tailor.vocabulary.titles import title_words
from tailor.vocabulary.words import function_words

_WORD = re.compile(r"(?<![\w@./-])[A-Za-z]{5,20}(?![\w@/'’-]|\.\w)")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ENGLISH_SHARE = 0.75
_RARE, _COMMON = 5, 20
# Short unknown words in prose are names of tools ("ctest") more often than slips.
_SHORTEST_IN_PROSE = 6
_TITLE_FIELDS = ("position", "studyType", "area")


def typos(profile: Profile, today: dt.date) -> Iterator[LintFinding]:
    """Likely typos, each with the word that was probably meant."""
    del today
    places = placed(profile)
    written = Counter(
        word.lower() for place in places for text in _texts(place) for word in _WORD.findall(text)
    )
    if not _is_english(written):
        return
    for place in places:
        for name in _TITLE_FIELDS:
            yield from _in_title(place, name, getattr(place.entry, _snake(name), None) or "")
        for statement in place.statements:
            for word, meant in _in_statement(statement.text, written):
                yield LintFinding(
                    severity="warning",
                    code="typo",
                    id=statement.id,
                    path=statement.path,
                    message=f"“{word}” may be a typo of “{meant}”.",
                    hint="Correct it, unless it is a name.",
                )


def _in_title(place: PlacedEntry, name: str, text: str) -> Iterator[LintFinding]:
    for word in _WORD.findall(text):
        if is_word(word.lower()):
            continue
        if meant := _meant(word.lower(), _nearby(word.lower())):
            yield place.finding(
                "warning",
                "typo",
                name,
                f"“{word}” in “{text}” may be a typo of “{meant}”.",
                "Correct it: titles are copied to the résumé as they are.",
            )


def _in_statement(text: str, written: Counter[str]) -> Iterator[tuple[str, str]]:
    for match in _WORD.finditer(text):
        word = match.group()
        # A capital inside a sentence is a name; one of many uses is no slip.
        is_name = not word.islower() and match.start() > 0
        short = len(word) < _SHORTEST_IN_PROSE
        if is_name or short or written[word.lower()] > 1 or is_word(word.lower()):
            continue
        if meant := _meant(word.lower(), _nearby(word.lower())):
            yield word, meant


def _meant(word: str, candidates: list[str]) -> str | None:
    """The one word that is meant; None when there is none, or no way to tell."""
    # Another first letter makes another word.
    ranked = sorted((c for c in candidates if c[0] == word[0]), key=_rank, reverse=True)
    if not ranked or _frequency(ranked[0]) < _RARE:
        return None
    first = ranked[0]
    others = [c for c in ranked[1:] if not _lemmas(c) & _lemmas(first)]
    if others and _frequency(others[0]) * 3 > _frequency(first):
        return None
    return first


def _rank(word: str) -> tuple[int, int]:
    return _frequency(word), len(word)


def _nearby(word: str) -> list[str]:
    return sorted(candidate for candidate in _edits(word) if is_word(candidate))


def one_slip_away(word: str) -> set[str]:
    """Every string with a letter left out, added, exchanged, or two swapped."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    deleted = {a + b[1:] for a, b in parts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    changed = {a + c + b[1:] for a, b in parts if b for c in _LETTERS}
    added = {a + c + b for a, b in parts for c in _LETTERS}
    # An "s" more is a plural.
    return (deleted | swapped | changed | added) - {word, f"{word}s", word.removesuffix("s")}


def _edits(word: str) -> set[str]:
    """The slips of a common word: of fewer kinds, for there are more words than names."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    # Ends are left alone: "plugin" is no slip of "pluging", nor "collectd" of "collect".
    deleted = {a + b[1:] for a, b in parts if len(b) > 1}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    # An exchanged letter makes another short word too easily ("admin", "admit").
    changed = {a + c + b[1:] for a, b in parts if b for c in _LETTERS} if len(word) > 8 else set()
    added = {a + c + b for a, b in parts if b for c in _LETTERS}
    # Services end in "d" ("collectd"): that is no slip of a past tense.
    return (deleted | swapped | changed | added) - {word, f"{word[:-1]}ed"}


@functools.lru_cache(maxsize=16_384)
def is_word(word: str) -> bool:
    """Whether a lower-case word is one of English, of a skill or of a title."""
    return (
        word in function_words()
        or word in term_words()
        or word.removesuffix("s") in term_words()
        or any(dictionary.entries(lemma) for lemma in _lemmas(word))
    )


def _lemmas(word: str) -> frozenset[str]:
    return inflection.lemmas(spelling.american(word)) | {word}


def _frequency(word: str) -> int:
    """How often a word is used; a word of a known skill or title is common in résumés."""
    count = sum(entry.count for lemma in _lemmas(word) for entry in dictionary.entries(lemma))
    return max(count, _COMMON if word in term_words() else 0)


@functools.cache
def term_words() -> frozenset[str]:
    """Every word of the names of skills and titles, in lower case."""
    index = terms()
    names = (form for name in index.names() for form in (name, *index.aliases(name)))
    words = {word.lower() for form in names for word in re.findall(r"[A-Za-z]{3,}", form)}
    return frozenset(words | _english_titles())


@functools.cache
def _english_titles() -> frozenset[str]:
    """Title words that English has; the list has those of other languages too."""
    titles = title_words()
    return frozenset(word for word in titles if dictionary.entries(word) or word[-2:] == "er")


def _is_english(written: Counter[str]) -> bool:
    """Whether enough words are English ones, those with a slip in them included."""
    words = [word for word in written if len(word) > 4]
    known = sum(1 for word in words if is_word(word) or _meant(word, _nearby(word)))
    return len(words) >= 5 and known >= _ENGLISH_SHARE * len(words)


def _texts(place: PlacedEntry) -> Iterator[str]:
    yield from (statement.text for statement in place.statements)
    yield from (getattr(place.entry, _snake(name), None) or "" for name in _TITLE_FIELDS)


def _snake(name: str) -> str:
    return "study_type" if name == "studyType" else name
