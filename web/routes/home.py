"""The first page after signing in."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from web.answers import page
from web.pages.core import HomePage
from web.policies import signed_in

router = APIRouter()


@router.get("/", dependencies=[signed_in()])
def home(request: Request) -> Response:
    """Show what this person's organisation has to do now."""
    return page(request, "home.html", HomePage())
