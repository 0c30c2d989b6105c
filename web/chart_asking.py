"""What the routes of charts ask for: whose look it is, through which filters, at which question."""

from typing import Annotated, Final

from fastapi import Depends, Query
from starlette.requests import Request

from engine.analysis import Filters, Overview, Tally, UnknownFilter
from engine.library import NoSuchForm
from engine.people import Denied
from web.chart_room import VERB, ChartRoom, Look, chart_room, charted_form
from web.deps import Signed
from web.policies import policy

FRESH: Final = {"Cache-Control": "private, no-cache"}

viewer = policy(VERB, charted_form)
Path = Annotated[str, Query(max_length=300)]


def looked_at(request: Request, person: Signed, form: str) -> Look:
    """Return the look that the address asks for; filters that mean nothing are not there."""
    try:
        return Look(request, person, form, Filters.read(request.query_params.multi_items()))
    except UnknownFilter:
        raise Denied(VERB) from None


def overview_of(look: Annotated[Look, Depends(looked_at)]) -> Overview:
    """Return what is asked for; a form never published and a period without answers are not there."""
    try:
        found = look.overview()
        look.offers(found).check(look.filters)
    except (NoSuchForm, UnknownFilter):
        raise Denied(VERB) from None
    if look.filters.period and look.filters.period not in found.periods:
        raise Denied(VERB)
    return found


Looked = Annotated[Look, Depends(looked_at)]
Counted = Annotated[Overview, Depends(overview_of)]
Rooms = Annotated[ChartRoom, Depends(chart_room)]


def tally_of(overview: Counted, question: Path) -> Tally:
    """Return the question of the address; one that nobody was asked is not there."""
    found = overview.tally(question)
    if found is None:
        raise Denied(VERB)
    return found


Asked = Annotated[Tally, Depends(tally_of)]
