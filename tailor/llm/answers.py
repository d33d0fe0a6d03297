"""The shapes a model may answer in. Each is closed: ids, quotes and words, never a fact field.

Unknown fields are ignored, because small models add them; nothing reads them.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """Base of everything a model may answer with."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


class ReadRequirement(Answer):
    """One requirement of the posting; the quote is checked to occur in it."""

    quote: str = Field(description="the exact words of the posting")
    kind: Literal["must", "nice", "responsibility"]
    terms: tuple[str, ...] = Field(description="tools, skills or credentials named in the quote")
    years: int | None = Field(description="years of experience asked for in the quote, or null")


class Requirements(Answer):
    """What the posting asks for."""

    requirements: tuple[ReadRequirement, ...]


class MatchedRequirement(Answer):
    """The statements that show one requirement; the ids are checked to exist."""

    requirement_id: str
    evidence_ids: tuple[str, ...]
    strength: Literal["full", "partial"]
    why: str = Field(description="one short sentence")


class Matches(Answer):
    """Which requirement is shown by which statements."""

    matches: tuple[MatchedRequirement, ...]


class ProposedRewrite(Answer):
    """A new wording of one statement, with what it rests on and the claims it makes."""

    statement_id: str
    text: str
    requirement_ids: tuple[str, ...]
    evidence_ids: tuple[str, ...]
    claims: tuple[str, ...] = Field(description="every separate thing the new wording asserts")


class Rewrites(Answer):
    """New wordings for statements of one entry."""

    rewrites: tuple[ProposedRewrite, ...]


class Repair(Answer):
    """A corrected wording; empty when the original should stay."""

    text: str
    evidence_ids: tuple[str, ...]


JudgedLabel = Literal[
    "supported", "weaker_than_source", "stronger_than_source", "not_stated", "contradicted"
]


class JudgedSpan(Answer):
    """One part of the bullet against the facts; quote and span are checked to be verbatim."""

    span: str = Field(description="exact words of the bullet")
    label: JudgedLabel
    fact_id: str
    quote: str = Field(description="exact words of that fact, or empty")


class Judgement(Answer):
    """Every part of one bullet, judged."""

    spans: tuple[JudgedSpan, ...]


class SummarySentence(Answer):
    """One sentence of a summary and the statements of one entry it rests on."""

    text: str
    evidence_ids: tuple[str, ...]


class Summary(Answer):
    """A summary, sentence by sentence."""

    sentences: tuple[SummarySentence, ...]


class ReadEntry(Answer):
    """One job, study or project told in prose; every quote is checked to stand in it."""

    kind: Literal["work", "volunteer", "education", "projects"]
    organisation: str = Field(description="exact words: the employer, school or client, or empty")
    title: str = Field(description="exact words: the job title, degree or project, or empty")
    place: str = Field(description="exact words: where it was, or empty")
    dates: str = Field(description="exact words that say from when to when, or empty")
    statements: tuple[str, ...] = Field(description="exact words of each thing said about it")


class ReadEntries(Answer):
    """What a piece of prose tells of the person's life, in its order."""

    entries: tuple[ReadEntry, ...]


class LetterLine(Answer):
    """One sentence of a letter: what it is about, and the statements or quotes it rests on."""

    about: Literal["person", "posting", "courtesy"]
    text: str
    evidence_ids: tuple[str, ...] = Field(description="the statements, about the person only")
    quotes: tuple[str, ...] = Field(description="exact words of the posting, about it only")


class LetterDraft(Answer):
    """A cover letter, sentence by sentence."""

    sentences: tuple[LetterLine, ...]


OUTPUTS: dict[str, type[Answer]] = {
    kind.__name__: kind
    for kind in (
        Requirements,
        Matches,
        Rewrites,
        Repair,
        Judgement,
        Summary,
        ReadEntries,
        LetterDraft,
    )
}
