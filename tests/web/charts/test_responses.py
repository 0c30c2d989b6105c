"""The table of responses over HTTP.

RESP-01  Responses are listed with the chosen columns, filtered and paged; one is read with all its answers.
RESP-02  What is filtered goes into each kind of file, whole.
RESP-03  Only who may read filings sees them, and only within reach; drafts are nobody's business.
RESP-04  Nonsense in the address is refused; hostile answers show as text.
"""

import csv
import json
from collections.abc import Callable
from io import StringIO

import pytest
from starlette.testclient import TestClient

from engine.store import Database
from tests.analysis.surveys import answer
from tests.analysis.town import Town
from tests.web.charts.test_charts import answered, app, enter, liu, town

__all__ = ["answered", "app", "enter", "liu", "town"]


def test_the_table(liu: TestClient, answered: None) -> None:  # RESP-01
    assert "共 4 份" in liu.get("/responses").text
    page = liu.get("/responses/mood").text
    assert "共 4 份" in page and "&lt;b&gt;降费&lt;/b&gt;" not in page
    chosen = liu.get("/responses/mood", params={"column": ["remark", "staff"]}).text
    assert "&lt;b&gt;降费&lt;/b&gt;" in chosen and "<td>40</td>" in chosen and "<td>好转</td>" not in chosen
    assert "共 1 份" in liu.get("/responses/mood", params={"period": "2026-02"}).text
    assert "没有这样的答卷" in liu.get("/responses/mood", params={"organisation": "没有%"}).text
    assert "共 4 份" not in liu.get("/responses/mood", params={"state": "approved"}).text


def test_one(liu: TestClient, answered: None) -> None:  # RESP-01
    page = liu.get("/responses/mood", params={"column": "remark"}).text
    row = page.partition("=减税")[0].rpartition('href="/responses/mood/')[2].partition('"')[0]
    one = liu.get(f"/responses/mood/{row}").text
    assert "=减税" in one and "<td>12</td>" in one and "降费" not in one


def test_files(liu: TestClient, answered: None) -> None:  # RESP-02
    got = liu.get("/responses/mood/file.csv", params={"period": "2026-03"})
    assert got.headers["content-disposition"] == 'attachment; filename="mood.csv"'
    lines = list(csv.DictReader(StringIO(got.text.removeprefix("\ufeff"), newline="")))
    assert len(lines) == 3 and {line["remark"] for line in lines} == {"'=减税", "<b>降费</b>", ""}
    whole = json.loads(liu.get("/responses/mood/file.json").text)
    assert len(whole) == 4 and {one["period"] for one in whole} == {"2026-02", "2026-03"}
    for kind, mark in (("xlsx", b"PK"), ("sav", b"$FL2"), ("parquet", b"PAR1")):
        assert liu.get(f"/responses/mood/file.{kind}").content.startswith(mark)
    labelled = liu.get("/responses/mood/file.csv", params={"words": "labels"}).text
    assert "好转" in labelled and ",up," not in labelled


def test_within_reach(
    enter: Callable[[str], TestClient], answered: None, town: Town, sqlite_database: Database
) -> None:  # RESP-03
    wang = enter("wang")
    for path in ("", "/mood", "/mood/file.csv", "/mood/x"):
        assert wang.get(f"/responses{path}").status_code == 404
    liu = enter("liu")
    assert liu.get("/responses/mood/no-such-response").status_code == 404
    assert liu.get("/responses/no-such-form").status_code == 404


@pytest.mark.parametrize(
    "asked",
    ["period='%20or%201", "state=draft", "page=0", "organisation=" + "x" * 101],
)
def test_nonsense(liu: TestClient, answered: None, asked: str) -> None:  # RESP-04
    assert liu.get(f"/responses/mood?{asked}").status_code in (404, 422)


def test_a_hostile_answer(liu: TestClient, town: Town, sqlite_database: Database) -> None:  # RESP-04
    with sqlite_database.write() as work:
        town.answer(work, "lathe", answer("up", remark="<script>alert(1)</script>{{1234567*7}}"))
    page = liu.get("/responses/mood", params={"column": "remark"}).text
    assert "<script>alert" not in page and "8641969" not in page and "&lt;script&gt;" in page
