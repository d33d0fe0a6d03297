"""Which cards the page shows: by entry, requirement, kind, verdict and what was decided."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from urllib.parse import urlencode

from tailor.domain.verdicts import Verdict
from tailor.review.cards import Card
from tailor.review.session import Review


@dataclass(frozen=True)
class Filters:
    """One value each, as in the page's address; an empty one lets everything through."""

    entry: str = ""
    requirement: str = ""
    kind: str = ""
    state: str = ""
    verdict: str = ""
    view: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """The filters an address names; what else it holds is passed over."""
        return cls(**{field.name: query.get(field.name, "") for field in fields(cls)})

    @property
    def is_active(self) -> bool:
        """Whether anything may be hidden."""
        return any((self.entry, self.requirement, self.kind, self.state, self.verdict))

    @property
    def query(self) -> str:
        """The filters as part of an address."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def lets_through(self, card: Card, review: Review) -> bool:
        """Whether the card is shown."""
        return (
            self.entry in ("", card.entry_id)
            and (not self.requirement or self.requirement in {asked.id for asked in card.asked})
            and self.kind in ("", card.kind)
            and self.state in ("", review.state(card))
            and self.verdict in ("", *_verdict_names(card, review.verdict(card)))
        )


def _verdict_names(card: Card, verdict: Verdict | None) -> Iterator[str]:
    """The verdicts a card can be found by: a refused wording by what it was refused for."""
    if verdict:
        yield "attested" if verdict.by == "attested" else verdict.label
    yield from (attempt.verdict.label for attempt in card.attempts)
