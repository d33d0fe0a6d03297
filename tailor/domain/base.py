from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: immutable, no unknown fields, schema built on first use (start-up is a promise)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
