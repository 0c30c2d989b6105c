"""Garbage is collected in quiet moments.

IDLE-01  After some requests, and a while without any, it is collected, once.
IDLE-02  Not while somebody waits for an answer, and not after a few requests.
"""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor

from starlette.types import Message, Receive, Scope, Send

from web.idle import LEAST, IdleCollector

QUIET = 0.02


async def nothing() -> Message:
    """Bring no body."""
    return {"type": "http.disconnect"}


async def unheard(_message: Message) -> None:
    """Hear no answer."""


class Worker:
    """A worker whose answers take as long as they are told to."""

    def __init__(self) -> None:
        self.rounds = 0
        self._served = IdleCollector(self._answer, quiet=QUIET, collect=self._count)

    async def ask(self, times: int, takes: float = 0.0) -> None:
        """Ask some times, one request after the other."""
        for _ in range(times):
            await self._served({"type": "http", "takes": takes}, nothing, unheard)

    async def _answer(self, scope: Scope, _receive: Receive, _send: Send) -> None:
        await asyncio.sleep(scope["takes"])

    def _count(self) -> None:
        self.rounds += 1


def test_a_quiet_moment() -> None:  # IDLE-01
    async def day() -> tuple[int, int, int]:
        worker = Worker()
        await worker.ask(LEAST)
        busy = worker.rounds
        await asyncio.sleep(10 * QUIET)
        first = worker.rounds
        await worker.ask(1)
        await asyncio.sleep(10 * QUIET)
        return busy, first, worker.rounds

    assert played(day()) == (0, 1, 1)


def test_somebody_waits() -> None:  # IDLE-02
    async def day() -> tuple[int, int]:
        worker = Worker()
        await worker.ask(LEAST - 1)
        await asyncio.sleep(5 * QUIET)
        few = worker.rounds
        async with asyncio.TaskGroup() as group:
            group.create_task(worker.ask(1, takes=10 * QUIET))
            group.create_task(worker.ask(1))
            await asyncio.sleep(5 * QUIET)
            waited = worker.rounds
        return few, waited

    assert played(day()) == (0, 0)


def played(day: Coroutine[object, object, object]) -> object:
    """Let it happen, in a loop of its own: a browser's may run in this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, day).result()
