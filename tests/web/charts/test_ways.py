"""Charts in other ways, over the real application.

WAY-01  Filters of periods, regions, facts and answers narrow every number, stand in the address, and can be
        taken away one by one; what is not offered is not there.
WAY-02  Two questions stand against each other with shares, a test, and a table to take along.
WAY-03  Two groups stand side by side.
WAY-04  A question is shown from period to period.
WAY-05  Texts are searched whatever their case and width, and counted.
WAY-06  The page asks what is new: nothing changed, nothing comes; else the numbers come alone.
WAY-07  Where the definition keeps small groups back, no page, picture or table tells of them.
WAY-08  The whole survey is printed as a report, with what its responses were chosen by.
"""

from collections.abc import Iterator
from pathlib import Path
from re import search

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from engine import settings as reading
from engine.forms.loader import load_text
from engine.library import publish
from engine.store import Database
from engine.store.tables.responses import responses
from tests.analysis.surveys import SECOND, answer
from tests.analysis.town import Town, account, definitions, settle
from tests.people.world import NOON, PASSWORD, cheap_passwords
from web.app import create_app
from web.security import csrf


@pytest.fixture
def town(sqlite_database: Database) -> Town:
    """Return the town with liu, analyst of Shandong, and answers of two plants in two months."""
    with sqlite_database.write() as work:
        found = settle(work)
        account(work, "liu", found.world["shandong"], "analyst")
        for number in range(6):
            remark = ("希望减税", "希望减税 ", "Ｔａｘ cut", "tax CUT", "无", "")[number]
            found.answer(work, "lathe", answer("up", staff=10, listed=True, remark=remark), "2026-03")
        for number in range(4):
            found.answer(work, "brewery", answer("down", staff=30, listed=number == 0), "2026-02")
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
def liu(app: FastAPI) -> Iterator[TestClient]:
    """Yield the analyst's browser."""
    with TestClient(app, base_url="http://testserver", follow_redirects=False) as client:
        token = client.get("/signin").text.split(f'name="{csrf.FIELD}" value="')[1].split('"')[0]
        form = {"login": "liu", "password": PASSWORD, csrf.FIELD: token}
        assert client.post("/signin", data=form).status_code == 303
        yield client


def test_a_filter_by_an_answer(liu: TestClient) -> None:  # WAY-01
    page = liu.get("/charts/mood", params={"if": "expectation=down"}).text
    assert "<strong>4</strong> 份答卷" in page
    assert 'href="/charts/mood" aria-label="去掉筛选：下月预期：下降"' in page
    assert "picture.svg?question=listed&amp;v=" in page
    assert "if=expectation%3Ddown" in page


def test_filters_by_periods(liu: TestClient) -> None:  # WAY-01
    assert "<strong>6</strong>" in liu.get("/charts/mood", params={"from": "2026-03"}).text
    assert "<strong>4</strong>" in liu.get("/charts/mood", params={"to": "2026-02"}).text
    both = liu.get("/charts/mood", params={"from": "2026-02", "if": "listed=true"}).text
    assert "<strong>7</strong>" in both
    assert '<details class="chart-more" open>' in both


def test_nothing_fits(liu: TestClient) -> None:  # WAY-01
    page = liu.get("/charts/mood", params={"region": "999999"}).text
    assert "没有符合这些筛选条件的答卷。" in page


@pytest.mark.parametrize(
    "query",
    [
        "if=secret=1", "if=nothing=1", "if=org.name=x", "if=staff=10", "if=expectation", "if==up",
        "from=soon", "period=2026-13-1", "if=" + "x" * 400, "&".join(f"if=expectation={n}" for n in range(9)),
    ],
)  # fmt: skip
def test_unknown_filters_are_not_there(liu: TestClient, query: str) -> None:  # WAY-01
    assert liu.get(f"/charts/mood?{query}").status_code == 404


def test_a_crosstab(liu: TestClient) -> None:  # WAY-02
    query = {"down": "expectation", "across": "listed", "show": "down"}
    page = liu.get("/charts/mood/crosstab", params=query).text
    assert "10 人两题都作答" in page
    assert "<td>6 <small>100.0%</small></td><td>0 <small>0.0%</small></td>" in " ".join(page.split()).replace(
        "> <", "><"
    )
    assert "χ² = 6.43，自由度 1，p = 0.0112" in page
    assert "4 个格子中有 4 个的期望人数小于 5" in page


def test_a_crosstab_to_take_along(liu: TestClient) -> None:  # WAY-02
    told = liu.get("/charts/mood/crosstab.csv", params={"down": "expectation", "across": "listed"})
    assert told.text.splitlines() == ["\ufeff,是,否,Σ", "好转,6,0,6", "持平,0,0,0", "下降,1,3,4", "Σ,7,3,10"]


def test_a_crosstab_before_questions_are_chosen(liu: TestClient) -> None:  # WAY-02
    assert "选择两道选择题" in liu.get("/charts/mood/crosstab").text
    assert liu.get("/charts/mood/crosstab?down=staff&across=listed").status_code == 404
    assert liu.get("/charts/mood/crosstab.csv?down=&across=listed").status_code == 404


def test_two_groups(liu: TestClient) -> None:  # WAY-03
    page = liu.get("/charts/mood/compare", params={"a": "@period=2026-03", "b": "listed=false"}).text
    assert "2026年3月：6 份答卷 · 是否上市：否：3 份答卷" in page
    assert "<td>100.0%</td><td>0.0%</td><td>+100.0" in page
    assert "<td>10</td><td>30</td>" in page


