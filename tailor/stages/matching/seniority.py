"""The level asked for ("senior") against the titles the person has held."""

from tailor.domain.posting import Level
from tailor.stages.matching.index import EvidenceIndex
from tailor.stages.matching.showing import Showing
from tailor.vocabulary.titles import seniority

_SHARE = 0.5
_TITLES: dict[Level, str] = {
    "intern": "intern",
    "junior": "junior engineer",
    "mid": "engineer",
    "senior": "senior engineer",
    "lead": "lead engineer",
    "principal": "principal engineer",
    "manager": "manager",
    "executive": "chief executive officer",
}


def show_level(index: EvidenceIndex, level: Level) -> Showing:
    """The jobs held at that level or above it."""
    asked = seniority(_TITLES[level]) or 0
    jobs = {
        number: seniority(item.context.title) or 0
        for number, item in enumerate(index.evidence)
        if item.section == "work" and item.id == item.entry_id and item.context.title
    }
    by = {number: 1.0 for number, held in jobs.items() if held >= asked}
    if by or not jobs:
        return Showing(f"{level} level", by, share=_SHARE)
    note = f"no title of yours is of {level} level"
    return Showing(f"{level} level", near=tuple(jobs)[:2], note=note, share=_SHARE)
