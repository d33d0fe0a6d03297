"""What a run came to: a table and figures for the person, or one JSON object for a program."""

from collections import Counter
from pathlib import Path

from tailor.cli.console import table
from tailor.domain.changes import ChangeSet
from tailor.domain.posting import Requirement
from tailor.domain.run import Run
from tailor.runs import dump

_KIND = {"must": "must", "nice": "nice", "responsibility": "task"}
_STATE = {"have_but_unused": "have but unused", "related": "related", "absent": "absent"}
_QUOTE, _WHY = 56, 64


def as_text(change_set: ChangeSet, run: Run, folder: Path) -> str:
    """The table of requirements, the numbers, and the next command to type."""
    posting = change_set.posting
    title = " at ".join(part for part in (posting.title, posting.company) if part)
    parts = [title or "The posting names no title.", ""]
    parts += [_requirements(change_set), "", *_numbers(change_set)]
    parts += [f"Note: {note}" for note in run.notes]
    parts += ["", f"Draft: {folder / 'resume.md'}", f"Next:  tailor review {folder}"]
    return "\n".join(parts)


def as_json(change_set: ChangeSet, run: Run, folder: Path) -> str:
    """Everything of the run in one object."""
    return dump(
        {
            "run": {"folder": str(folder), **run.model_dump(mode="json")},
            "requirements": change_set.requirements,
            "matches": change_set.matches,
            "gaps": change_set.gaps,
            "changes": change_set.changes,
            "kept": change_set.kept,
            "left_out": change_set.left_out,
            "resume": change_set.accepted(undecided=True),
            "usage": dict(run.usage),
            "timings": dict(run.timings),
        }
    )


def _requirements(change_set: ChangeSet) -> str:
    if not change_set.requirements:
        return "No requirement was found in the posting."
    order = {"must": 0, "nice": 1, "responsibility": 2}
    ordered = sorted(change_set.requirements, key=lambda requirement: order[requirement.kind])
    rows = [_row(requirement, change_set) for requirement in ordered]
    return table(rows, headers=("asked", "", "in your résumé", "why"))


def _row(requirement: Requirement, change_set: ChangeSet) -> tuple[str, str, str, str]:
    gap = next((g for g in change_set.gaps if g.requirement_id == requirement.id), None)
    match = next((m for m in change_set.matches if m.requirement_id == requirement.id), None)
    why = gap.why if gap else match.why if match else ""
    return (
        _KIND[requirement.kind],
        _short(requirement.quote, _QUOTE),
        _STATE[gap.state] if gap else "shown",
        _short(why, _WHY),
    )


def _numbers(change_set: ChangeSet) -> list[str]:
    kinds = Counter(change.kind for change in change_set.changes)
    states = Counter(gap.state for gap in change_set.gaps)
    shown = len(change_set.requirements) - sum(states.values())
    worded = kinds["rewrite"] + kinds["insert"]
    asked = (
        f"{len(change_set.requirements)}: {shown} shown, {states['have_but_unused']} have but "
        f"unused, {states['related']} related, {states['absent']} absent"
    )
    suggested = f"{worded} new wordings, {kinds['arrange']} new orders, {kinds['omit']} left out"
    kept = f"{len(change_set.kept)} lines in your own words: a new wording could not be supported"
    return [f"Asked for    {asked}", f"Suggestions  {suggested}", f"Kept         {kept}"]


def _short(text: str, width: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1].rstrip()}…"
