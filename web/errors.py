"""Faults as people see them: a page, or for htmx a message in the page; the same for both readers.

What is not there and what is not yours look exactly alike. Where a plain form could not be taken now
(no turn, signed out meanwhile), what was typed comes back in the page, to be sent again.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from engine.filings.refusals import Refusal
from engine.people import Denied
from engine.problems import Problem
from engine.store import StoreBusy, StoreFull, Unstorable
from web.answers import is_fragment, page, sign_in_path
from web.policies import NotSignedIn
from web.security import csrf
from web.security.redirects import own_path

_RETRY: Final = {"Retry-After": "5"}
_MESSAGE: Final = {"HX-Retarget": "#messages", "HX-Reswap": "innerHTML"}


_SECRET: Final = "password"
"""A form with such a field is never put into a page again."""


@dataclass(frozen=True, slots=True)
class Again:
    """A plain form that was not taken: where it goes, and the texts in it."""

    action: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What `error.html` and `_message.html` show."""

    status: int
    """The HTTP status; the template has the sentences of the usual ones."""
    problems: tuple[Problem, ...] = ()
    """Sentences of their own, from the catalogue."""
    request_id: str = ""
    """What to tell support; only where the fault is ours."""
    again: Again | None = None
    """What was typed, where it can simply be sent again."""


def answer(request: Request, fault: Fault, headers: dict[str, str] | None = None) -> Response:
    """Answer a fault as a page, or as a message in the page that htmx keeps."""
    if is_fragment(request):
        told = {**_MESSAGE, **(headers or {})}
        return page(request, "_message.html", fault, status=fault.status, headers=told)
    return page(request, "error.html", fault, status=fault.status, headers=headers)


def install(app: FastAPI) -> None:
    """Tell the app how each fault is answered."""
    app.add_exception_handler(Denied, _not_there)
    app.add_exception_handler(NotSignedIn, _not_signed_in)
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(StoreBusy, _no_turn)
    app.add_exception_handler(StoreFull, _no_turn)
    app.add_exception_handler(Unstorable, _not_there)


def _not_there(request: Request, _fault: Exception) -> Response:
    return answer(request, Fault(404))


def _malformed(request: Request, _fault: Exception) -> Response:
    # a path or query that no page of ours links to
    return answer(request, Fault(404))


def _not_signed_in(request: Request, _fault: Exception) -> Response:
    if is_fragment(request):
        back = _parts(request.headers.get("HX-Current-URL", ""))
        path = own_path(back.path + (f"?{back.query}" if back.query else ""))
        return Response(status_code=401, headers={"HX-Redirect": sign_in_path(path)})
    again = _again(request)
    if again is not None:
        return answer(request, Fault(401, again=again))
    query = f"?{request.url.query}" if request.url.query else ""
    back_to = request.scope["path"] + query if request.method == "GET" else "/"
    return RedirectResponse(sign_in_path(own_path(back_to)), 303)


def _parts(url: str) -> SplitResult:
    """Return the parts of an address that a browser named, empty ones of nonsense."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _again(request: Request) -> Again | None:
    """Return the posted form as it can be sent again; None where there is none, or a password in it."""
    form: FormData | None = getattr(request.state, "form", None)
    if form is None or _SECRET in form:
        return None
    texts = ((name, text) for name, text in form.multi_items() if isinstance(text, str))
    fields = tuple((name, text) for name, text in texts if name != csrf.FIELD)
    return Again(request.scope["path"], fields) if fields else None


def _refusal(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, Refusal)
    return answer(request, Fault(409, fault.problems))


def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    # A page of ours whose session ended meanwhile has an old token; a stranger's page gets nothing back.
    old = fault.status_code == 403 and csrf.is_own_page(request)
    again = _again(request) if old else None
    return answer(request, Fault(fault.status_code, again=again), dict(fault.headers or {}))


def _no_turn(request: Request, _fault: Exception) -> Response:
    return answer(request, Fault(503, again=_again(request)), dict(_RETRY))


def too_big(request: Request) -> Response:
    """Answer a body over the limit."""
    return answer(request, Fault(413))


def crash(request: Request) -> Response:
    """Answer what nobody foresaw: an apology and the number to find it by in the log."""
    return answer(request, Fault(500, request_id=request.state.id))
