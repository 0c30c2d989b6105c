"""Charts in the browser's view, over the real application.

CHART-01 An analyst finds the surveys of the system with their counts, and each survey's questions as cards:
         title, how many answered, picture with its numbers as alternative text, the same numbers as a table.
CHART-02 The page shows one period or all, and leads from question to question; without answers it says so.
CHART-03 Pictures are SVG and PNG; under the address that the page gives they may be kept by the browser.
CHART-04 Numbers go out as CSV, texts page by page.
CHART-05 Only who may view charts sees them, and only of the own system; the rest is not there.
CHART-06 Everything is there in English too.
"""

from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from re import findall

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine import settings as reading
from engine.store import Database
from tests.analysis.surveys import answer
from tests.analysis.town import Town, account, definitions, settle
from tests.people.world import NOON, PASSWORD, cheap_passwords
from web.app import create_app
from web.security import csrf

LOCAL = "http://testserver"


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    """Return the town with liu, analyst of Jinan, hu, who makes surveys, and wang, who files for a plant."""
    with sqlite_database.write() as work:
        found = settle(work)
        account(work, "liu", found.world["jinan"], "analyst")
        account(work, "hu", found.world["jinan"], "surveyor")
        account(work, "wang", found.world["lathe"], "filer")
        return found


@pytest.fixture
def app(town: Town, sqlite_database: Database, tmp_path: Path) -> FastAPI:
    """Return the application over the town."""
    folder = str(tmp_path)
    told = {"TIANBAO_DATA": folder, "TIANBAO_HOSTS": "testserver", "TIANBAO_DEFINITIONS": folder}
    return create_app(
        reading.read(told), definitions(), sqlite_database, lambda: NOON, passwords=cheap_passwords()
    )


@pytest.fixture
def enter(app: FastAPI) -> Iterator[Callable[[str], TestClient]]:
    """Yield a function that signs somebody in."""
    browsers: list[TestClient] = []

    def signed_in(login: str) -> TestClient:
        client = TestClient(app, base_url=LOCAL, follow_redirects=False)
        browsers.append(client)
        token = client.get("/signin").text.split(f'name="{csrf.FIELD}" value="')[1].split('"')[0]
        form = {"login": login, "password": PASSWORD, csrf.FIELD: token}
        assert client.post("/signin", data=form).status_code == 303
        return client

    yield signed_in
    for client in browsers:
        client.close()


@pytest.fixture
def liu(enter: Callable[[str], TestClient]) -> TestClient:
    """Return the analyst's browser."""
    return enter("liu")


@pytest.fixture
def answered(town: Town, sqlite_database: Database) -> None:
    """Three answers in March, one in February."""
    with sqlite_database.write() as work:
        town.answer(work, "lathe", answer("up", staff=12, remark="=减税", costs={"labour": "rise"}))
        town.answer(work, "lathe", answer("down", staff=40, remark="<b>降费</b>"))
        town.answer(work, "lathe", answer("up", worries=["other"], worries_text="物流"))
        town.answer(work, "lathe", answer("flat"), "2026-02")


def addresses(html: str, end: str) -> list[str]:
    """Return the addresses in a page that name `end`."""
    return [unescape(found) for found in findall(r'(?:src|href)="([^"]+)"', html) if end in found]


def test_the_list_of_surveys(liu: TestClient, answered: None) -> None:  # CHART-01
    page = liu.get("/charts").text
    assert "经营者信心调查" in page
    assert "4 份答卷" in page
    assert 'href="/charts/mood"' in page


def test_cards_of_questions(liu: TestClient, answered: None) -> None:  # CHART-01
    page = liu.get("/charts/mood").text
    assert page.count('<article class="chart-card"') == 15
    assert "下月预期" in page
    assert 'alt="好转 2 (50.0%), 持平 1 (25.0%), 下降 1 (25.0%)"' in page
    assert '<th scope="row">好转</th><td>2</td><td>50.0%</td>' in page
    assert "<dt>平均值</dt><dd>26 <small>人</small></dd>" in page
    assert "&lt;b&gt;降费&lt;/b&gt;" in page
    assert "物流" in page
    assert "还没有人回答这道题。" in page


