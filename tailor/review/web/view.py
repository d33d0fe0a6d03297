"""The page as HTML: the cards that pass the filters, and the résumé as it stands."""

from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple

from tailor.domain.changes import Resume
from tailor.domain.verdicts import Verdict
from tailor.review.cards import Card
from tailor.review.page import title
from tailor.review.session import Review
from tailor.review.templating import templates
from tailor.review.web.filters import Filters


class PrintedLine(NamedTuple):
    """One line of the printed résumé."""

    style: Literal["name", "section", "entry", "facts", "text", "bullet"]
    text: str


Preview = Callable[[Resume], Iterable[PrintedLine]]


class Notice(NamedTuple):
    """What to tell beside the page: a sentence, or why the text typed for a card was refused."""

    sentence: str = ""
    card_id: str = ""
    text: str = ""
    verdict: Verdict | None = None
    has_ended: bool = False


def page(
    review: Review,
    *,
    filters: Filters,
    notice: Notice | None,
    form_token: str,
    preview: Preview,
) -> str:
    """The whole page."""
    everything = (*review.cards, *review.kept)
    requirements = {asked.id: asked for asked in review.change_set.requirements}
    return (
        templates()
        .get_template("review.html")
        .render(
            title=title(review.change_set.posting),
            review=review,
            cards=_passing(review, review.cards, filters),
            kept=_passing(review, review.kept, filters),
            places={card.id: place for place, card in enumerate(review.cards, start=1)},
            of_kind=_of_kind(review),
            filters=filters,
            entries=dict(sorted({card.entry_id: card.entry for card in everything}.items())),
            served={asked.id: asked for card in everything for asked in card.asked},
            kinds=list(dict.fromkeys(card.kind for card in everything)),
            requirements=requirements,
            evidence={item.id: item for item in review.change_set.evidence},
            notice=notice or Notice(),
            form_token=form_token,
            printed=[line for line in preview(review.resume()) if line.text],
            letter=review.letter(),
            own_lines={line.text for line in preview(review.change_set.base)},
        )
    )


def _passing(review: Review, cards: Iterable[Card], filters: Filters) -> list[Card]:
    return [card for card in cards if filters.lets_through(card, review)]


def _of_kind(review: Review) -> dict[str, int]:
    """How many suggestions of each kind wait for a decision."""
    kinds = [card.kind for card in review.undecided]
    return {kind: kinds.count(kind) for kind in kinds}
