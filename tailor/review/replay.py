"""Decisions from a file, applied to a run they may not have been made on."""

from collections.abc import Iterable
from typing import NamedTuple

from tailor.domain.changes import Decision
from tailor.domain.verdicts import Verdict
from tailor.errors import InputError
from tailor.review.session import Review, chosen, worded


class Replay(NamedTuple):
    """How many decisions were taken over, and a sentence on each that was not."""

    applied: int
    refused: tuple[str, ...]


def replay(review: Review, decisions: Iterable[Decision]) -> Replay:
    """Apply what fits the run, in one step. Nothing in the file is trusted: texts are verified.

    A decision on a suggestion that was shown differently is left for the person to make again.
    """
    taken: list[Decision] = []
    refused: list[str] = []
    for decision in {decision.change_id: decision for decision in decisions}.values():
        try:
            taken.append(_fitting(review, decision))
        except InputError as error:
            refused.append(f"{decision.change_id}: {error}")
    review.put(tuple(taken))
    return Replay(applied=len(taken), refused=tuple(refused))


def _fitting(review: Review, decision: Decision) -> Decision:
    card = review.card(decision.change_id)
    if decision.digest != card.digest:
        raise InputError("The suggestion is no longer the same. Decide again: tailor review")
    if decision.action != "edit":
        return chosen(card, decision.action)
    text = decision.text or ""
    verdict = review.verify(card, text)
    is_own_word = decision.verdict is not None and decision.verdict.by == "attested"
    if not (verdict.supported or is_own_word):
        raise InputError(
            f"The edited text is not supported. {first_reason(verdict)} "
            "To keep it as your own statement, edit it in: tailor review"
        )
    return worded(card, text, verdict)


def first_reason(verdict: Verdict) -> str:
    """Why a text was refused, in one sentence."""
    return verdict.findings[0].reason if verdict.findings else "It could not be verified."
