"""Bodies over the limit: refused before they are read when they say so, while they are read otherwise.

Files come by few addresses only; everything else stays small.
"""

import re
from collections.abc import Callable
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.security.forms import MOST_BYTES, is_multipart

MOST_UPLOAD: Final = 64_000_000
"""Bytes of one request that brings files: several at once, or one of a field that admits large ones."""
_DIGITS: Final = 15
"""Digits of a declared length that are read at all."""
_UPLOADS: Final = re.compile(
    r"/(?:filings/[^/]+|s/[^/]+/[^/]+)/(?:attachments|sheets/[^/]+)"
    r"|/designs/import|/codelists|/responses/[^/]+/import"
)


def most_of(request: Request) -> int:
    """Return how many bytes a request may bring."""
    files = request.method == "POST" and is_multipart(request)
    return MOST_UPLOAD if files and _UPLOADS.fullmatch(request.scope["path"]) else MOST_BYTES


class BodyLimit:
    """ASGI middleware; `refuse` answers what is declared too big, `most` counts bytes."""

    def __init__(
        self, app: ASGIApp, most: Callable[[Request], int], refuse: Callable[[Request], Response]
    ) -> None:
        self._app = app
        self._most = most
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, counting what it brings."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        most = self._most(request)
        declared = request.headers.get("Content-Length", "0")
        if not declared.isdecimal() or len(declared) > _DIGITS or int(declared) > most:
            await self._refuse(request)(scope, receive, send)
            return
        await self._app(scope, _counted(receive, most), send)


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
