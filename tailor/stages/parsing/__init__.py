"""The posting stage: a page or text in, a job posting and what it asks for out."""

from tailor.stages.parsing.asks import TermFinder, TermMatch, requirements
from tailor.stages.parsing.reading import read_posting

__all__ = ["TermFinder", "TermMatch", "read_posting", "requirements"]
