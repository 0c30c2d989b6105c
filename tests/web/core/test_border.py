"""The border.

BRD-01  A forged post changes nothing: no token, another's, another site's, a wrong origin, nonsense: 403.
BRD-02  The token is taken from the form in both encodings, or from the header.
BRD-03  Every answer carries the security headers; no page has inline script or style.
BRD-04  A body over 1 MB is 413; more than 2,000 fields are refused, in both encodings.
BRD-05  Only our own host names are answered.
BRD-06  A crash shows an apology and a number, and the log has the same number; busy is 503.
BRD-07  Logs are one line a request, with the route's pattern, never with what was typed or its path.
BRD-08  A page in English has no Chinese left but names; the choice is kept; the parameter wins.
BRD-09  Static files are kept for ever under their hash, asked for again without it.
BRD-10  Health asks nothing; readiness says when the store is not migrated.
"""

import re
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.responses import Response, StreamingResponse
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from engine.filings.refusals import Refusal
from engine.problems import problem
from engine.store import Database, StoreBusy
from tests.web.core.conftest import LOCAL, sign_in, token_of
from web.deps import Fields, Language, Resource, Signed
from web.policies import own_organisation, policy, public

FORGERIES: dict[str, tuple[dict[str, str], dict[str, str]]] = {  # headers, fields beside a right name
    "no token": ({}, {}),
    "wrong token": ({"X-CSRF-Token": "0" * 64}, {}),
    "not ascii": ({}, {"csrf": "令牌"}),
    "cross-site": ({"Sec-Fetch-Site": "cross-site"}, {"csrf": "own"}),
    "same-site": ({"Sec-Fetch-Site": "same-site"}, {"csrf": "own"}),
    "other origin": ({"Origin": "https://evil.example"}, {"csrf": "own"}),
    "origin null": ({"Origin": "null"}, {"csrf": "own"}),
    "origin nonsense": ({"Origin": "http://[::1"}, {"csrf": "own"}),
    "other port": ({"Origin": "http://testserver:81"}, {"csrf": "own"}),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_forged_posts_change_nothing(wang: TestClient, forgery: str) -> None:  # BRD-01
    headers, fields = FORGERIES[forgery]
    own = token_of(wang)
    sent = {name: own if text == "own" else text for name, text in fields.items()}
    response = wang.post("/signout", data=sent, headers=headers)
    assert response.status_code == 403
    assert "没有保存任何改动" in response.text
    assert wang.get("/").status_code == 200


def test_another_sessions_token_does_not_fit(app: FastAPI, wang: TestClient) -> None:  # BRD-01
    with TestClient(app, base_url=LOCAL, follow_redirects=False) as zhao:
        sign_in(zhao, "zhao")
        foreign = token_of(zhao)
    assert wang.post("/signout", data={"csrf": foreign}).status_code == 403


def test_a_post_without_any_cookie_is_refused(app: FastAPI) -> None:  # BRD-01
    with TestClient(app, base_url=LOCAL, follow_redirects=False) as bare:
        assert bare.post("/signin", data={"login": "wang", "password": "x", "csrf": ""}).status_code == 403


def test_the_token_goes_in_form_or_header(app: FastAPI, wang: TestClient) -> None:  # BRD-02
    @app.post("/echo", dependencies=[policy("filing.edit", own_organisation)])
    def echo(fields: Fields, person: Signed, thing: Resource, language: Language) -> Response:
        return Response(f"{fields.getlist('a')} {person.login} {thing.organisation} {language}")

    token = token_of(wang)
    expected = "['1', '2'] wang lathe zh"
    both = {"a": ["1", "2"], "csrf": token}
    assert wang.post("/echo", data=both, headers={"Origin": LOCAL}).text == expected
    assert (
        wang.post("/echo", data=both, files={"f": b""}, headers={"Sec-Fetch-Site": "same-origin"}).text
        == expected
    )
    assert wang.post("/echo", data={"a": ["1", "2"]}, headers={"X-CSRF-Token": token}).text == expected
    assert wang.post("/echo", json={"a": 1}, headers={"X-CSRF-Token": token}).text == "[] wang lathe zh"


def test_every_answer_carries_the_headers(wang: TestClient) -> None:  # BRD-03
    for path in ("/", "/signin", "/nowhere", "/healthz", "/static/css/base.css"):
        headers = wang.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"]
    assert "HX-Request" in wang.get("/").headers["Vary"]
    assert wang.get("/").headers["Cache-Control"] == "no-store"


def test_pages_have_nothing_inline(wang: TestClient) -> None:  # BRD-03
    for path in ("/", "/signin", "/nowhere"):
        html = wang.get(path).text
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|hx-on", html)


def test_big_bodies_are_refused(wang: TestClient) -> None:  # BRD-04
    headers = {"X-CSRF-Token": token_of(wang)}
    assert wang.post("/language", data={"next": "/" + "x" * 1_000_000}, headers=headers).status_code == 413
    assert "1 MB" in wang.post("/language", content=b"a" * 1_000_001, headers=headers).text


def test_bodies_that_hide_their_size_are_refused(wang: TestClient) -> None:  # BRD-04
    headers = {"X-CSRF-Token": token_of(wang), "Content-Type": "application/x-www-form-urlencoded"}
    hidden = (b"a" * 100_000 for _ in range(11))
    assert wang.post("/language", content=hidden, headers=headers).status_code == 413
    assert wang.post("/language", headers={**headers, "Content-Length": "many"}).status_code == 413


@pytest.mark.parametrize(("count", "status"), [(1_999, 303), (2_001, 400)])
def test_many_fields_are_refused(wang: TestClient, count: int, status: int) -> None:  # BRD-04
    headers = {"X-CSRF-Token": token_of(wang)}
    fields = {f"f{number}": "1" for number in range(count)}
    assert wang.post("/language", data=fields, headers=headers).status_code == status
    boundary = "----x"
    part = '--{b}\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\n1\r\n'
    body = "".join(part.format(b=boundary, n=number) for number in range(count)) + f"--{boundary}--\r\n"
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    assert wang.post("/language", content=body.encode(), headers={**headers, **kind}).status_code == status


@pytest.mark.parametrize("body", [b"a=%ff", b"a=\xff", b"&" * 5_000])
def test_what_is_no_form_is_refused(wang: TestClient, body: bytes) -> None:  # BRD-04
    headers = {"X-CSRF-Token": token_of(wang), "Content-Type": "application/x-www-form-urlencoded"}
    assert wang.post("/language", content=body, headers=headers).status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "", "testserver/@evil"])
