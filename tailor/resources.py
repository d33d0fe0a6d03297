"""Where the shipped folders are: prompts, sample profiles and eval data."""

from pathlib import Path
from typing import Literal

from tailor.errors import InputError

_PACKAGE = Path(__file__).parent


def folder(name: Literal["prompts", "profiles", "evals"]) -> Path:
    """Find a shipped folder, in a wheel or beside the package in a checkout."""
    for candidate in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise InputError(f"The folder '{name}' is missing from this installation. Reinstall tailor.")
