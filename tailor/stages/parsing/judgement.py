"""What a sentence of an ad is: asked for, welcome, part of the work, or none of these."""

from typing import NamedTuple

from tailor.domain.posting import RequirementKind
from tailor.stages.parsing.outline import BlockKind, SectionKind
from tailor.stages.parsing.phrases import Hit, Word, words_of
from tailor.stages.parsing.tongues import cues

_OPENING_WORDS = 4
_LABEL_WORDS = 12


class Place(NamedTuple):
    """Where a sentence stands: its section (None before the first), its block, and its company."""

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
    if place.section == "ignored" or "ignored" in labels or not words:
        return None
    if place.section == "responsibility":
        return _in_duties(labels, hits, words, place)
    if "nice" in labels:
        return "nice" if place.section or labels & {"wanted", "must"} or len(words) > 3 else None
    if "must" in labels and (place.section or labels & {"wanted", "duty"} or len(words) > 4):
        return "must"
    if place.section and (place.block == "item" or not place.beside_list):
        return place.section
    return _by_cue(labels)


def _by_cue(labels: set[str]) -> RequirementKind | None:
    if "wanted" in labels:
        return "must"
    return "responsibility" if "duty" in labels else None


def _in_duties(
    labels: set[str], hits: list[Hit], words: list[Word], place: Place
) -> RequirementKind | None:
    opening = {hit.label for hit in hits if hit.first < _OPENING_WORDS}
    asks = "wanted" in opening and ("duty" not in opening or "must" in labels)
    if "nice" in labels and labels & {"wanted", "must"}:
        return "nice"
    if asks or "must" in opening or ("wanted" in labels and "must" in labels):
        return "must"
    if place.block == "item" or not place.beside_list:
        return "responsibility" if len(words) > 1 else None
    return "responsibility" if "duty" in labels else None


def announces(text: str, language: str) -> SectionKind | None:
    """What the lead-in to a list ("You have:") says of the items after it; None when nothing."""
    labels = cues(language).labels(text)
    if "nice" in labels:
        return "nice"
    if "ignored" in labels:
        return "ignored"
    if "duty" in labels:
        return "responsibility"
    return "must" if labels & {"wanted", "must"} else None
