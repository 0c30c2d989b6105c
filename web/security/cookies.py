"""The two cookies: a session's token, and a visitor's number for whom has no account."""

from secrets import token_urlsafe
from typing import Final, Literal

from starlette.requests import Request
from starlette.responses import Response

from web.framing import frames_of
from web.services import services

Kind = Literal["session", "visitor"]
_YEAR: Final = 365 * 24 * 3600


def name(kind: Kind, *, secure: bool) -> str:
    """Return a cookie's name; browsers hold `__Host-` cookies to this one host over HTTPS."""
    return f"__Host-{kind}" if secure else kind


def read(request: Request, kind: Kind) -> str:
    """Return what a browser sent, '' for nothing."""
    return request.cookies.get(name(kind, secure=services(request).settings.cookie_secure), "")


def write(request: Request, response: Response, kind: Kind, value: str) -> None:
    """Give the browser a cookie that no script can read and no foreign page can send along a form.

    A visitor's inside a frame of another site goes along there, kept apart for that site.
    """
    secure = services(request).settings.cookie_secure
    apart = secure and kind == "visitor" and bool(frames_of(request))
    response.set_cookie(
        name(kind, secure=secure),
        value,
        max_age=_YEAR if kind == "visitor" else None,
        secure=secure,
        httponly=True,
        samesite="none" if apart else "lax",
    )
    if apart:  # http.cookies knows the word from Python 3.14 on
        response.headers["Set-Cookie"] += "; Partitioned"


def forget(request: Request, response: Response, kind: Kind) -> None:
    """Take a cookie back."""
    secure = services(request).settings.cookie_secure
    response.delete_cookie(name(kind, secure=secure), secure=secure, httponly=True, samesite="lax")


def visitor(request: Request) -> str:
    """Return the number of a browser without session; a new one is sent with the response."""
    known: str = getattr(request.state, "visitor", "") or read(request, "visitor")
    if not known:
        known = token_urlsafe(24)
        request.state.new_visitor = known
    request.state.visitor = known
    return known
