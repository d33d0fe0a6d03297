"""Select: what goes in under a budget, in which order, and what is left out, why."""

from tailor.stages.selection.objective import Objective, objective
from tailor.stages.selection.ordering import ordered
from tailor.stages.selection.selector import select
from tailor.stages.selection.suggestions import suggestions

__all__ = ["Objective", "objective", "ordered", "select", "suggestions"]
