"""Hostile requests to every route, by the owner, a colleague, another enterprise, the authority, nobody.

FUZ-01  No request is answered with a fault of ours; every refusal says a sentence.
FUZ-02  What was refused changed nothing at all; what was refused on a whole sheet changed nothing else.
FUZ-03  Bodies that are no honest form are refused: strange charsets, lone surrogates, 2,001 fields.
FUZ-04  On a sheet with something wrong, what is right is kept.
FUZ-05  Nonsense in headers is no fault of ours either.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adversary.county import County, revision_of
from tests.adversary.hostile import NUMBERS, PATHS, ROWS, SEGMENTS, TEXTS
from tests.web.filing.conftest import Browser
from web.policies import guards

FIELDS = (
    *("path", "at", "row", "text", "check", "reason", "value", "revision", "preview", "sheet", "missing"),
    *("action", "keep", "key", "form", "period", "login", "password", "next", "language", "q", "under"),
    *("question", "page", "v", "year", "state", "detach", "explain.balance", "reason.balance", *PATHS),
)
LIKELY = {"path": PATHS, "at": PATHS, "row": ROWS, "revision": NUMBERS, "page": NUMBERS}
PEOPLE = ("wang", "lili", "qian", "zhao", "nobody")
SIGN_OUT = "POST /signout"
FEW = settings(
    max_examples=90,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def forms(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Draw the fields of a request: mostly a likely kind of wrong, sometimes anything."""
    found: list[tuple[str, str]] = []
    for name in draw(st.lists(st.sampled_from(FIELDS), max_size=6)):
        likely = st.sampled_from(LIKELY.get(name, TEXTS))
        text = st.text(max_size=20)
        found += [(name, draw(st.one_of(likely, likely, text))) for _ in range(draw(st.integers(1, 2)))]
    return found


@st.composite
def addresses(draw: st.DrawFn, pattern: str, known: dict[str, Sequence[str]]) -> str:
    """Draw an address of a route: its parts are known ones, or hostile ones."""

    def part(found: re.Match[str]) -> str:
        own = st.sampled_from(known.get(found[1], SEGMENTS))
        hostile = st.one_of(st.sampled_from(SEGMENTS), st.text(min_size=1, max_size=8).map(_quoted))
        return draw(st.one_of(own, own, own, hostile))

    return re.sub(r"\{(\w+)\}", part, pattern)


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


@pytest.fixture(scope="module")
def begun(any_county: County) -> tuple[County, dict[str, Sequence[str]]]:
    """Return the county, with a report, a row in it, and an answer by public link begun."""
    county = any_county
    wang, nobody = county.browsers["wang"], county.browsers["nobody"]
    mine = wang.begin()
    wang.post(f"{mine}/rows", {"row": "add:products", "revision": 1, "sheet": "figures"}, htmx=True)
    link = county.link()
    nobody.get(link)
    answer = nobody.post(link, {}).headers["location"]
    known: dict[str, Sequence[str]] = {
        "response": [mine.rpartition("/")[2], answer.rpartition("/")[2]],
        "token": [link.rpartition("/")[2]],
        "sheet": ["basic", "figures", "one"],
        "form": ["yuebao", "fangke", "qijing"],
        "kind": ["svg", "png"],
    }
    return county, known


def _sent(browser: Browser, method: str, address: str, form: list[tuple[str, str]], **how: bool) -> Any:
    headers = {"HX-Request": "true"} if how["htmx"] else {}
    clean = [(name, text.encode("utf-8", "replace").decode()) for name, text in form]
    if method == "GET":
        return browser.client.get(address, params=urlencode(clean), headers=headers)
    fields: dict[str, list[str]] = {"csrf": [browser.token]}
    for name, text in clean:
        fields.setdefault(name, []).append(text)
    files = {"f": ("表.txt", b"x")} if how["multipart"] else None
    return browser.client.post(address, data=fields, headers=headers, files=files)


def _routes(county: County) -> list[str]:
    return [route for route, _ in guards(county.app) if route != SIGN_OUT]


@FEW
@given(data=st.data())
def test_hostile_requests(
    begun: tuple[County, dict[str, Sequence[str]]], data: st.DataObject
) -> None:  # FUZ-01, FUZ-02
    county, known = begun
    method, pattern = data.draw(st.sampled_from(_routes(county))).split(" ")
    address, form = data.draw(addresses(pattern, known)), data.draw(forms())
    browser = county.browsers[data.draw(st.sampled_from(PEOPLE))]
    how = {"htmx": data.draw(st.booleans()), "multipart": data.draw(st.booleans())}
    before = county.digest()
    answer = _sent(browser, method, address, form, **how)
    assert answer.status_code < 500, (method, address, form, answer.text)
    refused = answer.status_code >= 400
    if refused and "HX-Redirect" not in answer.headers:
        assert re.search(r"[\u4e00-\u9fff]{4}", answer.text), (answer.status_code, answer.text)
    partly = "/sheets/" in address and answer.status_code == 422
    if method == "GET" or (refused and not partly):
        assert county.digest() == before, (method, address, form, answer.status_code)


