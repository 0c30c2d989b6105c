"""The garbage collector's long rounds, held while nobody waits for an answer.

A round over all objects of a worker takes some tenths of a second, and in the middle of a request
somebody waits for it. Requests leave hardly any circles behind, so that it can wait for a quiet moment;
a worker that has none for long is collected all the same, by the interpreter's own count.
"""

import asyncio
import gc
from collections.abc import Callable
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

QUIET: Final = 1.5
"""Seconds without a request after which the moment is taken."""
LEAST: Final = 20
"""Requests after which a round is worth it."""


class IdleCollector:
    """ASGI middleware that collects garbage a while after the last of some requests was answered."""

    def __init__(
        self, app: ASGIApp, *, quiet: float = QUIET, collect: Callable[[], object] = gc.collect
    ) -> None:
        self._app = app
        self._quiet = quiet
        self._collect = collect
        self._active = 0
        self._answered = 0
        self._timer: asyncio.TimerHandle | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and wait for a quiet moment after it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._active += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._active -= 1
            self._answered += 1
            self._wait()

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(self._quiet, self._take_the_moment)

    def _take_the_moment(self) -> None:
        if self._active == 0 and self._answered >= LEAST:
            self._answered = 0
            self._collect()
