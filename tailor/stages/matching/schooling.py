"""Degrees: the highest one of the education section against the least one the ad accepts."""

from tailor.stages.matching.index import EvidenceIndex, content_words
from tailor.stages.matching.showing import Showing
from tailor.stages.matching.tables import ladder, other_fields

_OTHER_FIELD = 0.7


def asked_degree(quote: str) -> float | None:
    """The lowest rung of the ladder of degrees that the ad names, or None when it names none."""
    return min(_rungs(quote), default=None)


def show_degree(index: EvidenceIndex, quote: str, asked: float) -> Showing:
    """The education that is at least as high as asked; another field counts as less."""
    by: dict[int, float] = {}
    near: list[int] = []
    subject = [word for word in content_words(quote) if not _rungs(word)]
    for number, item in enumerate(index.evidence):
        if item.section != "education" or item.id != item.entry_id:
            continue
        held = max(_rungs(item.text), default=None)
        if held is None or held < asked:
            near.append(number)
        elif not subject or any(number in index.having(word) for word in subject):
            by[number] = 1.0
        elif other_fields().is_in(quote):
            by[number] = _OTHER_FIELD
        else:
            near.append(number)
    note = "your education is near it, in another field or at another level" if near else ""
    return Showing("the degree", by, near=() if by else tuple(near), note=note)


def _rungs(text: str) -> list[float]:
    """The rungs named in a text; "degree" alone is a rung, behind another degree it is not."""
    found: list[float] = []
    for rung in ladder("degrees"):
        rest = rung.without(text)
        if rest != text:
            found.append(rung.rank)
            text = rest
    return found
