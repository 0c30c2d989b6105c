"""A filing on paper, and the blank form of a period."""

from starlette.requests import Request
from starlette.responses import Response

from engine.forms import FormState, Program
from engine.people import Person
from engine.render.printing import paper
from web.answers import page
from web.filing_home import period_of
from web.filing_room import room
from web.filing_views import header_of
from web.filing_visit import Visit, actor_of
from web.i18n import language_of
from web.pages.filing import PaperPage
from web.services import services


def print_filing(visit: Visit) -> Response:
    """Answer with the filing as it goes on paper, in the state it has."""
    with visit.held.database.read() as work:
        filing = visit.open(work)
        header = header_of(visit, filing)
        told = paper(filing.program, filing.state, visit.language)
    context = PaperPage(told, header.organisation, header.period, header.state, visit.base)
    return page(visit.request, "filing/paper.html", context)


def print_blank(request: Request, person: Person, *, form: str, period: str) -> Response:
    """Answer with the form to fill in by hand. Raises Missing where form and period do not fit."""
    desk, language = room(request).desk, language_of(request)
    with services(request).database.read() as work:
        program = desk.programs.current(work, form)
        when = period_of(work, desk.programs, program, period, owner=person.organisation)
        key = when.key if when else ""
        context = desk.context(work, program, actor_of(request), organisation=person.organisation, period=key)
        state = _nothing(program, context.arguments())
    told = paper(program, state, language, blank=True)
    label = when.label(language) if when else ""
    return page(request, "filing/paper.html", PaperPage(told, person.organisation.name, label, "", "/"))


def _nothing(program: Program, arguments: dict[str, object]) -> FormState:
    return program.start({}, **arguments)  # type: ignore[arg-type]  # what Context.arguments gives
