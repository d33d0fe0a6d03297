"""A cover letter from a run: sentences that are verified, each of them where it belongs."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tailor.domain.changes import ChangeSet, Proposal
from tailor.domain.letter import Letter, LetterSentence
from tailor.domain.matching import Evidence
from tailor.domain.posting import JobPosting
from tailor.domain.verdicts import Verdict
from tailor.pipeline import material
from tailor.stages.crediting import credit
from tailor.stages.lettering import check_posting, courtesies, posting_slots, templates
from tailor.stages.summarising import (
    SHOWN_IN_A_LIST,
    letter_languages,
    letter_slots,
    supported,
)
from tailor.stages.verification import verify
from tailor.vocabulary.languages import language as written_in

_MOST_WANTED = 4
_PARAGRAPH = re.compile(r"\n\s*\n")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # Markdown's, in a letter.md
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“„«A-ZÀ-ÖØ-Þ0-9])")


def languages() -> tuple[str, ...]:
    """The codes of the languages a letter may be in."""
    return tuple(code for code in letter_languages() if code in templates())


def persons_language(evidence: Iterable[Evidence]) -> str:
    """The language that most of the person's statements are in."""
    codes = [written_in(item.text) for item in evidence if item.id != item.entry_id]
    return max(dict.fromkeys(codes), key=codes.count, default="en")


def write_letter(found: ChangeSet, language: str, *, today: str) -> Letter:
    """A letter of supported sentences only; what cannot be said is not there.

    `today` is an ISO date. Raises KeyError for a language that is not among `languages()`.
    """
    words, told = templates()[language], material(found)
    by_id = {item.id: item for item in found.evidence}

    def verdict_of(sentence: Proposal) -> Verdict:
        cited = tuple(by_id[id_] for id_ in sentence.evidence_ids)
        return verify(sentence.text, cited, today=today)

    person = [
        LetterSentence(
            about="person", text=one.text, evidence_ids=one.evidence_ids, verdict=verdict
        )
        for one, verdict in supported(letter_slots(told, language), verdict_of)
    ]
    named = [skill for skill in told.skills if skill.kind in SHOWN_IN_A_LIST]
    shown = [skill.written for skill in named if skill.shown_by]
    slots = posting_slots(found.posting, shown[:_MOST_WANTED], language)
    posting = [one for slot in slots if (one := _about_posting(slot, found.posting))]
    paragraphs = (
        (_courtesy(words.salutation),),
        tuple(posting),
        tuple(person),
        (_courtesy(words.closing),),
        (_courtesy(words.farewell),),
    )
    return Letter(
        language=language,
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph),
        signature=found.base.name,
    )


def check_letter(text: str, found: ChangeSet, *, today: str) -> Letter:
    """A letter somebody wrote or changed: each sentence typed and verified anew."""
    codes = [written_in(part) for part in _PARAGRAPH.split(text) if part.strip()]
    paragraphs = tuple(
        tuple(_typed(sentence, found, today) for sentence in _sentences(part, found.base.name))
        for part in _PARAGRAPH.split(text)
    )
    return Letter(
        language=max(codes, key=codes.count, default="en"),
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph),
        signature=found.base.name,
    )


def _typed(text: str, found: ChangeSet, today: str) -> LetterSentence:
    """A courtesy word for word, a sentence about the posting, or else one about the person."""
    if text in courtesies():
        return _courtesy(text)
    if (verdict := check_posting(text, found.posting)) is not None:
        return LetterSentence(about="posting", text=text, verdict=verdict)
    credited = credit(text, found.evidence, today=today)
    return LetterSentence(
        about="person",
        text=text,
        evidence_ids=tuple(item.id for item in credited.evidence),
        verdict=credited.verdict,
    )


def _sentences(paragraph: str, name: str) -> Iterator[str]:
    plain = _ESCAPE.sub(r"\1", " ".join(paragraph.split()))
    for line in _SENTENCE.split(plain):
        if line and line != name:
            yield line


def _about_posting(slot: Sequence[str], posting: JobPosting) -> LetterSentence | None:
    for text in slot:
        if text in courtesies():
            return _courtesy(text)
        verdict = check_posting(text, posting)
        if verdict and verdict.supported:
            return LetterSentence(about="posting", text=text, verdict=verdict)
    return None


def _courtesy(text: str) -> LetterSentence:
    return LetterSentence(about="courtesy", text=text, verdict=Verdict(label="supported"))
