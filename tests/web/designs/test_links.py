"""A published design given out by public links.

DIST-01  A link is made on terms and shown once, with a code to scan; the list says what came by it.
DIST-02  A password is asked for before one begins; guessing is slowed down.
DIST-03  A quota admits so many submissions and no more, however many began.
DIST-04  A link opens and closes at its times, is stopped by hand and opened again.
DIST-05  A list of names gives each a link of their own that can be answered once.
DIST-06  The closing words are shown after the answer, in the visitor's language, as text.
DIST-08  A link stands in the pages of the sites its terms name, with all its pages; other links in none.
DIST-07  What is not published or not public gives no links; another design's links are not there.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from engine.forms.editing import value_at
from engine.store import Database
from tests.web.designs.test_building import begun, designer, do, house, source
from tests.web.filing.conftest import LOCAL, Browser, Clock

__all__ = ["designer", "house"]


@pytest.fixture
def survey(designer: Browser) -> str:
    """Return the address of a published survey of one question."""
    address = begun(designer, "来客调查")
    do(designer, address, "add", "/sheets/0/items", index=0, what="text")
    seen = re.findall(r'name="seen" value="(\d+)"', designer.get(f"{address}/publish").text)[-1]
    assert "已发布" in designer.post(f"{address}/publish", {"seen": seen}).text
    return address


@pytest.fixture
def another(designer: Browser) -> Iterator[Browser]:
    """Yield a visitor's browser."""
    with TestClient(designer.client.app, base_url=LOCAL, follow_redirects=False) as client:
        yield Browser(client)


@pytest.fixture
def slow(designer: Browser) -> Iterator[Browser]:
    """Yield the browser of a visitor who takes long."""
    with TestClient(designer.client.app, base_url=LOCAL, follow_redirects=False) as client:
        yield Browser(client)


def made(designer: Browser, survey: str, **terms: object) -> str:
    """Make a link and return its address."""
    answer = designer.post(f"{survey}/links", {name.replace("_x_", "."): one for name, one in terms.items()})
    assert answer.status_code == 200, answer.text
    found = re.search(r'value="[^"]*(/s/[\w-]+)"', answer.text)
    assert found
    return found[1]


def answered(visitor: Browser, link: str) -> str:
    """Answer the survey behind a link and return the last page."""
    visitor.client.cookies.clear()
    visitor.get(link)
    begun_at = visitor.post(link, {})
    assert begun_at.status_code == 303, begun_at.text
    address = begun_at.headers["location"]
    visitor.get(address)
    asked = visitor.get(f"{address}/submit").text
    hidden = dict(re.findall(r'name="(key|revision)" value="([^"]*)"', asked))
    done = visitor.post(f"{address}/submit", dict(hidden), follow=True)
    text: str = done.text
    return text


def test_made_and_listed(designer: Browser, survey: str, another: Browser) -> None:  # DIST-01
    answer = designer.post(f"{survey}/links", {"label": "门口海报<b>"})
    assert "<svg" in answer.text and "门口海报&lt;b&gt;" in answer.text
    found = re.search(r'value="[^"]*(/s/[\w-]+)"', answer.text)
    assert found and "已提交" in answered(another, found[1])
    listed = designer.get(f"{survey}/links").text
    assert found[1] not in listed and listed.count('<td class="number">1</td>') == 2


def test_password(designer: Browser, survey: str, another: Browser) -> None:  # DIST-02
    short = designer.post(f"{survey}/links", {"password": "short"})
    assert short.status_code == 422
    link = made(designer, survey, password="menwei-2026")
    assert 'type="password"' in another.get(link).text
    wrong = another.post(link, {"password": "guess"})
    assert wrong.status_code == 422 and "密码不对" in wrong.text
    assert another.post(link, {"password": "menwei-2026"}).status_code == 303
    another.client.cookies.clear()
    another.get(link)
    codes = {another.post(link, {"password": "guess"}).status_code for _ in range(20)}
    assert codes == {422}
    assert "密码不对" not in another.post(link, {"password": "guess"}).text


def test_quota(designer: Browser, survey: str, another: Browser, slow: Browser) -> None:  # DIST-03
    for wrong in ("0", "-1", "很多", "1e3"):
        assert designer.post(f"{survey}/links", {"most": wrong}).status_code == 422
    link = made(designer, survey, most="1")
    slow.get(link)
    late = slow.post(link, {}).headers["location"]
    assert "已提交" in answered(another, link)
    another.client.cookies.clear()
    assert "已经收满" in another.get(link).text
    asked = slow.get(f"{late}/submit").text
    hidden: dict[str, object] = dict(re.findall(r'name="(key|revision)" value="([^"]*)"', asked))
    assert "已经收满" in slow.post(f"{late}/submit", hidden, follow=True).text


