"""Answers that hold something while they are sent, and let go of it however the sending ends."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from starlette.responses import FileResponse, StreamingResponse
from starlette.types import Receive, Scope, Send


class Pieces(Protocol):
    """Bytes or text piece by piece from something that must be closed: a file, a generator."""

    def __iter__(self) -> Iterator[bytes | str]:
        """Begin."""

    def close(self) -> None:
        """Let go; a second time does nothing."""


class PieceResponse(StreamingResponse):
    """Sends pieces and closes them, also where the reader leaves before the end."""

    def __init__(self, pieces: Pieces, *, headers: dict[str, str], media_type: str) -> None:
        super().__init__(pieces, headers=headers, media_type=media_type)
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send; a reader that leaves ends the sending with a cancellation or an error."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._pieces.close()


class LentFileResponse(FileResponse):
    """Sends a file and does `done` afterwards, also where the reader leaves before the end."""

    def __init__(
        self, file: Path, *, headers: dict[str, str], media_type: str, done: Callable[[], None]
    ) -> None:
        super().__init__(file, headers=headers, media_type=media_type)
        self._done = done

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send; a reader that leaves ends the sending with a cancellation or an error."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._done()