def test_only_our_hosts_are_answered(visitor: TestClient, host: str) -> None:  # BRD-05
    assert visitor.get("/signin", headers={"Host": host}).status_code == 400


def test_a_crash_apologises_with_a_number(app: FastAPI, visitor: TestClient) -> None:  # BRD-06
    @app.get("/crash", dependencies=[public("a test")])
    def crash() -> Response:
        raise ZeroDivisionError("figures of the lathe works")

    for headers in ({}, {"HX-Request": "true"}):
        with capture_logs() as logs:
            response = visitor.get("/crash", headers=headers)
        assert response.status_code == 500
        assert "figures" not in response.text
        number = response.headers["X-Request-ID"]
        assert number in response.text
        assert [line["id"] for line in logs] == [number, number]
        assert logs[0]["event"] == "crash" and logs[0]["exc_info"]
        assert "Content-Security-Policy" in response.headers


def test_a_crash_half_way_is_not_hidden(app: FastAPI, visitor: TestClient) -> None:  # BRD-06
    @app.get("/half", dependencies=[public("a test")])
    def half() -> Response:
        def parts() -> object:
            yield "one"
            raise ZeroDivisionError

        return StreamingResponse(parts())  # type: ignore[arg-type]  # a broken stream

    with pytest.raises(ZeroDivisionError):
        visitor.get("/half")


