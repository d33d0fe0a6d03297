"""Whether a statement is English: the rules know no other grammar."""

from functools import cache

from tailor.stages.rewriting import lists
from tailor.stages.rewriting.inflecting import Phrase
from tailor.vocabulary.lexicon import parts_of_speech
from tailor.vocabulary.words import function_words


def is_english(text: str) -> bool:
    """Whether the small words of a text, or else most of its words, are English."""
    words = Phrase(text).words
    ours = sum(word in _english() for word in words)
    theirs = sum(word in _foreign() for word in words)
    if ours or theirs:
        return ours > theirs
    known = sum(bool(parts_of_speech(word)) for word in words)
    return 2 * known > len(words)


@cache
def _english() -> frozenset[str]:
    return function_words() | lists.words("prepositions.txt") | lists.words("determiners.txt")


@cache
def _foreign() -> frozenset[str]:
    return lists.words("other_languages.txt") - _english()