def test_a_group_beside_everybody(liu: TestClient) -> None:  # WAY-03
    page = liu.get("/charts/mood/compare", params={"a": "expectation=down"}).text
    assert "下月预期：下降：4 份答卷 · 全体：10 份答卷" in page
    assert liu.get("/charts/mood/compare?a=@region").status_code == 404
    assert liu.get("/charts/mood/compare?a=staff=10").status_code == 404


def test_a_trend(liu: TestClient) -> None:  # WAY-04
    page = liu.get("/charts/mood/trend?question=expectation").text
    assert page.index("2026年2月</th><td>4</td><td>0.0%</td>") < page.index(
        "2026年3月</th><td>6</td><td>100.0%</td>"
    )
    picture = liu.get("/charts/mood/trend.svg?question=expectation")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert "2026年3月" in picture.text
    assert "<td>4</td><td>30</td><td>30</td>" in liu.get("/charts/mood/trend?question=staff").text
    assert liu.get("/charts/mood/trend?question=remark").status_code == 404


def test_texts_are_searched(liu: TestClient) -> None:  # WAY-05
    page = liu.get("/charts/mood/texts", params={"question": "remark", "q": "TAX"}).text
    assert "<li>tax CUT</li><li>Ｔａｘ cut</li>" in page
    assert "没有包含“降息”的回答。" in liu.get("/charts/mood/texts?question=remark&q=降息").text


def test_texts_are_counted(liu: TestClient) -> None:  # WAY-05
    page = liu.get("/charts/mood/texts?question=remark&by=count").text
    assert "<li>tax CUT <small>2 人</small></li><li>希望减税 <small>2 人</small></li>" in page
    assert "第 1 – 3 条，共 3 条" in page


def test_what_is_new(liu: TestClient, town: Town, sqlite_database: Database) -> None:  # WAY-06
    page = liu.get("/charts/mood").text
    found = search(r'hx-get="(/charts/mood/now\?v=\w+)"', page)
    assert found is not None
    assert liu.get(found[1]).status_code == 204
    with sqlite_database.write() as work:
        town.answer(work, "lathe", answer("flat"))
    told = liu.get(found[1])
    assert told.status_code == 200
    assert told.text.lstrip().startswith('<div id="live"')
    assert "<strong>11</strong>" in told.text


@pytest.fixture
def careful(town: Town, sqlite_database: Database) -> None:
    """Publish the survey with a bound of five."""
    text = SECOND.replace("kind: survey", "kind: survey\nsuppress_below: 5", 1).replace(
        'version: "2"', 'version: "3"'
    )
    assert load_text(text).suppress_below == 5
    with sqlite_database.write() as work:
        published = publish(work, text.encode(), file="mood.yaml", by="t", at=NOON)
        work.connection.execute(responses.update().values(version=published.version))


def test_small_groups_are_kept_back(liu: TestClient, careful: None) -> None:  # WAY-07
    page = liu.get("/charts/mood").text
    assert '<th scope="row">下降</th><td>…</td><td>–</td>' in page
    assert '<th scope="row">好转</th><td>…</td><td>–</td>' in page
    assert "60.0%" not in page
    assert "<dt>最小值</dt><dd>–" in page
    assert "下降,," in liu.get("/charts/mood/table.csv?question=expectation").text
    assert "(40.0%)" not in liu.get("/charts/mood/picture.svg?question=expectation").text


FEW = ["if=expectation=down", "if=expectation=up", "period=2026-02", "period=2026-03"]


@pytest.mark.parametrize("query", FEW)
def test_a_filter_that_leaves_few_or_few_out(liu: TestClient, careful: None, query: str) -> None:  # WAY-07
    page = liu.get(f"/charts/mood?{query}").text
    assert "符合条件的答卷太少，为保护填报者不显示数字。" in page
    assert "%</td>" not in page


def test_no_other_way_to_small_groups(liu: TestClient, careful: None) -> None:  # WAY-07
    crossed = liu.get("/charts/mood/crosstab?down=expectation&across=listed").text
    assert "…" in crossed
    assert "χ²" not in crossed
    printed = liu.get("/charts/mood/report").text
    assert '<th scope="row">下降</th><td>…</td><td>–</td>' in printed and "60.0%" not in printed
    compared = liu.get("/charts/mood/compare?a=expectation=down").text
    assert "符合条件的答卷太少" in compared
    trend = liu.get("/charts/mood/trend?question=expectation").text
    assert "<td>…</td>" in trend
    assert "100.0%" not in trend


def test_a_report_to_print(liu: TestClient) -> None:  # WAY-08
    assert 'href="/charts/mood/report"' in liu.get("/charts/mood").text
    page = liu.get("/charts/mood/report").text
    assert "<dd>10 份</dd>" in page and "<dd>全部答卷</dd>" in page and "希望减税" in page
    assert page.count("<section") == page.count("<h2") > 2 and "<table" in page and "data-" not in page
    picture = search(r'<img src="([^"]*picture.svg[^"]*)" alt="[^"]+"', page)
    assert picture and liu.get(picture[1].replace("&amp;", "&")).status_code == 200
    months = {"from": "2026-02", "to": "2026-02", "if": "expectation=down"}
    some = liu.get("/charts/mood/report", params=months).text
    assert "<dd>4 份</dd>" in some and "2026年2月；下月预期：下降" in some
    assert 'href="/charts/mood?period=2026-02' in some
    assert "<dd>2026年2月 –</dd>" in liu.get("/charts/mood/report", params={"from": "2026-02"}).text
    none = liu.get("/charts/mood/report", params={"region": "999999"}).text
    assert "还没有可以统计的答卷。" in none and "<table" not in none
