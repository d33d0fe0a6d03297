"""The words for what is shown, the same in the terminal and on the page."""

from collections.abc import Mapping
from typing import Literal

from tailor.domain.matching import Coverage
from tailor.domain.posting import RequirementKind
from tailor.domain.verdicts import Label, Verdict
from tailor.review.cards import Card, Kind
from tailor.review.state import State

TITLES: Mapping[Kind, str] = {
    "insert": "New text",
    "rewrite": "New wording",
    "arrange": "New order",
    "omit": "Leave out",
    "kept": "Kept in your own words",
    "sentence": "Sentence of the letter",
}
PLURALS: Mapping[Kind, str] = {
    "insert": "new texts",
    "rewrite": "new wordings",
    "arrange": "new orders",
    "omit": "lines left out",
    "kept": "lines kept",
    "sentence": "sentences of the letter",
}
ACTIONS: Mapping[Kind, tuple[str, str]] = {
    "insert": ("Accept", "Reject"),
    "rewrite": ("Accept", "Reject"),
    "arrange": ("Accept", "Reject"),
    "omit": ("Leave it out", "Keep it in"),
    "kept": ("Accept", "Keep my own words"),
    "sentence": ("Accept", "Leave it out"),
}
STATES: Mapping[State, str] = {
    "undecided": "undecided",
    "accepted": "accepted",
    "rejected": "rejected",
    "edited": "edited by you",
    "attested": "your own statement",
}
ASKED: Mapping[RequirementKind, str] = {
    "must": "must have",
    "nice": "nice to have",
    "responsibility": "task",
}
GAPS: Mapping[Coverage, str] = {
    "shown": "shown",
    "have_but_unused": "you have it, but the lines that show it are left out",
    "related": "you have something near it",
    "absent": "not in your profile",
}
_LABELS: Mapping[Label, str] = {
    "supported": "Supported by your profile",
    "contradicted": "Not supported: your profile says otherwise",
    "not_enough_evidence": "Not supported: your profile does not show it",
}
# Not every sentence of a letter is about the person.
_OF_A_LETTER: Mapping[Label, str] = {
    "supported": "It holds",
    "contradicted": "It does not hold: your profile says otherwise",
    "not_enough_evidence": "It does not hold: nothing shows it",
}
_BY: Mapping[Literal["check", "judge", "attested"], str] = {
    "check": "",
    "judge": " (a model judged it)",
    "attested": " (you keep it as your own statement)",
}


def verdict_words(verdict: Verdict, kind: Kind) -> str:
    """A verdict on what a card of some kind shows, in one plain phrase."""
    labels = _OF_A_LETTER if kind == "sentence" else _LABELS
    return labels[verdict.label] + _BY[verdict.by]


def state_words(card: Card, state: State) -> str:
    """Where a card stands, in words that fit its kind."""
    if card.kind == "omit":
        return {"accepted": "left out", "rejected": "kept in"}.get(state, STATES[state])
    if card.kind == "sentence" and state == "rejected":
        return "left out"
    if card.kind == "kept" and state in ("undecided", "rejected"):
        return "your own words"
    return STATES[state]
