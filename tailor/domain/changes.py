"""What is suggested to the person, what they decided, and what comes of it."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from tailor.domain.base import Frozen
from tailor.domain.letter import Letter, LetterSentence
from tailor.domain.matching import Evidence, Gap, LeftOut, Match, Section
from tailor.domain.posting import JobPosting, Requirement
from tailor.domain.profile import SECTION_ORDER
from tailor.domain.verdicts import Verdict

SKILLS_LINE = "insert:skills"
_Item = TypeVar("_Item", "Line", "ResumeEntry")


class Line(Frozen):
    """One statement on the page. `origin` says whose words they are."""

    id: str
    text: str
    origin: Literal["own", "rewritten", "attested"] = "own"


class ResumeEntry(Frozen):
    """One entry on the page. Everything but `lines` is copied from the profile, never generated.

    `heading` is what the entry is called (title, degree, publication), `organisation` where.
    `start` and `end` are ISO dates as the profile has them; an entry with one date has it as
    `start`. `details` are short facts (score, keywords); `lead_in` is shown above the lines.
    """

    id: str
    heading: str = ""
    organisation: str = ""
    place: str = ""
    start: str | None = None
    end: str | None = None
    url: str = ""
    details: tuple[str, ...] = ()
    lead_in: str = ""
    lines: tuple[Line, ...] = ()


class ResumeSection(Frozen):
    """One section of the page, entries in order."""

    name: Section
    entries: tuple[ResumeEntry, ...]


class Resume(Frozen):
    """What gets rendered. `contact` is copied from the profile's basics and never leaves here."""

    name: str = ""
    label: str = ""
    contact: tuple[str, ...] = ()
    summary: tuple[Line, ...] = ()
    sections: tuple[ResumeSection, ...] = ()
    language: str = "en"


class Proposal(Frozen):
    """A rewrite somebody (rules or a model) suggests, before verification.

    `claims` is what a model says its text asserts, claim by claim.
    """

    statement_id: str
    text: str
    requirement_ids: tuple[str, ...] = ()
    evidence_ids: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    by: Literal["rules", "model"] = "rules"


class Attempt(Frozen):
    """One wording that was tried and not taken: refused, or verified and another was better."""

    text: str
    verdict: Verdict
    by: Literal["rules", "model"] = "rules"


class Rewrite(Frozen):
    """A verified new wording of one statement; `others` were verified, too, and less good."""

    kind: Literal["rewrite"] = "rewrite"
    id: str
    entry_id: str
    statement_id: str
    before: str
    after: str
    requirement_ids: tuple[str, ...] = ()
    evidence_ids: tuple[str, ...] = ()
    verdict: Verdict
    by: Literal["rules", "model"] = "rules"
    others: tuple[Attempt, ...] = ()


class Arrange(Frozen):
    """A new order of one entry's statements or listed skills, or of a section's entries.

    `entry_id` is then the section's name. Skills have no ids: `before`, `after` hold their words.
    """

    kind: Literal["arrange"] = "arrange"
    id: str
    entry_id: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    reason: str


class Omit(Frozen):
    """A statement or a whole entry that is suggested to be left out."""

    kind: Literal["omit"] = "omit"
    id: str
    target_id: str
    entry_id: str
    before: str
    reason: str


class Insert(Frozen):
    """A verified new text that replaces no statement: summary, headline, or a line of skills."""

    kind: Literal["insert"] = "insert"
    id: str
    slot: Literal["summary", "label", "skills"]
    after: str
    before: str = ""
    requirement_ids: tuple[str, ...] = ()
    evidence_ids: tuple[str, ...] = ()
    verdict: Verdict
    by: Literal["rules", "model"] = "rules"


Change = Annotated[Rewrite | Arrange | Omit | Insert, Field(discriminator="kind")]


class Kept(Frozen):
    """A rewrite that could not be supported: the original stays, with the reason and attempts.

    A person may mend it by hand: a Decision "edit" on its `id`.
    """

    statement_id: str
    entry_id: str
    before: str
    reason: str
    attempts: tuple[Attempt, ...] = ()

    @property
    def id(self) -> str:
        """What a decision on it names."""
        return f"kept:{self.statement_id}"


class Decision(Frozen):
    """What the person said about one change. `digest` binds it to what they were shown.

    "edit" carries their text and its verdict; a text the checker refused and they kept has a
    verdict by "attested". `decided_at` is an ISO time.
    """

    change_id: str
    digest: str
    action: Literal["accept", "reject", "edit"]
    text: str | None = None
    verdict: Verdict | None = None
    decided_at: str | None = None


_Taken = tuple[Change | Kept, str | None, Verdict | None]


