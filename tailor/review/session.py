"""One review: decisions are made on cards, and each is on disk before it counts."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from tailor.domain.changes import ChangeSet, Decision, Kept, Resume, Rewrite
from tailor.domain.letter import LetterSentence
from tailor.domain.verdicts import Verdict
from tailor.errors import InputError
from tailor.review.cards import Card, Kind, cards, kept_cards
from tailor.review.edits import tidy
from tailor.review.state import State, standing, state_of

Verify = Callable[[Card, str], Verdict]
Regenerate = Callable[[Card], Rewrite | Kept]


class Storage(NamedTuple):
    """Where a review is kept. Each call writes all or nothing, and raises InputError."""

    save_decisions: Callable[[tuple[Decision, ...]], None]
    save_changes: Callable[[ChangeSet], None]


class Review:
    """The decisions of one person on one change set.

    `clock` gives the time of a decision, as ISO. `regenerate` words a suggestion anew; None where
    no model is at hand.
    """

    def __init__(
        self,
        change_set: ChangeSet,
        decisions: Iterable[Decision],
        *,
        verify: Verify,
        storage: Storage,
        clock: Callable[[], str],
        regenerate: Regenerate | None = None,
    ) -> None:
        self.change_set = change_set
        self.cards = cards(change_set)
        self.kept = kept_cards(change_set)
        self.can_regenerate = regenerate is not None
        self._decisions = {decision.change_id: decision for decision in decisions}
        self._verify = verify
        self._storage = storage
        self._clock = clock
        self._regenerate = regenerate
        self._history: list[tuple[str, dict[str, Decision]]] = []

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, those on suggestions that are no longer the same included."""
        return tuple(self._decisions.values())

    @property
    def undecided(self) -> tuple[Card, ...]:
        """The suggestions that wait for a decision."""
        return tuple(card for card in self.cards if self.decision(card) is None)

    @property
    def attested(self) -> tuple[tuple[Card, Decision], ...]:
        """What the person keeps as their own statement."""
        return tuple(
            (card, decision)
            for card in (*self.cards, *self.kept)
            if (decision := self.decision(card)) and state_of(decision) == "attested"
        )

    def card(self, id_: str) -> Card:
        """The card with this id. Raises InputError when there is none."""
        for card in (*self.cards, *self.kept):
            if card.id == id_:
                return card
        raise InputError(f"This run has no suggestion '{id_}'.")

    def decision(self, card: Card) -> Decision | None:
        """The decision in force on a card."""
        made = self._decisions.get(card.id)
        return standing(card, (made,)) if made else None

    def state(self, card: Card) -> State:
        """Where a card stands."""
        return state_of(self.decision(card))

    def text(self, card: Card) -> str:
        """The wording in force: what the person typed, or what is suggested."""
        decision = self.decision(card)
        return decision.text if decision and decision.text is not None else card.after

    def verdict(self, card: Card) -> Verdict | None:
        """The verdict on the wording in force."""
        decision = self.decision(card)
        return decision.verdict if decision and decision.verdict else card.verdict

    def resume(self) -> Resume:
        """The résumé as it stands, undecided suggestions taken."""
        return self.change_set.accepted(self.decisions, undecided=True)

    def letter(self) -> tuple[str, ...]:
        """The paragraphs of the letter as it stands; () when there is none."""
        if self.change_set.letter is None:
            return ()
        paragraphs = (" ".join(self._stands(one)) for one in self.change_set.letter.paragraphs)
        return tuple(filter(None, (*paragraphs, self.change_set.letter.signature)))

    def _stands(self, paragraph: Iterable[LetterSentence]) -> Iterator[str]:
        """The sentences of a paragraph as they are decided."""
        follows = True
        for sentence in paragraph:
            card = self.card(sentence.id)
            state = self.state(card)
            if state in ("edited", "attested"):
                yield self.text(card)
            elif state != "rejected":
                yield sentence.reads(follows=follows)
            follows = state in ("undecided", "accepted")

    def decide(self, card: Card, action: Literal["accept", "reject"]) -> None:
        """Accept or reject a suggestion. Raises InputError when it cannot be saved."""
        self.put((chosen(card, action),))

    def verify(self, card: Card, text: str) -> Verdict:
        """What the checker says of the person's own wording. Raises InputError when it is none."""
        return self._verify(card, _wording(card, text))

    def edit(self, card: Card, text: str) -> Verdict:
        """Verify the person's own wording, and keep it when it is supported."""
        verdict = self.verify(card, text)
        if verdict.supported:
            self.put((worded(card, text, verdict),))
        return verdict

    def attest(self, card: Card, text: str) -> None:
        """Keep a wording on the person's own word, with the verdict it got."""
        self.put((worded(card, text, self.verify(card, text)),))

    def accept_all(self, kind: Kind) -> int:
        """Accept every undecided suggestion of a kind whose verdict does not refuse it."""
        supported = [
            card
            for card in self.undecided
            if card.kind == kind and (card.verdict is None or card.verdict.supported)
        ]
        self.put(tuple(chosen(card, "accept") for card in supported))
        return len(supported)

    def put(self, made: tuple[Decision, ...]) -> None:
        """Save some decisions at once; one undo takes them back."""
        if not made:
            return
        before, now = dict(self._decisions), {"decided_at": self._clock()}
        self._save(before | {one.change_id: one.model_copy(update=now) for one in made})
        self._history.append((made[-1].change_id, before))

    def undo(self) -> Card | None:
        """Take back what was decided last in this review; None when there is nothing."""
        if not self._history:
            return None
        id_, before = self._history[-1]
        self._save(before)
        self._history.pop()
        return self.card(id_)

    def regenerate(self, card: Card) -> Card | Kept:
        """Have a line worded anew: its new card, or why the new wording was refused.

        Raises InputError where that is not possible, and ModelError when the model fails.
        """
        if self._regenerate is None:
            raise InputError("Another wording needs a model: tailor review --model NAME.")
        if card.kind not in ("rewrite", "kept"):
            raise InputError("Only the wording of a line can be made anew.")
        made = self._regenerate(card)
        if isinstance(made, Kept):
            return made
        if made.after == card.after:
            raise InputError("The model has no other wording for this line.")
        self._replace(card, made)
        return self.card(made.id)

    def _save(self, decisions: dict[str, Decision]) -> None:
        self._storage.save_decisions(tuple(decisions.values()))
        self._decisions = decisions

    def _replace(self, card: Card, made: Rewrite) -> None:
        old = self.change_set
        others = tuple(change for change in old.changes if change.id not in (card.id, made.id))
        kept = tuple(one for one in old.kept if one.id != card.id)
        change_set = old.model_copy(update={"changes": (*others, made), "kept": kept})
        self._storage.save_changes(change_set)
        self.change_set = change_set
        self.cards, self.kept = cards(change_set), kept_cards(change_set)
        self._history.clear()


def chosen(card: Card, action: Literal["accept", "reject"]) -> Decision:
    """The decision to accept or reject what a card shows. Raises InputError where it cannot be."""
    if card.kind == "kept" and action == "accept":
        raise InputError("There is nothing to accept: your own words stay. You can edit them.")
    return Decision(change_id=card.id, digest=card.digest, action=action)


def worded(card: Card, text: str, verdict: Verdict) -> Decision:
    """The decision for the person's own wording; one that was refused stands on their own word."""
    if not verdict.supported:
        verdict = verdict.model_copy(update={"by": "attested"})
    return Decision(
        change_id=card.id,
        digest=card.digest,
        action="edit",
        text=_wording(card, text),
        verdict=verdict,
    )


def _wording(card: Card, text: str) -> str:
    if not card.is_wording:
        raise InputError("Only a wording can be edited.")
    return tidy(text)
