"""`review_html`: a run as one self-contained page, to read, to print and to tick."""

import base64
import hashlib
from collections.abc import Iterable

from tailor.domain.changes import ChangeSet, Decision
from tailor.domain.posting import JobPosting
from tailor.review.cards import Card, cards, kept_cards
from tailor.review.state import standing
from tailor.review.templating import asset, templates
from tailor.review.wording import ACTIONS
from tailor.runs import dump


def review_html(change_set: ChangeSet, decisions: Iterable[Decision] = (), *, run: str = "") -> str:
    """The page: loads nothing, writes nothing, and runs no script but its own.

    `run` is how the run is named on the command line that applies what is ticked.
    """
    shown, kept = cards(change_set), kept_cards(change_set)
    made = tuple(decisions)
    decided = {card.id: d for card in (*shown, *kept) if (d := standing(card, made))}
    style, script = asset("page.css"), asset("ticking.js")
    return (
        templates()
        .get_template("run.html")
        .render(
            title=title(change_set.posting),
            run=run or "RUN",
            cards=shown,
            kept=kept,
            decisions=decided,
            decisions_json=dump(tuple(decided.values())),
            gaps=change_set.gaps,
            left_out=change_set.left_out,
            requirements={asked.id: asked for asked in change_set.requirements},
            evidence={item.id: item for item in change_set.evidence},
            choices=_choices,
            style=style,
            style_hash=_csp_hash(style),
            script=script,
            script_hash=_csp_hash(script),
        )
    )


def title(posting: JobPosting) -> str:
    """What the review is called: "Review: Pastry Cook at Fernhill Hotel"."""
    job = " at ".join(part for part in (posting.title, posting.company) if part)
    return f"Review: {job}" if job else "Review of the suggestions"


def _choices(card: Card, decision: Decision | None) -> list[tuple[str, str]]:
    """The values and labels to tick; an edit can be kept or given up, not made."""
    accept, reject = ACTIONS[card.kind]
    edit = [("edit", "Keep the edit")] if decision and decision.action == "edit" else []
    return [*edit, ("accept", accept), ("reject", reject), ("", "Undecided")]


def _csp_hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
