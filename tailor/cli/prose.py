"""The model that `tailor import` asks about prose, wired as the settings say."""

import os
import threading
from collections.abc import Callable, Sequence

from tailor.cli.engines import model_settings, show
from tailor.cli.rehearsing import as_text
from tailor.cli.settings import Settings
from tailor.importing.imported import Imported
from tailor.importing.merging import merged
from tailor.importing.prose.placing import personal, with_prose
from tailor.llm.cache import AnswerCache, default_folder
from tailor.llm.chat import Chat
from tailor.llm.port import Provider
from tailor.llm.redaction import Redaction
from tailor.llm.rehearsal import Rehearsal
from tailor.llm.usage import Ledger
from tailor.model_engine import ModelSettings, server


def read_prose(
    imports: Sequence[Imported],
    settings: Settings,
    *,
    note: Callable[[str], None],
    shown: bool,
) -> list[Imported]:
    """The imports with entries for their prose, as far as the model finds them.

    Raises InputError when a key is missing, or a cost limit cannot be kept.
    """
    wanted = model_settings(settings)
    chat = _chat(imports, wanted, server(wanted, os.environ), shown=shown)
    return [with_prose(found, chat, note) for found in imports]


def rehearse_prose(imports: Sequence[Imported], settings: Settings, *, shown: bool) -> str:
    """What the model would be asked, and what that may cost; nothing is sent."""
    wanted = model_settings(settings)
    rehearsal = Rehearsal(wanted.model)
    chat = _chat(imports, wanted, rehearsal, shown=shown)
    for found in imports:
        with_prose(found, chat, lambda _: None)
    return as_text(rehearsal.estimate(), wanted.base_url)


def _chat(
    imports: Sequence[Imported], settings: ModelSettings, provider: Provider, *, shown: bool
) -> Chat:
    basics = merged(imports).profile.basics
    return Chat(
        provider,
        redaction=Redaction(basics, also=personal(imports)),
        ledger=Ledger(settings.model, max_cost=settings.max_cost),
        cache=AnswerCache(default_folder()) if settings.cache else None,
        on_request=show if shown else None,
        turns=threading.Semaphore(settings.capacity.at_once),
        answer_tokens=settings.answer_tokens,
    )
