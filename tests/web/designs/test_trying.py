"""A design tried before it is published, over HTTP, by plain forms as without scripts.

TRY-01  What is typed is kept, shows and hides, and is judged; the path taken says which rule decided.
TRY-02  Another period follows with the figures before it: rules about earlier periods run.
TRY-03  Example data fill the whole form so that it could be submitted; clearing starts again.
TRY-04  A trial becomes an example of the definition, which the checker runs and finds true.
TRY-05  What is refused is shown as typed, with its problem; rows come and go.
TRY-06  Nothing of it is a filing; another designer sees nothing of it; a design with errors says which.
TRY-07  A design that changed since shows what still fits.
"""

import pytest
from sqlalchemy import func, select

from engine.filings import rehearsal
from engine.forms.appraisal import appraise
from engine.store import Database
from engine.store.tables.responses import responses
from tests.web.designs.test_building import begun, designer, house, source
from tests.web.filing.conftest import Browser

__all__ = ["designer", "house"]

REPORT = """\
form: yongdian
kind: report
title: 用电月报
collection: {period: month, reporter: enterprise}
sheets:
  - sheet: yi
    title: 用电
    items:
      - {field: sheng, label: 是否生产, type: boolean, required: true}
      - {field: liang, label: 用电量, type: decimal, minimum: 0, relevant: sheng, required: true}
      - {field: zeng, label: 环比, type: decimal, calculation: liang - prev(liang)}
      - repeat: biao
        label: 电表
        items:
          - {field: hao, label: 表号, type: text}
          - {field: shu, label: 度数, type: integer}
  - sheet: er
    title: 说明
    items:
      - {field: shuo, label: 说明, type: text}
checks:
  - {check: da, rule: liang <= prev(liang) * 2, severity: warning, message: 用电翻了一番, at: [liang]}
"""


@pytest.fixture
def report(designer: Browser) -> str:
    """Return the address of a design of a monthly report."""
    address = begun(designer, "用电月报")
    designer.post(f"{address}/text", {"text": REPORT, "seen": 1}, follow=True)
    return address


def attempt(
    designer: Browser, address: str, *, status: int = 200, sheet: str = "yi", **fields: object
) -> str:
    """Post the sheet of a trial and return the page after it."""
    named: dict[str, object] = {name.replace("try_", "try."): value for name, value in fields.items()}
    answer = designer.post(f"{address}/try?sheet=yi", named)
    assert answer.status_code == status, answer.text
    text: str = answer.text
    return text


def test_typing(designer: Browser, report: str) -> None:  # TRY-01
    first = designer.get(f"{report}/try").text
    assert "用电量" in first and "隐藏" in first
    shown = attempt(designer, report, sheng="true", liang="12.50")
    assert 'value="12.50"' in shown and "「是否生产」= 是" in shown
    assert 'value="12.50"' in designer.get(f"{report}/try?sheet=yi").text
    assert attempt(designer, report, action="next").count("说明") > 1
    refused = attempt(designer, report, status=422, liang="", action="submit")
    assert "用电量" in refused and "可以上报" not in refused
    assert "可以上报" in attempt(designer, report, liang="12.5", action="submit")


def test_another_period(designer: Browser, report: str) -> None:  # TRY-02
    attempt(designer, report, sheng="true", liang="100")
    onward = attempt(designer, report, try_do="onward")
    assert "已当作报过" in onward and 'value="100"' not in onward
    judged = attempt(designer, report, sheng="true", liang="250")
    assert "用电翻了一番" in judged and "150" in judged
    assert "环比" in attempt(designer, report, why="zeng")


def test_example_data(designer: Browser, report: str) -> None:  # TRY-03
    filled = attempt(designer, report, try_do="fill", try_organisation="2")
    assert "示例单位 2" in filled
    assert "可以上报" in attempt(designer, report, action="submit")
    cleared = attempt(designer, report, try_do="clear")
    assert "隐藏" in cleared


def test_recorded(designer: Browser, report: str, sqlite_database: Database) -> None:  # TRY-04
    attempt(designer, report, sheng="true", liang="100")
    attempt(designer, report, try_do="onward")
    attempt(designer, report, sheng="true", liang="250")
    for name in ("“tried”", "“tried2”"):
        assert name in attempt(designer, report, try_do="record")
    text = source(sqlite_database, report)
    assert "broken:" in text and "da" in text and "zeng: 150" in text and "liang: 250" in text
    room = designer.client.app.state.design_room  # type: ignore[attr-defined]  # the application under test
    found = appraise(text, room.definitions.housing("yongdian", "sme-monitoring"))
    assert not found.faults, [str(one.problem) for one in found.faults]


def test_refused_and_rows(designer: Browser, report: str) -> None:  # TRY-05
    refused = attempt(designer, report, status=422, sheng="true", liang="很多")
    assert 'value="很多"' in refused and "不是数字" in refused
    assert 'name="biao[0].hao"' in attempt(designer, report, row="add:biao")
    designer.post(f"{report}/try?sheet=yi", {"biao[0].hao": "甲", "row": "add:biao"})
    moved = attempt(designer, report, row="down:biao:0")
    assert moved.index("biao[1].hao") < moved.index('value="甲"')
    assert 'name="biao[1].hao"' not in attempt(designer, report, row="remove:biao:1")
    attempt(designer, report, row="remove:nonsense:9")


def test_nobody_else_sees_it(designer: Browser, report: str, sqlite_database: Database) -> None:  # TRY-06
    attempt(designer, report, sheng="true", liang="77.7")
    with sqlite_database.read() as work:
        assert work.connection.execute(select(func.count()).select_from(responses)).scalar_one() == 0
        assert rehearsal.load(work, report.rpartition("/")[2], "nobody").document == {}
    text = source(sqlite_database, report).replace("type: decimal, minimum", "type: nonsense, minimum")
    designer.post(f"{report}/text", {"text": text, "seen": 99}, follow=True)
    broken = designer.get(f"{report}/try")
    assert broken.status_code == 422 and "先改好才能试填" in broken.text and "nonsense" in broken.text
    assert designer.post(f"{report}/try", {"sheng": "true"}).status_code == 422


def test_changed_since(designer: Browser, report: str, sqlite_database: Database) -> None:  # TRY-07
    attempt(designer, report, sheng="true", liang="77.7")
    text = source(sqlite_database, report).replace("field: liang, label: 用电量, type: decimal, minimum: 0",
                                                   "field: liang, label: 用电量, type: text")  # fmt: skip
    text = "\n".join(line for line in text.splitlines() if "prev(liang)" not in line).replace("checks:", "")
    designer.post(f"{report}/text", {"text": text, "seen": 99}, follow=True)
    assert designer.get(f"{report}/try").status_code == 200
    designer.post(f"{report}/delete", {})
    assert designer.get(f"{report}/try").status_code == 404
