"""Designs from files of other tools, and designs as files to take along."""

from typing import Literal
from uuid import uuid4

from fastapi import APIRouter
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine.documents.names import disposition
from engine.exchange.bringing import ENDINGS, bring
from engine.exchange.brought import MOST_BYTES, Brought, Unreadable
from engine.exchange.xlsform.writing import to_xlsform
from engine.forms.appraisal import appraise
from engine.library import designs
from engine.library.designs import DesignRefused
from web.answers import XLSX, go, page
from web.deps import Fields, Held, Language, Signed
from web.design_room import VERB, design_of, design_room, designer
from web.pages.design_exchange import ImportPage, noted
from web.policies import own_system, policy
from web.uploads import posted_file

router = APIRouter(prefix="/designs")


@router.get("/import", dependencies=[policy(VERB, own_system)])
def choose(request: Request) -> Response:
    """Ask for a file."""
    return page(request, "designs/import.html", ImportPage(ENDINGS))


@router.post("/import", dependencies=[policy(VERB, own_system)])
def bring_in(request: Request, person: Signed, held: Held, fields: Fields, language: Language) -> Response:
    """Begin a design with what a file comes to, and tell what of it could not be carried over."""
    try:
        brought = _brought(fields)
        with held.database.write() as work:
            system = person.organisation.system
            made = designs.create(work, brought.text, system=system, by=person.user_id, at=held.clock())
    except (Unreadable, DesignRefused) as refused:
        shown = ImportPage(ENDINGS, problem=refused.problem)
        return page(request, "designs/import.html", shown, status=422)
    if not brought.notes:
        return go(request, f"/designs/{made.id}")
    report = ImportPage(ENDINGS, design=made.id, title=made.title, notes=noted(brought.notes, language))
    return page(request, "designs/import.html", report)


def _brought(fields: FormData) -> Brought:
    """Return what the posted file comes to. Raises Unreadable."""
    content, ending = posted_file(fields, MOST_BYTES)
    return bring(content, ending, suffix=uuid4().hex[:8])


@router.get("/{design}/file.{kind}", dependencies=[designer])
def take(request: Request, kind: Literal["yaml", "xlsx"], language: Language) -> Response:
    """Answer with the design as YAML, or as an XLSForm with a sheet on what that cannot say."""
    design = design_of(request)
    name = f"{design.form or 'form'}.{kind}"
    headers = {"Content-Disposition": disposition(name, inline=False), "Cache-Control": "private, no-store"}
    if kind == "yaml":
        return Response(design.text, media_type="application/yaml", headers=headers)
    around = design_room(request).among(design)
    form = appraise(design.text, around).form
    if form is None:
        return go(request, f"/designs/{design.id}/text")
    written = to_xlsform(form, around.codelists, language=language)
    return Response(written.content, media_type=XLSX, headers=headers)
