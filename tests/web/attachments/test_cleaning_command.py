"""The command that clears away.

CLEAN-01  `clean` lets go of old content without a row, and says how many; young content stays.
"""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import gather
from engine.documents import LocalBlobs
from engine.documents.blobs import FOLDER
from engine.store import Database
from tests.documents.stock import PDF


def test_clean(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # CLEAN-01
    monkeypatch.setenv("TIANBAO_DATA", str(tmp_path))
    monkeypatch.setenv("TIANBAO_DEFINITIONS", str(tmp_path))
    blobs = LocalBlobs(tmp_path / FOLDER)
    old, young = blobs.put([PDF]), blobs.put([PDF])
    os.utime(next(tmp_path.rglob(old.name)), (0, 0))
    told = CliRunner().invoke(gather(["clean", "migrate"]), ["clean"])
    assert told.exit_code == 0 and told.stdout.startswith("1 files")
    assert b"".join(blobs.read(young.name)) == PDF
    with pytest.raises(FileNotFoundError):
        blobs.read(old.name)
