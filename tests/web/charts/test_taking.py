"""Responses of a file taken in over HTTP.

RTAKE-01  A file is tried, then taken; both tell how many are new, how many were there, and what was refused.
RTAKE-02  What was exported here is there already; under new ids only what may still be answered comes in.
RTAKE-03  A file that is none is refused in place; hostile texts of it are shown as texts.
RTAKE-04  Only who designs surveys and reads filings may; organisations beyond their reach are not there.
"""

import json
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from engine.store import Database
from engine.store.tables.responses import responses
from tests.analysis.town import Town
from tests.web.charts.test_charts import answered, app, enter, town
from web.security import csrf

__all__ = ["answered", "app", "enter", "town"]
PLACE = "/responses/mood/import"


@pytest.fixture
def hu(enter: Callable[[str], TestClient]) -> TestClient:
    """Return the browser of who makes surveys."""
    return enter("hu")


def send(hu: TestClient, name: str, content: bytes, do: str = "take") -> tuple[int, str]:
    """Post a file; returns the answer's status and page."""
    token = hu.get(PLACE).text.split(f'name="{csrf.FIELD}" value="')[1].split('"')[0]
    answer = hu.post(PLACE, data={csrf.FIELD: token, "do": do}, files={"file": (name, content)})
    return answer.status_code, answer.text


def file_of(town: Town, *changes: dict[str, object], who: str = "lathe") -> bytes:
    """Return answers as a file, each with something changed."""
    whole = {"organisation": town.world[who].name, "period": "2026-01"}
    told = [
        whole | {"response": f"n{number}", "values": {"expectation": "up"} | change}
        for number, change in enumerate(changes)
    ]
    return json.dumps(told).encode()


def count(database: Database) -> int:
    with database.read() as work:
        return len(work.connection.execute(responses.select()).all())


def test_tried_then_taken(hu: TestClient, town: Town, sqlite_database: Database) -> None:  # RTAKE-01
    assert 'href="/responses/mood/import"' in hu.get("/responses/mood").text
    content = file_of(town, {}, {"staff": "十二"})
    status, page = send(hu, "a.json", content, "try")
    assert status == 200 and "还没有写入" in page and "新的 1 份，原来就有 0 份，没有收下 1 份" in page
    assert count(sqlite_database) == 0 and "<code>n1</code>" in page and "staff" in page
    status, page = send(hu, "a.json", content)
    assert "导入完成" in page and "新的 1 份" in page and count(sqlite_database) == 1
    assert "共 1 份" in hu.get("/responses/mood").text
    assert "新的 0 份，原来就有 1 份，没有收下 1 份" in send(hu, "a.json", content)[1]


def test_what_was_exported(hu: TestClient, answered: None, sqlite_database: Database) -> None:  # RTAKE-02
    content = hu.get("/responses/mood/file.csv").content
    assert "新的 0 份，原来就有 4 份，没有收下 0 份" in send(hu, "mood.csv", content)[1]
    lines = content.decode("utf-8-sig").replace("\r\nr", "\r\nnew-r")
    page = send(hu, "mood.csv", lines.encode())[1]
    assert "新的 2 份，原来就有 0 份，没有收下 2 份" in page and "这一期（2026-03）已有一份" in page
    assert count(sqlite_database) == 6


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.docx", b""), ("a.csv", b"<script>alert(1)</script>\r\n1"), ("a.xlsx", b"PK"), ("", b"")],
)
def test_no_answers(hu: TestClient, town: Town, name: str, content: bytes) -> None:  # RTAKE-03
    status, page = send(hu, name, content)
    assert status == 422 and 'role="alert"' in page and "<script>alert" not in page


def test_hostile_texts(hu: TestClient, town: Town) -> None:  # RTAKE-03
    told = json.loads(file_of(town, {"staff": "<script>alert(1)</script>{{1234567*7}}"}))
    told[0] |= {"response": "<b>x</b>", "organisation": "<img src=x>"}
    half = told[0] | {"response": "\ud800", "organisation": "\ud800\x00"}
    for ask in (told, [told[0] | {"organisation": town.world["lathe"].name}], [half]):
        page = send(hu, "a.json", json.dumps(ask).encode())[1]
        assert not any(text in page for text in ("<script>alert", "<b>x", "<img src=x", "8641969"))


def test_who_may(enter: Callable[[str], TestClient], town: Town) -> None:  # RTAKE-04
    for login in ("liu", "wang"):
        assert enter(login).get(PLACE).status_code == 404
        assert "导入答卷" not in enter(login).get("/responses/mood").text
    foreign = next(one for one in town.world.values() if one.region.startswith("3702"))
    hu = enter("hu")
    content = json.dumps([{"organisation": foreign.name, "period": "2026-01", "values": {}}]).encode()
    assert "没有收下 1 份" in send(hu, "a.json", content)[1]
    assert hu.get("/responses/no-such/import").status_code == 404
