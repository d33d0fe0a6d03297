"""A run opened for review: what is verified how, where it is kept, and what comes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.cli.console import say
from tailor.cli.settings import Settings
from tailor.domain.changes import ChangeSet, Kept, Resume, Rewrite
from tailor.domain.matching import Evidence
from tailor.domain.verdicts import Verdict
from tailor.errors import InputError
from tailor.review.cards import Card
from tailor.review.session import Regenerate, Review, Storage
from tailor.runs import RunFolder

if TYPE_CHECKING:
    from tailor.engine import Engine
    from tailor.review.web.view import PrintedLine


def open_review(folder: RunFolder, settings: Settings) -> Review:
    """The review of a run, with the decisions that were made before."""
    change_set = folder.change_set()
    # Local time: the day on the person's calendar.
    today = date.today()  # noqa: DTZ011
    return Review(
        change_set,
        folder.decisions() or (),
        verify=partial(_verify, change_set=change_set, today=today.isoformat()),
        clock=lambda: datetime.now(UTC).isoformat(timespec="seconds"),
        storage=Storage(
            save_decisions=folder.save_decisions,
            save_changes=partial(_save_changes, folder),
        ),
        regenerate=_regenerator(settings, change_set, today),
    )


def write_results(folder: RunFolder, review: Review) -> None:
    """Write the résumé and the letter as they are decided, and the page with the decisions."""
    from tailor.cli.letters import write_letter_files
    from tailor.render import to_markdown, to_text
    from tailor.review import review_html

    resume = review.resume()
    folder.write("resume.md", to_markdown(resume))
    folder.write("resume.txt", to_text(resume))
    write_letter_files(folder, review.change_set, review.decisions)
    page = review_html(review.change_set, review.decisions, run=str(folder.path))
    folder.write("review.html", page)


def preview(resume: Resume) -> "Iterator[PrintedLine]":
    """The printed lines of a résumé, for the page."""
    from tailor.render.outline import outline
    from tailor.review.web.view import PrintedLine

    printed = outline(resume)
    yield PrintedLine("name", printed.name)
    if printed.label:
        yield PrintedLine("text", printed.label)
    yield PrintedLine("facts", " · ".join(printed.contact))
    if printed.summary:
        yield PrintedLine("section", printed.summary_title)
        yield from (PrintedLine("text", text) for text in printed.summary)
    for section in printed.sections:
        yield PrintedLine("section", section.title)
        for entry in section.entries:
            yield PrintedLine("entry", entry.heading)
            yield PrintedLine("facts", " · ".join(entry.facts))
            yield from (PrintedLine("text", text) for text in (entry.details, entry.lead_in))
            yield from (PrintedLine("bullet", text) for text in entry.lines)


def add_attested(review: Review, path: Path, *, today: str) -> tuple[int, tuple[str, ...]]:
    """Add what the person keeps on their own word to their profile; what is there is not doubled.

    Returns how many were added, and a sentence on each that belongs to no entry.
    """
    from tailor.domain.evidence import evidence
    from tailor.files import decode, read_bytes, write_atomically
    from tailor.importing.attesting import with_statement
    from tailor.importing.profile_file import parse_profile
    from tailor.importing.profile_yaml import updated

    before = decode(read_bytes(path, what="profile"), what="profile", name=str(path))
    profile = parse_profile(before, str(path))
    known = {item.text for item in evidence(profile)}
    added, refused = 0, []
    for card, decision in review.attested:
        text = decision.text or ""
        if text in known:
            continue
        try:
            profile = with_statement(profile, card.entry_id, text, date=today)
        except InputError as error:
            of_letter = "A sentence of the letter belongs to no entry of your profile."
            reason = of_letter if card.kind == "sentence" else error
            refused.append(f"{reason} Add it yourself: {text}")
        else:
            added += 1
    if added:
        after = updated(before, profile)
        parse_profile(after, str(path))
        write_atomically(path, after)
    return added, tuple(refused)


def _verify(card: Card, text: str, *, change_set: ChangeSet, today: str) -> Verdict:
    """What the checker says of a person's own wording, of a letter's sentence or of a line."""
    if card.kind == "sentence":
        from tailor.letter import verify_passage

        return verify_passage(text, change_set, today=today)
    from tailor.review.edits import verify_edit

    return verify_edit(card, text, change_set.evidence, today=today)


def _save_changes(folder: RunFolder, change_set: ChangeSet) -> None:
    folder.save("changes", change_set)


def _regenerator(settings: Settings, change_set: ChangeSet, today: date) -> Regenerate | None:
    """What words a line anew: the model of the settings; None without one."""
    if settings.offline or not settings.model:
        return None
    from tailor.cli.engines import engine_for
    from tailor.cli.tailor_command import only_profile
    from tailor.importing.profile_file import load_profile

    profile = load_profile(settings.profile or only_profile(Path("profiles")))
    # An answer from the cache would be the wording that is there already.
    fresh = replace(settings, cache=False)
    powered = engine_for(fresh, profile.basics, today=today, note=say)
    known = {item.id: item for item in change_set.evidence}
    return partial(reworded, known=known, change_set=change_set, engine=powered.engine)


def reworded(
    card: Card, *, known: Mapping[str, Evidence], change_set: ChangeSet, engine: "Engine"
) -> Rewrite | Kept:
    """A line as the engine words it now, verified like any other; why not, when it is refused.

    Raises InputError when the engine has no wording for it.
    """
    from tailor.pipeline import settle

    statement = known[card.statement_id]
    wanted = {statement.id: card.asked}
    proposals = engine.propose((statement,), wanted, change_set.posting)
    if not proposals:
        raise InputError("The model has no other wording for this line.")
    # What the rules say is there already: another wording is asked of the model, where it has one.
    fresh = [proposal for proposal in proposals if proposal.by == "model"]
    found = settle(fresh or proposals, known=known, engine=engine, wanted=wanted)
    if found is None:
        raise InputError("The model has no better wording for this line.")
    return found
