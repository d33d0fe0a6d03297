"""Wire retries: what may work the second time is tried again, politely, and not for long."""

import email.utils
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import tenacity

from tailor.llm.port import ServerError

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to try (seconds), waits between attempts included."""

    attempts: int = 4
    first_wait: float = 0.5
    longest_wait: float = 30.0
    total: float = 180.0


def with_retries(
    call: Callable[[], _Result], patience: Patience, cancelled: threading.Event
) -> _Result:
    """The result of `call`, tried again after transient ServerErrors.

    A server's Retry-After is waited for when it is within the longest wait; a longer one ends the
    trying. Setting `cancelled` ends a wait at once. Raises the last error.
    """
    backoff = tenacity.wait_random_exponential(
        multiplier=patience.first_wait, max=patience.longest_wait
    )

    def wait(state: tenacity.RetryCallState) -> float:
        return max(_asked_wait(state) or 0.0, backoff(state))

    enough = tenacity.stop_any(
        tenacity.stop_after_attempt(patience.attempts),
        tenacity.stop_before_delay(patience.total),
        tenacity.stop_when_event_set(cancelled),
    )

    def stop(state: tenacity.RetryCallState) -> bool:
        return enough(state) or (_asked_wait(state) or 0.0) > patience.longest_wait

    retrying = tenacity.Retrying(
        retry=tenacity.retry_if_exception(lambda e: isinstance(e, ServerError) and e.transient),
        wait=wait,
        stop=stop,
        sleep=tenacity.sleep_using_event(cancelled),
        reraise=True,
    )
    return retrying(call)


def retry_after(headers: Mapping[str, str], now: Callable[[], datetime]) -> float | None:
    """The seconds a server asks to wait: from milliseconds, seconds or a date; None if unsaid."""
    try:
        if milliseconds := headers.get("retry-after-ms"):
            return max(0.0, float(milliseconds) / 1000)
        value = headers.get("retry-after", "")
        try:
            return max(0.0, float(value))
        except ValueError:
            return max(0.0, (email.utils.parsedate_to_datetime(value) - now()).total_seconds())
    except (ValueError, TypeError):
        return None


def _asked_wait(state: tenacity.RetryCallState) -> float | None:
    error = state.outcome.exception() if state.outcome else None
    return error.retry_after if isinstance(error, ServerError) else None
