"""Content under random names.

BLOB-01  What was put is read back byte for byte, with its size and digest; nothing of it is in the name.
BLOB-02  A put that fails, wherever it does, leaves nothing behind.
BLOB-03  Names that are not ours lead nowhere, whatever they hold.
BLOB-04  What is deleted is gone, and deleting again is no fault.
BLOB-05  Old names are listed, young ones are not, and unfinished old files disappear.
BLOB-06  A full disk has its own name.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from errno import EIO, ENOSPC
from hashlib import sha256
from pathlib import Path

import pytest

from engine.documents import LocalBlobs
from engine.store import StoreFull
from tests.documents.stock import PDF

TOMORROW = datetime.now(UTC) + timedelta(days=1)


def everything(folder: Path) -> list[Path]:
    return [found for found in folder.rglob("*") if found.is_file()]


def test_what_is_put_is_read_back(blobs: LocalBlobs, tmp_path: Path) -> None:  # BLOB-01
    content = os.urandom(200_000)
    kept = blobs.put([content[:70_000], content[70_000:]])

    assert b"".join(blobs.read(kept.name)) == content
    assert (kept.size, kept.sha256) == (200_000, sha256(content).hexdigest())
    assert blobs.put([content]).name != kept.name
    mode = next(tmp_path.rglob(kept.name)).stat().st_mode
    assert mode & 0o077 == 0


def breaking() -> Iterator[bytes]:
    yield PDF
    raise ConnectionError("the line is dead")


@pytest.mark.parametrize("step", ["chunks", "fsync", "rename"])
def test_a_failure_leaves_nothing(
    blobs: LocalBlobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:  # BLOB-02
    def fail(*_: object) -> None:
        raise OSError(EIO, "the disk is dying")

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    if step == "rename":
        monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError):
        blobs.put(breaking() if step == "chunks" else [PDF])
    assert everything(tmp_path) == []


@pytest.mark.parametrize(
    "name",
    ["", "..", "../../etc/passwd", "/etc/passwd", "a" * 31, "A" * 32, "g" * 32, "a" * 32 + "\n", "\x00" * 32],
)
def test_other_names_lead_nowhere(blobs: LocalBlobs, name: str) -> None:  # BLOB-03
    with pytest.raises(FileNotFoundError):
        blobs.read(name)
    with pytest.raises(FileNotFoundError):
        blobs.delete(name)


def test_what_is_deleted_is_gone(blobs: LocalBlobs) -> None:  # BLOB-04
    kept = blobs.put([PDF])
    blobs.delete(kept.name)
    blobs.delete(kept.name)
    with pytest.raises(FileNotFoundError):
        blobs.read(kept.name)


def test_old_ones_are_listed(blobs: LocalBlobs, tmp_path: Path) -> None:  # BLOB-05
    kept = blobs.put([PDF])
    place = next(tmp_path.rglob(kept.name))
    unfinished = place.with_name("0" * 32 + ".part")
    unfinished.write_bytes(b"half")
    place.with_name("notes.txt").write_text("somebody else's")

    assert list(blobs.older_than(datetime.now(UTC) - timedelta(days=1))) == []
    assert unfinished.exists()
    assert list(blobs.older_than(TOMORROW)) == [kept.name]
    assert not unfinished.exists()


def test_a_full_disk_has_its_name(blobs: LocalBlobs, monkeypatch: pytest.MonkeyPatch) -> None:  # BLOB-06
    def full(*_: object) -> None:
        raise OSError(ENOSPC, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreFull):
        blobs.put([PDF])
