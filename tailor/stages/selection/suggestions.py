"""A selection as changes to the base résumé, each of which the person may reject."""

from collections.abc import Iterator

from tailor.domain.changes import Arrange, Change, Omit, Resume, ResumeEntry
from tailor.domain.matching import Selection


def suggestions(selection: Selection, base: Resume) -> tuple[Change, ...]:
    """The new orders and the omissions that lead from the base résumé to the selection."""
    chosen = {choice.entry_id: choice.statement_ids for choice in selection.entries}
    reasons = {left.id: left.reason for left in selection.left_out}
    found: list[Change] = []
    for section in base.sections:
        for entry in section.entries:
            if entry.id in chosen:
                found += _within(entry, chosen[entry.id], reasons)
            else:
                found.append(_omitted(entry, reasons))
    return tuple(found)


def _within(
    entry: ResumeEntry, order: tuple[str, ...], reasons: dict[str, str]
) -> Iterator[Change]:
    before = tuple(line.id for line in entry.lines if line.id in order)
    if before != order:
        reason = "What the ad asks for comes first."
        yield Arrange(
            id=f"arrange:{entry.id}", entry_id=entry.id, before=before, after=order, reason=reason
        )
    for line in entry.lines:
        if line.id in reasons:
            yield Omit(
                id=f"omit:{line.id}",
                target_id=line.id,
                entry_id=entry.id,
                before=line.text,
                reason=reasons[line.id],
            )


def _omitted(entry: ResumeEntry, reasons: dict[str, str]) -> Omit:
    parts = (entry.heading, entry.organisation, *entry.details)
    return Omit(
        id=f"omit:{entry.id}",
        target_id=entry.id,
        entry_id=entry.id,
        before="; ".join(part for part in parts if part),
        reason=reasons.get(entry.id, "The ad asks for nothing it shows."),
    )