def test_times(designer: Browser, survey: str, another: Browser) -> None:  # DIST-04
    assert designer.post(f"{survey}/links", {"opens_at": "明天"}).status_code == 422
    clock: Clock = designer.client.app.state.services.clock  # type: ignore[attr-defined]  # the application under test
    now = clock.now
    link = made(designer, survey, opens_at=(now + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    assert "还没有开始" in another.get(link).text and another.post(link, {}).status_code != 303
    past = made(designer, survey, closes_at=(now - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"))
    assert "停止回收" in another.get(past).text
    link = made(designer, survey, label="停一停")
    row = designer.get(f"{survey}/links").text.partition("停一停")[2]
    stop = re.findall(rf'action="({re.escape(survey)}/links/[\w-]+)"', row)[0]
    assert designer.post(stop, {"do": "close"}).status_code == 200
    assert "停止回收" in another.get(link).text
    designer.post(stop, {"do": "open"})
    assert "开始回答" in another.get(link).text


def test_names(designer: Browser, survey: str, another: Browser) -> None:  # DIST-05
    answer = designer.post(f"{survey}/links", {"names": "张三\n\n李四\n王五"})
    links = re.findall(r"(张三|李四|王五)\t\S*(/s/[\w-]+)", answer.text)
    assert [name for name, _ in links] == ["张三", "李四", "王五"]
    assert "已提交" in answered(another, links[0][1])
    another.client.cookies.clear()
    another.get(links[0][1])
    assert another.post(links[0][1], {}).status_code != 303
    many = designer.post(f"{survey}/links", {"names": "\n".join(f"人{n}" for n in range(501))})
    assert many.status_code == 422 and "501" in many.text


def test_closing_words(designer: Browser, survey: str, another: Browser) -> None:  # DIST-06
    link = made(designer, survey, closing_x_zh="谢谢<script>", closing_x_en="Thanks")
    last = answered(another, link)
    assert "谢谢&lt;script&gt;" in last and "可以关闭本页" not in last


def test_inside_other_pages(designer: Browser, survey: str, another: Browser) -> None:  # DIST-08
    page = designer.post(f"{survey}/links", {"frames": "https://www.example.gov.cn/wsdc/"}).text
    assert "iframe src=" in page and "可嵌入" in page
    link = re.findall(r'value="[^"]*(/s/[\w-]+)"', page)[0]
    assert "www.example.gov.cn" not in another.get("/signin").headers["content-security-policy"]
    another.get(link)
    begun_at = another.post(link, {}).headers["location"]
    for path in (link, begun_at, f"{begun_at}/submit"):
        headers = another.get(path).headers
        assert "frame-ancestors 'self' https://www.example.gov.cn;" in headers["content-security-policy"]
        assert "x-frame-options" not in headers
    plain = another.get(made(designer, survey)).headers
    assert "frame-ancestors 'none'" in plain["content-security-policy"]
    for wrong in ("http://", "https://a.cn; script-src *", "https://a.cn 'unsafe-inline'", "ftp://a.cn"):
        assert designer.post(f"{survey}/links", {"frames": wrong}).status_code == 422


def test_where_none_are_made(designer: Browser, survey: str, sqlite_database: Database) -> None:  # DIST-07
    other = begun(designer, "没有发布的")
    assert "先发布" in designer.get(f"{other}/links").text
    assert designer.post(f"{other}/links", {}).status_code == 422
    made(designer, survey)
    stop = re.findall(rf'action="{re.escape(survey)}(/links/[\w-]+)"', designer.get(f"{survey}/links").text)[
        0
    ]
    assert designer.post(f"{other}{stop}", {"do": "close"}).status_code == 404
    # a name alone gives no right to what another published under it
    text = source(sqlite_database, other)
    for name in ("climate-survey", value_at(source(sqlite_database, survey), ("form",))):
        renamed = re.sub(r"form: .*", f"form: {name}", text, count=1)
        designer.post(f"{other}/text", {"text": renamed, "seen": 99}, follow=True)
        made_one = designer.post(f"{other}/links", {}).status_code
        assert made_one == (422 if name == "climate-survey" else 200)
