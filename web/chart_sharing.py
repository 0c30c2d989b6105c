"""Links to charts: made, listed and stopped by who may look, and what their holders see."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from engine.analysis import Filters, Overview, UnknownFilter, picture, sharing
from engine.analysis.sharing import Share, Terms, TooManyShares
from engine.forms import DefinitionError
from engine.forms.appraisal import FILE
from engine.forms.model.base import text_in
from engine.forms.source import check_characters
from engine.people import Denied, Thing, may
from engine.people.sessions import standing
from engine.problems import Problem, problem
from engine.render import charts
from web.answers import go, page
from web.chart_asking import overview_of, tally_of
from web.chart_room import VERB, Look, chart_room, charted, digest
from web.framing import NoOrigin, framed, origins
from web.i18n import language_of
from web.pages.chart_filters import Around, filter_bar
from web.pages.chart_report import conditions
from web.pages.chart_sharing import FreshShare, GuestPage, ShareLine, SharesPage, guest_view
from web.pages.design_links import frame_of
from web.services import services

_LONG: Final = 200
_FRAMES: Final = 2000
_QUERY: Final = 2000


class _NotMade(Exception):
    def __init__(self, fault: Problem) -> None:
        super().__init__(str(fault))
        self.problem = fault


def shown(
    request: Request,
    look: Look,
    overview: Overview,
    *,
    fresh: FreshShare | None = None,
    wrong: Problem | None = None,
) -> Response:
    """Answer with somebody's links to a form's charts."""
    held, language = services(request), language_of(request)
    with held.database.read() as work:
        found = sharing.shares_of(work, look.person, look.form)
    now = held.clock()
    query = look.filters.query()
    view = SharesPage(
        title=text_in(look.definition().title, language),
        back=f"/charts/{look.form}{query}",
        action=f"/charts/{look.form}/shares{query}",
        base=f"/charts/{look.form}/shares",
        conditions=_conditions(look, overview, language),
        lines=tuple(ShareLine(one, one.living(now), bool(one.terms.query)) for one in found),
        fresh=fresh,
        problem=wrong,
    )
    return page(request, "charts/shares.html", view, status=422 if wrong else 200)


def made(request: Request, look: Look, overview: Overview, fields: FormData) -> Response:
    """Make a link on the terms posted."""
    held = services(request)
    try:
        terms = _terms(request, look, fields)
        with held.database.write() as work:
            token = sharing.share(work, look.person, form=look.form, at=held.clock(), terms=terms)
    except _NotMade as refused:
        return shown(request, look, overview, wrong=refused.problem)
    except TooManyShares:
        return shown(request, look, overview, wrong=problem("shares-many", limit=sharing.MOST))
    address = f"{held.settings.base_url}/d/{token}"
    return shown(
        request, look, overview, fresh=FreshShare(address, frame_of(address) if terms.frames else "")
    )


def stopped(request: Request, look: Look, share: str) -> Response:
    """Stop one of somebody's links."""
    with services(request).database.write() as work:
        if not sharing.stop(work, look.person, share):
            raise Denied(VERB)
    return go(request, f"/charts/{look.form}/shares")


def _terms(request: Request, look: Look, fields: FormData) -> Terms:
    """Return the terms as posted, under the filters of the address. Raises _NotMade."""
    label, until = (str(fields.get(name) or "").strip() for name in ("label", "closes_at"))
    try:
        check_characters(label, FILE)
        frames = origins(str(fields.get("frames") or "")[:_FRAMES])
        closes_at = datetime.fromisoformat(until) if until else None
    except NoOrigin as wrong:
        raise _NotMade(wrong.problem) from wrong
    except DefinitionError as wrong:
        raise _NotMade(wrong.problems[0]) from wrong
    except ValueError:
        raise _NotMade(problem("value-not-datetime", given=until[:40])) from None
    query = urlencode(list(look.filters.pairs()))
    if len(query) > _QUERY:
        raise _NotMade(problem("shares-filters", limit=_QUERY))
    zone = services(request).settings.zone
    until_at = closes_at.replace(tzinfo=zone).astimezone(UTC) if closes_at else None
    return Terms(query, label[:_LONG], frames, until_at)


def look_of_guest(request: Request, token: str) -> Look:
    """Return what a link shows, in the name of who gave it out. Raises Denied where it shows nothing."""
    held = services(request)
    with held.database.read() as work:
        share = sharing.shared(work, token)
        if share is None or not share.living(held.clock()):
            raise Denied(VERB)
        framed(request, share.terms.frames)
        person = standing(work, share.user, share.organisation, book=held.book)
        if person is None:
            raise Denied(VERB)
        thing: Thing = charted(work, request, person, share.form)
    if not may(person, VERB, thing):
        raise Denied(VERB)
    return Look(request, person, share.form, _filters(share))


def _filters(share: Share) -> Filters:
    try:
        return Filters.read(parse_qsl(share.terms.query))
    except UnknownFilter:
        raise Denied(VERB) from None


def guest_page(request: Request, token: str, language: str) -> GuestPage:
    """Return what a link's holder sees: counts and pictures, nothing that people wrote."""
    look = look_of_guest(request, token)
    overview = overview_of(look)
    words = chart_room(request).words(language, overview)
    version = digest(overview.mark)
    view = guest_view(look.definition(), overview, words, token=token, version=version)
    return replace(view, conditions=_conditions(look, overview, language), at=services(request).clock())


def drawn_for_guests(look: Look, question: str, language: str) -> bytes:
    """Return a question's picture."""
    overview = overview_of(look)
    chart = picture(tally_of(overview, question), chart_room(look.request).words(language, overview))
    if chart is None:
        raise Denied(VERB)
    return charts.svg(chart).encode()


def _conditions(look: Look, overview: Overview, language: str) -> tuple[str, ...]:
    bar = filter_bar(overview, look.offers(overview), language, Around(f"/charts/{look.form}"))
    return tuple(conditions(overview, bar, language))
