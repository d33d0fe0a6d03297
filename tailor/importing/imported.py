"""What an import found: a profile, the lines that have no place in it, and warnings."""

from tailor.domain.base import Frozen
from tailor.domain.profile import Profile


class Unplaced(Frozen):
    """A line of a document that is not in the profile, and why."""

    line: int
    text: str
    reason: str
    document: str = ""


class Imported(Frozen):
    """The profile of one or more documents. Every line is in it or in `unplaced`."""

    profile: Profile
    unplaced: tuple[Unplaced, ...] = ()
    warnings: tuple[str, ...] = ()
