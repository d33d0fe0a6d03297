"""How much a server is asked for at once, and how long an answer of it may take."""

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Capacity:
    """At most so many calls at once, each answered within so many seconds, its queue included."""

    at_once: int
    seconds: float


def capacity_of(base_url: str) -> Capacity:
    """What to expect of a server by its address.

    Plain http is a server of one's own: it answers a few calls at a time, the others wait in its
    queue, and a processor without a graphics card takes minutes for a page.
    """
    if urlsplit(base_url).scheme == "http":
        return Capacity(at_once=4, seconds=600.0)
    return Capacity(at_once=16, seconds=120.0)
