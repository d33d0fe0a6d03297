"""A letter from a run: the rules' sentences, and a model's where they hold."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from tailor.domain.changes import ChangeSet, Proposal
from tailor.domain.letter import Letter, LetterSentence, SentenceDraft
from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Finding, Span, Verdict
from tailor.letter.reading import about_posting, courtesy, numbered
from tailor.letter.telling import told_of_one
from tailor.pipeline import material
from tailor.stages.lettering import (
    Templates,
    courtesies,
    posting_slots,
    templates,
)
from tailor.stages.summarising import (
    SHOWN_IN_A_LIST,
    letter_languages,
    letter_sentences,
)
from tailor.stages.verification import verify
from tailor.vocabulary.languages import language as written_in

Judge = Callable[[str, Sequence[Evidence], Verdict], Verdict]

_MOST_WANTED = 4
_MOST_OF_A_KIND = 6
_SUPPORTED = Verdict(label="supported")


def languages() -> tuple[str, ...]:
    """The codes of the languages a letter may be in."""
    return tuple(code for code in letter_languages() if code in templates())


def persons_language(evidence: Iterable[Evidence]) -> str:
    """The language that most of the person's statements are in."""
    codes = [written_in(item.text) for item in evidence if item.id != item.entry_id]
    return max(dict.fromkeys(codes), key=codes.count, default="en")


def most_telling(found: ChangeSet) -> tuple[Evidence, ...]:
    """The person's statements, those that show most of the ad first."""
    relevance = material(found).relevance
    statements = (item for item in found.evidence if item.id != item.entry_id)
    return tuple(sorted(statements, key=lambda item: -relevance.get(item.id, 0)))


def write_letter(
    found: ChangeSet,
    language: str,
    *,
    today: str,
    drafts: Sequence[SentenceDraft] = (),
    judge: Judge = lambda _text, _evidence, verdict: verdict,
) -> Letter:
    """A letter of supported sentences only; what cannot be said is not there.

    `drafts` are a model's: those that hold are taken, and the rules' sentences stand in for the
    others. `judge` decides on a draft about the person what the check left open, and may doubt one
    that passed. `today` is an ISO date. Raises KeyError for a language not among `languages()`.
    """
    words = templates()[language]
    tried = [_tried(draft, found, words, today, judge) for draft in drafts]
    held = [sentence for sentence in tried if sentence.verdict.supported]
    refused = tuple(sentence for sentence in tried if not sentence.verdict.supported)
    opening, *wanted = _posting_by_rules(found, language)
    chosen = [one.text for one in held if one.about == "courtesy"]
    paragraphs = (
        (courtesy(_first_of(chosen, words.salutations)),),
        (opening, *(_of(held, "posting") or wanted)),
        _about_person(_of(held, "person"), refused, _person_by_rules(found, language, today)),
        (courtesy(_first_of(chosen, words.closings)),),
        (courtesy(_first_of(chosen, words.farewells)),),
    )
    return Letter(
        language=language,
        paragraphs=numbered(paragraphs),
        signature=found.base.name,
        refused=refused,
    )


def _tried(
    draft: SentenceDraft, found: ChangeSet, words: Templates, today: str, judge: Judge
) -> LetterSentence:
    """A model's sentence, verified as what it says it is about."""
    if draft.about == "courtesy":
        listed = draft.text in words.courtesies
        verdict = _SUPPORTED if listed else _no_form(draft.text)
    elif draft.about == "posting":
        about = about_posting(draft.text, found, draft.quotes)
        verdict = about.verdict if about else _no_form(draft.text)
    else:
        cited = tuple(item for item in found.evidence if item.id in draft.evidence_ids)
        verdict = verify(draft.text, cited, today=today)
        if verdict.open or verdict.supported:
            verdict = judge(draft.text, cited, told_of_one(draft.text, cited, verdict))
    return LetterSentence(**dict(draft), verdict=verdict, by="model")


def _no_form(text: str) -> Verdict:
    everything = Span(start=0, end=len(text), text=text)
    reason = "Such a sentence is put in one of the ways that are known to claim nothing more."
    finding = Finding(kind="form", hard=True, claim=everything, reason=reason)
    return Verdict(label="not_enough_evidence", findings=(finding,))


def _about_person(
    held: Sequence[LetterSentence],
    refused: Sequence[LetterSentence],
    by_rules: Sequence[LetterSentence],
) -> tuple[LetterSentence, ...]:
    """The model's sentences; for each that was refused, one by the rules that rests on else."""
    if not held:
        return tuple(by_rules)
    cited = {id_ for one in held for id_ in one.evidence_ids}
    others = [one for one in by_rules if not cited.intersection(one.evidence_ids)]
    missing = sum(1 for one in refused if one.about == "person")
    stand_ins = (
        one.model_copy(update={"text": one.reads(follows=False), "alone": ""}) for one in others
    )
    return (*held, *islice(stand_ins, missing))


def _person_by_rules(found: ChangeSet, language: str, today: str) -> list[LetterSentence]:
    by_id = {item.id: item for item in found.evidence}

    def verdict_of(sentence: Proposal) -> Verdict:
        cited = tuple(by_id[id_] for id_ in sentence.evidence_ids)
        return verify(sentence.text, cited, today=today)

    return [
        LetterSentence(
            about="person",
            text=told.proposal.text,
            alone=told.alone,
            evidence_ids=told.proposal.evidence_ids,
            verdict=told.verdict,
        )
        for told in letter_sentences(material(found), language, verdict_of)
    ]


def _posting_by_rules(found: ChangeSet, language: str) -> list[LetterSentence]:
    """How the letter opens, and what the ad wants that the letter goes on to show."""
    named = [skill for skill in material(found).skills if skill.kind in SHOWN_IN_A_LIST]
    shown = [skill.written for skill in named if skill.shown_by]
    slots = posting_slots(found.posting, shown[:_MOST_WANTED], language)
    sentences = (_about_posting(slot, found) for slot in slots)
    return [sentence for sentence in sentences if sentence]


def _about_posting(slot: Sequence[str], found: ChangeSet) -> LetterSentence | None:
    for text in slot:
        if text in courtesies():
            return courtesy(text)
        about = about_posting(text, found)
        if about and about.verdict.supported:
            return LetterSentence(
                about="posting", text=text, quotes=about.quotes, verdict=about.verdict
            )
    return None


def _of(sentences: Iterable[LetterSentence], about: str) -> list[LetterSentence]:
    return [one for one in sentences if one.about == about][:_MOST_OF_A_KIND]


def _first_of(chosen: Sequence[str], known: Sequence[str]) -> str:
    return next((text for text in chosen if text in known), known[0])
