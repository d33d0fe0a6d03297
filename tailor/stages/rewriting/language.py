"""Whether a statement is English: the rules know no other grammar."""

import re

from tailor.vocabulary.languages import ENGLISH, language
from tailor.vocabulary.lexicon import parts_of_speech
from tailor.vocabulary.words import function_words


def is_english(text: str) -> bool:
    """Whether a text's small words are English, and most of its plain words are known ones."""
    # A capital elsewhere is a name's, and a name has no language.
    lowered = text[:1].lower() + text[1:]
    plain = re.findall(r"(?<![^\W_])[^\W\d_A-Z]{2,}(?![^\W_])", lowered)
    known = sum(word in function_words() or bool(parts_of_speech(word)) for word in plain)
    return bool(plain) and 2 * known > len(plain) and language(text) == ENGLISH
