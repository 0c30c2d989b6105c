"""A draft whose form has a new version: carried over before its page is shown, and what was not is told."""

from collections.abc import Callable
from typing import TypeVar

from engine.filings import Filing, responses, upgrading
from engine.filings.showing import shown_in
from engine.store import Work
from web.filing_visit import Visit
from web.pages.filing import LostAnswer

T = TypeVar("T")


def up_to_date(visit: Visit, use: Callable[[Work, Filing], T]) -> T:
    """Return what `use` makes of the response, in its form's present version if it is one's own draft."""
    with visit.held.database.read() as work:
        filing = visit.open(work)
        if not (upgrading.due(work, filing.response) and visit.writable(filing)):
            return use(work, filing)
    with visit.held.database.write() as work:
        response = responses.fetch(work, visit.response, lock=True)
        if upgrading.due(work, response):
            upgrading.upgrade(work, visit.desk, response, visit.actor)
    with visit.held.database.read() as work:
        return use(work, visit.open(work))


def was_a_sheet(visit: Visit, filing: Filing, work: Work, *, sheet: str) -> bool:
    """Whether a version that the response was carried over from had a sheet of that name."""
    versions = upgrading.versions_before(work, filing.response)
    forms = (visit.desk.programs.get(work, version).form for version in versions)
    return any(sheet == one.sheet for form in forms for one in form.sheets)


def lost_answers(visit: Visit, filing: Filing, work: Work) -> tuple[LostAnswer, ...]:
    """Return what did not come along, while it is a draft, under the names it was asked by."""
    if filing.response.state != "draft":
        return ()
    return tuple(_told(visit, work, one) for one in upgrading.lost(work, visit.desk, filing.response))


def _told(visit: Visit, work: Work, one: upgrading.Lost) -> LostAnswer:
    program = visit.desk.programs.get(work, one.version)
    place = visit.room.sheets(program, visit.language).labels.of(one.path)
    return LostAnswer(place, shown_in(program, one.path, one.value, visit.language))
