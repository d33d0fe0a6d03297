"""One thing a requirement asks for, and which evidence shows it how well."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Showing:
    """What was asked (in words), the evidence that shows it, and the evidence that comes near.

    `by` maps positions of evidence to weights in (0, 1]; `near` are positions; `note` is a plain
    sentence about what is near or short. `share` is how much of the requirement this is. With
    `in_words` the line's own words are what was looked for.
    """

    asked: str
    by: Mapping[int, float] = field(default_factory=dict)
    near: tuple[int, ...] = ()
    note: str = ""
    share: float = 1.0
    in_words: bool = False

    @property
    def strength(self) -> float:
        """How well the best evidence shows it; 0 when nothing does."""
        return max(self.by.values(), default=0.0)


def listing(names: list[str]) -> str:
    """Names as one would say them; a long list is cut, a long quote shortened."""
    short = [name if len(name) <= 60 else f"{name[:57].rstrip()}…" for name in names[:4]]
    more = f" and {len(names) - 4} more" if len(names) > 4 else ""
    return ", ".join(short) + more
