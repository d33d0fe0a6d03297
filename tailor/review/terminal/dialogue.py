"""The review as a talk: a card is shown, a key is pressed, what it did is said."""

from collections.abc import Callable, Mapping
from enum import Enum

from tailor.domain.changes import Kept
from tailor.errors import TailorError
from tailor.review.cards import Card
from tailor.review.session import Review
from tailor.review.state import state_of
from tailor.review.terminal.painting import Paint, Painter
from tailor.review.terminal.tty import Terminal
from tailor.review.wording import ACTIONS, PLURALS, state_words


class View(Enum):
    """What is walked through."""

    SUGGESTIONS = "suggestions"
    KEPT = "kept lines"
    GAPS = "gaps"


_MOST_SHOWN, _ALL = 3, 1000
_WALKING = {"n": "next", "p": "previous", "s": "skip", "u": "undo"}
_VIEWS = {"c": "changes", "k": "kept lines", "g": "gaps", "?": "keys", "q": "quit"}
_HELP = """\
a accept       take the suggestion (of a line to leave out: leave it out)
r reject       keep the line as you wrote it (of a line to leave out: keep it in; of a sentence of
               the letter: leave it out)
e edit         reword it here; E opens your own editor. The text is checked like any other
w reword       have the model try another wording
A accept all   take every undecided suggestion of this kind that is supported
s skip         go to the next undecided one; n and p go to the next and previous
u undo         take the last decision back
m more         show all that the ad asks for, and all it rests on
c k g          look at the changes, at the lines kept in your own words, at the gaps
q quit         leave; every decision is saved already, and tailor review goes on from here
"""


