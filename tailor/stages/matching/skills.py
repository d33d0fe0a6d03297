"""Named skills: tools, methods, credentials and fields, known to the vocabulary or only named."""

from tailor.stages.matching.index import EvidenceIndex, content_words
from tailor.stages.matching.showing import Showing, listing

_AS_WORDS = frozenset({"soft", "method", "domain"})
_IN_OTHER_WORDS = 0.8
_SOFT_SHARE = 0.5
_MOST_NEAR = 3
_ENOUGH_TO_TELL, _LEAST_SHARED = 2, 0.3


def show_skill(index: EvidenceIndex, term: str, quote: str) -> Showing:
    """The evidence for one term of a quote; evidence for a broader term only comes near it.

    A method or a field may be shown by its words in another form ("responded to incidents" for
    "incident response"); a tool or a credential is shown by its own names alone.
    """
    kind = index.vocabulary.terms.kind(term)
    by = dict(index.shown.get(term, {}))
    share = _SOFT_SHARE if kind == "soft" else 1.0
    if kind is None or kind in _AS_WORDS:
        for number, weight in _in_other_words(index, term).items():
            by.setdefault(number, weight)
        if by and _means_something_else(index, term, quote):
            note = f"your profile has the word {term}, but in another field"
            return Showing(term, near=tuple(by)[:_MOST_NEAR], note=note, share=share)
    if by:
        return Showing(term, by, share=share)
    near = {wide: n for wide, n in index.near(term).items() if _comparable(index, wide, kind)}
    numbers = sorted(frozenset[int]().union(*near.values()))[:_MOST_NEAR]
    note = f"for {term} your profile has only the broader {listing(sorted(near))}" if near else ""
    return Showing(term, near=tuple(numbers), note=note, share=share)


def _comparable(index: EvidenceIndex, wide: str, kind: str | None) -> bool:
    """Whether a broader term is near enough to tell: AWS is near EKS, DevOps is not Terraform."""
    found = index.vocabulary.terms.kind(wide)
    return found == kind or found not in _AS_WORDS


def _means_something_else(index: EvidenceIndex, term: str, quote: str) -> bool:
    """Whether an everyday word is all that the ad's line and the whole profile share.

    "Monitoring" of patients is not the monitoring that is asked for beside "production services".
    """
    word = term.lower()
    if " " in word or not index.vocabulary.is_everyday(word):
        return False
    others = [other for other in content_words(quote) if other not in word]
    shared = sum(1 for other in others if 1.0 in index.having(other).values())
    return len(others) >= _ENOUGH_TO_TELL and shared / len(others) < _LEAST_SHARED


def _in_other_words(index: EvidenceIndex, term: str) -> dict[int, float]:
    """Evidence that has every word of the term, in whatever form."""
    words = content_words(term)
    if not words or len(" ".join(words)) < len(term.strip()) * 0.7:
        return {}
    holders = [index.having(word) for word in words]
    everywhere = frozenset.intersection(*(frozenset(found) for found in holders))
    return {n: _IN_OTHER_WORDS * min(found[n] for found in holders) for n in everywhere}
