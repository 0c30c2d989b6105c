"""Giving out a published design by public links."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.filings import Missing
from engine.people import Denied
from web.deps import Fields
from web.design_links import closed, made, shown
from web.design_room import VERB, designer

router = APIRouter(prefix="/designs")


@router.get("/{design}/links", dependencies=[designer])
def links(request: Request, number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1) -> Response:
    """List the links of the design's form."""
    return shown(request, number=number)


@router.post("/{design}/links", dependencies=[designer])
def make(request: Request, fields: Fields) -> Response:
    """Make links on the terms posted; their addresses are shown once."""
    return made(request, fields)


@router.post("/{design}/links/{link}", dependencies=[designer])
def change(request: Request, link: str, fields: Fields) -> Response:
    """Close a link, or open it again."""
    try:
        return closed(request, link[:36], reopen=fields.get("do") == "open")
    except Missing:
        raise Denied(VERB) from None
