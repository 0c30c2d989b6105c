"""Trying a design before it is published."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from web.deps import Fields
from web.design_room import Unsound, designer
from web.design_trying import Rehearsing, answered, shown, unsound

router = APIRouter(prefix="/designs")
Sheet = Annotated[str, Query(max_length=64)]
Frame = Annotated[str, Query(pattern="^(phone)?$")]


@router.get("/{design}/try", dependencies=[designer])
def attempt(request: Request, sheet: Sheet = "", frame: Frame = "") -> Response:
    """Show a sheet of the design as its filers will see it, with what was tried last."""
    try:
        return shown(Rehearsing.of(request, sheet=sheet, frame=frame))
    except Unsound as error:
        return unsound(request, error.problems)


@router.post("/{design}/try", dependencies=[designer])
def change(request: Request, fields: Fields, sheet: Sheet = "", frame: Frame = "") -> Response:
    """Type what was posted and do what its button says."""
    try:
        rehearsing = Rehearsing.of(
            request,
            sheet=sheet,
            frame=frame,
            period=str(fields.get("try.period") or "")[:10],
            organisation=str(fields.get("try.organisation") or "")[:2],
        )
    except Unsound as error:
        return unsound(request, error.problems)
    return answered(rehearsing, fields)
