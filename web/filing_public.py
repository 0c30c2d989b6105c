"""The door of a public link: which response its visitor's cookie opens."""

from starlette.requests import Request
from starlette.responses import Response

from engine.filings import Response as Filed
from engine.filings import public
from engine.filings.public import PublicLink
from engine.filings.refusals import Refusal
from engine.forms.model.base import text_in
from engine.problems import Problem, problem
from engine.store import Work
from web.answers import page
from web.filing_room import room
from web.filing_visit import Visit, actor_of
from web.framing import framed
from web.i18n import language_of
from web.pages.filing import PublicStart
from web.security import cookies
from web.services import services


def start_page(request: Request, token: str, *, refused: Problem | None = None) -> Response:
    """Answer with what the survey is about, and with the way back to an answer begun."""
    language, desk = language_of(request), room(request).desk
    with services(request).database.read() as work:
        link = _known(work, request, token)
        form = desk.programs.current(work, link.form).form
        mine = public.mine(work, link, cookies.visitor(request))
    context = PublicStart(
        title=text_in(form.title, language),
        description=text_in(form.description, language),
        action=f"/s/{token}",
        resume=_address(token, [one for one in mine if one.editable]),
        answered=_address(token, [one for one in mine if not one.editable], "/receipt"),
        more=link.answers is None or len(mine) < link.answers,
        closed=link.refusal(services(request).clock()),
        password=link.terms.password is not None,
        problem=refused,
    )
    return page(request, "filing/public_start.html", context, status=422 if refused else 200)


def begin_answer(request: Request, token: str, password: str = "") -> str:
    """Begin an answer, or find the one begun; returns its address.

    Raises Refusal, Missing, and SignInRefused where the link asks for a password and this is not it.
    """
    held, desk = services(request), room(request).desk
    visitor = cookies.visitor(request)
    with held.database.read() as work:
        kept = _known(work, request, token).terms.password
    if kept is not None:
        address = request.client.host if request.client else ""
        held.signin.unlock(public.digest(token), password, kept, address=address)
    with held.database.write() as work:
        link = public.link_of(work, token)
        found = public.answer(
            work, desk, actor_of(request), link=link, visitor=visitor, language=language_of(request)
        )
    return f"/s/{token}/{found.id}"


def visit_of_visitor(request: Request) -> Visit:
    """Return the visit of a link's holder: only to the responses of its own cookie."""
    token, response = request.path_params["token"], request.path_params["response"]
    own = public.digest(cookies.read(request, "visitor"))
    with services(request).database.read() as work:
        link = _open_link(work, request, token)
    return Visit(
        request,
        services(request),
        room(request),
        actor_of(request),
        language_of(request),
        response,
        f"/s/{token}/{response}",
        lambda found: found.link == link.id and found.filed_by == own,
    )


def _open_link(work: Work, request: Request, token: str) -> PublicLink:
    """Return the link; a closed one lets nobody write."""
    link = _known(work, request, token)
    refused = _closed(link)
    if refused is not None and request.method != "GET":
        raise Refusal(refused)
    return link


def _known(work: Work, request: Request, token: str) -> PublicLink:
    """Return the link; its answers may stand inside the pages that its terms name."""
    link = public.link_of(work, token)
    framed(request, link.terms.frames)
    return link


def _closed(link: PublicLink) -> Problem | None:
    return None if link.open else problem("filing-link-closed")


def _address(token: str, found: list[Filed], rest: str = "") -> str:
    return f"/s/{token}/{found[0].id}{rest}" if found else ""
