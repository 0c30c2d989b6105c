"""Pages that may stand inside the pages of others: each origin is named by whom the link belongs to.

A public link's answer needs its visitor's cookie inside the frame. Over HTTPS that cookie is sent there
and kept apart for each embedding site (CHIPS, draft-cutler-httpbis-partitioned-cookies): no site learns
of another by it.
"""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request

from engine.problems import Problem, problem

MOST: Final = 20
_HOST: Final = re.compile(r"[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?(:[0-9]{1,5})?")


class NoOrigin(Exception):
    """What was written is no origin of a page."""

    def __init__(self, fault: Problem) -> None:
        super().__init__(str(fault))
        self.problem = fault


def origins(given: str) -> tuple[str, ...]:
    """Return the origins of addresses, one to a line: `https://www.example.gov.cn`. Raises NoOrigin."""
    lines = [line.strip() for line in given.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise NoOrigin(problem("frame-origins-many", count=len(lines), limit=MOST))
    return tuple(dict.fromkeys(map(_origin, lines)))


def _origin(given: str) -> str:
    try:
        parts = urlsplit(given if "//" in given else f"https://{given}")
        host = parts.netloc.encode("idna").decode().lower()
    except ValueError:  # also of letters that no host can have
        raise NoOrigin(problem("frame-no-origin", given=given[:60])) from None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        raise NoOrigin(problem("frame-no-origin", given=given[:60]))
    return f"{parts.scheme}://{host}"


def framed(request: Request, by: Sequence[str]) -> None:
    """Let the answer to a request stand inside pages of these origins; without any it stands in none."""
    request.state.frames = tuple(by)


def frames_of(request: Request) -> tuple[str, ...]:
    """Return the origins inside whose pages the answer may stand."""
    found: tuple[str, ...] = getattr(request.state, "frames", ())
    return found
