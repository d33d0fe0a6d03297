"""A cover letter whose every sentence says what it is about and what it rests on."""

from typing import Literal

from tailor.domain.base import Frozen
from tailor.domain.verdicts import Verdict

About = Literal["person", "posting", "courtesy"]


class SentenceDraft(Frozen):
    """One sentence, not verified yet.

    About the person it rests on evidence, about the posting on `quotes` of it. A courtesy says
    nothing of either and rests on nothing.
    """

    about: About
    text: str
    evidence_ids: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


class LetterSentence(SentenceDraft):
    """One sentence with its verdict. `id` is what a decision on it names.

    `alone` is how it reads where the sentence before it is not as drafted: "At X, I built it", in
    place of an "I built it" that follows another deed at X. It holds too.
    """

    id: str = ""
    alone: str = ""
    verdict: Verdict
    by: Literal["rules", "model"] = "rules"

    def reads(self, *, follows: bool) -> str:
        """Its text; `follows` says whether the sentence before it is there as drafted."""
        return self.text if follows else self.alone or self.text


class Letter(Frozen):
    """Paragraphs of sentences, and the name under them. `language` is an ISO 639-1 code.

    `refused` are a model's sentences that did not hold; they are in no paragraph.
    """

    language: str
    paragraphs: tuple[tuple[LetterSentence, ...], ...]
    signature: str = ""
    refused: tuple[LetterSentence, ...] = ()

    @property
    def sentences(self) -> tuple[LetterSentence, ...]:
        """Every sentence, in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)
