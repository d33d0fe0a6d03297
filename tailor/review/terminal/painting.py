"""A card as lines of text: words, not colours or places, carry the meaning."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from tailor.diff import Diff
from tailor.domain.changes import Attempt, ChangeSet
from tailor.domain.matching import Evidence, Gap
from tailor.domain.posting import Requirement
from tailor.domain.verdicts import Verdict
from tailor.review.cards import Card, Kind
from tailor.review.session import Review
from tailor.review.wording import ASKED, TITLES, state_words, verdict_words

Paint = Callable[[str, str], str]
Piece = tuple[str, Literal["", "red", "green"]]

_INDENT = "  "


class Painter:
    """Puts what a person must know into lines of at most `width` characters.

    `paint(text, colour)` adds colour where the terminal wants it.
    """

    def __init__(self, paint: Paint, width: int) -> None:
        self._paint = paint
        self._width = max(width, 30)

    def card(self, review: Review, card: Card, *, number: int, total: int, most: int) -> str:
        """One card and where it stands; of each list at most `most` items."""
        state = state_words(card, review.state(card))
        heading = f"{TITLES[card.kind]} {number} of {total}: {state}"
        lines = [self._paint(heading, "bold"), *self._wrapped([(card.entry, "")], ""), ""]
        lines += self._change(card, review.text(card))
        lines += self._labelled("Why", [card.reason] if card.reason else [])
        stated = [_stated(item, card) for item in card.evidence]
        lines += self._labelled("The ad asks for", map(_asked, card.asked), most)
        lines += self._labelled("It rests on", stated, most)
        lines += self._labelled("The posting says", card.quotes, most)
        if verdict := review.verdict(card):
            lines += self._labelled("Verdict", _verdict(verdict, card.kind), most)
        for count, attempt in enumerate(card.attempts, start=1):
            lines += self._attempt(card, attempt, count)
        return "\n".join(lines)

    def gap(self, change_set: ChangeSet, gap: Gap, *, number: int) -> str:
        """One thing the ad asks for that the résumé does not show."""
        asked = {requirement.id: requirement for requirement in change_set.requirements}
        known = {item.id: item for item in change_set.evidence}
        requirement = asked.get(gap.requirement_id)
        near = [known[id_].text for id_ in gap.evidence_ids if id_ in known]
        lines = [self._paint(f"Gap {number} of {len(change_set.gaps)}", "bold"), ""]
        lines += self._labelled("The ad asks for", [_asked(requirement)] if requirement else [])
        lines += self._labelled("Why", [gap.why])
        lines += self._labelled("Your profile has", near)
        return "\n".join(lines)

    def findings(self, verdict: Verdict, card: Card) -> str:
        """A verdict on a wording of a card, with its reasons."""
        return "\n".join(self._labelled("Verdict", _verdict(verdict, card.kind)))

    def keys(self, offered: Mapping[str, str]) -> str:
        """The keys that can be pressed now, with what they do."""
        lines = [""]
        for key, what in offered.items():
            named = f"{key} {what}"
            if lines[-1] and len(lines[-1]) + len(named) + 3 > self._width:
                lines.append("")
            lines[-1] += f", {named}" if lines[-1] else named
        return ",\n".join(lines)

    def _change(self, card: Card, text: str) -> Iterator[str]:
        if card.kind == "arrange":
            places = (f"{place.text} (was {place.was})" for place in card.order)
            for number, place in enumerate(places, start=1):
                yield from self._wrapped([(f"{number}. {place}", "")], _INDENT)
        elif card.kind == "omit":
            yield from self._wrapped([(f"[-{card.before}-]", "red")], _INDENT)
        elif card.before == text:
            yield from self._wrapped([(text, "")], _INDENT)
        else:
            if card.before:
                yield from (*self._wrapped(marked(card.diff(text)), _INDENT), "")
            yield from ("As it will stand:", *self._wrapped([(text, "")], _INDENT))
        yield ""

    def _attempt(self, card: Card, attempt: Attempt, count: int) -> Iterator[str]:
        yield f"Refused wording {count}:"
        yield from self._wrapped(marked(card.diff(attempt.text)), _INDENT)
        yield from self._labelled("Verdict", _verdict(attempt.verdict, card.kind))

    def _labelled(self, label: str, texts: Iterable[str], most: int = 99) -> list[str]:
        shown = list(texts)
        if len(shown) > most + 1:
            shown[most:] = [f"and {len(shown) - most} more (m shows all)"]
        lines = [line for text in shown for line in self._item(text)]
        return [f"{label}:", *lines] if lines else []

    def _item(self, text: str) -> list[str]:
        lines = self._wrapped([(text, "")], _INDENT + "  ")
        return [f"{_INDENT}- {lines[0].lstrip()}", *lines[1:]] if lines else []

    def _wrapped(self, pieces: Iterable[Piece], indent: str) -> list[str]:
        """Pieces of text as lines; a line never ends in colour."""
        lines: list[str] = []
        line, used, gap = "", 0, ""
        for word in _words(pieces):
            length = sum(len(text) for text, _ in word)
            if word[0][0].isspace():
                gap = " "
                continue
            if line and len(indent) + used + len(gap) + length > self._width:
                lines.append(indent + line)
                line, used, gap = "", 0, ""
            gap = gap if line else ""
            painted = (self._paint(text, colour) if colour else text for text, colour in word)
            line += gap + "".join(painted)
            used, gap = used + len(gap) + length, ""
        return [*lines, indent + line] if line else lines


def marked(diff: Diff) -> Iterator[Piece]:
    """A word diff as text: [-removed-] {+added+}."""
    for span in diff.spans:
        if span.kind == "equal":
            yield span.before, ""
            continue
        if span.before:
            yield f"[-{span.before}-]", "red"
        if span.before and span.after:
            yield " ", ""
        if span.after:
            yield f"{{+{span.after}+}}", "green"


def _words(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Runs of pieces without space between them, and the spaces."""
    word: list[Piece] = []
    for text, colour in pieces:
        for part in re.split(r"(\s+)", _plain(text)):
            if part.isspace():
                if word:
                    yield word
                word = []
                yield [(part, "")]
            elif part:
                word.append((part, colour))
    if word:
        yield word


def _plain(text: str) -> str:
    """The text without characters that could command the terminal."""
    return "".join(
        c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def _asked(requirement: Requirement) -> str:
    return f"{requirement.quote} ({ASKED[requirement.kind]})"


def _stated(item: Evidence, card: Card) -> str:
    statement = f"{item.lead_in} {item.text}" if item.lead_in else item.text
    employer = item.context.employer or item.context.title
    return f"{employer}: {statement}" if employer and item.entry_id != card.entry_id else statement


def _verdict(verdict: Verdict, kind: Kind) -> Iterator[str]:
    yield verdict_words(verdict, kind)
    for finding in verdict.findings:
        words = f"“{finding.claim.text}”: " if finding.claim.text else ""
        hint = f" This would pass: “{finding.suggestion}”." if finding.suggestion else ""
        yield f"{words}{finding.reason}{hint}"
    yield from (proof.reason for proof in verdict.proofs)
