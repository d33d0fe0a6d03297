"""What the profile can show for what the ad asks."""

from typing import Literal

from tailor.domain.base import Frozen
from tailor.domain.verdicts import Context

Coverage = Literal["shown", "have_but_unused", "related", "absent"]
Section = Literal[
    "summary",
    "work",
    "volunteer",
    "projects",
    "education",
    "publications",
    "patents",
    "awards",
    "certificates",
    "skills",
    "languages",
    "interests",
    "references",
]


class Evidence(Frozen):
    """One statement of the profile with the entry it belongs to.

    `lead_in` is the sentence a bullet continues ("I am responsible for:"), when there is one.
    `attested` is the day on which the person attested it, where no document says it.
    """

    id: str
    entry_id: str
    section: Section
    text: str
    context: Context
    lead_in: str | None = None
    attested: str | None = None


class Match(Frozen):
    """A requirement met by evidence: ids best first, strength in [0, 1], a plain reason."""

    requirement_id: str
    evidence_ids: tuple[str, ...]
    strength: float
    terms: tuple[str, ...] = ()
    why: str


class Gap(Frozen):
    """A requirement the tailored résumé does not show.

    "have_but_unused": the profile has evidence that was not selected. "related": the profile has
    something near it, named in `evidence_ids`, that does not satisfy it. "absent": nothing.
    """

    requirement_id: str
    state: Literal["have_but_unused", "related", "absent"]
    evidence_ids: tuple[str, ...] = ()
    why: str


class EntryChoice(Frozen):
    """The statements of one entry that go in, in order."""

    entry_id: str
    statement_ids: tuple[str, ...]


class LeftOut(Frozen):
    """A statement or an entry that is not in the tailored résumé, and why."""

    id: str
    reason: str


class Selection(Frozen):
    """What goes in, in which order, and what is left out. Every evidence id is in exactly one."""

    entries: tuple[EntryChoice, ...]
    left_out: tuple[LeftOut, ...] = ()


class Budget(Frozen):
    """How much may go in: pages of the rendered résumé, or statements an entry."""

    pages: float | None = 2.0
    statements_per_entry: int | None = None
    keep_all_entries: bool = True
