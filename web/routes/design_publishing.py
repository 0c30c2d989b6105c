"""Publishing a design: what it will change, and the deed."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.forms import DefinitionError
from engine.forms.appraisal import appraise, located
from engine.library import designs, stopping
from engine.library.designs import Design
from engine.library.issuing import impact, issue
from engine.problems import Problem, problem
from web.answers import go, page
from web.deps import Fields, Held, Language
from web.design_problems import told
from web.design_room import design_of, design_room, designer, published_from
from web.filing_visit import actor_of
from web.pages.design_publishing import Life, publish_page

router = APIRouter(prefix="/designs")


@router.get("/{design}/publish", dependencies=[designer])
def ask(request: Request, held: Held, language: Language) -> Response:
    """Say what publishing the design would change."""
    return _shown(request, held, language, design_of(request))


@router.post("/{design}/publish", dependencies=[designer])
def publish(request: Request, held: Held, language: Language, fields: Fields) -> Response:
    """Publish the design, if it is still the one that was read."""
    actor, design = actor_of(request), design_of(request)
    definitions = design_room(request).among(design)
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


@router.post("/{design}/stop", dependencies=[designer])
def stop(request: Request, held: Held, language: Language, fields: Fields) -> Response:
    """Stop the form that was published from the design, or let it go on; `do` says which."""
    actor, design = actor_of(request), design_of(request)
    do = fields.get("do")
    with held.database.write() as work:
        form = published_from(work, design)
        if do == "resume":
            stopping.resume(work, form)
        elif do == "stop" and fields.get("sure"):
            stopping.stop(work, form, by=actor.id, at=actor.at)
    if do == "stop" and not fields.get("sure"):
        return _shown(request, held, language, design, unsure=problem("design-stop-unsure"), status=422)
    return go(request, f"/designs/{design.id}/publish")


def _shown(
    request: Request,
    held: Held,
    language: str,
    design: Design,
    *,
    refused: tuple[Problem, ...] = (),
    status: int = 200,
    done: bool = False,
    unsure: Problem | None = None,
) -> Response:
    found, definitions = None, design_room(request).among(design)
    judged = appraise(design.text, definitions)
    faults = located(refused, judged.root) if refused else judged.faults
    with held.database.read() as work:
        form = published_from(work, design)
        life = Life(bool(form), stopping.stopped(work).get(form), unsure)
    try:
        with held.database.read() as work:
            found = impact(work, design, definitions)
    except DefinitionError as error:
        faults = faults or located(error.problems, judged.root)
    lines = tuple(told(design, faults, language))
    shown = publish_page(design, found, lines, life, language=language, done=done)
    return page(request, "designs/publish.html", shown, status=status)
