"""The sentences of a cover letter as a model would put them, each said to rest on something."""

from collections.abc import Iterable, Mapping, Sequence

from tailor.domain.letter import SentenceDraft
from tailor.domain.matching import Evidence
from tailor.domain.posting import Requirement
from tailor.errors import ModelError
from tailor.llm.answers import LetterDraft, LetterLine
from tailor.llm.chains import Chain
from tailor.llm.port import ChatModel
from tailor.stages.modelling.matching import described, may_be_shown
from tailor.stages.modelling.quoting import (
    is_addressed_to_machines,
    listed,
    located,
    shortened,
)
from tailor.stages.modelling.rewriting import one_line

_MAX_SENTENCES = 12
_MAX_STATEMENTS = 60
_MAX_REQUIREMENTS = 30


def propose_letter(
    model: ChatModel,
    requirements: Iterable[Requirement],
    evidence: Sequence[Evidence],
    *,
    language: str,
    forms: Sequence[str],
    courtesies: Sequence[str],
) -> tuple[SentenceDraft, ...]:
    """Ask for a letter's sentences in a language, the most telling `evidence` first.

    `forms` are how a sentence about the posting may be put, `courtesies` those that may be used. A
    sentence that names an id or a quote that does not exist is passed over. Raises ModelError when
    the model gives no usable answer, or none but such sentences.
    """
    shown = [item for item in evidence if may_be_shown(item)][:_MAX_STATEMENTS]
    statements = {f"s{number}": item for number, item in enumerate(shown, 1)}
    asked = [r for r in requirements if not is_addressed_to_machines(r.quote)]
    answer = Chain("letter", LetterDraft, model).invoke(
        language=language,
        forms="\n".join(form.replace("{said}", "…") for form in forms),
        courtesies="\n".join(courtesies),
        statements=listed({id_: described(item) for id_, item in statements.items()}),
        requirements=listed({r.id: shortened(r.quote) for r in asked[:_MAX_REQUIREMENTS]}),
    )
    quotable = [r.quote for r in asked]
    drafts = [_draft(line, statements, quotable) for line in answer.sentences[:_MAX_SENTENCES]]
    known = tuple(dict.fromkeys(draft for draft in drafts if draft))
    if answer.sentences and not known:
        raise ModelError("The model's letter rests on nothing that exists.")
    return known


def _draft(
    line: LetterLine, statements: Mapping[str, Evidence], quotable: Sequence[str]
) -> SentenceDraft | None:
    ids = dict.fromkeys(line.evidence_ids) if line.about == "person" else {}
    quotes = dict.fromkeys(line.quotes) if line.about == "posting" else {}
    text = " ".join(line.text.split()) if line.about == "courtesy" else one_line(line.text)
    if text is None or any(id_ not in statements for id_ in ids):
        return None
    if not all(any(located(quote, asked) for asked in quotable) for quote in quotes):
        return None
    if line.about != "courtesy" and not (ids or quotes):
        return None
    return SentenceDraft(
        about=line.about,
        text=text,
        evidence_ids=tuple(statements[id_].id for id_ in ids),
        quotes=tuple(quotes),
    )
