"""One rule of a design: in blocks and as text, judged as it is written."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from web.deps import Fields
from web.design_room import designer
from web.design_rules import Desk, answered, shown

router = APIRouter(prefix="/designs")
Pointer = Annotated[str, Query(max_length=400)]


@router.get("/{design}/rule", dependencies=[designer])
def rule(request: Request, at: Pointer = "") -> Response:
    """Show the rule that stands at a place, or an empty one."""
    desk = Desk.of(request, at)
    return shown(request, desk, desk.written())


@router.post("/{design}/rule", dependencies=[designer])
def change(request: Request, fields: Fields) -> Response:
    """Take what was put together or typed: show it anew, judge it, or keep it."""
    return answered(request, str(fields.get("at") or "")[:400], fields)
