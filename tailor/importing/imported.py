"""What an import found: a profile, the lines that have no place in it, and warnings."""

from tailor.domain.base import Frozen
from tailor.domain.profile import Profile


class Unplaced(Frozen):
    """A line of a document that is not in the profile, and why."""

    line: int
    text: str
    reason: str
    document: str = ""


class Loose(Frozen):
    """Prose that the rules have no entry for: the document's own text, its line and span."""

    document: str
    sha256: str
    line: int
    start: int
    end: int
    text: str


class Imported(Frozen):
    """The profile of one or more documents. Every line is in it or in `unplaced`.

    `loose` is what of it a better reader may find an entry for.
    """

    profile: Profile
    unplaced: tuple[Unplaced, ...] = ()
    warnings: tuple[str, ...] = ()
    loose: tuple[Loose, ...] = ()
