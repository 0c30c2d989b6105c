"""A survey by its public link: no account, a cookie that lets one come back, a receipt at the end."""

from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.people.signin import SignInRefused
from web import filing_answers as answers
from web import filing_asking, filing_saving, filing_submitting
from web.answers import go
from web.deps import Fields
from web.filing_public import begin_answer, start_page, visit_of_visitor
from web.filing_views import first_sheet, show_sheet
from web.policies import public

router = APIRouter()
_WHOEVER: Final[Any] = public("whoever holds the link may answer; the link and the cookie are the key")


@router.get("/s/{token}", dependencies=[_WHOEVER])
def start(request: Request, token: str) -> Response:
    """Show what the survey is about."""
    return start_page(request, token)


@router.post("/s/{token}", dependencies=[_WHOEVER])
def begin(request: Request, token: str, fields: Fields) -> Response:
    """Begin an answer, or come back to the one begun."""
    try:
        return go(request, begin_answer(request, token, str(fields.get("password") or "")))
    except SignInRefused as refused:
        return start_page(request, token, refused=refused.problem)


@router.get("/s/{token}/{response}", dependencies=[_WHOEVER])
def first(request: Request) -> Response:
    """Lead to the first sheet."""
    return go(request, first_sheet(visit_of_visitor(request)))


@router.get("/s/{token}/{response}/sheets/{sheet}", dependencies=[_WHOEVER])
def show(request: Request, sheet: str, earlier: str = "") -> Response:
    """Show one sheet."""
    return show_sheet(visit_of_visitor(request), sheet, earlier=bool(earlier))


@router.post("/s/{token}/{response}/sheets/{sheet}", dependencies=[_WHOEVER])
def save(request: Request, sheet: str, fields: Fields) -> Response:
    """Save a whole sheet, posted as a plain form."""
    return filing_saving.save_sheet(visit_of_visitor(request), sheet, fields)


@router.post("/s/{token}/{response}/change", dependencies=[_WHOEVER])
def change(request: Request, fields: Fields) -> Response:
    """Save one field."""
    return answers.changed(visit_of_visitor(request), fields)


@router.post("/s/{token}/{response}/rows", dependencies=[_WHOEVER])
def rows(request: Request, fields: Fields) -> Response:
    """Add, remove or move a row."""
    return answers.rows_changed(visit_of_visitor(request), fields)


@router.post("/s/{token}/{response}/paste", dependencies=[_WHOEVER])
def paste(request: Request, fields: Fields) -> Response:
    """Rehearse or apply a pasted block."""
    return answers.pasted_block(visit_of_visitor(request), fields)


@router.post("/s/{token}/{response}/explanations", dependencies=[_WHOEVER])
def explain(request: Request, fields: Fields) -> Response:
    """Keep the explanation of a broken check."""
    return answers.explained(visit_of_visitor(request), fields)


@router.get("/s/{token}/{response}/why", dependencies=[_WHOEVER])
def why(request: Request, path: str = "") -> Response:
    """Say why something is shown, hidden or computed."""
    return filing_asking.why(visit_of_visitor(request), path)


@router.get("/s/{token}/{response}/unseen", dependencies=[_WHOEVER])
def unseen(request: Request, sheet: str = "") -> Response:
    """Say what rules hide on a sheet, and why."""
    return filing_asking.unseen(visit_of_visitor(request), sheet)


@router.get("/s/{token}/{response}/earlier", dependencies=[_WHOEVER])
def earlier(request: Request, sheet: str = "") -> Response:
    """Give the values of the period before."""
    return filing_asking.earlier(visit_of_visitor(request), sheet)


@router.get("/s/{token}/{response}/choices", dependencies=[_WHOEVER])
def choices(request: Request, path: str = "", q: str = "", under: str = "") -> Response:
    """Find choices of a long list."""
    return answers.choices(visit_of_visitor(request), path, q[:100], under)


@router.get("/s/{token}/{response}/submit", dependencies=[_WHOEVER])
def confirm(request: Request) -> Response:
    """Ask to confirm the answers, or show what is missing."""
    return filing_submitting.confirm(visit_of_visitor(request))


@router.post("/s/{token}/{response}/submit", dependencies=[_WHOEVER])
def submit(request: Request, fields: Fields) -> Response:
    """Submit, once however often it is sent."""
    return filing_submitting.submit(visit_of_visitor(request), fields)


@router.get("/s/{token}/{response}/receipt", dependencies=[_WHOEVER])
def receipt(request: Request) -> Response:
    """Show the receipt."""
    return filing_submitting.receipt(visit_of_visitor(request))
