"""Cover letters whose every sentence is verified where it belongs."""

from tailor.letter.reading import check_letter, decided_letter, typed, verify_passage
from tailor.letter.writing import languages, most_telling, persons_language, write_letter

__all__ = [
    "check_letter",
    "decided_letter",
    "languages",
    "most_telling",
    "persons_language",
    "typed",
    "verify_passage",
    "write_letter",
]
