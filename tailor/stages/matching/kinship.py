"""The shipped vocabulary as matching uses it: terms, base forms of words, and their kin."""

from collections.abc import Mapping
from functools import cache, lru_cache

from tailor.stages.matching.index import Vocabulary

_DERIVED = 0.8
# How often a word occurs in the dictionary's tagged texts: "nursing" 7 times, "monitoring" 13.
_SEEN_IN_EVERYDAY_TEXT = 10


@cache
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary that comes with the package, loaded once."""
    from tailor.vocabulary.lexicon import lemmas  # noqa: PLC0415 - opens a database
    from tailor.vocabulary.terms import terms  # noqa: PLC0415 - loads the term files

    return Vocabulary(terms=terms(), base_forms=lemmas, kin=_kin, is_everyday=_is_everyday)


def _is_everyday(word: str) -> bool:
    from tailor.vocabulary.dictionary import entries  # noqa: PLC0415
    from tailor.vocabulary.lexicon import lemmas  # noqa: PLC0415

    seen = sum(entry.count for form in lemmas(word) for entry in entries(form))
    return seen >= _SEEN_IN_EVERYDAY_TEXT


@lru_cache(maxsize=8192)
def _kin(word: str) -> Mapping[str, float]:
    """A word's base forms at 1, other words of its family below.

    Synonyms are no kin: "assess" and "test" share a meaning, and show nothing of one another.
    """
    from tailor.vocabulary.lexicon import agent_nouns, derivations, lemmas  # noqa: PLC0415

    own = lemmas(word)
    kin = {other: _DERIVED for form in own for other in derivations(form) | agent_nouns(form)}
    return kin | dict.fromkeys(own, 1.0)
