"""Own and vendored static files, under addresses that hold their content's hash, kept for a year."""

from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER: Final = Path(__file__).parent / "static"
PREFIX: Final = "/static"
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_ASK_AGAIN: Final = "no-cache"


class Hashes:
    """The content's hash of every static file, read once at start."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def _hashes(self) -> dict[str, str]:
        files = [path for path in self._folder.rglob("*") if path.is_file()]
        names = [path.relative_to(self._folder).as_posix() for path in files]
        digests = [sha256(path.read_bytes()).hexdigest()[:12] for path in files]
        return dict(zip(names, digests, strict=True))

    def url(self, name: str) -> str:
        """Return the address of a file; one that is not there is asked for without a hash."""
        found = self._hashes.get(name)
        return f"{PREFIX}/{name}?v={found}" if found else f"{PREFIX}/{name}"

    def is_current(self, name: str, version: str) -> bool:
        """Whether `version` is the file's hash."""
        return bool(version) and self._hashes.get(name) == version


class HashedFiles(StaticFiles):
    """Serves the folder; what is asked for by its hash may be kept for ever."""

    def __init__(self, hashes: Hashes, folder: Path = FOLDER) -> None:
        super().__init__(directory=folder)
        self._hashes = hashes

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file and how long it may be kept."""
        response = await super().get_response(path, scope)
        version = scope["query_string"].decode("latin-1").removeprefix("v=")
        keep = self._hashes.is_current(path, version)
        response.headers["Cache-Control"] = _FOR_EVER if keep else _ASK_AGAIN
        response.headers["Vary"] = "Accept-Encoding"
        return response
