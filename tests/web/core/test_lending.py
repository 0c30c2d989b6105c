"""What an answer holds is let go of, however the sending ends.

LEND-01  Pieces are closed after the last one, and where the reader leaves in the middle.
LEND-02  A lent file's folder is cleared after the last byte, and where the reader leaves in the middle.
LEND-03  A reader that goes away is noticed while nothing is sent, and the pieces are closed.
"""

import asyncio
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Message

from web.lending import LentFileResponse, PieceResponse

PIECES = 40


def sent(response: Response, *, takes: int, version: str = "2.4") -> int:
    """Send to a reader that leaves after `takes` messages; returns how many were sent."""
    count = 0

    async def receive() -> Message:
        while count < takes:
            await asyncio.sleep(0)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal count
        if count >= takes and version == "2.4":
            raise OSError("the reader has left")
        count += 1
        await asyncio.sleep(0)

    scope = {"type": "http", "method": "GET", "headers": [], "asgi": {"spec_version": version}}

    def run() -> None:
        with suppress(ClientDisconnect, OSError):
            asyncio.run(response(scope, receive, send))

    thread = Thread(target=run)  # the browser's own loop may be running in this one
    thread.start()
    thread.join()
    return count


class Ledger:
    """Pieces that know whether they were closed."""

    def __init__(self) -> None:
        self.closed = False

    def pieces(self) -> Generator[bytes]:
        try:
            for number in range(PIECES):
                yield f"第{number}行\n".encode()
        finally:
            self.closed = True


@pytest.mark.parametrize("takes", [0, 1, 7, 1_000])
def test_pieces_are_closed(takes: int) -> None:  # LEND-01
    ledger = Ledger()
    pieces = ledger.pieces()
    count = sent(PieceResponse(pieces, headers={}, media_type="text/csv"), takes=takes)
    assert count == min(takes, PIECES + 2)
    assert ledger.closed or takes < 2  # a generator that never began has nothing to let go of
    assert next(pieces, None) is None


def test_a_reader_that_goes_away_is_noticed() -> None:  # LEND-03
    ledger = Ledger()
    count = sent(PieceResponse(ledger.pieces(), headers={}, media_type="text/csv"), takes=5, version="2.0")
    assert 5 <= count < PIECES and ledger.closed


@pytest.mark.parametrize("takes", [0, 1, 1_000])
def test_a_lent_file_is_given_back(tmp_path: Path, takes: int) -> None:  # LEND-02
    file = tmp_path / "月报.xlsx"
    file.write_bytes(b"x" * 300_000)
    done: list[bool] = []
    response = LentFileResponse(
        file, headers={}, media_type="application/octet-stream", done=lambda: done.append(True)
    )
    sent(response, takes=takes)
    assert done == [True]
