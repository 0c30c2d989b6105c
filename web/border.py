"""The outermost ring: a number and one log line for each request, the headers of each answer, and
what happens when nobody foresaw a fault. Nothing that people typed is ever logged.
"""

import time
from collections.abc import Callable
from secrets import token_hex
from typing import Any, Final

import structlog
from starlette.datastructures import FormData, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.framing import frames_of
from web.security import cookies, headers
from web.services import services

_log: Final = structlog.get_logger("tianbao")


class Border:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp, crash: Callable[[Request], Response]) -> None:
        self._app = app
        self._crash = crash

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passage = _Passage(Request(scope, receive), send)
        await passage.through(self._app, self._crash)


class _Passage:
    """One request on its way through."""

    def __init__(self, request: Request, send: Send) -> None:
        self._request = request
        self._send = send
        self._status = 0
        self._begun = time.perf_counter()
        request.state.id = token_hex(8)

    async def through(self, app: ASGIApp, crash: Callable[[Request], Response]) -> None:
        try:
            await app(self._request.scope, self._request.receive, self._answer)
        except Exception:  # the edge: whatever nobody foresaw becomes an apology, and a line in the log
            _log.exception("crash", id=self._request.state.id, route=_route(self._request.scope))
            if self._status:
                raise
            await crash(self._request)(self._request.scope, self._request.receive, self._answer)
        finally:
            await self._close_files()
            self._note()

    async def _close_files(self) -> None:
        form: FormData | None = getattr(self._request.state, "form", None)
        if form is not None:
            await form.close()

    async def _answer(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._dress(MutableHeaders(scope=message))
        await self._send(message)

    def _dress(self, sent: MutableHeaders) -> None:
        for name, value in headers.ALWAYS.items():
            sent.setdefault(name, value)
        if frames := frames_of(self._request):
            sent["Content-Security-Policy"] = headers.framed_by(frames)
            del sent["X-Frame-Options"]  # it knows none or the same site only
        if services(self._request).settings.cookie_secure:
            sent.update(headers.HTTPS_ONLY)
        sent["X-Request-ID"] = self._request.state.id
        if getattr(self._request.state, "new_visitor", ""):
            response = Response()
            cookies.write(self._request, response, "visitor", self._request.state.new_visitor)
            sent.append("Set-Cookie", response.headers["Set-Cookie"])

    def _note(self) -> None:
        state: Any = self._request.state
        person = getattr(state, "person", None)
        _log.info(
            "request",
            id=state.id,
            method=self._request.method,
            route=_route(self._request.scope),
            status=self._status,
            user=person.user_id if person else None,
            organisation=person.organisation_id if person else None,
            ms=round((time.perf_counter() - self._begun) * 1000, 1),
        )


def _route(scope: Scope) -> str | None:
    """Return the route's template, never the path itself: a public link's token stands in it."""
    return getattr(scope.get("route"), "path", None)
