"""Optional dependencies, asked for by name when they are missing."""

import importlib
from typing import Any

from tailor.errors import MissingExtraError


def require(module: str, *, package: str, extra: str, purpose: str) -> Any:
    """Import an optional module, or say which extra to install and why.

    Raises MissingExtraError, e.g. "Rendering PDF needs the package 'typst'. Install it with: …".
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name and module.split(".", maxsplit=1)[0] != error.name.split(".")[0]:
            raise
        raise MissingExtraError(package, extra, purpose) from error