def test_one_period(liu: TestClient, answered: None) -> None:  # CHART-02
    page = liu.get("/charts/mood", params={"period": "2026-02"}).text
    assert '<option value="2026-02" selected>' in page
    assert 'alt="好转 0 (0.0%), 持平 1 (100.0%), 下降 0 (0.0%)"' in page


def test_steps_between_questions(liu: TestClient, answered: None) -> None:  # CHART-02
    page = liu.get("/charts/mood").text
    assert 'href="#q2" rel="next"' in page
    assert 'href="#q14" rel="prev"' in page
    assert 'href="#q16"' not in page


def test_no_answers_yet(liu: TestClient) -> None:  # CHART-02
    assert "0 份答卷" in liu.get("/charts").text
    assert "还没有收到答卷。" in liu.get("/charts/mood").text


def test_pictures(liu: TestClient, answered: None) -> None:  # CHART-03
    page = liu.get("/charts/mood").text
    picture = liu.get(addresses(page, "picture.svg")[0])
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "好转</text>" in picture.text
    assert "immutable" in picture.headers["cache-control"]
    image = liu.get(addresses(page, "picture.png")[0])
    assert image.content.startswith(b"\x89PNG")
    now = liu.get("/charts/mood/picture.svg", params={"question": "expectation"})
    assert now.headers["cache-control"] == "private, no-cache"


def test_new_answers_give_pictures_a_new_address(
    liu: TestClient, answered: None, town: Town, sqlite_database: Database
) -> None:  # CHART-03
    before = addresses(liu.get("/charts/mood").text, "picture.svg")[0]
    with sqlite_database.write() as work:
        town.answer(work, "lathe", answer("flat"))
    assert addresses(liu.get("/charts/mood").text, "picture.svg")[0] != before


def test_numbers_to_take_along(liu: TestClient, answered: None) -> None:  # CHART-04
    told = liu.get("/charts/mood/table.csv", params={"question": "expectation"})
    assert told.text.splitlines()[:3] == ["\ufeff下月预期", "答案,人数,占比（%）", "好转,2,50.0"]
    assert 'filename="mood-expectation.csv"' in told.headers["content-disposition"]
    texts = liu.get("/charts/mood/table.csv", params={"question": "remark"}).text
    assert "'=减税" in texts


def test_texts_page_by_page(liu: TestClient, town: Town, sqlite_database: Database) -> None:  # CHART-04
    with sqlite_database.write() as work:
        for number in range(1, 61):
            town.answer(work, "lathe", answer(remark=f"第{number}条建议"))
    first = liu.get("/charts/mood/texts", params={"question": "remark"}).text
    assert "第 1 – 50 条，共 60 条" in first
    assert "第60条建议" in first
    second = liu.get(addresses(first, "page=2")[0]).text
    assert "第1条建议" in second
    assert addresses(second, "page=3") == []
    assert "这一页没有内容。" in liu.get("/charts/mood/texts?question=remark&page=9").text


@pytest.mark.parametrize(
    "path",
    [
        "/charts/unknown",
        "/charts/never-published",
        "/charts/mood?period=1999-01",
        "/charts/mood?period=%27",
        "/charts/mood/picture.svg?question=nothing",
        "/charts/mood/picture.svg?question=remark",
        "/charts/mood/picture.gif?question=expectation",
        "/charts/mood/table.csv?question=nothing",
        "/charts/mood/texts?question=remark&page=0",
    ],
)
def test_what_is_not_there(liu: TestClient, answered: None, path: str) -> None:  # CHART-05
    assert liu.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/charts", "/charts/mood", "/charts/mood/table.csv?question=expectation"])
def test_who_may_not_see_them(
    enter: Callable[[str], TestClient], answered: None, path: str
) -> None:  # CHART-05
    wang = enter("wang")
    assert wang.get(path).status_code == 404
    assert "/charts" not in wang.get("/").text


def test_in_english(liu: TestClient, answered: None) -> None:  # CHART-06
    page = liu.get("/charts/mood", params={"language": "en"}).text
    assert "Expectation" in page
    assert 'alt="Better 2 (50.0%), Same 1 (25.0%), Worse 1 (25.0%)"' in page
    assert "<dt>Median</dt>" in page
    picture = liu.get(addresses(page, "picture.svg")[0])
    assert "Better</text>" in picture.text
