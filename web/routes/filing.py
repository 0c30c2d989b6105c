"""The filing screens of an organisation's people: open, fill, submit, look back."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from engine.filings import overview, windows
from engine.filings.drafts import open_response, response_of
from engine.library.stopping import stopped
from engine.people import Thing
from engine.store import Work
from web import filing_answers as answers
from web import filing_asking, filing_paper, filing_saving, filing_submitting
from web.answers import go
from web.deps import Fields, Signed
from web.filing_home import begin_page, history_page, period_of
from web.filing_room import room
from web.filing_views import first_sheet, show_sheet
from web.filing_visit import actor_of, owner_of, visit_of_person
from web.i18n import language_of
from web.menu import Entry
from web.pages.filing import Filter
from web.policies import own_organisation, policy
from web.services import services

router = APIRouter()
MENU: Final = (Entry("历史报送", "/filings", "filing.edit", exact=True),)


def response_thing(work: Work, request: Request) -> Thing:
    """Find whose response the path names, and keep the organisation for the route."""
    request.state.owner = owner_of(work, request.path_params["response"])
    return Thing.of(request.state.owner)


_VIEW: Final = policy("filing.view", response_thing)
_EDIT: Final = policy("filing.edit", response_thing)


@router.get("/filings", dependencies=[policy("filing.view", own_organisation)])
def history(request: Request, person: Signed) -> Response:
    """List what the organisation has filed."""
    given = request.query_params
    number = given.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    chosen = Filter(given.get("form", ""), given.get("year", ""), given.get("state", ""), max(page, 1))
    return history_page(request, person, chosen=chosen)


@router.get("/filings/new", dependencies=[policy("filing.edit", own_organisation)])
def ask(request: Request, person: Signed, form: str, period: str = "") -> Response:
    """Show what would be begun; nothing is begun by looking."""
    return begin_page(request, person, form=form, period=period)


@router.get("/filings/blank", dependencies=[policy("filing.view", own_organisation)])
def blank(request: Request, person: Signed, form: str, period: str = "") -> Response:
    """Show a form to fill in by hand."""
    return filing_paper.print_blank(request, person, form=form, period=period)


@router.post("/filings", dependencies=[policy("filing.edit", own_organisation)])
def begin(request: Request, person: Signed, fields: Fields) -> Response:
    """Open the organisation's response for a period, beginning it if there is none."""
    form, period = answers.text(fields, "form"), answers.text(fields, "period")
    desk, actor, mine = room(request).desk, actor_of(request), person.organisation
    slot = answers.text(fields, "slot")[:36]
    with services(request).database.write() as work:
        found = response_of(work, form, mine.id, period, slot=slot)
        if found is None:
            program = desk.programs.current(work, form)
            when = period_of(work, desk.programs, program, period, owner=mine)
            links = overview.links_asked(work, desk, program, organisation=mine, period=when)
            since = stopped(work).get(form)
            seen = overview.window_of(
                desk, program, actor, organisation=mine, period=when, links=links, stopped=since
            )
            windows.require_open(seen, actor.at, language=language_of(request))
            last = overview.newest(work, mine.id, form) if answers.text(fields, "like") else None
            found = open_response(
                work, desk, actor, form=form, organisation=mine, period=period, slot=slot, like=last
            )
    return go(request, f"/filings/{found.id}")


@router.get("/filings/{response}", dependencies=[_VIEW])
def first(request: Request) -> Response:
    """Lead to the first sheet."""
    return go(request, first_sheet(visit_of_person(request)))


@router.get("/filings/{response}/sheets/{sheet}", dependencies=[_VIEW])
def show(request: Request, sheet: str, earlier: str = "") -> Response:
    """Show one sheet, to fill in or to read."""
    return show_sheet(visit_of_person(request), sheet, earlier=bool(earlier))


@router.post("/filings/{response}/sheets/{sheet}", dependencies=[_EDIT])
def save(request: Request, sheet: str, fields: Fields) -> Response:
    """Save a whole sheet, posted as a plain form."""
    return filing_saving.save_sheet(visit_of_person(request), sheet, fields)


@router.post("/filings/{response}/change", dependencies=[_EDIT])
def change(request: Request, fields: Fields) -> Response:
    """Save one field."""
    return answers.changed(visit_of_person(request), fields)


@router.post("/filings/{response}/rows", dependencies=[_EDIT])
def rows(request: Request, fields: Fields) -> Response:
    """Add, remove or move a row."""
    return answers.rows_changed(visit_of_person(request), fields)


@router.post("/filings/{response}/paste", dependencies=[_EDIT])
def paste(request: Request, fields: Fields) -> Response:
    """Rehearse or apply a pasted block."""
    return answers.pasted_block(visit_of_person(request), fields)


@router.post("/filings/{response}/explanations", dependencies=[_EDIT])
def explain(request: Request, fields: Fields) -> Response:
    """Keep the explanation of a broken check."""
    return answers.explained(visit_of_person(request), fields)


@router.get("/filings/{response}/why", dependencies=[_VIEW])
def why(request: Request, path: str = "") -> Response:
    """Say why something is shown, hidden or computed."""
    return filing_asking.why(visit_of_person(request), path)


@router.get("/filings/{response}/unseen", dependencies=[_VIEW])
def unseen(request: Request, sheet: str = "") -> Response:
    """Say what rules hide on a sheet, and why."""
    return filing_asking.unseen(visit_of_person(request), sheet)


@router.get("/filings/{response}/earlier", dependencies=[_VIEW])
def earlier(request: Request, sheet: str = "") -> Response:
    """Give the values of the period before."""
    return filing_asking.earlier(visit_of_person(request), sheet)


@router.get("/filings/{response}/choices", dependencies=[_VIEW])
def choices(request: Request, path: str = "", q: str = "", under: str = "") -> Response:
    """Find choices of a long list."""
    return answers.choices(visit_of_person(request), path, q[:100], under)


@router.get("/filings/{response}/paper", dependencies=[_VIEW])
def on_paper(request: Request) -> Response:
    """Show the filing as it goes on paper."""
    return filing_paper.print_filing(visit_of_person(request))


@router.get("/filings/{response}/submit", dependencies=[policy("filing.submit", response_thing)])
def confirm(request: Request) -> Response:
    """Ask to confirm the submission, or show what stands in its way."""
    return filing_submitting.confirm(visit_of_person(request))


@router.post("/filings/{response}/submit", dependencies=[policy("filing.submit", response_thing)])
def submit(request: Request, fields: Fields) -> Response:
    """Submit, once however often it is sent."""
    return filing_submitting.submit(visit_of_person(request), fields)


@router.get("/filings/{response}/receipt", dependencies=[_VIEW])
def receipt(request: Request) -> Response:
    """Show the receipt."""
    return filing_submitting.receipt(visit_of_person(request))


@router.get("/filings/{response}/receipt.json", dependencies=[_VIEW])
def receipt_json(request: Request) -> Response:
    """Answer with the stored receipt."""
    return filing_submitting.receipt_json(visit_of_person(request))


@router.post("/filings/{response}/withdraw", dependencies=[policy("filing.withdraw", response_thing)])
def withdraw(request: Request) -> Response:
    """Take a submission back that nobody has reviewed."""
    return filing_submitting.withdraw(visit_of_person(request))
