"""Signing in and out, in the browser.

SIP-01  A right password leads to where one wanted to go, under a new cookie; the old one is dead.
SIP-02  A refusal keeps the name, not the password, says what to do, and looks the same for all.
SIP-03  `next` leads only to our own paths.
SIP-04  Signing out ends the session in the store; it is a post.
SIP-05  A session unused for four hours sends pages to sign in, and back afterwards.
SIP-06  Cookies: HttpOnly, SameSite; over HTTPS Secure and bound to the host.
SIP-07  After too many tries the page says when to come back.
"""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.store import Database
from tests.people.world import PASSWORD, account, build, cheap_passwords
from tests.web.core.conftest import Clock, sign_in, token_of

HOSTILE = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "evil.example",
    "",
    "/é",
    "///evil.example",
]


def test_sign_in_leads_on_with_a_new_session(visitor: TestClient) -> None:  # SIP-01
    response = sign_in(visitor, "wang", next="/filings?year=2026")
    assert (response.status_code, response.headers["Location"]) == (303, "/filings?year=2026")
    first = visitor.cookies["session"]
    assert "济南第一机床厂" in visitor.get("/").text
    sign_in(visitor, "wang")
    assert visitor.cookies["session"] != first
    visitor.cookies.clear()
    assert visitor.get("/", headers={"Cookie": f"session={first}"}).status_code == 303


@pytest.mark.parametrize("login", ["wang", "nobody"])
def test_a_refusal_keeps_the_name_only(visitor: TestClient, login: str) -> None:  # SIP-02
    response = sign_in(visitor, login, "wrong-password")
    assert response.status_code == 422
    assert "用户名或密码不正确" in response.text
    assert f'value="{login}"' in response.text
    assert "wrong-password" not in response.text
    assert "session" not in response.cookies


def test_refusals_differ_in_nothing_but_the_name(visitor: TestClient) -> None:  # SIP-02
    known = sign_in(visitor, "wang", "wrong-password").text
    unknown = sign_in(visitor, "nobody", "wrong-password").text
    assert known.replace('"wang"', '"nobody"') == unknown


@pytest.mark.parametrize("wanted", HOSTILE)
def test_next_never_leaves_the_site(visitor: TestClient, wanted: str) -> None:  # SIP-03
    assert 'name="next" value="/"' in visitor.get("/signin", params={"next": wanted}).text
    assert sign_in(visitor, "wang", next=wanted).headers["Location"] == "/"


def test_signing_out_ends_the_session(wang: TestClient) -> None:  # SIP-04
    kept = wang.cookies["session"]
    assert wang.get("/signout").status_code in (404, 405)
    response = wang.post("/signout", data={"csrf": token_of(wang)})
    assert (response.status_code, response.headers["Location"]) == (303, "/signin")
    assert "session" not in wang.cookies
    assert wang.get("/", headers={"Cookie": f"session={kept}"}).status_code == 303


def test_an_unused_session_is_over(wang: TestClient, clock: Clock) -> None:  # SIP-05
    clock.pass_(hours=3)
    assert wang.get("/").status_code == 200
    clock.pass_(hours=3)
    assert wang.get("/").status_code == 200
    clock.pass_(hours=5)
    response = wang.get("/?year=2026&b=1")
    assert (response.status_code, response.headers["Location"]) == (
        303,
        "/signin?next=/%3Fyear%3D2026%26b%3D1",
    )
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/filings/7?sheet=2"}
    assert wang.get("/", headers=headers).headers["HX-Redirect"] == "/signin?next=/filings/7%3Fsheet%3D2"


def test_cookies_are_kept_from_scripts_and_other_hosts(
    make_app: Callable[..., FastAPI], sqlite_database: Database
) -> None:  # SIP-06
    with sqlite_database.write() as work:
        account(work, "wang", (build(work)["lathe"], "filer"), passwords=cheap_passwords())
    secure = make_app(base_url="https://testserver")
    with TestClient(secure, base_url="https://testserver", follow_redirects=False) as client:
        response = sign_in(client, "wang")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert all(part in cookie for part in ("HttpOnly", "Path=/", "SameSite=lax", "Secure"))
    assert response.headers["Strict-Transport-Security"]


def test_too_many_tries_are_told_when_to_come_back(visitor: TestClient) -> None:  # SIP-07
    for _ in range(10):
        sign_in(visitor, "wang", "wrong-password")
    response = sign_in(visitor, "wang", PASSWORD)
    assert response.status_code == 422
    assert "15 分钟后重试" in response.text
