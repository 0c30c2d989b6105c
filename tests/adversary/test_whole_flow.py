"""The whole filing flow over HTTP, on SQLite and on PostgreSQL.

FLW-01  Open, type, explain, submit, withdraw, submit again: what was typed comes back digit for digit.
FLW-02  0.10 stays 0.10 from the text box to the receipt's figures; a + b = total never fails by rounding.
FLW-03  A million times 0.01 is 10000.00, through documents of both databases.
"""

import json
import re
from decimal import Decimal
from html import unescape

from sqlalchemy import select

from engine.filings import events, responses
from engine.store import Database, exact_json
from engine.store.tables.receipts import receipts
from engine.store.tables.responses import responses as rows
from tests.adversary.county import County, revision_of

FIGURES = {
    "staff": "120",
    "econ.revenue.month": "0.10",
    "econ.revenue.ytd": "0.30",
    "econ.revenue.ly": "0.20",
    "econ.power.month": "123456789012345.67",
}


def test_the_whole_flow(any_county: County) -> None:  # FLW-01, FLW-02
    wang = any_county.browsers["wang"]
    mine = wang.begin()
    revision = 1
    for path, value in FIGURES.items():
        answer = wang.type(mine, path, value, revision)
        assert answer.status_code == 200, answer.text
        revision = revision_of(answer.text)
    page = wang.get(f"{mine}/sheets/figures").text
    assert 'value="0.10"' in page and 'value="123456789012345.67"' in page
    for part in ("name", "output"):
        if part == "name":
            answer = wang.post(f"{mine}/rows", {"row": "add:products", "revision": revision}, htmx=True)
            revision = revision_of(answer.text)
        value = "锅炉" if part == "name" else "0.10"
        revision = revision_of(wang.type(mine, f"products[0].{part}", value, revision).text)
    refused = wang.post(f"{mine}/submit", {"key": "first", "revision": revision})
    check = re.search(r'name="explain\.([^"]+)"', wang.get(f"{mine}/sheets/figures").text)
    assert refused.status_code == 422
    if check:
        told = {"check": check[1], "text": "上月未报", "revision": revision}
        answer = wang.post(f"{mine}/explanations", told, htmx=True)
        assert answer.status_code == 200, answer.text
        revision = revision_of(answer.text)
    _survey(any_county)
    for key in ("first", "second"):
        sent = wang.post(f"{mine}/submit", {"key": key, "revision": revision})
        assert sent.status_code == 303, unescape(sent.text)
        again = wang.post(f"{mine}/submit", {"key": key, "revision": revision})
        assert again.status_code == 303
        receipt = json.loads(wang.get(f"{mine}/receipt.json").text)
        revision = receipt["revision"]
        if key == "first":
            assert wang.post(f"{mine}/withdraw", {}).status_code == 303
            revision += 1
    _check_stored(any_county.database, mine.rpartition("/")[2])
    assert "审核" in wang.get("/filings").text
    assert wang.get("/charts").status_code == 404


def _survey(county: County) -> None:
    wang = county.browsers["wang"]
    survey = wang.begin("qijing")
    assert wang.type(survey, "overall", "good", 1).status_code == 200
    sent = wang.post(f"{survey}/submit", {"key": "s", "revision": 2})
    assert sent.status_code == 303, unescape(sent.text)


def _check_stored(database: Database, response: str) -> None:
    with database.read() as work:
        stored = responses.fetch(work, response)
        assert events.verify(work, response, head=stored.head) == ()
        assert stored.state == "submitted"
        effective = stored.effective or {}
        judged = work.connection.execute(
            select(receipts.c.judged).where(receipts.c.response == response).order_by(receipts.c.at.desc())
        ).scalars()
        assert next(iter(judged))["document"] == effective
    text = exact_json.dumps(effective)
    assert '"month":0.10' in text.replace(" ", "") and "123456789012345.67" in text
    econ = effective["econ"]
    assert isinstance(econ, dict) and isinstance(econ["revenue"], dict)
    assert econ["revenue"]["growth"] == Decimal("50.00")
    assert Decimal("0.10") + Decimal("0.20") == econ["revenue"]["ytd"]


def test_a_million_cents(any_county: County) -> None:  # FLW-03
    cents = [Decimal("0.01")] * 1_000_000
    document = {"cents": exact_json.dumps(cents), "cent": cents[0]}
    wang = any_county.browsers["wang"]
    response = wang.begin("xiandian", "2026-03").rpartition("/")[2]
    with any_county.database.write() as work:
        work.connection.execute(rows.update().where(rows.c.id == response), {"effective": document})
    with any_county.database.read() as work:
        kept = responses.fetch(work, response).effective or {}
    read = exact_json.loads(str(kept["cents"]))
    assert isinstance(read, list) and isinstance(kept["cent"], Decimal)
    assert str(sum((Decimal(str(one)) for one in read), Decimal(0))) == "10000.00"
    assert str(kept["cent"] * 1_000_000) == "10000.00"
