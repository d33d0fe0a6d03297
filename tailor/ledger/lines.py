"""The evidence ledger: for every line of a résumé what it rests on, and who let it stand."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from tailor.domain.base import Frozen
from tailor.domain.changes import (
    SKILLS_LINE,
    ChangeSet,
    Decision,
    Insert,
    Kept,
    Line,
    Resume,
    ResumeEntry,
    Rewrite,
    digest,
)
from tailor.domain.letter import About, Letter, LetterSentence
from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Verdict

Origin = Literal["own", "rewritten", "attested", "copied", "posting", "courtesy"]
DecidedBy = Literal["you", "nobody yet", "unchanged"]
_OWN = Verdict(label="supported")
_POSTING = "posting"
_ABOUT: Mapping[About, str] = {
    "person": "about you",
    "posting": "about the posting",
    "courtesy": "a courtesy",
}
_ORIGINS: Mapping[About, Origin] = {
    "person": "rewritten",
    "posting": "posting",
    "courtesy": "courtesy",
}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ÖØ-Þ0-9])")


class Cited(Frozen):
    """One piece of evidence; `attested` is the day the person attested it, else None."""

    id: str
    entry_id: str
    text: str
    sha256: str
    attested: str | None = None


class LedgerLine(Frozen):
    """One line of the résumé, or one sentence of the letter.

    `place` is where it stands, `claims` what it says, one by one. `reasons` are the checker's:
    proofs of what it derived, or what it has against the line. `decided_at` is an ISO time. A
    header is "copied" from the profile; a sentence about the posting rests on that alone.
    """

    id: str
    place: str
    text: str
    sha256: str
    origin: Origin
    claims: tuple[str, ...]
    evidence: tuple[Cited, ...]
    verdict: Literal["supported", "contradicted", "not_enough_evidence"]
    verdict_by: Literal["check", "judge", "attested"] = "check"
    reasons: tuple[str, ...] = ()
    decided_by: DecidedBy = "unchanged"
    action: str = ""
    decided_at: str | None = None

    @property
    def rests_on_attestation(self) -> bool:
        """Whether nothing but the person's word stands behind it."""
        told = bool(self.evidence) and all(item.attested is not None for item in self.evidence)
        return self.verdict_by == "attested" or told


class Ledger(Frozen):
    """Every line of one résumé, in its order, and of the letter that goes with it.

    `resume_sha256` is that of all the résumé's lines.
    """

    posting: str
    posting_sha256: str
    profile_sha256: str
    resume_sha256: str
    tailor_version: str
    lines: tuple[LedgerLine, ...]
    letter: tuple[LedgerLine, ...] = ()


def ledger(
    found: ChangeSet,
    resume: Resume,
    decisions: Iterable[Decision] = (),
    *,
    letter: Letter | None = None,
    profile_sha256: str,
    tailor_version: str,
) -> Ledger:
    """Account for every line of a résumé that came of this change set and these decisions.

    `letter` is the one that goes with it, as it is decided.
    """
    book = _Book(found, tuple(decisions))
    lines = tuple(book.lines(resume))
    return Ledger(
        posting=found.posting.title or "",
        posting_sha256=sha256(found.posting.text),
        profile_sha256=profile_sha256,
        resume_sha256=sha256("\n".join(line.text for line in lines)),
        tailor_version=tailor_version,
        lines=lines,
        letter=tuple(map(book.sentence, letter.sentences)) if letter else (),
    )


