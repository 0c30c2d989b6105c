"""How many organisations a design would ask, while its audience is being written."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.filings.audience import audience
from web.answers import page
from web.deps import Held
from web.design_room import design_of, design_room, designer
from web.filing_room import room
from web.pages.designs import AudiencePart

router = APIRouter(prefix="/designs")


@router.get("/{design}/audience", dependencies=[designer])
def asked(request: Request, held: Held) -> Response:
    """Say how many of the organisations that may report would be asked now."""
    design = design_of(request)
    program = design_room(request).collecting(design)
    if program is None or not program.form.collection.reporters:
        return page(request, "designs/_audience.html", AudiencePart())
    if program.asks_links:
        return page(request, "designs/_audience.html", AudiencePart(changing=True))
    with held.database.read() as work:
        found = audience(work, room(request).desk, program, system=design.system, now=held.clock())
    return page(request, "designs/_audience.html", AudiencePart(found))
