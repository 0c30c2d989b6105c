"""What a filer asks of a sheet without changing it, over HTTP.

ASK-01  Last period's values are offered only where they are at hand; they come when asked for, and stay
        beside the values that a change shows anew.
ASK-02  What rules hide is listed with its reasons.
ASK-03  Without scripts 'why?' saves what was typed and shows the sheet again with the reason.
"""

from fastapi import FastAPI

from engine.filings import Actor
from engine.store import Database
from tests.filings.stock import LONG_AGO, World
from tests.web.filing.conftest import Browser
from web.filing_room import Room


def approve_february(app: FastAPI, database: Database) -> None:
    """File and approve the report of the month before."""
    world = World(database, Room(app.state.services).desk, Actor("t", LONG_AGO))
    with database.write() as work:
        world.approved(work, "2026-02", {"econ.revenue.month": "345.60"})


def test_without_history_nothing_is_offered(wang: Browser) -> None:  # ASK-01
    address = wang.begin()

    assert "上期数据" not in wang.get(f"{address}/sheets/figures").text
    assert wang.get(f"{address}/earlier?sheet=figures").text == ""


def test_last_periods_values(app: FastAPI, sqlite_database: Database, wang: Browser) -> None:  # ASK-01
    approve_february(app, sqlite_database)
    address = wang.begin()

    page = wang.get(f"{address}/sheets/figures").text
    assert "上期数据" in page and "2026年2月" in page and "345.60" not in page
    assert "345.60" in wang.get(f"{address}/earlier?sheet=figures").text
    assert "345.60" in wang.get(f"{address}/sheets/figures?earlier=1").text
    change = {"path": "econ.revenue.month", "value": "5", "revision": 1, "sheet": "figures", "earlier": "1"}
    assert "345.60" in wang.post(f"{address}/change", change, htmx=True).text
    saved = wang.post(f"{address}/sheets/figures", {"revision": 2, "action": "save", "earlier": "1"})
    assert saved.headers["location"] == f"{address}/sheets/figures?earlier=1"


def test_what_is_hidden_and_why(wang: Browser) -> None:  # ASK-02
    address = wang.begin()

    assert "有 1 项按规则未显示" in wang.get(f"{address}/sheets/basic").text
    listed = wang.get(f"{address}/unseen?sheet=basic").text
    assert "股票代码" in listed and "是否上市" in listed
    assert wang.get(f"{address}/unseen?sheet=nothing").status_code == 404


def test_why_without_scripts(wang: Browser) -> None:  # ASK-03
    address = wang.begin()
    sheet = f"{address}/sheets/figures"

    asked = wang.post(sheet, {"revision": 1, "econ.revenue.ytd": "7", "why": "econ.revenue.growth"})
    assert asked.status_code == 200
    assert "计算方法" in asked.text and 'value="7"' in asked.text
    listed = wang.post(f"{address}/sheets/basic", {"revision": 2, "why": "#unseen"})
    assert '<details class="unseen" id="unseen" open>' in listed.text and "是否上市" in listed.text
    assert wang.post(sheet, {"revision": 2, "why": "nothing"}).status_code == 404