class ChangeSet(Frozen):
    """Everything one run suggests, beside the résumé it starts from.

    `evidence` is all the profile shows, so that an edited text can be verified without it. The
    `letter` is there once one was drafted.
    """

    base: Resume
    changes: tuple[Change, ...]
    kept: tuple[Kept, ...] = ()
    gaps: tuple[Gap, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    matches: tuple[Match, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    posting: JobPosting
    letter: Letter | None = None

    def accepted(self, decisions: Iterable[Decision] = (), *, undecided: bool = False) -> Resume:
        """The résumé with the changes that were accepted or edited; with none, the base résumé.

        `undecided` says what becomes of a change without a decision: taken (a draft) or not. The
        order of the decisions does not matter; of two on one change the last counts. A decision
        on a change that this set does not hold, or that was shown differently, is not applied.
        """
        decided = {d.change_id: d for d in decisions}
        taken: list[_Taken] = []
        for change in self.changes:
            decision = decided.get(change.id)
            if decision is None or decision.digest != digest(change):
                if undecided:
                    taken.append((change, None, None))
            elif decision.action != "reject":
                taken.append((change, decision.text, decision.verdict))
        for kept in self.kept:
            mended = decided.get(kept.id)
            if mended and mended.action == "edit" and mended.digest == digest(kept):
                taken.append((kept, mended.text, mended.verdict))
        return _applied(self.base, taken)


def digest(change: Change | Kept | LetterSentence) -> str:
    """A short hash of everything the person was shown of a change, a refused one or a sentence."""
    shown = change.model_dump_json(exclude={"others"})
    return hashlib.sha256(shown.encode()).hexdigest()[:16]


def _applied(base: Resume, taken: Iterable[_Taken]) -> Resume:
    words: dict[str, Line] = {}
    orders: dict[str, tuple[str, ...]] = {}
    omitted: set[str] = set()
    label, summary = base.label, base.summary
    listed: tuple[ResumeEntry, ...] = ()
    for change, edited, verdict in taken:
        match change:
            case Rewrite():
                words[change.statement_id] = _line(
                    change.statement_id, change.after, edited, verdict
                )
            case Arrange():
                orders[change.entry_id] = change.after
            case Omit():
                omitted.add(change.target_id)
            case Insert(slot="summary"):
                summary = (_line(change.id, change.after, edited, verdict),)
            case Insert(slot="skills"):
                listed = (_skills(edited or change.after),)
            case Insert():
                label = edited or change.after
            case Kept(entry_id="basics"):
                summary = (_line(change.statement_id, change.before, edited, verdict),)
            case Kept():
                words[change.statement_id] = _line(
                    change.statement_id, change.before, edited, verdict
                )
    sections = tuple(
        section.model_copy(
            update={
                "entries": tuple(
                    _arranged_entry(entry, words, orders, omitted)
                    for entry in _ordered(section.entries, orders.get(section.name, ()))
                    if entry.id not in omitted
                )
            }
        )
        for section in _with_skills(base.sections, listed)
    )
    return base.model_copy(
        update={
            "label": label,
            "summary": summary,
            "sections": tuple(section for section in sections if section.entries),
        }
    )


def _skills(text: str) -> ResumeEntry:
    details = tuple(part.strip() for part in text.split(",") if part.strip())
    return ResumeEntry(id=SKILLS_LINE, details=details)


def _with_skills(
    sections: tuple[ResumeSection, ...], listed: tuple[ResumeEntry, ...]
) -> tuple[ResumeSection, ...]:
    """The sections with a line of skills in front of the person's own lists."""
    if not listed:
        return sections
    own = tuple(entry for s in sections if s.name == "skills" for entry in s.entries)
    others = (section for section in sections if section.name != "skills")
    skills = ResumeSection(name="skills", entries=(*listed, *own))
    return tuple(sorted((*others, skills), key=lambda section: SECTION_ORDER.index(section.name)))


def _line(id_: str, after: str, edited: str | None, verdict: Verdict | None) -> Line:
    attested = verdict is not None and verdict.by == "attested"
    return Line(id=id_, text=edited or after, origin="attested" if attested else "rewritten")


def _arranged_entry(
    entry: ResumeEntry,
    words: Mapping[str, Line],
    orders: Mapping[str, tuple[str, ...]],
    omitted: set[str],
) -> ResumeEntry:
    lines = tuple(
        words.get(line.id, line)
        for line in _ordered(entry.lines, orders.get(entry.id, ()))
        if line.id not in omitted
    )
    place = {detail: number for number, detail in enumerate(orders.get(entry.id, ()))}
    details = sorted(entry.details, key=lambda detail: place.get(detail, len(place)))
    return entry.model_copy(update={"lines": lines, "details": tuple(details)})


def _ordered(items: tuple[_Item, ...], order: tuple[str, ...]) -> tuple[_Item, ...]:
    """Items named in `order` first, in that order; the others after them, as they were."""
    place = {id_: index for index, id_ in enumerate(order)}
    return tuple(sorted(items, key=lambda item: place.get(item.id, len(place))))
