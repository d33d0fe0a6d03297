"""The fact-checker: a claim may go down, never up."""

from tailor.factcheck.check import check

__all__ = ["check"]