def sha256(text: str) -> str:
    """The hash of a text as UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


class _Book:
    """Looks up what a line rests on."""

    def __init__(self, found: ChangeSet, decisions: Sequence[Decision]) -> None:
        self._evidence = {item.id: item for item in found.evidence}
        self._decisions = {decision.change_id: decision for decision in decisions}
        self._base = found.base
        drafted = found.letter.sentences if found.letter else ()
        self._drafted = {sentence.id: sentence for sentence in drafted}
        self._rewrites: Mapping[str, Rewrite | Kept] = {
            change.statement_id: change
            for change in (*found.kept, *found.changes)
            if isinstance(change, Rewrite | Kept)
        }
        self._inserts: Mapping[str, Insert] = {
            change.slot: change for change in found.changes if isinstance(change, Insert)
        }

    def lines(self, resume: Resume) -> Iterator[LedgerLine]:
        """Every line, from the headline down."""
        if resume.label:
            yield self._headline(resume.label)
        for line in resume.summary:
            yield self._summary(line)
        for section in resume.sections:
            for entry in section.entries:
                yield self._header(entry, section.name)
                place = ", ".join(filter(None, (entry.heading, entry.organisation)))
                for line in entry.lines:
                    yield self._statement(line, place or section.name)

    def sentence(self, sentence: LetterSentence) -> LedgerLine:
        """A sentence of the letter as it is decided."""
        draft = self._drafted.get(sentence.id, sentence)
        is_attested = sentence.verdict.by == "attested"
        line = self._line(
            sentence.id,
            sentence.text,
            place=f"Letter, {_ABOUT[sentence.about]}",
            origin="attested" if is_attested else _ORIGINS[sentence.about],
            ids=sentence.evidence_ids,
            verdict=sentence.verdict,
        )
        said = tuple(map(_said, sentence.quotes))
        return self._decided(line.model_copy(update={"evidence": (*line.evidence, *said)}), draft)

    def _decided(
        self, line: LedgerLine, shown: Rewrite | Insert | Kept | LetterSentence
    ) -> LedgerLine:
        """The line with who decided on it, as it was shown, and when."""
        decision = self._decisions.get(shown.id)
        if decision is None or decision.digest != digest(shown):
            return line.model_copy(update={"decided_by": "nobody yet"})
        return line.model_copy(
            update={
                "decided_by": "you",
                "action": decision.action,
                "decided_at": decision.decided_at,
            }
        )

    def _headline(self, text: str) -> LedgerLine:
        change = self._inserts.get("label")
        if change is None or text == self._base.label:
            return self._line("basics.label", text, place="Headline", origin="copied")
        return self._changed(change, text, place="Headline", claims=_items(text))

    def _header(self, entry: ResumeEntry, section: str) -> LedgerLine:
        if entry.id == SKILLS_LINE and (change := self._inserts.get("skills")):
            text = ", ".join(entry.details)
            return self._changed(change, text, place="Skills", claims=_items(text))
        dates = " to ".join(filter(None, (entry.start, entry.end)))
        parts = (entry.heading, entry.organisation, entry.place, dates, ", ".join(entry.details))
        text = "; ".join(filter(None, parts))
        return self._line(entry.id, text, place=section, origin="copied")

    def _summary(self, line: Line) -> LedgerLine:
        change = self._inserts.get("summary") or self._rewrites.get("basics.summary")
        if line.origin == "own" or change is None:
            return self._line(line.id, line.text, place="Summary", origin="own")
        return self._changed(change, line.text, place="Summary")

    def _statement(self, line: Line, place: str) -> LedgerLine:
        change = self._rewrites.get(line.id)
        if line.origin == "own" or change is None:
            return self._line(line.id, line.text, place=place, origin="own")
        return self._changed(change, line.text, place=place)

    def _changed(
        self,
        change: Rewrite | Insert | Kept,
        text: str,
        *,
        place: str,
        claims: tuple[str, ...] = (),
    ) -> LedgerLine:
        decision = self._decisions.get(change.id)
        if decision and decision.digest != digest(change):
            decision = None
        shown = _OWN if isinstance(change, Kept) else change.verdict
        verdict = decision.verdict if decision and decision.verdict else shown
        ids = (change.statement_id,) if isinstance(change, Kept) else change.evidence_ids
        line = self._line(
            change.id if isinstance(change, Insert) else change.statement_id,
            text,
            place=place,
            origin="attested" if verdict.by == "attested" else "rewritten",
            claims=claims,
            ids=ids,
            verdict=verdict,
        )
        return self._decided(line, change)

    def _line(
        self,
        id_: str,
        text: str,
        *,
        place: str,
        origin: Origin,
        claims: tuple[str, ...] = (),
        ids: Iterable[str] = (),
        verdict: Verdict = _OWN,
    ) -> LedgerLine:
        named = dict.fromkeys(ids or (id_,))
        held = tuple(cited(self._evidence[one]) for one in named if one in self._evidence)
        reasons = dict.fromkeys(one.reason for one in (*verdict.findings, *verdict.proofs))
        return LedgerLine(
            id=id_,
            place=place,
            text=text,
            sha256=sha256(text),
            origin=origin,
            claims=claims or _sentences(text),
            evidence=held,
            verdict=verdict.label,
            verdict_by=verdict.by,
            reasons=tuple(reasons),
        )


def cited(item: Evidence) -> Cited:
    """Evidence as the ledger names it."""
    return Cited(
        id=item.id,
        entry_id=item.entry_id,
        text=f"{item.lead_in} {item.text}" if item.lead_in else item.text,
        sha256=sha256(item.text),
        attested=item.attested,
    )


def _said(quote: str) -> Cited:
    """Words of the posting as the ledger names them."""
    return Cited(id=_POSTING, entry_id=_POSTING, text=quote, sha256=sha256(quote))


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(part for part in _SENTENCE.split(text.strip()) if part)


def _items(text: str) -> tuple[str, ...]:
    return tuple(re.split(r",\s+|\s\|\s", text))
