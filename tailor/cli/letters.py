"""The letter of a run: drafted, kept with the run, and written as it is decided."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.cli.console import say
from tailor.errors import InputError, ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tailor.cli.settings import Settings
    from tailor.domain.changes import ChangeSet, Decision
    from tailor.domain.letter import Letter, SentenceDraft
    from tailor.model_engine import Wired
    from tailor.render.letter import LetterFormat
    from tailor.render.pdf import Paper, Theme
    from tailor.runs import RunFolder

_ALWAYS: "tuple[LetterFormat, ...]" = ("json", "md", "txt")


def drafted(found: "ChangeSet", settings: "Settings", language: str) -> "ChangeSet":
    """The run with a new letter; where a model was asked and failed, in the rules' words.

    Raises InputError when the model cannot be used, or the profile is not the run's.
    """
    from tailor.letter import write_letter

    today = _today().isoformat()
    if settings.offline or not settings.model:
        letter = write_letter(found, language, today=today)
    else:
        wired = _wired(found, settings)
        drafts = _drafts(found, wired, language)
        letter = write_letter(found, language, today=today, drafts=drafts, judge=wired.engine.judge)
        for sentence in letter.refused:
            say(f"Not taken from the model: {sentence.text}")
    return found.model_copy(update={"letter": letter})


def letter_of(found: "ChangeSet", decisions: "Iterable[Decision]") -> "Letter | None":
    """The letter of a run as it is decided; None when none was drafted."""
    if found.letter is None:
        return None
    from tailor.letter import decided_letter

    return decided_letter(found.letter, found, decisions, today=_today().isoformat())


def write_letter_files(
    folder: "RunFolder",
    found: "ChangeSet",
    decisions: "Iterable[Decision]",
    forms: "Sequence[LetterFormat]" = (),
    *,
    theme: "Theme" = "classic",
    paper: "Paper" = "a4",
) -> tuple[Path, ...]:
    """Write the letter as it is decided: as Markdown, text and data, and in the given formats."""
    from tailor.render.letter import render_letter

    letter = letter_of(found, decisions)
    if letter is None:
        return ()
    rendered = {
        form: render_letter(letter, found.base, form, theme=theme, paper=paper)
        for form in dict.fromkeys((*_ALWAYS, *forms))
    }
    return tuple(folder.write(f"letter.{form}", data) for form, data in rendered.items())


def _wired(found: "ChangeSet", settings: "Settings") -> "Wired":
    """The model of the settings; it never sees the contact details of the run's profile."""
    from tailor.cli.engines import model_settings
    from tailor.cli.tailor_command import only_profile
    from tailor.importing.profile_file import load_profile
    from tailor.model_engine import build_engine

    path = settings.profile or only_profile(Path("profiles"))
    basics = load_profile(path).basics
    if (basics.name or "") != found.base.name:
        raise InputError(
            f"{path} is not the profile of this run, and its contact details must stay out of what "
            "the model sees. Name the right one with --profile."
        )
    return build_engine(
        model_settings(settings), basics, today=_today(), note=say, environment=os.environ
    )


def _drafts(found: "ChangeSet", wired: "Wired", language: str) -> "tuple[SentenceDraft, ...]":
    from tailor.letter import most_telling
    from tailor.stages.lettering import templates
    from tailor.stages.modelling.lettering import propose_letter

    words = templates()[language]
    try:
        return propose_letter(
            wired.chat,
            found.requirements,
            most_telling(found),
            language=words.name,
            forms=words.about,
            courtesies=(*words.salutations, *words.closings, *words.farewells),
        )
    except ModelError as error:
        say(f"The letter is in the rules' words, because the model failed: {error}")
        return ()


def _today() -> date:
    # Local time: the day on the person's calendar.
    return date.today()  # noqa: DTZ011
