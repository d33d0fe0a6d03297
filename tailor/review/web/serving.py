"""The server: on this machine only, for as long as the review takes."""

import asyncio
import contextlib
import socket
from collections.abc import Callable

import uvicorn

from tailor.errors import InputError
from tailor.review.session import Review
from tailor.review.web.app import app
from tailor.review.web.guard import Guard
from tailor.review.web.view import Preview

_LOOPBACK = "127.0.0.1"
# The browser fetches the style of the last page as well.
_FAREWELL_SECONDS = 1.0


def serve(review: Review, *, preview: Preview, port: int, say: Callable[[str], None]) -> None:
    """Serve the review until the person ends it there, or with Ctrl-C. Port 0 is any free one.

    Raises InputError when the port cannot be had.
    """
    with _listening(port) as listener:
        port = listener.getsockname()[1]
        guard = Guard(port)

        def leave() -> None:
            server.should_exit = True

        def finish() -> None:
            asyncio.get_running_loop().call_later(_FAREWELL_SECONDS, leave)

        # No access log: the first address in it would hold the token.
        server = uvicorn.Server(
            uvicorn.Config(
                app(review, guard, preview=preview, finish=finish),
                log_level="warning",
                access_log=False,
                server_header=False,
                lifespan="off",
                timeout_graceful_shutdown=2,
            )
        )
        say("Open this in your browser; the link works once:")
        say(f"  http://{_LOOPBACK}:{port}/?token={guard.token}")
        say("Every decision is saved at once. End the review on the page, or here with Ctrl-C.")
        with contextlib.suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_LOOPBACK, port))
        # A browser that is faster than the server waits then, instead of being turned away.
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise InputError(f"Port {port} cannot be used ({error}). Leave out --port.") from error
    return listener
