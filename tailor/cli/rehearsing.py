"""`--dry-run`: what a model would be sent, and what that may cost."""

from datetime import date

from tailor import pipeline
from tailor.cli.engines import model_settings, show
from tailor.cli.settings import Settings
from tailor.domain.matching import Budget
from tailor.domain.profile import Profile
from tailor.llm.rehearsal import Estimate, Rehearsal
from tailor.model_engine import wire


def rehearse(
    job: str, profile: Profile, settings: Settings, *, today: date, budget: Budget, shown: bool
) -> str:
    """Go through the job without a model; say what would be asked of it.

    Nothing is sent and nothing is written. Raises InputError when no model is set.
    """
    wanted = model_settings(settings)
    rehearsal = Rehearsal(wanted.model)
    wired = wire(
        wanted,
        rehearsal,
        profile.basics,
        today=today,
        note=lambda _: None,
        on_request=show if shown else None,
    )
    pipeline.run(job, profile, wired.engine, budget=budget)
    return (
        f"{as_text(rehearsal.estimate(), wanted.base_url)}\n"
        "Corrections of refused lines, the second half of a judge's trial, and what it is asked "
        "once it is trusted come on top: they depend on the answers."
    )


def as_text(estimate: Estimate, base_url: str) -> str:
    """The estimate in a few lines."""
    calls = ", ".join(f"{number} {step}" for step, number in estimate.calls.items())
    cost = "unknown (no price is known)" if estimate.cost is None else f"${estimate.cost:.4f}"
    return (
        f"Nothing was sent. To {base_url} would go: {calls or 'nothing'}.\n"
        f"About {estimate.input_tokens:,} tokens in and at most {estimate.output_tokens:,} out; "
        f"cost at most {cost}."
    )
