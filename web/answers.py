"""How routes answer: a page or a block of it, with the shell that every page stands in."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Final, Protocol
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from engine.people import Person
from engine.problems import LANGUAGES
from web import menu
from web.i18n import language_of
from web.security import csrf
from web.services import services


class Context(Protocol):
    """A frozen dataclass whose fields are what its template reads."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Shell:
    """What `base.html` reads, on every page, as `shell`."""

    language: str
    """The page's language: zh, en."""
    languages: tuple[str, ...]
    """The languages one may switch to."""
    person: Person | None
    """Who is signed in; nobody on public pages."""
    csrf: str
    """The token for forms and htmx."""
    path: str
    """This page's own path with its query, to come back to."""
    menu: tuple[menu.Entry, ...]
    """The header's entries for this person."""


XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of an Excel workbook."""


def page(
    request: Request,
    template: str,
    context: Context,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with a whole page."""
    values = _values(request, context)
    html = services(request).pages.html(language_of(request), template, values)
    return HTMLResponse(html, status, headers)


def block(request: Request, template: str, name: str, context: Context, *, status: int = 200) -> Response:
    """Answer with one block of a page's template: the same markup, alone."""
    values = _values(request, context)
    return HTMLResponse(services(request).pages.block(language_of(request), template, name, values), status)


def go(request: Request, path: str) -> Response:
    """Send the browser on to a page after a change (and htmx too)."""
    if is_fragment(request):
        return Response(status_code=204, headers={"HX-Redirect": path})
    return RedirectResponse(path, 303)


def is_fragment(request: Request) -> bool:
    """Whether htmx asks, for a part of a page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def sign_in_path(back: str) -> str:
    """Return the path of the sign-in page that leads back to `back`."""
    return "/signin" if back in ("", "/") else f"/signin?next={quote(back, safe='/')}"


def shell(request: Request) -> Shell:
    """Return the shell of a request's page."""
    person: Person | None = getattr(request.state, "person", None)
    query = f"?{request.url.query}" if request.url.query else ""
    return Shell(
        language=language_of(request),
        languages=LANGUAGES,
        person=person,
        csrf=csrf.token(request),
        path=request.scope["path"] + query,
        menu=menu.entries_for(person, services(request).menu),
    )


def _values(request: Request, context: Context) -> dict[str, object]:
    named = {field.name: getattr(context, field.name) for field in fields(context)}
    return {"shell": shell(request), **named}
