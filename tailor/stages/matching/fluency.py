"""Natural languages: how well one is spoken against how well the ad wants it spoken."""

from tailor.stages.matching.index import EvidenceIndex
from tailor.stages.matching.showing import Showing
from tailor.stages.matching.tables import ladder


def show_language(index: EvidenceIndex, language: str, quote: str) -> Showing:
    """The entries of the languages section that reach the level asked for.

    Work done in a language shows it too; an entry that names no level is taken as it is.
    """
    asked = _rung(quote) or 0.0
    by: dict[int, float] = {}
    near: list[int] = []
    for number, weight in index.shown.get(language, {}).items():
        item = index.evidence[number]
        spoken = _rung(item.text) if item.section == "languages" else None
        if spoken is not None and spoken < asked:
            near.append(number)
        else:
            by[number] = weight
    note = f"your {language} is below the level asked for" if near and not by else ""
    return Showing(language, by, near=() if by else tuple(near), note=note)


def _rung(text: str) -> float | None:
    return next((rung.rank for rung in ladder("fluency") if rung.is_in(text)), None)
