"""Charts for whoever holds a link: given out, stopped, and shown without an account."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from web.answers import block, page
from web.chart_asking import FRESH, Counted, Looked, Path, viewer
from web.chart_room import chart_room
from web.chart_sharing import drawn_for_guests, guest_page, look_of_guest, made, shown, stopped
from web.deps import Fields, Language
from web.policies import public

router = APIRouter()
Seen = Annotated[str, Query(max_length=16)]
_HOLDER: Final[Any] = public("whoever holds the link sees the counts it was given for; the link is the key")


@router.get("/charts/{form}/shares", dependencies=[viewer])
def shares(request: Request, look: Looked, overview: Counted) -> Response:
    """List somebody's links to a survey's charts, and offer to make one."""
    return shown(request, look, overview)


@router.post("/charts/{form}/shares", dependencies=[viewer])
def make(request: Request, look: Looked, overview: Counted, fields: Fields) -> Response:
    """Make a link to the charts under the address's filters; it is shown once."""
    if fields.get("do") != "make":
        return shown(request, look, overview)
    return made(request, look, overview, fields)


@router.post("/charts/{form}/shares/{share}", dependencies=[viewer])
def stop(request: Request, look: Looked, share: str) -> Response:
    """Show nothing by a link from now on."""
    return stopped(request, look, share[:36])


@router.get("/d/{token}", dependencies=[_HOLDER])
def dashboard(request: Request, token: str, language: Language) -> Response:
    """Show the counts of every question."""
    return page(request, "charts/shared.html", guest_page(request, token, language))


@router.get("/d/{token}/now", dependencies=[_HOLDER])
def now(request: Request, token: str, language: Language, v: Seen = "") -> Response:
    """Answer with the counts as they are now; with nothing where they are those that the page has."""
    view = guest_page(request, token, language)
    if v == view.version:
        return Response(status_code=204, headers=FRESH)
    return block(request, "charts/shared.html", "live", view)


@router.get("/d/{token}/picture.{kind}", dependencies=[_HOLDER])
def picture(
    request: Request, token: str, kind: Literal["svg"], language: Language, question: Path, v: Seen = ""
) -> Response:
    """Answer with a question's picture."""
    look = look_of_guest(request, token)
    key = (look.reach.key, look.form, look.filters, question, language, v, kind)
    body = chart_room(request).drawn(key, lambda: drawn_for_guests(look, question, language))
    return Response(body, media_type="image/svg+xml", headers=FRESH)
