"""Bodies over the limit: refused before they are read when they say so, while they are read otherwise."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimit:
    """ASGI middleware; `refuse` answers what is declared too big, `most` counts bytes."""

    def __init__(self, app: ASGIApp, most: int, refuse: Callable[[Request], Response]) -> None:
        self._app = app
        self._most = most
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, counting what it brings."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        declared = request.headers.get("Content-Length", "0")
        if not declared.isdecimal() or int(declared) > self._most:
            await self._refuse(request)(scope, receive, send)
            return
        await self._app(scope, _counted(receive, self._most), send)


def _counted(receive: Receive, most: int) -> Receive:
    left = most

    async def read() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413)
        return message

    return read
