"""The page's routes. Each form does what a key does in the terminal, and the page comes back."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tailor.domain.changes import Kept
from tailor.errors import InputError, TailorError
from tailor.review.cards import Card
from tailor.review.session import Review
from tailor.review.templating import asset
from tailor.review.web.filters import Filters
from tailor.review.web.guard import HEADERS, MAX_BODY, Guard
from tailor.review.web.view import Notice, Preview, page

_ASSETS = {"page.css": "text/css", "review.js": "text/javascript"}


_MOST_FIELDS = 20


class Form(NamedTuple):
    """What a form sent, and the filters to come back to."""

    values: Mapping[str, str]
    filters: Filters

    def field(self, name: str) -> str:
        """The value of a field; empty when it was not sent."""
        return self.values.get(name, "")


def app(review: Review, guard: Guard, *, preview: Preview, finish: Callable[[], None]) -> ASGIApp:
    """The application. `finish` is called when the person has ended the review."""
    pages = _Pages(review, guard, preview, finish)
    routes = [
        Route("/", pages.show),
        *(Route(f"/{name}", _asset) for name in _ASSETS),
        *(Route(path, pages.doing(work), methods=["POST"]) for path, work in pages.works().items()),
    ]
    return _Door(Starlette(routes=routes), guard)


_Work = Callable[[Form], Response]


class _Door:
    """Everything passes the guard, before anything of a request is read."""

    def __init__(self, inside: ASGIApp, guard: Guard) -> None:
        self._inside = inside
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        answer = self._answer(Request(scope))
        await (answer or self._inside)(scope, receive, _with_headers(send))

    def _answer(self, request: Request) -> Response | None:
        """What to answer at the door, or None to let the request in."""
        guard = self._guard
        if refused := guard.refusal(request.method, request.headers):
            return PlainTextResponse(refused[1], refused[0])
        if guard.too_large(request.headers):
            return PlainTextResponse("That is too large.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if guard.knows(request.headers):
            return None
        if request.url.path == "/" and (
            cookie := guard.admit(request.query_params.get("token", ""))
        ):
            return RedirectResponse("/", HTTPStatus.SEE_OTHER, {"set-cookie": cookie})
        return PlainTextResponse(
            "This link was used already, or is not the one that tailor review --web printed. "
            "To open the review in another browser, start it again.",
            HTTPStatus.FORBIDDEN,
        )


class _Pages:
    """The answers to a browser that was let in."""

    def __init__(
        self, review: Review, guard: Guard, preview: Preview, finish: Callable[[], None]
    ) -> None:
        self._review = review
        self._guard = guard
        self._preview = preview
        self._finish = finish

    async def show(self, request: Request) -> Response:
        """The page, filtered as the address says."""
        if "token" in request.query_params:
            return RedirectResponse("/", HTTPStatus.SEE_OTHER)
        return self._page(Filters.of(request.query_params))

    def works(self) -> Mapping[str, _Work]:
        """What each form does."""
        return {
            "/decide": self._decide,
            "/edit": self._edit,
            "/accept-all": self._accept_all,
            "/reword": self._reword,
            "/undo": self._undo,
            "/finish": self._end,
        }

    def _decide(self, form: Form) -> Response:
        card = self._shown(form)
        match form.field("action"):
            case "accept" | "reject" as action:
                self._review.decide(card, action)
            case _:
                raise InputError("A suggestion is accepted or rejected.")
        return _back(form.filters, card.id)

    def _edit(self, form: Form) -> Response:
        card, text = self._shown(form), form.field("text")
        if form.field("own_word"):
            self._review.attest(card, text)
            return _back(form.filters, card.id)
        verdict = self._review.edit(card, text)
        if verdict.supported:
            return _back(form.filters, card.id)
        refused = Notice(card_id=card.id, text=text, verdict=verdict)
        return self._page(form.filters, refused, HTTPStatus.UNPROCESSABLE_ENTITY)

    def _accept_all(self, form: Form) -> Response:
        card = self._review.card(form.field("id"))
        self._review.accept_all(card.kind)
        return _back(form.filters, card.id)

    def _reword(self, form: Form) -> Response:
        made = self._review.regenerate(self._shown(form))
        if isinstance(made, Kept):
            raise InputError(f"The new wording was refused: {made.reason}")
        return _back(form.filters, made.id)

    def _undo(self, form: Form) -> Response:
        card = self._review.undo()
        if card is None:
            raise InputError("There is nothing to undo in this sitting.")
        return _back(form.filters, card.id)

    def _end(self, form: Form) -> Response:
        self._finish()
        return self._page(form.filters, Notice(has_ended=True))

    def _shown(self, form: Form) -> Card:
        card = self._review.card(form.field("id"))
        if card.digest != form.field("digest"):
            raise InputError("This suggestion has changed since you saw it. Look at it again.")
        return card

    def doing(self, work: _Work) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint that does some work on a form of this page."""

        async def answer(request: Request) -> Response:
            body = await _body(request)
            if body is None:
                return PlainTextResponse("That is too large.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            values = _fields(body)
            if not self._guard.is_own_form(values.get("form_token", "")):
                return PlainTextResponse("This form is not of this page.", HTTPStatus.FORBIDDEN)
            form = Form(values, Filters.of(_fields(values.get("back", "").encode())))
            try:
                return work(form)
            except TailorError as error:
                return self._page(form.filters, Notice(str(error)), HTTPStatus.CONFLICT)

        return answer

    def _page(
        self, filters: Filters, notice: Notice | None = None, status: HTTPStatus = HTTPStatus.OK
    ) -> Response:
        html = page(
            self._review,
            filters=filters,
            notice=notice,
            form_token=self._guard.form_token,
            preview=self._preview,
        )
        return Response(html, status, media_type="text/html")


async def _asset(request: Request) -> Response:
    name = request.url.path.removeprefix("/")
    return Response(asset(name), media_type=_ASSETS[name])


async def _body(request: Request) -> bytes | None:
    """The body, or None when it is larger than any form: a sender may not have said its length."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY:
                return None
    except ClientDisconnect:
        return b""
    return body


def _fields(form: bytes) -> dict[str, str]:
    try:
        text = form.decode("utf-8")
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {}


def _back(filters: Filters, card_id: str) -> Response:
    """Back to the card, on a page that can be reloaded without sending the form again."""
    return RedirectResponse(f"/?{filters.query}#{quote(card_id)}", HTTPStatus.SEE_OTHER)


def _with_headers(send: Send) -> Send:
    async def sender(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", ())]
            headers += [(name.encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": headers}
        await send(message)

    return sender
