"""Tracing off. With LANGSMITH_TRACING=true in the environment a runnable uploads the résumé."""

from collections.abc import Iterator
from contextlib import contextmanager

from langchain_core.tracers.context import tracing_v2_callback_var
from langsmith import tracing_context


@contextmanager
def untraced() -> Iterator[None]:
    """Run the block with every tracer off, whatever the environment or a caller has set."""
    token = tracing_v2_callback_var.set(None)
    try:
        with tracing_context(enabled=False, parent=False):
            yield
    finally:
        tracing_v2_callback_var.reset(token)
