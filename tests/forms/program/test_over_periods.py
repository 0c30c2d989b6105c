"""Values that live longer than one filing: carried over, filed once a year, rows known again.

OVR-01 A new response starts from the first source that exists, item by item, whole repeats too.
OVR-02 What an item keeps for itself, files, and calculated values do not go over; a default wins.
OVR-03 A sheet filed once a year shows the year's first filing in the later ones, read-only; rules see it.
OVR-04 Where no filing of the year counts, the sheet is filed here; what was typed here meanwhile is kept.
OVR-05 What was handed over keeps the figures it counted with.
OVR-06 A row's own field is read in other periods by the row's key; a row that was not there adds nothing.
OVR-07 Two rows of one key are a problem of the filing, told at the later change of either.
OVR-08 A sum over what was filed this year is known although a month is missing.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from engine.forms import FormState, Program, Refused, compile, load_text
from engine.forms.periods import Period
from tests.forms.program.examples import number

BASELINE = """
form: trade-survey
title: 商业底数
sheets:
  - sheet: all
    title: 底数
    items:
      - {field: population, label: 常住人口, type: decimal}
      - {field: note, label: 说明, type: integer}
      - repeat: centres
        items: [{field: name, label: 名称}, {field: area, label: 面积, type: decimal}]
"""

QUARTERLY = """
form: trade-quarterly
title: 商业季报
collection: {period: quarter}
history: submitted
links: {baseline: {form: trade-survey, period: none}}
carry: [prev, baseline]
sheets:
  - sheet: county
    title: 县情
    once: year
    items:
      - {field: population, label: 常住人口, type: decimal, required: true, unit: 万人}
  - sheet: centres
    title: 乡镇商贸中心
    items:
      - {field: filer, label: 填报人, default: user.name}
      - {field: note, label: 说明}
      - {field: photo, label: 照片, type: image}
      - {field: remark, label: 备注, carry: false}
      - repeat: centres
        key: [name]
        items:
          - {field: name, label: 名称, required: true}
          - {field: area, label: 面积, type: decimal}
          - {field: paid, label: 当季拨付, type: decimal, carry: false}
          - {field: grown, label: 比上季, type: decimal, calculation: area - prev(area)}
          - {field: year, label: 本年拨付, type: decimal, calculation: sum(filed_this_year(paid))}
          - {field: strict, label: 累计, type: decimal, calculation: ytd(paid)}
          - {field: past, label: 近两季, type: decimal, calculation: "sum(history(area, 2))"}
      - {field: each, label: 人均面积, type: decimal, calculation: sum(centres.area) / population}
      - {field: whole, label: 全部拨付, type: decimal, calculation: sum(filed_this_year(centres.paid))}
