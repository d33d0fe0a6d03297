"""Ask: the questions whose answers would help most with this ad."""

from tailor.stages.asking.questions import Question, questions

__all__ = ["Question", "questions"]
