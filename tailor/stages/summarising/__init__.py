"""The top of the page for one posting: summary, headline and skills, from evidence alone."""

from tailor.stages.summarising.introducing import suggest_headline, suggest_skills, suggest_summary
from tailor.stages.summarising.skills import AskedSkill, asked_skills

__all__ = [
    "AskedSkill",
    "asked_skills",
    "suggest_headline",
    "suggest_skills",
    "suggest_summary",
]