"""

EAST: Mapping[str, Any] = {"name": "城东", "area": Decimal(300), "paid": Decimal(5)}
WEST: Mapping[str, Any] = {"name": "城西", "area": Decimal(200), "paid": Decimal(7)}
SURVEY: Mapping[str, Any] = {"population": Decimal(50), "note": Decimal(3), "centres": [dict(EAST)]}


@pytest.fixture(scope="module")
def quarterly() -> Program:
    return compile(load_text(QUARTERLY), links={"baseline": load_text(BASELINE)})


def quarter(n: int) -> Period:
    return Period("quarter", 2026, n)


def filed(population: str, *rows: Mapping[str, Any]) -> dict[str, Any]:
    return {"population": number(population), "centres": [dict(row) for row in rows]}


def test_the_first_source_that_exists(quarterly: Program) -> None:  # OVR-01
    links = {"baseline": SURVEY}
    first = quarterly.prefill(period=quarter(1), links=links)
    assert first["population"] == 50
    assert first["centres"] == [{"name": "城东", "area": 300}]
    before = {quarter(1): filed("51", EAST, WEST)}
    second = quarterly.prefill(period=quarter(2), links=links, history=before)
    assert [row["name"] for row in second["centres"]] == ["城东", "城西"]
    assert quarterly.prefill(period=quarter(1)) == {}


def test_what_does_not_go_over(quarterly: Program) -> None:  # OVR-02
    photo = [{"id": "a", "name": "a.png", "size": 3}]
    before = {**filed("51", EAST), "filer": "旧人", "note": "三座", "photo": photo, "remark": "旧"}
    values = quarterly.prefill(period=quarter(2), history={quarter(1): before}, user={"name": "李平"})
    assert values["centres"] == [{"name": "城东", "area": 300}]
    assert {name: values.get(name) for name in ("filer", "note", "photo", "remark")} == {
        "filer": "李平", "note": "三座", "photo": None, "remark": None
    }  # fmt: skip
    assert quarterly.prefill(period=quarter(1), links={"baseline": SURVEY}).get("note") is None


def test_a_sheet_filed_once_a_year(quarterly: Program) -> None:  # OVR-03
    history = {quarter(1): filed("50", EAST), quarter(2): filed("60", EAST)}
    assert "population" not in quarterly.prefill(period=quarter(3), history=history)
    state = quarterly.start(filed("99", EAST), period=quarter(3), history=history)
    assert state.value("population") == 50
    assert state.value("each") == 6
    assert state.read_only("population") and state.locked("population")
    assert state.effective_document()["population"] == 50
    with pytest.raises(Refused, match="read-only"):
        state.set("population", 70)
    assert not state.locked("note")
    assert quarterly.needs.year_to_date


def test_the_first_period_files_it(quarterly: Program) -> None:  # OVR-04
    state = quarterly.start({}, period=quarter(1), history={Period("quarter", 2025, 4): filed("50")})
    assert not state.locked_sheets
    state.set("population", 52)
    assert state.document() == {"population": 52}
    assert [one.code for one in quarterly.start({}, period=quarter(2)).problems] == ["answer-missing"]


def test_the_years_filing_arrives_later(quarterly: Program) -> None:  # OVR-04
    own = filed("99", EAST)
    late = quarterly.start(own, period=quarter(2), history={quarter(1): {"centres": []}})
    assert late.value("population") is None
    assert late.problems == ()
    late.set("note", "改")
    assert late.document()["population"] == 99


def test_what_was_handed_over_keeps_its_figures(quarterly: Program) -> None:  # OVR-05
    changed = {quarter(1): filed("77", EAST)}
    state = quarterly.start(filed("99", EAST), period=quarter(2), history=changed, settled=filed("50", EAST))
    assert state.value("population") == 50


def rows(state: FormState, name: str) -> list[object]:
    return [row[name] for row in state.value("centres")]


def test_rows_by_their_key(quarterly: Program) -> None:  # OVR-06
    history = {quarter(1): filed("50", WEST, EAST), quarter(2): filed("50", EAST)}
    now = [{**WEST, "area": Decimal(250)}, {**EAST, "area": Decimal(310)}, {"name": None, "paid": Decimal(1)}]
    state = quarterly.start({"centres": now}, period=quarter(3), history=history)
    assert rows(state, "grown") == [None, 10, None]
    assert rows(state, "year") == [14, 15, 1]
    assert rows(state, "strict") == [14, 15, 1]
    assert rows(state, "past") == [200, 600, 0]
    assert "centres[2].year" in state.set("centres[2].name", "城东")
    assert rows(state, "year")[2] == 11


def test_two_rows_of_one_key(quarterly: Program) -> None:  # OVR-07
    state = quarterly.start(filed("50", EAST, WEST), period=quarter(1))
    assert not state.problems
    changed = state.set("centres[1].name", "城东")
    assert {"centres[0].name", "centres[1].name"} <= changed
    assert [(one.code, one.path) for one in state.problems] == [
        ("answer-row-twice", "centres[0].name"), ("answer-row-twice", "centres[1].name")
    ]  # fmt: skip
    assert {"centres[0].name", "centres[1].name"} <= state.set("centres[0].name", "城南")
    assert not state.problems
    state.add_row("centres")
    state.add_row("centres")
    assert {one.code for one in state.problems} == {"answer-missing"}


def test_a_missing_quarter_does_not_hide_the_sum(quarterly: Program) -> None:  # OVR-08
    history = {quarter(2): filed("50", EAST, WEST)}
    state = quarterly.start({"centres": [dict(EAST)]}, period=quarter(4), history=history)
    assert rows(state, "year") == [10]
    assert rows(state, "strict") == [None]
    assert state.value("whole") == 17
    assert "whole" in state.set("centres[0].paid", number("0.5"))
    assert state.value("whole") == number("12.5")
