"""A cover letter whose every sentence says what it is about and what it rests on."""

from typing import Literal

from tailor.domain.base import Frozen
from tailor.domain.verdicts import Verdict

About = Literal["person", "posting", "courtesy"]


class LetterSentence(Frozen):
    """One sentence. About the person it rests on evidence, about the posting on the ad's text.

    A courtesy says nothing of either and rests on nothing.
    """

    about: About
    text: str
    evidence_ids: tuple[str, ...] = ()
    verdict: Verdict


class Letter(Frozen):
    """Paragraphs of sentences, and the name under them. `language` is an ISO 639-1 code."""

    language: str
    paragraphs: tuple[tuple[LetterSentence, ...], ...]
    signature: str = ""

    @property
    def sentences(self) -> tuple[LetterSentence, ...]:
        """Every sentence, in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)
