"""What a sentence of an ad is: asked for, welcome, part of the work, or none of these."""

from typing import NamedTuple

from tailor.domain.posting import RequirementKind
from tailor.stages.parsing.outline import BlockKind, SectionKind
from tailor.stages.parsing.phrases import Hit, Word, words_of
from tailor.stages.parsing.tongues import cues

_SHORT = 9
_OPENING = 3


class Place(NamedTuple):
    """Where a sentence stands: its section, if any, its block, and whether a list is beside it."""

    section: SectionKind | None
    block: BlockKind
    beside_list: bool


def judge(text: str, place: Place, language: str) -> RequirementKind | None:
    """The kind of requirement a sentence is; None when it asks for nothing.

    Words in the sentence ("a plus", "must") win over the heading it stands under.
    """
    words = words_of(text)
    hits = list(cues(language).find(text, words))
    labels = {hit.label for hit in hits}
    if place.section != "responsibility" and "self" in labels:
        labels.add("wanted")
    if place.section == "ignored" or "ignored" in labels or not words:
        return None
    if place.section == "responsibility":
        return _in_duties(labels, hits, words, place)
    if "nice" in labels:
        return "nice" if place.section or labels & {"wanted", "must"} or len(words) > 3 else None
    if "must" in labels and (place.section or labels & {"wanted", "duty"} or len(words) > 4):
        return "must"
    if place.section in {"must", "nice"} and (place.block == "item" or not place.beside_list):
        return place.section
    return _by_cue(labels)


def _by_cue(labels: set[str]) -> RequirementKind | None:
    if "wanted" in labels:
        return "must"
    return "responsibility" if "duty" in labels else None


def _in_duties(
    labels: set[str], hits: list[Hit], words: list[Word], place: Place
) -> RequirementKind | None:
    opening = {hit.label for hit in hits if hit.first == 0}
    closing = {hit.label for hit in hits if hit.last == len(words) - 1}
    if "nice" in labels and labels & {"wanted", "must"}:
        return "nice"
    asks = "wanted" in opening and "duty" not in opening
    # "A current driver's license." among the duties is no duty.
    names_credential = "wanted" in closing and len(words) < _SHORT and "duty" not in labels
    if asks or names_credential or "must" in (opening | closing) or {"wanted", "must"} <= labels:
        return "must"
    if place.block == "item" or not place.beside_list:
        return "responsibility" if len(words) > 1 else None
    return "responsibility" if "duty" in labels else None


def announces(text: str, language: str) -> SectionKind | None:
    """What the lead-in to a list ("You have:") says of the items after it; None when nothing."""
    hits = list(cues(language).find(text, words_of(text)))
    labels = {hit.label for hit in hits}
    if "nice" in labels:
        return "nice"
    # "To apply, send:" is about applying, "Essential, to be shown in your application:" is not.
    if any(hit.label == "ignored" and hit.first < _OPENING for hit in hits):
        return "ignored"
    if "duty" in labels:
        return "responsibility"
    return "must" if labels & {"wanted", "self", "must"} else None
