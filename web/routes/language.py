"""Switching the interface's language."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from engine.problems import LANGUAGES
from web.deps import Fields, Held
from web.i18n import COOKIE
from web.policies import public
from web.security.redirects import own_path

router = APIRouter()
_YEAR: Final = 365 * 24 * 3600


@router.post("/language", dependencies=[public("the sign-in page has the switch too")])
def switch(fields: Fields, held: Held) -> Response:
    """Keep the reader's choice in a cookie and go back."""
    response = RedirectResponse(own_path(str(fields.get("next", "/"))), 303)
    wanted = fields.get("language")
    if isinstance(wanted, str) and wanted in LANGUAGES:
        secure = held.settings.cookie_secure
        response.set_cookie(COOKIE, wanted, max_age=_YEAR, secure=secure, httponly=True, samesite="lax")
    return response
