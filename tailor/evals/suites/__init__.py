"""The suites by name; only those that run are imported."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tailor.evals.suite import Setting, Suite

# In the order of the report.
NAMES = (
    "factcheck",
    "posting",
    "matching",
    "selection",
    "tailor",
    "injection",
    "import",
    "render",
    "models",
)
# Those whose figures a model changes.
WITH_ENGINE = ("posting", "matching", "tailor", "injection", "models")
_MODULES = {"tailor": "whole", "import": "importing", "render": "rendering"}


def load(name: str, setting: "Setting") -> "Suite[Any, Any]":
    """Build a suite with its cases. Raises InputError when its data is missing or wrong."""
    module = importlib.import_module(f"tailor.evals.suites.{_MODULES.get(name, name)}")
    suite: Suite[Any, Any] = module.suite(setting)
    return suite
