"""Content of files: where bytes are kept, under names that say nothing of them.

`Blobs` is the port; `LocalBlobs` keeps them in a folder. A name is only given out once its bytes
would survive a power cut. Knows no rows: whoever writes the row does so after the bytes are safe.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from errno import EDQUOT, ENOSPC
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO, Final, Protocol

from engine.store import StoreFull

FOLDER: Final = "attachments"
"""The folder of an installation's data that local content is in."""
CHUNK: Final = 64 * 1024
"""Bytes held in memory at a time."""
_NAME: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
_FULL: Final = frozenset({ENOSPC, EDQUOT})


@dataclass(frozen=True, slots=True)
class Blob:
    """What was kept: its random name, its size in bytes, the digest of its content."""

    name: str
    size: int
    sha256: str


class Blobs(Protocol):
    """A place for content. Names are made here, never taken from outside."""

    def put(self, chunks: Iterable[bytes]) -> Blob:
        """Keep the bytes and return once they are safe. Whatever `chunks` raises leaves nothing kept."""

    def read(self, name: str) -> "Content":
        """Open the bytes. Raises FileNotFoundError, before the first, where there are none."""

    def delete(self, name: str) -> None:
        """Let go of the bytes; a name that is not there is no fault."""

    def older_than(self, moment: datetime) -> Iterator[str]:
        """Yield the names kept before `moment`, in no order, and drop what never was finished."""


class Content:
    """Kept bytes, piece by piece. Whoever does not read to the end closes it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __iter__(self) -> "Content":
        return self

    def __next__(self) -> bytes:
        chunk = b"" if self._file.closed else self._file.read(CHUNK)
        if not chunk:
            self._file.close()
            raise StopIteration
        return chunk

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        self._file.close()


class LocalBlobs:
    """Content as files of one folder, made when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, chunks: Iterable[bytes]) -> Blob:
        """Write to a name of its own, sync, rename, sync the folder. Raises StoreFull."""
        name = token_hex(16)
        place = self._place(name)
        unfinished = place.with_suffix(".part")
        with _room_left():
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                size, digest = _written(unfinished, chunks)
                unfinished.rename(place)
            finally:
                unfinished.unlink(missing_ok=True)  # once renamed, there is none
            _sync_folder(place.parent)
        return Blob(name, size, digest)

    def read(self, name: str) -> Content:
        """Open the file at once, so that a missing one is known before the answer begins."""
        return Content(self._place(name).open("rb"))

    def delete(self, name: str) -> None:
        """Unlink the file."""
        self._place(name).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[str]:
        """Walk the folder; unfinished files of that age are the remains of a kill."""
        for found in self._folder.glob("??/*"):
            with suppress(FileNotFoundError):
                if datetime.fromtimestamp(found.stat().st_mtime, UTC) >= moment:
                    continue
                if found.suffix == ".part":
                    found.unlink()
                elif _NAME.fullmatch(found.name):
                    yield found.name

    def _place(self, name: str) -> Path:
        """Return the file of a name; whatever is no name of ours is not there."""
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(name[:40])
        return self._folder / name[:2] / name


def _written(file: Path, chunks: Iterable[bytes]) -> tuple[int, str]:
    digest, size = sha256(), 0
    with open(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
        for chunk in chunks:
            out.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        out.flush()
        os.fsync(out.fileno())
    return size, digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _room_left() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        if fault.errno in _FULL:
            raise StoreFull from fault
        raise
