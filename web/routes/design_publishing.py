"""Publishing a design: what it will change, and the deed."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.forms import DefinitionError
from engine.forms.appraisal import appraise, located
from engine.library import designs
from engine.library.designs import Design
from engine.library.issuing import impact, issue
from engine.problems import Problem
from web.answers import page
from web.deps import Fields, Held, Language
from web.design_problems import told
from web.design_room import design_of, design_room, designer
from web.filing_room import room
from web.filing_visit import actor_of
from web.pages.design_publishing import publish_page

router = APIRouter(prefix="/designs")


@router.get("/{design}/publish", dependencies=[designer])
def ask(request: Request, held: Held, language: Language) -> Response:
    """Say what publishing the design would change."""
    return _shown(request, held, language, design_of(request))


@router.post("/{design}/publish", dependencies=[designer])
def publish(request: Request, held: Held, language: Language, fields: Fields) -> Response:
    """Publish the design, if it is still the one that was read."""
    definitions, actor, design = room(request).definitions, actor_of(request), design_of(request)
    status, refused = 200, tuple[Problem, ...]()
    try:
        with held.database.write() as work:
            design = designs.fetch(work, design.id, system=design.system, lock=True)
            if str(fields.get("seen")) == str(design.revision):
                issue(work, design, definitions, by=actor.id, at=actor.at)
                design = designs.fetch(work, design.id, system=design.system)
            else:
                status = 409
    except DefinitionError as error:
        status, refused = 422, error.problems
    return _shown(request, held, language, design, refused=refused, status=status, done=status == 200)


def _shown(
    request: Request,
    held: Held,
    language: str,
    design: Design,
    *,
    refused: tuple[Problem, ...] = (),
    status: int = 200,
    done: bool = False,
) -> Response:
    definitions, found = room(request).definitions, None
    judged = appraise(design.text, design_room(request).among(design))
    faults = located(refused, judged.root) if refused else judged.faults
    try:
        with held.database.read() as work:
            found = impact(work, design, definitions)
    except DefinitionError as error:
        faults = faults or located(error.problems, judged.root)
    lines = tuple(told(design, faults, language))
    shown = publish_page(design, found, lines, language=language, done=done)
    return page(request, "designs/publish.html", shown, status=status)
