"""What a design can never do, proved when somebody asks."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.library.proving import NotProved
from web.answers import block, is_fragment, page
from web.deps import Language
from web.design_problems import told
from web.design_room import Unsound, design_of, design_room, designer
from web.pages.designs import ProofsPage

router = APIRouter(prefix="/designs")


@router.get("/{design}/proofs", dependencies=[designer])
def proofs(request: Request, language: Language) -> Response:
    """Say which questions can never show, which checks never fail, which branches are never taken."""
    design = design_of(request)
    view = ProofsPage(design.id, design.title, design.revision)
    try:
        found = design_room(request).proofs(design)
        view = ProofsPage(design.id, design.title, design.revision, tuple(told(design, found, language)))
    except NotProved as none:
        view = ProofsPage(design.id, design.title, design.revision, why=(none.problem,))
    except Unsound as faulty:
        view = ProofsPage(design.id, design.title, design.revision, why=faulty.problems)
    if is_fragment(request):
        return block(request, "designs/proofs.html", "found", view)
    return page(request, "designs/proofs.html", view)
