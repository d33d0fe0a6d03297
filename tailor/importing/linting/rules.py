"""Every rule over a profile, in one list. A rule is a function of the profile and today's date."""

import datetime as dt
from collections.abc import Callable, Iterator

from tailor.domain.profile import Profile
from tailor.importing.linting import characters, contents, names, times, typos
from tailor.importing.linting.finding import LintFinding

Rule = Callable[[Profile, dt.date], Iterator[LintFinding]]
_RANK = {"error": 0, "warning": 1, "note": 2}

RULES: tuple[Rule, ...] = (
    times.end_before_start,
    times.future,
    characters.unreadable,
    contents.repeated_ids,
    times.technology_age,
    contents.disagreeing_numbers,
    contents.years_of_experience,
    contents.unresolved,
    contents.repeated_entries,
    contents.duplicates,
    contents.missing_basics,
    contents.placeholders,
    contents.contact_in_statements,
    typos.typos,
    names.misspelt_names,
    contents.empty_entries,
    times.order,
    times.overlaps,
    times.gaps,
    contents.nothing_checkable,
    contents.unknown_fields,
)


def lint(profile: Profile, *, today: dt.date) -> tuple[LintFinding, ...]:
    """Everything odd in a profile, errors first. Nothing is changed."""
    found = (finding for rule in RULES for finding in rule(profile, today))
    return tuple(sorted(found, key=lambda finding: _RANK[finding.severity]))
