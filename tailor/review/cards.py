"""What a person is shown of every suggestion, the same in the terminal and on the page."""

from collections.abc import Iterator, Mapping
from typing import Literal

from tailor.diff import Diff, diff
from tailor.domain.base import Frozen
from tailor.domain.changes import (
    Arrange,
    Attempt,
    Change,
    ChangeSet,
    Insert,
    Kept,
    Omit,
    Resume,
    Rewrite,
    digest,
)
from tailor.domain.letter import About, LetterSentence
from tailor.domain.matching import Evidence
from tailor.domain.posting import Requirement
from tailor.domain.verdicts import Verdict

Kind = Literal["insert", "rewrite", "arrange", "omit", "kept", "sentence"]

# What meeting a requirement is worth: a card that serves more of them comes first.
_WORTH = {"must": 3, "responsibility": 2, "nice": 1}
_KINDS: tuple[Kind, ...] = ("insert", "rewrite", "arrange", "omit", "kept", "sentence")
_LETTER = "letter"
_ABOUT: dict[About, str] = {
    "person": "Letter: about you",
    "posting": "Letter: about the posting",
    "courtesy": "Letter: a courtesy",
}
_SLOTS = {"summary": "Summary", "label": "Headline", "skills": "Skills"}


class Place(Frozen):
    """A line or an entry in its new order; `was` is its place before, counted from 1."""

    was: int
    text: str


class Card(Frozen):
    """One change, refused wording ("kept") or letter's sentence, with what helps to decide on it.

    `digest` binds a decision to what is shown here. `order` is set for kind "arrange" only,
    `statement_id` where a statement of the profile is reworded, `quotes` are the posting's words
    that a sentence of the letter rests on.
    """

    id: str
    digest: str
    kind: Kind
    entry_id: str
    entry: str
    statement_id: str = ""
    before: str = ""
    after: str = ""
    order: tuple[Place, ...] = ()
    asked: tuple[Requirement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    quotes: tuple[str, ...] = ()
    verdict: Verdict | None = None
    by: Literal["rules", "model"] | None = None
    reason: str = ""
    attempts: tuple[Attempt, ...] = ()

    @property
    def is_wording(self) -> bool:
        """Whether it is a text that can be edited."""
        return self.kind in ("insert", "rewrite", "kept", "sentence")

    @property
    def worth(self) -> int:
        """How much of the ad it serves."""
        return sum(_WORTH[requirement.kind] for requirement in self.asked)

    def diff(self, text: str | None = None) -> Diff:
        """The words of `before` against `after`, or against another text."""
        return diff(self.before, self.after if text is None else text)


def cards(change_set: ChangeSet) -> tuple[Card, ...]:
    """Every suggestion, the most valuable first; then the letter, sentence by sentence."""
    known = _Known(change_set)
    shown = [known.card(change) for change in change_set.changes]
    shown.sort(key=lambda card: (-card.worth, _KINDS.index(card.kind)))
    letter = change_set.letter.sentences if change_set.letter else ()
    return (*shown, *map(known.sentence, letter))


def kept_cards(change_set: ChangeSet) -> tuple[Card, ...]:
    """Every line that stays in the person's own words because its rewording was refused."""
    known = _Known(change_set)
    return tuple(known.kept(kept) for kept in change_set.kept)


class _Known:
    """What the ids in a change set stand for."""

    def __init__(self, change_set: ChangeSet) -> None:
        self._entries = dict(_entry_titles(change_set.base))
        self._texts = dict(_texts(change_set.base))
        self._evidence: Mapping[str, Evidence] = {item.id: item for item in change_set.evidence}
        self._requirements = {asked.id: asked for asked in change_set.requirements}

    def card(self, change: Change) -> Card:
        match change:
            case Rewrite():
                entry = self._title(change.entry_id)
                return self._wording(change, entry_id=change.entry_id, entry=entry)
            case Insert():
                return self._wording(change, entry_id="basics", entry=_SLOTS[change.slot])
            case Arrange():
                return self._arranged(change)
            case Omit():
                return Card(
                    id=change.id,
                    digest=digest(change),
                    kind="omit",
                    entry_id=change.entry_id,
                    entry=self._title(change.entry_id),
                    before=change.before,
                    reason=change.reason,
                )

    def kept(self, kept: Kept) -> Card:
        statement = self._evidence.get(kept.statement_id)
        return Card(
            id=kept.id,
            digest=digest(kept),
            kind="kept",
            entry_id=kept.entry_id,
            entry=self._title(kept.entry_id),
            statement_id=kept.statement_id,
            before=kept.before,
            after=kept.before,
            evidence=(statement,) if statement else (),
            reason=kept.reason,
            attempts=kept.attempts,
        )

    def sentence(self, sentence: LetterSentence) -> Card:
        """A sentence of the letter: what it is about, and what it rests on."""
        found = (self._evidence.get(id_) for id_ in sentence.evidence_ids)
        return Card(
            id=sentence.id,
            digest=digest(sentence),
            kind="sentence",
            entry_id=_LETTER,
            entry=_ABOUT[sentence.about],
            before=sentence.text,
            after=sentence.text,
            evidence=tuple(item for item in found if item),
            quotes=sentence.quotes,
            verdict=sentence.verdict,
            by=sentence.by,
        )

    def _wording(self, change: Rewrite | Insert, *, entry_id: str, entry: str) -> Card:
        found = (self._evidence.get(id_) for id_ in change.evidence_ids)
        asked = (self._requirements.get(id_) for id_ in change.requirement_ids)
        return Card(
            id=change.id,
            digest=digest(change),
            kind=change.kind,
            entry_id=entry_id,
            entry=entry,
            statement_id=change.statement_id if isinstance(change, Rewrite) else "",
            before=change.before,
            after=change.after,
            asked=tuple(requirement for requirement in asked if requirement),
            evidence=tuple(item for item in found if item),
            verdict=change.verdict,
            by=change.by,
        )

    def _arranged(self, change: Arrange) -> Card:
        was = {id_: place for place, id_ in enumerate(change.before, start=1)}
        return Card(
            id=change.id,
            digest=digest(change),
            kind="arrange",
            entry_id=change.entry_id,
            entry=self._title(change.entry_id),
            order=tuple(
                Place(was=was[id_], text=self._texts.get(id_, id_)) for id_ in change.after
            ),
            reason=change.reason,
        )

    def _title(self, entry_id: str) -> str:
        return self._entries.get(entry_id, entry_id)


def _entry_titles(base: Resume) -> Iterator[tuple[str, str]]:
    yield "basics", "Summary"
    for section in base.sections:
        yield section.name, f"The section “{section.name}”"
        for entry in section.entries:
            names = ", ".join(filter(None, (entry.heading, entry.organisation)))
            period = " to ".join(filter(None, (entry.start, entry.end)))
            yield entry.id, f"{names} ({period})" if period else names or entry.id


def _texts(base: Resume) -> Iterator[tuple[str, str]]:
    yield from _entry_titles(base)
    yield from ((line.id, line.text) for line in base.summary)
    for section in base.sections:
        for entry in section.entries:
            yield from ((line.id, line.text) for line in entry.lines)