class Dialogue:
    """One review in one terminal."""

    def __init__(self, review: Review, terminal: Terminal, paint: Paint) -> None:
        self._review = review
        self._terminal = terminal
        self._paint = paint
        self._view = View.SUGGESTIONS
        self._at = dict.fromkeys(View, 0)
        self._keys: Mapping[str, Callable[[], None]] = {
            "a": self._accept,
            "r": self._reject,
            "e": lambda: self._edit(self._typed),
            "E": lambda: self._edit(terminal.editor),
            "w": self._reword,
            "A": self._accept_all,
            "s": self._to_undecided,
            "n": lambda: self._step(1),
            "p": lambda: self._step(-1),
            "u": self._undo,
            "c": lambda: self._look_at(View.SUGGESTIONS),
            "k": lambda: self._look_at(View.KEPT),
            "g": lambda: self._look_at(View.GAPS),
            "m": lambda: self._show(_ALL),
            "?": lambda: terminal.write(_HELP),
        }

    def run(self) -> None:
        """Talk until the person quits or everything is decided and they quit."""
        self._terminal.write(self._greeting())
        if self._review.undecided:
            self._look_at_card(self._review.undecided[0])
        else:
            self._show()
        while (key := self._terminal.key(f"\n{self._prompt()}\n> ")) not in ("", "q"):
            self._obey(key)

    def _obey(self, key: str) -> None:
        act = self._keys.get(key)
        if act is None:
            self._terminal.write(f"'{key}' is no key here. ? lists them.")
            return
        try:
            act()
        except TailorError as error:
            self._terminal.write(f"That did not work: {error}")

    def _greeting(self) -> str:
        review = self._review
        return (
            f"{len(review.cards)} suggestions, {len(review.undecided)} undecided. "
            f"Kept in your own words: {len(review.kept)}. Gaps: {len(review.change_set.gaps)}.\n"
            "Every decision is saved at once. [-words-] go, {+words+} come.\n"
        )

    def _prompt(self) -> str:
        offered: dict[str, str] = {}
        if card := self._card:
            accept, reject = (action.lower() for action in ACTIONS[card.kind])
            if card.kind != "kept":
                offered["a"] = accept
            offered["r"] = reject
            if card.is_wording:
                offered["e"] = "edit"
            if self._review.can_regenerate and card.kind in ("rewrite", "kept"):
                offered["w"] = "reword"
            if more := self._others_of_kind(card):
                offered["A"] = f"accept all {more} undecided {PLURALS[card.kind]}"
        return self._painter.keys(offered | _WALKING | _VIEWS)

    def _others_of_kind(self, card: Card) -> int:
        of_kind = sum(1 for other in self._review.undecided if other.kind == card.kind)
        return of_kind if of_kind > 1 else 0

    @property
    def _painter(self) -> Painter:
        return Painter(self._paint, self._terminal.width())

    @property
    def _cards(self) -> tuple[Card, ...]:
        return {View.SUGGESTIONS: self._review.cards, View.KEPT: self._review.kept}.get(
            self._view, ()
        )

    @property
    def _card(self) -> Card | None:
        shown, at = self._cards, self._at[self._view]
        return shown[at] if at < len(shown) else None

    def _show(self, most: int = _MOST_SHOWN) -> None:
        at, gaps = self._at[self._view], self._review.change_set.gaps
        if card := self._card:
            text = self._painter.card(
                self._review, card, number=at + 1, total=len(self._cards), most=most
            )
        elif self._view is View.GAPS and gaps:
            text = self._painter.gap(self._review.change_set, gaps[at], number=at + 1)
        else:
            text = f"There are no {self._view.value}."
        self._terminal.write(f"\n{text}")

    def _look_at(self, view: View) -> None:
        self._view = view
        self._show()

    def _look_at_card(self, card: Card) -> None:
        self._view = View.KEPT if card.kind == "kept" else View.SUGGESTIONS
        self._at[self._view] = [shown.id for shown in self._cards].index(card.id)
        self._show()

    def _step(self, by: int) -> None:
        total = len(self._review.change_set.gaps if self._view is View.GAPS else self._cards)
        at = self._at[self._view] + by
        if not 0 <= at < total:
            self._terminal.write(f"There are no more {self._view.value} that way.")
            return
        self._at[self._view] = at
        self._show()

    def _to_undecided(self) -> None:
        """Go to the next undecided card after this one, or the first there is."""
        if self._view is not View.SUGGESTIONS:
            self._step(1)
            return
        waiting = {card.id for card in self._review.undecided}
        at, shown = self._at[self._view], self._review.cards
        following = [card for card in (*shown[at + 1 :], *shown[: at + 1]) if card.id in waiting]
        if following:
            self._look_at_card(following[0])
        else:
            self._terminal.write("\nEverything is decided. q ends the review, n and p look again.")

    def _needed(self) -> Card:
        if card := self._card:
            return card
        raise TailorError("There is no suggestion here. c goes back to them.")

    def _decided(self, card: Card) -> None:
        """Say what holds now, and go on."""
        state = state_words(card, self._review.state(card))
        self._terminal.write(f"Saved: {state}.")
        self._to_undecided()

    def _accept(self) -> None:
        card = self._needed()
        self._review.decide(card, "accept")
        self._decided(card)

    def _reject(self) -> None:
        card = self._needed()
        self._review.decide(card, "reject")
        self._decided(card)

    def _accept_all(self) -> None:
        card = self._needed()
        number = self._review.accept_all(card.kind)
        self._terminal.write(f"Saved: {number} {PLURALS[card.kind]} accepted. u takes it back.")
        self._to_undecided()

    def _undo(self) -> None:
        card = self._review.undo()
        if card is None:
            self._terminal.write("There is nothing to undo in this sitting.")
            return
        decision = self._review.decision(card)
        self._terminal.write(f"Undone; it is {state_words(card, state_of(decision))} again.")
        self._look_at_card(card)

    def _edit(self, ask: Callable[[str], str]) -> None:
        card = self._needed()
        text = self._review.text(card)
        while text := ask(text).strip():
            verdict = self._review.edit(card, text)
            if verdict.supported:
                self._decided(card)
                return
            self._terminal.write(self._painter.findings(verdict, card))
            answer = self._terminal.key(
                "y keep it as your own statement, e edit again, n drop it> "
            )
            if answer == "y":
                self._review.attest(card, text)
                self._decided(card)
                return
            if answer != "e":
                break
        self._terminal.write("Nothing is changed.")

    def _typed(self, text: str) -> str:
        self._terminal.write("Change the line and press Enter. An empty line changes nothing.")
        return self._terminal.line("", text)

    def _reword(self) -> None:
        card = self._needed()
        made = self._review.regenerate(card)
        if isinstance(made, Kept):
            self._terminal.write(f"The new wording was refused: {made.reason} Nothing is changed.")
            return
        self._look_at_card(made)
