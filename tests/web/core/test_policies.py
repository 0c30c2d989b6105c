"""Policies.

POL-01  Every route carries exactly one policy; the list of public ones is pinned here, with its size.
POL-02  The application refuses to start with a route, mount or method that has none, or two.
POL-03  Every route that is not public sends a visitor to sign in, and answers htmx 401.
POL-04  A thing that is not yours and one that is not there answer the same bytes.
POL-05  Every verb is a `kind.action`.
"""

import re
from collections.abc import Callable

import pytest
from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from engine.people import Organisation, Thing, organisations
from engine.store import Work
from web.policies import UnguardedRoute, guards, own_organisation, own_system, policy, public, signed_in

PUBLIC = {
    "GET /healthz",
    "GET /readyz",
    "GET /signin",
    "POST /language",
    "POST /signin",
}
BY_LINK = re.compile(r"^((GET|POST) /s/|GET /d/)")  # the token in the path is the key


def test_the_public_routes_are_pinned(app: FastAPI) -> None:  # POL-01
    found = {route for route, guard in guards(app) if guard.kind == "public"}
    assert {route for route in found if not BY_LINK.match(route)} == PUBLIC
    assert all(guard.why for _, guard in guards(app) if guard.kind == "public")


def answer() -> Response:
    return Response("fine")


def unguarded(app: FastAPI) -> None:
    app.get("/open")(answer)


def inside_a_router(app: FastAPI) -> None:
    inner, outer = APIRouter(), APIRouter()
    inner.get("/open")(answer)
    outer.include_router(inner, prefix="/deep")
    app.include_router(outer)


def plain_route(app: FastAPI) -> None:
    app.router.routes.append(Route("/open", lambda _request: Response()))


def mount(app: FastAPI) -> None:
    app.mount("/other", FastAPI())


def two_policies(app: FastAPI) -> None:
    app.get("/open", dependencies=[signed_in(), public("why not")])(answer)


@pytest.mark.parametrize("forget", [unguarded, inside_a_router, plain_route, mount, two_policies])
def test_no_start_without_policy(app: FastAPI, forget: Callable[[FastAPI], None]) -> None:  # POL-02
    forget(app)
    with pytest.raises(UnguardedRoute, match="/open|/other"):
        list(guards(app))


def test_who_is_not_signed_in_gets_nowhere(app: FastAPI, visitor: TestClient) -> None:  # POL-03
    visitor.get("/signin")
    headers = {"X-CSRF-Token": _token(visitor)}
    closed = [route for route, guard in guards(app) if guard.kind != "public"]
    assert closed
    for route in closed:
        method, path = route.split(" ", 1)
        path = re.sub(r"{[^}]+}", "x", path)
        page = visitor.request(method, path, headers=headers)
        assert (page.status_code, page.headers["Location"].split("?")[0]) == (303, "/signin"), route
        fragment = visitor.request(method, path, headers={**headers, "HX-Request": "true"})
        assert (fragment.status_code, fragment.content) == (401, b""), route
        assert fragment.headers["HX-Redirect"].startswith("/signin"), route


def _token(client: TestClient) -> str:
    text: str = client.get("/signin").text
    return text.split('name="csrf" value="')[1].split('"')[0]


def test_foreign_and_missing_are_one(app: FastAPI, wang: TestClient) -> None:  # POL-04
    def plant(work: Work, request: Request) -> Thing:
        found: Organisation = organisations.fetch(work, request.path_params["plant"])
        return Thing.of(found)

    app.get("/plants/{plant}", dependencies=[policy("filing.view", plant)])(answer)
    app.get("/mine", dependencies=[policy("filing.view", own_organisation)])(answer)
    app.get("/shared", dependencies=[policy("filing.view", own_system)])(answer)
    app.get("/unheld", dependencies=[policy("filing.approve", own_system)])(answer)
    assert wang.get("/plants/lathe").text == "fine"
    assert wang.get("/mine").text == "fine"
    assert wang.get("/shared").text == "fine"
    assert wang.get("/unheld").status_code == 404
    for headers in ({}, {"HX-Request": "true"}):
        foreign, missing = (wang.get(f"/plants/{name}", headers=headers) for name in ("brewery", "nowhere"))
        assert foreign.status_code == missing.status_code == 404
        assert foreign.content.replace(b"brewery", b"nowhere") == missing.content
        assert _plain(foreign.headers) == _plain(missing.headers)


def _plain(headers: object) -> dict[str, str]:
    return {name: text for name, text in dict(headers).items() if name != "x-request-id"}  # type: ignore[call-overload]  # headers


def test_verbs_are_kinds_and_actions(app: FastAPI) -> None:  # POL-05
    verbs = {guard.verb for _, guard in guards(app) if guard.kind == "verb"}
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", verb) for verb in verbs)
