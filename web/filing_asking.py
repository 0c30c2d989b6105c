"""What somebody asks of a sheet without changing it: why things are as they are, and what was before."""

from dataclasses import replace

from starlette.responses import HTMLResponse, Response

from engine.filings import Filing, Missing, drafts
from engine.forms import Refused
from engine.render import Reason, View
from engine.render import why as answer
from engine.store import Work
from web.filing_views import view_of
from web.filing_visit import Visit

UNSEEN = "#unseen"
"""Asks why everything that a sheet hides is hidden."""


def why(visit: Visit, path: str) -> Response:
    """Say which rule and which values decided what stands at a path."""
    with visit.held.database.read() as work:
        filing = visit.open(work)
        if not visit.sees(filing, path):
            raise Missing(path[:40])
    return HTMLResponse(
        answer(visit.room.sheets(filing.program, visit.language), _reason(visit, filing, path))
    )


def unseen(visit: Visit, sheet: str) -> Response:
    """List what rules hide on a sheet, each with its reason."""
    with visit.held.database.read() as work:
        filing, view = _opened(visit, work, sheet)
    made = visit.room.sheets(filing.program, visit.language)
    return HTMLResponse(made.unseen(_hidden(visit, filing, view)))


def earlier(visit: Visit, sheet: str) -> Response:
    """Answer with the values of the period before, each to be put at its place."""
    with visit.held.database.read() as work:
        filing, view = _opened(visit, work, sheet)
    return HTMLResponse(visit.room.sheets(filing.program, visit.language).earlier(view))


def told(visit: Visit, filing: Filing, view: View, path: str) -> View:
    """Return a view whose page answers, without scripts, why something is as it is."""
    if path == UNSEEN:
        return replace(view, unseen=_hidden(visit, filing, view))
    return replace(view, reason=_reason(visit, filing, path))


def _opened(visit: Visit, work: Work, sheet: str) -> tuple[Filing, View]:
    filing = visit.open(work)
    if not visit.sees(filing, sheet):
        raise Missing(sheet[:40])
    if sheet not in (one.sheet for one in filing.program.form.sheets):
        raise Missing(sheet[:40])
    return filing, view_of(visit, filing, sheet, earlier=True)


def _reason(visit: Visit, filing: Filing, path: str) -> Reason:
    labels = visit.room.sheets(filing.program, visit.language).labels
    try:
        drafts.known(path)
        said = filing.state.why(path, visit.language)
    except Refused as refused:
        raise Missing(path[:40]) from refused
    return Reason(labels.of(path), tuple(said.splitlines()))


def _hidden(visit: Visit, filing: Filing, view: View) -> tuple[Reason, ...]:
    made = visit.room.sheets(filing.program, visit.language)
    return tuple(
        Reason(made.labels.of(path), tuple(filing.state.why_shown(path, visit.language).splitlines()[1:]))
        for path in made.hidden(filing.state, view)
    )
