"""A design's rules seen together: what uses a part, and the whole logic as a list and as a picture."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.forms import DefinitionError
from engine.forms.editing.outline import outline, place_of
from engine.forms.editing.ruling import ground_of
from engine.people import Denied
from web.answers import page
from web.deps import Language
from web.design_room import VERB, design_of, design_room, designer
from web.design_uses import lines_of
from web.pages.design_logic import AXIS, WIDE, LogicPage, picture, rule_lines
from web.pages.designs import UsesPart

router = APIRouter(prefix="/designs")
Pointer = Annotated[str, Query(max_length=400)]


@router.get("/{design}/uses", dependencies=[designer])
def uses(request: Request, at: Pointer = "") -> Response:
    """Answer with what names a part."""
    design = design_of(request)
    try:
        found = lines_of(request, design, place_of(at))
    except ValueError:
        raise Denied(VERB) from None
    return page(request, "designs/_uses.html", UsesPart(design.id, found))


@router.get("/{design}/logic", dependencies=[designer])
def logic(request: Request, language: Language) -> Response:
    """Show every rule in words, and what hangs on what."""
    design = design_of(request)
    try:
        ground, top = ground_of(design.text, design_room(request).among(design)), outline(design.text)
    except DefinitionError as error:
        nothing = LogicPage(
            design.id, design.title, design.revision, (), (), (), WIDE, 0, AXIS, tuple(error.problems)
        )
        return page(request, "designs/logic.html", nothing)
    dots, arcs, high = picture(ground, top, language)
    lines = rule_lines(ground, top, language)
    shown = LogicPage(design.id, design.title, design.revision, lines, dots, arcs, WIDE, high, AXIS)
    return page(request, "designs/logic.html", shown)
