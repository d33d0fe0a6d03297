"""The templates: everything put into them is escaped, and a name they do not know is an error."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tailor.review import wording
from tailor.review.state import state_of

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent / "templates"


@cache
def templates() -> "Environment":
    """The environment that renders the pages."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 -- start-up

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        ACTIONS=wording.ACTIONS,
        ASKED=wording.ASKED,
        PLURALS=wording.PLURALS,
        STATES=wording.STATES,
        TITLES=wording.TITLES,
        state_of=state_of,
        state_words=wording.state_words,
        verdict_words=wording.verdict_words,
    )
    return environment


@cache
def asset(name: str) -> str:
    """A style sheet or a script, as it is sent."""
    return (_FOLDER / name).read_text("utf-8")
