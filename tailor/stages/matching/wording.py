"""Requirements without named skills: how many of their telling words the evidence has."""

from collections import defaultdict
from collections.abc import Sequence

from tailor.stages.matching.index import EvidenceIndex
from tailor.stages.matching.showing import Showing

_SHOWN, _NEAR = 0.5, 0.3
_LEAST_WORDS = 2
_FULL = 0.8  # a statement that has this much of the words shows all that words can show
_MOST_NEAR = 2


def show_wording(index: EvidenceIndex, quote: str, words: Sequence[str]) -> Showing:
    """The evidence that shares enough of the words of `quote`, the rare ones counting more."""
    scores, hits = overlap(index, words)
    enough = {n: score for n, score in scores.items() if hits[n] >= min(_LEAST_WORDS, len(words))}
    by = {n: min(1.0, score / _FULL) * 0.9 for n, score in enough.items() if score >= _SHOWN}
    if by:
        return Showing(quote, by)
    near = sorted((n for n, s in enough.items() if s >= _NEAR), key=lambda n: -enough[n])
    note = "some of its words are in your profile, but not the whole of it" if near else ""
    return Showing(quote, near=tuple(near[:_MOST_NEAR]), note=note)


def overlap(index: EvidenceIndex, words: Sequence[str]) -> tuple[dict[int, float], dict[int, int]]:
    """The share of the words' weight that each piece of evidence has, and how many words."""
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
