"""The versions published from a design, what each changed, and new designs begun as a copy."""

from typing import Annotated, Final
from uuid import uuid4

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.forms.differences.difference import Difference
from engine.forms.editing.starting import copied
from engine.forms.nodes import DefinitionError
from engine.library import designs
from engine.library.designs import Design, DesignRefused
from engine.library.publishing import changed_by
from engine.library.shelf import Shelf
from engine.library.versions import Edition, current_version, edition, editions, kept
from engine.problems import Problem, problem
from engine.store import Work
from web.answers import go, page
from web.deps import Fields, Held, Signed
from web.design_room import design_of, design_room, designer, published_from
from web.i18n import language_of
from web.pages.design_versions import History, versions_page
from web.services import services

router = APIRouter(prefix="/designs")

A_PAGE: Final = 20
ENDS: Final = {"zh": "（副本）", "en": " (copy)"}
"""What stands behind the titles of a copy, by language."""
Version = Annotated[str, Query(max_length=64)]


@router.get("/{design}/versions", dependencies=[designer])
def versions(
    request: Request,
    version: Version = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Show the versions published from the design, and what one of them changed."""
    return _answered(request, version=version, number=number)


@router.post("/{design}/copy", dependencies=[designer])
def copy(request: Request, held: Held, person: Signed, fields: Fields) -> Response:
    """Begin a new design with the text of this one, as the page had `seen` it, or of one of its versions."""
    design, version = design_of(request), str(fields.get("version") or "")
    try:
        if not version and str(fields.get("seen")) != str(design.revision):
            raise DesignRefused(problem("design-moved-on"))
        with held.database.read() as work:
            source = _published(work, design, version) if version else design.text
        text = copied(source, f"{design.kind or 'form'}-{uuid4().hex[:8]}", ENDS)
        with held.database.write() as work:
            made = designs.create(work, text, system=design.system, by=person.user_id, at=held.clock())
    except DesignRefused as refused:
        return _answered(request, refused=refused.problem)
    except DefinitionError as unreadable:
        return _answered(request, refused=unreadable.problems[0])
    return go(request, f"/designs/{made.id}")


def _answered(
    request: Request, *, version: str = "", number: int = 1, refused: Problem | None = None
) -> Response:
    design, held = design_of(request), services(request)
    with held.database.read() as work:
        form = published_from(work, design)
        found = editions(work, form, offset=(number - 1) * A_PAGE, limit=A_PAGE)
        shown = edition(work, form, version) if version else next(iter(found[0]), None)
        changes = _changes(work, shown, Shelf(design_room(request).definitions))
        current = current_version(work, form) or ""
    view = History(*found, number=number, size=A_PAGE, current=current, shown=shown)
    context = versions_page(design, view, changes, language=language_of(request), problem=refused)
    return page(request, "designs/versions.html", context, status=422 if refused else 200)


def _changes(work: Work, shown: Edition | None, shelf: Shelf) -> tuple[Difference, ...]:
    if shown is None or shown.follows is None:
        return ()
    return changed_by(work, shown.version, shown.follows, shelf)


def _published(work: Work, design: Design, version: str) -> str:
    return kept(work, edition(work, published_from(work, design), version).version).source.decode()
