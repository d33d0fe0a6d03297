"""A letter as it stands: each sentence typed and verified where it belongs."""

import re
from collections.abc import Iterable, Iterator, Sequence

from tailor.domain.changes import ChangeSet, Decision, digest
from tailor.domain.letter import Letter, LetterSentence
from tailor.domain.verdicts import Verdict
from tailor.letter.telling import told_of_one
from tailor.stages.crediting import credit
from tailor.stages.lettering import AboutPosting, check_posting, courtesies
from tailor.stages.rewriting.passages import sentences
from tailor.vocabulary.languages import language as written_in

_PARAGRAPH = re.compile(r"\n\s*\n")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # Markdown's, in a letter.md
_SUPPORTED = Verdict(label="supported")


def check_letter(text: str, found: ChangeSet, *, today: str) -> Letter:
    """A letter somebody wrote or changed: each sentence typed and verified anew."""
    codes = [written_in(part) for part in _PARAGRAPH.split(text) if part.strip()]
    paragraphs = tuple(
        tuple(typed(sentence, found, today=today) for sentence in _sentences(part, found))
        for part in _PARAGRAPH.split(text)
    )
    return Letter(
        language=max(codes, key=codes.count, default="en"),
        paragraphs=numbered(paragraphs),
        signature=found.base.name,
    )


def decided_letter(
    letter: Letter, found: ChangeSet, decisions: Iterable[Decision], *, today: str
) -> Letter:
    """The letter without the sentences that were rejected, and with those that were edited.

    What nobody decided on stays: it holds. A paragraph that is left empty goes.
    """
    made = {decision.change_id: decision for decision in decisions}

    def decided(paragraph: Iterable[LetterSentence]) -> Iterator[LetterSentence]:
        follows = True
        for sentence in paragraph:
            decision = made.get(sentence.id)
            if decision and decision.digest == digest(sentence) and decision.action != "accept":
                follows = False
                if decision.text is not None:
                    yield _edited(sentence, decision.text, decision.verdict, found, today)
            else:
                yield sentence.model_copy(update={"text": sentence.reads(follows=follows)})
                follows = True

    paragraphs = (tuple(decided(paragraph)) for paragraph in letter.paragraphs)
    return letter.model_copy(update={"paragraphs": tuple(filter(None, paragraphs))})


def typed(text: str, found: ChangeSet, *, today: str) -> LetterSentence:
    """A courtesy word for word, a sentence about the posting, or else one about the person."""
    if text in courtesies():
        return courtesy(text)
    if about := about_posting(text, found):
        return LetterSentence(
            about="posting", text=text, quotes=about.quotes, verdict=about.verdict
        )
    credited = credit(text, found.evidence, today=today)
    return LetterSentence(
        about="person",
        text=text,
        evidence_ids=tuple(item.id for item in credited.evidence),
        verdict=told_of_one(text, credited.evidence, credited.verdict),
    )


def verify_passage(text: str, found: ChangeSet, *, today: str) -> Verdict:
    """The verdict on what somebody writes in place of a sentence: on every sentence of it."""
    verdicts = [typed(part, found, today=today).verdict for part in sentences(text)]
    refused = next((verdict for verdict in verdicts if not verdict.supported), None)
    proofs = tuple(proof for verdict in verdicts for proof in verdict.proofs)
    return refused or Verdict(label="supported", proofs=proofs)


def about_posting(text: str, found: ChangeSet, quotes: Sequence[str] = ()) -> AboutPosting | None:
    """The verdict on a sentence about the run's posting; None when it is of no form we know.

    Where `quotes` of the posting are given, it must follow from those.
    """
    asked = [found.posting.title or "", *(one.quote for one in found.requirements)]
    return check_posting(
        text, found.posting, asked=quotes or tuple(filter(None, asked)), signer=found.base.name
    )


def courtesy(text: str) -> LetterSentence:
    """A sentence that claims nothing."""
    return LetterSentence(about="courtesy", text=text, verdict=_SUPPORTED)


def numbered(
    paragraphs: Iterable[Sequence[LetterSentence]],
) -> tuple[tuple[LetterSentence, ...], ...]:
    """The paragraphs that hold something, every sentence with its id."""
    return tuple(
        tuple(
            sentence.model_copy(update={"id": f"letter:{paragraph}.{number}"})
            for number, sentence in enumerate(sentences, 1)
        )
        for paragraph, sentences in enumerate(filter(None, paragraphs), 1)
    )


def _edited(
    sentence: LetterSentence, text: str, verdict: Verdict | None, found: ChangeSet, today: str
) -> LetterSentence:
    """The person's own wording, typed anew, with the verdict they decided on, or else a new one."""
    parts = [typed(part, found, today=today) for part in sentences(text)]
    return LetterSentence(
        id=sentence.id,
        about=next((one.about for one in parts if one.about != "courtesy"), "courtesy"),
        text=text,
        evidence_ids=tuple(dict.fromkeys(id_ for one in parts for id_ in one.evidence_ids)),
        quotes=tuple(dict.fromkeys(quote for one in parts for quote in one.quotes)),
        verdict=verdict or verify_passage(text, found, today=today),
    )


def _sentences(paragraph: str, found: ChangeSet) -> Iterator[str]:
    plain = _ESCAPE.sub(r"\1", " ".join(paragraph.split()))
    for line in sentences(plain):
        if line and line != found.base.name:
            yield line
