"""Who a letter says did something: what "we" did is not what "I" did."""

import re
from collections.abc import Sequence
from functools import cache

from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Finding, Span, Verdict
from tailor.factcheck.tokens import tokens
from tailor.stages.lettering import templates


def told_of_one(text: str, evidence: Sequence[Evidence], verdict: Verdict) -> Verdict:
    """The verdict on a sentence about the person, refused where it makes "I" of a "we".

    A bullet has no subject, so the check lets "We ran it" become "Ran it". A letter has one.
    """
    told = [item for item in evidence if item.id != item.entry_id]
    nearest = max(told, key=lambda item: _shared(text, item.text), default=None)
    one, several = _subjects()
    if not (verdict.supported and nearest and one.search(text)):
        return verdict
    found = several.search(nearest.text)
    if found is None or one.search(nearest.text) or several.search(text):
        return verdict
    everything = Span(start=0, end=len(text), text=text)
    reason = f"Your profile says “{found[0]}”; this says that you did it."
    finding = Finding(kind="agency", hard=True, claim=everything, reason=reason)
    return Verdict(label="not_enough_evidence", findings=(finding,))


def _shared(text: str, statement: str) -> int:
    """How many content words of the sentence the statement has."""
    words = {lemma for token in tokens(statement) for lemma in token.lemmas}
    return sum(1 for token in tokens(text) if token.content and token.lemmas & words)


@cache
def _subjects() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says that one did it, and that several did."""
    languages = templates().values()
    one = "|".join(word for words in languages for word in words.one)
    several = "|".join(word for words in languages for word in words.several)
    return re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{several})\b", re.IGNORECASE)
