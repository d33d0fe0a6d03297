"""What may reach the review: this machine, this browser, this page."""

import hmac
import secrets
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie

HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # Not "no-referrer": with it a browser hides the origin of our own forms as well.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
MAX_BODY = 64_000


class Guard:
    """Decides on a request by its headers alone.

    The token opens the door once: for it a browser gets a cookie. `secret` makes secrets.
    """

    def __init__(self, port: int, secret: Callable[[], str] = secrets.token_urlsafe) -> None:
        self.token = secret()
        self.form_token = secret()
        # Cookies are shared by all ports of a host: the name keeps two reviews apart.
        self.cookie = f"tailor-review-{port}"
        self._session = secret()
        self._hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
        self._origins = tuple(f"http://{host}" for host in self._hosts)
        self._token_is_used = False

    def refusal(self, method: str, headers: Mapping[str, str]) -> tuple[HTTPStatus, str] | None:
        """Why a request is turned away, or None. Header names are in lower case."""
        if headers.get("host", "") not in self._hosts:
            # Another name that leads here is how a web site reaches a local server (DNS rebinding).
            return HTTPStatus.MISDIRECTED_REQUEST, "This page is only served as 127.0.0.1."
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return HTTPStatus.FORBIDDEN, "Another site asked for this page."
        origin = headers.get("origin")
        if origin is not None and origin not in self._origins:
            return HTTPStatus.FORBIDDEN, "Another site asked for this page."
        if method not in ("GET", "HEAD") and origin is None:
            return HTTPStatus.FORBIDDEN, "The browser did not say which page this comes from."
        return None

    def too_large(self, headers: Mapping[str, str]) -> bool:
        """Whether a request says its body is larger than any form of the page."""
        length = headers.get("content-length", "0")
        return not length.isdecimal() or int(length) > MAX_BODY

    def knows(self, headers: Mapping[str, str]) -> bool:
        """Whether the request comes from the browser that was let in."""
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return False
        return morsel is not None and _same(morsel.value, self._session)

    def admit(self, token: str) -> str | None:
        """The cookie to set for the right token, the first time it is shown; else None."""
        if self._token_is_used or not _same(token, self.token):
            return None
        self._token_is_used = True
        return f"{self.cookie}={self._session}; HttpOnly; SameSite=Strict; Path=/"

    def is_own_form(self, token: str) -> bool:
        """Whether a form was made by this page."""
        return _same(token, self.form_token)


def _same(one: str, two: str) -> bool:
    return hmac.compare_digest(one.encode(), two.encode())
