"""Signing in and out."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.people import Attempt, SignInRefused
from web.answers import go, page
from web.deps import Fields, Held
from web.pages.core import SignInPage
from web.policies import public, signed_in
from web.security import cookies
from web.security.redirects import own_path

router = APIRouter()


@router.get("/signin", dependencies=[public("nobody is signed in yet")])
def show(request: Request, next: str = "/") -> Response:
    """Show the sign-in page."""
    return page(request, "signin.html", SignInPage(next=own_path(next)))


@router.post("/signin", dependencies=[public("nobody is signed in yet")])
def enter(request: Request, fields: Fields, held: Held) -> Response:
    """Sign in with a fresh session, and go where the person wanted to."""
    form = SignInPage(login=_text(fields.get("login")), next=own_path(_text(fields.get("next"))))
    address = request.client.host if request.client else ""
    attempt = Attempt(form.login, _text(fields.get("password")), address, cookies.read(request, "session"))
    try:
        token = held.signin.enter(attempt)
    except SignInRefused as refused:
        shown = SignInPage(form.login, form.next, refused.problem)
        return page(request, "signin.html", shown, status=422)
    response = RedirectResponse(form.next, 303)
    cookies.write(request, response, "session", token)
    return response


@router.post("/signout", dependencies=[signed_in()])
def leave(request: Request, held: Held) -> Response:
    """End the session, in the store and in the browser."""
    held.signin.leave(cookies.read(request, "session"))
    response = go(request, "/signin")
    cookies.forget(request, response, "session")
    return response


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
