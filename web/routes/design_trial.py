"""A design's checks tried over the responses that are stored, before they are published."""

from time import monotonic
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from engine.analysis.reach import Reach
from engine.analysis.trial import Asked, Bench, Trial, fresh_checks, try_checks
from engine.filings.drafted import drafted
from engine.forms import Program
from engine.library import NoSuchForm
from engine.library.designs import Design
from engine.library.publishing import owner_of
from engine.people import Person
from engine.store import Work
from web.answers import page
from web.deps import Held, Language, Signed
from web.design_room import Unsound, design_of, design_room, designer
from web.filing_room import room
from web.pages.design_trial import TrialPage, choices, outcome_view

router = APIRouter(prefix="/designs")
LOOKS, READS = "chart.view", "filing.view"


@router.get("/{design}/trial", dependencies=[designer])
def trial(
    request: Request,
    person: Signed,
    held: Held,
    language: Language,
    *,
    check: Annotated[list[str] | None, Query(max_length=64)] = None,
    periods: Annotated[int, Query(ge=1, le=24)] = 6,
    run: bool = False,
) -> Response:
    """Show the checks of a design, and what would have come of those that are asked for."""
    design = design_of(request)
    known = design.id, design.title, design.revision
    try:
        program = design_room(request).program(design)
    except Unsound as error:
        return page(
            request,
            "designs/trial.html",
            TrialPage(*known, (), periods, unreadable=error.problems),
            status=422,
        )
    with held.database.read() as work:
        fresh = fresh_checks(program, _before(request, work, design))
        names = frozenset(check) if check else fresh
        found = _tried(request, work, person, program, names=names, periods=periods) if run else None
    named = READS in person.verbs
    shown = TrialPage(
        *known,
        tuple(choices(program, names, language)),
        periods,
        found,
        tuple(outcome_view(one, language, named=named) for one in found.outcomes) if found else (),
    )
    return page(request, "designs/trial.html", shown)


def _before(request: Request, work: Work, design: Design) -> Program | None:
    try:
        return room(request).desk.programs.current(work, design.form)
    except NoSuchForm:
        return None


def _tried(
    request: Request, work: Work, person: Person, program: Program, *, names: frozenset[str], periods: int
) -> Trial | None:
    """Try the checks, within the person's reach; None where the form's responses are none of theirs.

    A design may call itself by any name: the responses of a form are read only in the form's own system.
    """
    system, form = person.organisation.system, program.form.form
    listed = form in design_room(request).definitions.systems[system].forms
    if LOOKS not in person.verbs or not (listed or owner_of(work, form) == system):
        return None
    desk = room(request).desk
    draft = drafted(work, desk.programs, program, follows=None)
    bench = Bench(draft, desk.profiles, desk.zone, monotonic)
    return try_checks(work, bench, Reach.of(person, LOOKS), Asked(names, periods))
