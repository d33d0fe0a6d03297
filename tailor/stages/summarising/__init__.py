"""What to say of a person to one ad: summary, headline, skills, letter; from evidence alone."""

from tailor.stages.summarising.introducing import (
    suggest_headline,
    suggest_skills,
    suggest_summary,
)
from tailor.stages.summarising.sentences import (
    SHOWN_IN_A_LIST,
    Material,
    letter_languages,
    letter_sentences,
)
from tailor.stages.summarising.skills import AskedSkill, asked_skills

__all__ = [
    "SHOWN_IN_A_LIST",
    "AskedSkill",
    "Material",
    "asked_skills",
    "letter_languages",
    "letter_sentences",
    "suggest_headline",
    "suggest_skills",
    "suggest_summary",
]
