"""What the rules know beside the sentence: the entry's time, the ad's and the person's habits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from tailor.domain.matching import Evidence
from tailor.domain.posting import JobPosting
from tailor.stages.rewriting.inflecting import Phrase
from tailor.stages.rewriting.verbs import Dialect
from tailor.vocabulary.lexicon import american, british

Tense = Literal["past", "present"]
# A batch meets the same texts again and again, and a run its ad with every entry; ads are long.
_KEPT = 512


@dataclass(frozen=True, slots=True)
class Setting:
    """The surroundings of a statement.

    `tense` is None when the entry tells no time. `dialect` is what new forms are spelled in: the
    ad's, or else the person's.
    """

    tense: Tense | None = None
    dialect: Dialect | None = None
    ads_dialect: Dialect | None = None
    employer: str = ""
    lead_in: str = ""
    ends_with_stop: bool = True


def common_setting(evidence: Sequence[Evidence], posting: JobPosting) -> Setting:
    """What holds for every statement of a profile under one ad."""
    texts = [item.text for item in evidence if item.id != item.entry_id]
    stops = sum(text.rstrip().endswith(".") for text in texts)
    ads_dialect = dialect([posting.text])
    return Setting(
        dialect=ads_dialect or dialect(texts),
        ads_dialect=ads_dialect,
        ends_with_stop=2 * stops >= len(texts),
    )


def setting_of(item: Evidence, common: Setting) -> Setting:
    """What holds for one statement: the common setting, and its entry's time and lead-in."""
    return replace(
        common,
        tense=_tense(item),
        employer=item.context.employer or "",
        lead_in=item.lead_in or "",
    )


def _tense(item: Evidence) -> Tense | None:
    context = item.context
    if context.end == "present":
        return "present"
    # A project or a paper that names no time is one to look back on; a job may go on.
    is_undated_work = item.section in {"projects", "publications"} and not context.start
    return "past" if context.end or is_undated_work else None


def dialect(texts: Iterable[str]) -> Dialect | None:
    """The English that texts are written in, by its spelling; None when nothing tells."""
    signs = [_signs(text) for text in texts]
    british_words = sum(found for found, _ in signs)
    american_words = sum(found for _, found in signs)
    if british_words == american_words:
        return None
    return "british" if british_words > american_words else "american"


@lru_cache(maxsize=_KEPT)
def _signs(text: str) -> tuple[int, int]:
    """How many words are spelled in British English only, and in American only."""
    words = Phrase(text).words
    return (
        sum(american(word) != word for word in words),
        sum(american(word) == word != british(word) for word in words),
    )
