"""An HTTP client that cannot be kept waiting or fed for ever, and says little about itself."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx2
from openai import DefaultHttpx2Client

MAX_RESPONSE_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How long one exchange may take (seconds), and how much may come back (bytes)."""

    seconds: float = 120.0
    response_bytes: int = MAX_RESPONSE_BYTES


class _BoundedStream(httpx2.SyncByteStream):
    """A response body that ends with an error at the deadline, the size limit or a cancel."""

    def __init__(
        self, inner: httpx2.SyncByteStream, limits: Limits, expired: Callable[[], bool]
    ) -> None:
        self._inner = inner
        self._limits = limits
        self._expired = expired

    def __iter__(self) -> Iterator[bytes]:
        received = 0
        for chunk in self._inner:
            received += len(chunk)
            if self._expired():
                raise httpx2.ReadTimeout("the answer took too long")
            if received > self._limits.response_bytes:
                raise httpx2.ReadError("the answer is too large")
            yield chunk

    def close(self) -> None:
        self._inner.close()


def bounded_client(
    limits: Limits, cancelled: threading.Event, *, clock: Callable[[], float] = time.monotonic
) -> httpx2.Client:
    """A client for the openai SDK.

    No redirects (the résumé goes where the person said and nowhere else), no compression (a small
    answer cannot unpack into a huge one), no headers that describe this machine.
    """

    def prepare(request: httpx2.Request) -> None:
        for name in [name for name in request.headers if name.lower().startswith("x-stainless")]:
            # The SDK reads this one back to know that the raw answer was asked for.
            if name.lower() != "x-stainless-raw-response":
                del request.headers[name]
        request.headers["accept-encoding"] = "identity"
        request.extensions["deadline"] = clock() + limits.seconds

    def bound(response: httpx2.Response) -> None:
        if response.headers.get("content-encoding", "identity") != "identity":
            raise httpx2.RemoteProtocolError("the answer is compressed, which was not asked for")
        deadline: float = response.request.extensions["deadline"]
        if isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _BoundedStream(
                response.stream, limits, lambda: cancelled.is_set() or clock() > deadline
            )

    return DefaultHttpx2Client(
        timeout=httpx2.Timeout(limits.seconds, connect=min(10.0, limits.seconds)),
        # A handshake is little beside an answer; nothing stays open that somebody must close.
        limits=httpx2.Limits(max_keepalive_connections=0),
        follow_redirects=False,
        event_hooks={"request": [prepare], "response": [bound]},
    )
