"""Each route's one policy: which verb on which thing, any account, or declared public.

The thing is looked up from the resource in the path, never taken from what a client says of it.
The app refuses to start while a route has no policy.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, Literal

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from starlette.requests import Request
from starlette.routing import Mount

from engine.people import Denied, Person, Thing, may, sessions
from engine.store import StoreBusy, StoreFull, Work
from web.security import cookies
from web.services import services

Loader = Callable[[Work, Request], Thing]
"""Looks up what a request is about; raises engine.people.Denied when there is none."""

MOUNTS: Final = frozenset({"/static"})
"""Folders of files that everybody may read."""


_BRIEFLY: Final = 0.2
"""Seconds that a reader waits for the note of its session's use; the next request notes it as well."""


class NotSignedIn(Exception):
    """The route needs an account, and the request has no living session."""


class UnguardedRoute(Exception):
    """A route without a policy: the app must not start."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A policy as a dependency: it lets the request in, or raises NotSignedIn or Denied."""

    kind: Literal["verb", "signed", "public"]
    verb: str = ""
    thing: Loader | None = None
    why: str = ""

    def __call__(self, request: Request) -> None:
        """Judge a request; who and on what stay in its state."""
        if self.kind == "public":
            return
        with services(request).database.read() as work:
            person = request.state.person = _identify(work, request)
            if self.thing is not None:
                request.state.thing = self._judge(work, request, person)
        if request.state.stale:
            _note_use(request)

    def _judge(self, work: Work, request: Request, person: Person) -> Thing:
        assert self.thing is not None
        thing = self.thing(work, request)
        if not may(person, self.verb, thing):
            raise Denied(self.verb)
        return thing


def policy(verb: str, thing: Loader) -> Any:
    """Only who may do `verb` on the thing that `thing` finds. For a route's `dependencies`."""
    return Depends(Guard("verb", verb, thing))


def signed_in() -> Any:
    """Anybody with an account; the route shows what is the person's own. For `dependencies`."""
    return Depends(Guard("signed"))


def public(why: str) -> Any:
    """Everybody, because of `why`. For a route's `dependencies`; a test pins the list."""
    return Depends(Guard("public", why=why))


def own_organisation(_work: Work, request: Request) -> Thing:
    """The person's own organisation as the thing."""
    person: Person = request.state.person
    return Thing.of(person.organisation)


def own_system(_work: Work, request: Request) -> Thing:
    """The system that the person works in as the thing: what belongs to no single organisation."""
    person: Person = request.state.person
    return Thing(person.organisation.system)


def guards(app: FastAPI) -> Iterator[tuple[str, Guard]]:
    """Return every route ("GET /path") with its guard. Raises UnguardedRoute for any without."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, Mount) and route.path in MOUNTS:
            continue
        if not isinstance(route, APIRoute):
            raise UnguardedRoute(f"{context.path}: a {type(route).__name__} cannot carry a policy")
        guard = _guard(context)
        for method in sorted(context.methods or ()):
            yield f"{method} {context.path}", guard


def _guard(context: RouteContext) -> Guard:
    found = [depends.dependency for depends in context.dependencies if isinstance(depends.dependency, Guard)]
    if len(found) != 1:
        raise UnguardedRoute(f"{context.path}: {len(found)} policies, a route declares exactly one")
    return found[0]


def _identify(work: Work, request: Request) -> Person:
    token = cookies.read(request, "session")
    held = services(request)
    current = sessions.current(work, token, book=held.book, at=held.clock()) if token else None
    if current is None:
        raise NotSignedIn
    request.state.stale = current.stale
    return current.person


def _note_use(request: Request) -> None:
    """Note that the session is in use; where the store takes no writes now, people may still read."""
    held = services(request)
    with suppress(StoreBusy, StoreFull), held.database.write(patience=_BRIEFLY) as work:
        sessions.note_use(work, cookies.read(request, "session"), at=held.clock())
