"""One thing in a profile that a person should look at."""

from typing import Literal

from tailor.domain.base import Frozen

Severity = Literal["error", "warning", "note"]
FieldPath = tuple[str | int, ...]


class LintFinding(Frozen):
    """What is odd, why it matters, and what to do.

    `id` names the entry or statement ("" for the profile itself), `path` the field in the file.
    An error is a contradiction or a text that cannot be checked; a note is often as it should be.
    """

    severity: Severity
    code: str
    id: str
    path: FieldPath
    message: str
    hint: str

    @property
    def field(self) -> str:
        """The field as a person would point at it: work[0].startDate."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return "".join(steps).lstrip(".")
