"""Charts shared by a link, over HTTP.

SHR-01  Who may look at charts makes a link; its holder sees the counts and pictures without an account.
SHR-02  Nothing that people wrote is shown, no response, no way to other pages; the filters stay.
SHR-03  A stopped link, one whose time is over, and one whose maker may no longer look show nothing.
SHR-04  A link stands in pages of the named sites alone; other charts in none.
SHR-05  Somebody else's link cannot be stopped; what cannot be so is refused in place.
"""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine.people import users
from engine.store import Database
from tests.analysis.surveys import answer
from tests.analysis.town import Town
from tests.web.charts.test_charts import LOCAL, answered, app, enter, liu, town
from web.security import csrf

__all__ = ["answered", "app", "enter", "liu", "town"]
PLACE = "/charts/mood/shares"


@pytest.fixture
def guest(app: FastAPI) -> TestClient:
    """Return the browser of somebody without an account."""
    return TestClient(app, base_url=LOCAL, follow_redirects=False)


def made(who: TestClient, query: str = "", **terms: str) -> str:
    """Make a link and return its path."""
    page = post(who, PLACE + query, **terms)
    assert page.status_code == 200, page.text
    found = re.search(r'value="[^"]*(/d/[\w-]+)"', page.text)
    assert found
    return found[1]


def post(who: TestClient, path: str, **fields: str) -> Any:
    """Post a form of the page of links."""
    token = who.get(PLACE).text.split(f'name="{csrf.FIELD}" value="')[1].split('"')[0]
    return who.post(path, data={csrf.FIELD: token, "do": "make", **fields})


def test_seen_without_an_account(liu: TestClient, guest: TestClient, answered: None) -> None:  # SHR-01
    assert f'href="{PLACE}"' in liu.get("/charts/mood").text
    link = made(liu, label="市政府办公室")
    page = guest.get(link)
    assert page.status_code == 200 and "下月预期" in page.text
    assert '<th scope="row">好转</th><td>2</td><td>50.0%</td>' in page.text
    picture = unescape(re.findall(r'src="(/d/[^"]+picture[^"]+)"', page.text)[0])
    drawn = guest.get(picture)
    assert drawn.headers["content-type"].startswith("image/svg+xml") and "<svg" in drawn.text
    now = unescape(re.findall(r'hx-get="([^"]+)"', page.text)[0])
    assert guest.get(now).status_code == 204
    assert "市政府办公室" in liu.get(PLACE).text and link not in liu.get(PLACE).text


def test_live(
    liu: TestClient, guest: TestClient, town: Town, sqlite_database: Database, answered: None
) -> None:  # SHR-01
    now = unescape(re.findall(r'hx-get="([^"]+)"', guest.get(made(liu)).text)[0])
    with sqlite_database.write() as work:
        town.answer(work, "lathe", answer("up"))
    part = guest.get(now)
    assert part.status_code == 200 and part.text.lstrip().startswith('<div id="live"')
    assert '<th scope="row">好转</th><td>3</td>' in part.text


def test_counts_alone(liu: TestClient, guest: TestClient, answered: None) -> None:  # SHR-02
    page = guest.get(made(liu, "?period=2026-02")).text
    assert "<strong>1</strong>" in page and "2026年2月" in page
    whole = guest.get(made(liu)).text
    for text in ("减税", "降费", "物流", "/charts/", "/responses", "table.csv", "/trend"):
        assert text not in whole
    assert guest.get("/charts/mood").status_code == 303


def test_over(
    liu: TestClient, guest: TestClient, sqlite_database: Database, answered: None
) -> None:  # SHR-03
    over = made(liu, closes_at="2020-01-01T00:00")
    assert guest.get(over).status_code == 404
    link = made(liu, label="甲")
    (stop,) = re.findall(rf'甲</th>.*?action="({PLACE}/[^"]+)"', liu.get(PLACE).text, re.DOTALL)
    assert guest.get(link).status_code == 200
    assert post(liu, stop).status_code == 303
    other = made(liu)
    assert {guest.get(path).status_code for path in (link, f"{link}/now", "/d/no-such")} == {404}
    assert guest.get(other).status_code == 200
    with sqlite_database.write() as work:
        users.set_active(work, "liu", False)
    assert guest.get(other).status_code == 404


def test_inside_other_pages(liu: TestClient, guest: TestClient, answered: None) -> None:  # SHR-04
    page = post(liu, PLACE, frames="https://www.example.gov.cn\n统计.中国")
    assert "&lt;iframe src=" in page.text or "&amp;lt;iframe" in page.text
    link = re.findall(r'value="[^"]*(/d/[\w-]+)"', page.text)[0]
    headers = guest.get(link).headers
    chinese = "https://" + "统计.中国".encode("idna").decode()
    allowed = f"frame-ancestors 'self' https://www.example.gov.cn {chinese}"
    assert allowed in headers["content-security-policy"] and "x-frame-options" not in headers
    plain = guest.get(made(liu)).headers
    assert "frame-ancestors 'none'" in plain["content-security-policy"]
    assert plain["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("field", "value"),
    [("frames", "https://a b"), ("frames", "javascript:alert(1)"), ("frames", "https://x; script-src *"),
     ("frames", "\n".join(f"https://s{n}.cn" for n in range(21))), ("closes_at", "gestern"),
     ("label", "a\u202eb")],
)  # fmt: skip
def test_what_cannot_be(liu: TestClient, answered: None, field: str, value: str) -> None:  # SHR-05
    page = post(liu, PLACE, **{field: value})
    assert page.status_code == 422 and 'role="alert"' in page.text


def test_whose_links(enter: Callable[[str], TestClient], liu: TestClient, answered: None) -> None:  # SHR-05
    made(liu)
    stop = re.findall(rf'action="({PLACE}/[^"]+)"', liu.get(PLACE).text)[0]
    hu = enter("hu")
    assert post(hu, stop).status_code == 404
    assert stop not in hu.get(PLACE).text
    assert enter("wang").get(PLACE).status_code == 404