STRANGE: dict[str, tuple[str, bytes]] = {
    "surrogates in multipart": ("multipart/form-data; boundary=x; charset=unicode_escape", rb"\ud800"),
    "utf-7": ("multipart/form-data; boundary=x; charset=utf-7", b"+2AA-"),
    "undefined": ("multipart/form-data; boundary=x; charset=undefined", b"a"),
    "raw bytes": ("multipart/form-data; boundary=x", b"\xff\xfe\xed\xa0\x80"),
    "no boundary": ("multipart/form-data", b"a"),
    "not closed": ("multipart/form-data; boundary=y", b"a"),
    "surrogates": ("application/x-www-form-urlencoded", b"%ED%A0%80"),
    "utf-16": ("application/x-www-form-urlencoded; charset=utf-16", "甲".encode("utf-16")),
}


@pytest.mark.parametrize("strange", STRANGE)
def test_bodies_that_are_no_form(
    begun: tuple[County, dict[str, Sequence[str]]], strange: str
) -> None:  # FUZ-03
    county, known = begun
    kind, bad = STRANGE[strange]
    multipart = kind.startswith("multipart")
    wang, target = county.browsers["wang"], f"/filings/{known['response'][0]}/change"
    fields = {"path": b"company", "value": bad, "revision": b"1", "form": bad}
    body = (
        _multipart(fields) if multipart else b"&".join(name.encode() + b"=" + v for name, v in fields.items())
    )
    before = county.digest()
    for address in (target, "/filings", "/language"):
        headers = {"Content-Type": kind, "X-CSRF-Token": wang.token}
        answer = wang.client.post(address, content=body, headers=headers)
        assert answer.status_code in (400, 404, 409, 422) or address == "/language", answer.text
        assert answer.status_code < 500, answer.text
    assert county.digest() == before


def _multipart(fields: dict[str, bytes]) -> bytes:
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    return b"".join(part % (name.encode(), value) for name, value in fields.items()) + b"--x--\r\n"


@pytest.mark.parametrize("multipart", [False, True])
def test_too_many_fields(begun: tuple[County, dict[str, Sequence[str]]], multipart: bool) -> None:  # FUZ-03
    county, known = begun
    form = [(f"f{number}", "1") for number in range(2_001)]
    address, before = f"/filings/{known['response'][0]}/sheets/basic", county.digest()
    answer = _sent(county.browsers["wang"], "POST", address, form, htmx=False, multipart=multipart)
    assert answer.status_code == 400 and "返回上一页" in answer.text
    assert county.digest() == before


WRONG: dict[str, object] = {
    "opened": "2026-02-30",
    "trouble": "weather",
    "stock_code": "600000",
    "total": "5",
    "econ.revenue.growth": "9",
    "products[99999].name": "鬼",
    "products[0].output": "十",
    "trade": "C9999",
    "company": ["甲", "乙"],
    "remark": "\x00",
    "econ.power.month": "1e999999",
}


@pytest.mark.parametrize("path", WRONG)
def test_what_is_right_is_kept(begun: tuple[County, dict[str, Sequence[str]]], path: str) -> None:  # FUZ-04
    county, known = begun
    wang, base = county.browsers["wang"], f"/filings/{known['response'][0]}"
    revision = revision_of(wang.get(f"{base}/sheets/basic").text)
    staff = str(1000 + list(WRONG).index(path))
    form = {"staff": staff, path: WRONG[path], "revision": revision}
    answer = wang.post(f"{base}/sheets/basic", form)
    assert answer.status_code == 422, answer.text
    assert f'value="{staff}"' in wang.get(f"{base}/sheets/basic").text


NONSENSE: tuple[dict[str, str], ...] = (
    {"HX-Request": "true", "HX-Current-URL": "http://["},
    {"HX-Request": "true", "HX-Current-URL": "\\\\evil/%zz"},
    {"HX-Request": "maybe", "HX-Boosted": "?"},
    {"Origin": "http://[::1", "Sec-Fetch-Site": "?"},
    {"Cookie": "session=" + "x" * 4000 + "; language=\x7f; visitor=;;;==="},
    {"Content-Length": "9" * 5000},
    {"Content-Type": "multipart/form-data; boundary=" + "b" * 3000},
    {"Range": "bytes=" + "0-1," * 500, "If-Modified-Since": "yesterday"},
    {"Accept-Language": "," * 2000, "X-Forwarded-For": "::::"},
)


@pytest.mark.parametrize("headers", NONSENSE, ids=lambda headers: next(iter(headers)))
def test_nonsense_in_headers(
    begun: tuple[County, dict[str, Sequence[str]]], headers: dict[str, str]
) -> None:  # FUZ-05
    county, known = begun
    asks: tuple[Callable[..., Any], ...] = (county.browsers["nobody"].client.get,)
    post = county.browsers["nobody"].client.post
    for address in ("/", f"/filings/{known['response'][0]}/sheets/basic", "/signin", "/static/css/base.css"):
        for ask in (*asks, post):
            assert ask(address, headers=headers).status_code < 500, (address, headers)
