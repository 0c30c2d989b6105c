"""Forged requests: whoever posts must hold a token bound to its cookie, and come from our own pages.

The token is an HMAC of the session's (or visitor's) cookie: another session's does not fit, none is
stored, and it changes when the session does. Browsers say themselves where a request comes from
(Sec-Fetch-Site, Origin); what they say is checked besides.
"""

import hmac
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from web.security import cookies
from web.security.forms import read_form
from web.services import services

FIELD: Final = "csrf"
HEADER: Final = "X-CSRF-Token"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def token(request: Request) -> str:
    """Return the token that this browser's forms must carry."""
    holder = cookies.read(request, "session") or cookies.visitor(request)
    return _sign(services(request).settings.secret, holder)


async def check(request: Request) -> None:
    """Raise 403 unless a request that changes something comes from our own page and session."""
    if request.method in _SAFE:
        return
    if not _from_our_pages(request):
        raise HTTPException(403)
    given = request.headers.get(HEADER) or str((await read_form(request)).get(FIELD, ""))
    holder = cookies.read(request, "session") or cookies.read(request, "visitor")
    wanted = _sign(services(request).settings.secret, holder)
    if not holder or not hmac.compare_digest(given.encode(), wanted.encode()):
        raise HTTPException(403)


def is_own_page(request: Request) -> bool:
    """Whether the browser itself says that a page of this very site posts: no page can forge that."""
    said = request.headers.get("Sec-Fetch-Site") == "same-origin" or "Origin" in request.headers
    return said and _from_our_pages(request)


def _sign(secret: str, holder: str) -> str:
    return hmac.new(secret.encode(), b"csrf " + holder.encode(), sha256).hexdigest()


def _from_our_pages(request: Request) -> bool:
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    own = (request.headers.get("Host", ""), urlsplit(services(request).settings.base_url).netloc)
    return _place(origin) in own


def _place(origin: str) -> str | None:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return None
    return parts.netloc if parts.scheme in ("http", "https") and parts.netloc else None
