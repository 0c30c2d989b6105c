"""Compiled programs on disk, one file per version; a file that cannot be read is made again.

A file's name holds the version, the Python that compiled it and the lists it was compiled with, so
what is read always fits. Files are written beside and moved into place: a reader sees all or none.
"""

import os
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import engine


class ProgramFiles:
    """A folder of compiled programs; `against` names the lists they were compiled with."""

    def __init__(self, folder: Path, *, against: str) -> None:
        self._folder = folder
        told = f"{sys.implementation.cache_tag} {_code_age()} {against}"
        self._suffix = sha256(told.encode()).hexdigest()[:16]

    def read(self, version: str) -> bytes | None:
        """Return what was kept for a version, None when nothing fits."""
        try:
            return self._path(version).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, version: str, program: bytes) -> None:
        """Keep a compiled program."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, delete=False) as beside:
            beside.write(program)
        os.replace(beside.name, self._path(version))

    def _path(self, version: str) -> Path:
        return self._folder / f"{version}.{self._suffix}"


def _code_age() -> int:
    """Return when the engine's code last changed, in nanoseconds: old programs do not fit new code."""
    root = Path(engine.__file__).parent
    folders = (root / "rules", root / "forms")
    return max(path.stat().st_mtime_ns for folder in folders for path in folder.rglob("*.py"))
