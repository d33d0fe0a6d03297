"""What ran, and what it cost."""

from collections.abc import Mapping

from pydantic import Field

from tailor.domain.base import Frozen


class Usage(Frozen):
    """Tokens and money of the calls of one step; `cost` is in US dollars, None when unknown."""

    calls: int = 0
    cached_calls: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None


class Run(Frozen):
    """The provenance of a run: enough to say what produced it. Times are in seconds."""

    engine: str
    model: str | None = None
    tailor_version: str
    prompt_fingerprints: Mapping[str, str] = Field(default_factory=dict)
    profile_digest: str
    job_digest: str
    started: str
    usage: Mapping[str, Usage] = Field(default_factory=dict)
    timings: Mapping[str, float] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
