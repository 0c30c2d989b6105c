"""The first page after signing in."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from web.answers import page
from web.deps import Signed
from web.filing_home import home_cards
from web.policies import signed_in

router = APIRouter()


@router.get("/", dependencies=[signed_in()])
def home(request: Request, person: Signed) -> Response:
    """Show what this person's organisation has to do now."""
    return page(request, "home.html", home_cards(request, person))
