"""Requirements without named skills: how many of their telling words the evidence has."""

from collections import defaultdict
from collections.abc import Sequence

from tailor.stages.matching.index import EvidenceIndex
from tailor.stages.matching.showing import Showing

_SHOWN, _NEAR = 0.5, 0.3
_LEAST_WORDS, _LONG = 2, 5
_FULL = 0.8  # a statement that has this much of the words shows all that words can show
_MOST_NEAR = 2


def show_wording(index: EvidenceIndex, words: Sequence[str]) -> Showing:
    """The evidence that has enough of a line's telling words, the rare ones counting more."""
    scores, hits = overlap(index, words)
    least = _LEAST_WORDS if len(words) <= _LONG else _LEAST_WORDS + 1
    enough = {n: score for n, score in scores.items() if hits[n] >= least}
    by = {n: min(1.0, score / _FULL) * 0.9 for n, score in enough.items() if score >= _SHOWN}
    if by:
        return Showing("most of its words", by, in_words=True)
    near = sorted((n for n, s in enough.items() if s >= _NEAR), key=lambda n: -enough[n])
    note = "some of its words are in your profile, but not the whole of it" if near else ""
    return Showing("its words", near=tuple(near[:_MOST_NEAR]), note=note, in_words=True)


def overlap(index: EvidenceIndex, words: Sequence[str]) -> tuple[dict[int, float], dict[int, int]]:
    """The share of the words' weight that each piece of evidence has, and how many of the words."""
    scores: dict[int, float] = defaultdict(float)
    hits: dict[int, int] = defaultdict(int)
    total = 0.0
    for word in words:
        holders = index.having(word)
        weight = index.rarity(len(holders))
        total += weight
        for number, closeness in holders.items():
            scores[number] += weight * closeness
            hits[number] += 1
    return {n: score / total for n, score in scores.items()} if total else {}, hits
