"""Match: what the profile shows of what the ad asks, how well, and why."""

from tailor.stages.matching.index import Vocabulary
from tailor.stages.matching.kinship import shipped_vocabulary
from tailor.stages.matching.matcher import Matching, match
from tailor.stages.matching.shown import DONE, skills_shown

__all__ = ["DONE", "Matching", "Vocabulary", "match", "shipped_vocabulary", "skills_shown"]