def test_a_busy_store_is_503(app: FastAPI, visitor: TestClient) -> None:  # BRD-06
    @app.get("/busy", dependencies=[public("a test")])
    def busy() -> Response:
        raise StoreBusy

    response = visitor.get("/busy", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.headers["HX-Retarget"] == "#messages"


def test_a_refusal_says_its_problems(app: FastAPI, visitor: TestClient) -> None:  # BRD-06
    @app.get("/late", dependencies=[public("a test")])
    def late() -> Response:
        raise Refusal(problem("login-unknown", login="<b>王</b>"))

    response = visitor.get("/late")
    assert response.status_code == 409
    assert "没有用户「&lt;b&gt;王" in response.text


def test_a_path_that_does_not_parse_is_not_there(app: FastAPI, visitor: TestClient) -> None:  # BRD-06
    @app.get("/number/{number}", dependencies=[public("a test")])
    def number(number: int) -> Response:
        return Response(str(number))

    assert visitor.get("/number/x").content == visitor.get("/numbers").content.replace(
        b"/numbers", b"/number/x"
    )


def test_logs_tell_who_and_which_route(app: FastAPI, wang: TestClient) -> None:  # BRD-07
    @app.get("/secret/{token}", dependencies=[public("a test")])
    def secret(token: str) -> Response:
        return Response(token)

    with capture_logs() as logs:
        wang.get("/secret/s3cr3t?q=13800000000")
        wang.get("/")
        sign_in(wang, "wang", "hunter2hunter2")
    assert all(line["event"] == "request" for line in logs)
    assert (logs[0]["route"], logs[0]["status"], logs[0]["user"]) == ("/secret/{token}", 200, None)
    assert (logs[1]["route"], logs[1]["organisation"]) == ("/", "lathe")
    assert not re.search("s3cr3t|138000|hunter2|趵突泉", str(logs))


def test_english_pages_are_english(wang: TestClient) -> None:  # BRD-08
    for path in ("/signin", "/nowhere", "/"):
        html = (
            wang.get(path, params={"language": "en"})
            .text.replace("济南第一机床厂", "")
            .replace("wang先生", "")
        )
        assert re.findall(r"[\u4e00-\u9fff]+", html.replace("中文", "")) == []
        assert '<html lang="en">' in html


def test_the_language_is_kept(visitor: TestClient) -> None:  # BRD-08
    form = {"csrf": token_of(visitor), "language": "en", "next": "/signin"}
    response = visitor.post("/language", data=form)
    assert (response.status_code, response.headers["Location"]) == (303, "/signin")
    assert "Sign in" in visitor.get("/signin").text
    assert "登录" in visitor.get("/signin?language=zh").text
    visitor.post("/language", data={**form, "language": "xx"})
    assert "Sign in" in visitor.get("/signin").text


def test_static_files_are_kept_by_their_hash(visitor: TestClient) -> None:  # BRD-09
    html = visitor.get("/signin").text
    address = re.findall(r'href="(/static/css/base\.css\?v=[0-9a-f]{12})"', html)[0]
    assert "immutable" in visitor.get(address).headers["Cache-Control"]
    for other in (address[:-1] + "z", "/static/css/base.css"):
        assert visitor.get(other).headers["Cache-Control"] == "no-cache"
    assert visitor.get("/static/../app.py").status_code == 404
    assert visitor.get("/static/%2e%2e/app.py").status_code == 404


def test_health(visitor: TestClient, app: FastAPI) -> None:  # BRD-10
    assert visitor.get("/healthz").text == "ok"
    assert visitor.get("/readyz").text == "ok"


def test_readiness_sees_a_missing_migration(
    make_app: Callable[..., FastAPI], sqlite_database: Database
) -> None:  # BRD-10
    with sqlite_database.write() as work:
        work.connection.exec_driver_sql("DELETE FROM alembic_version")
    with TestClient(make_app(), base_url=LOCAL) as client:
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
