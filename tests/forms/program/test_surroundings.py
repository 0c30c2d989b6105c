"""What rules read outside the form: organisation, user, period, clock, links, other periods.

OUT-01 org, user, period, today and now are read as they are when the state starts.
OUT-02 Links read another form's values, its repeats by column.
OUT-03 same_last_year, ytd and history read other periods; the program says which it needs.
OUT-04 What is not there is empty.
OUT-05 Inside a grid a bare name is a column of the same row; `form.` means the whole form.
OUT-06 The rules of a collection are run without values.
"""

from datetime import UTC, date, datetime

import pytest

from engine.forms import Needs, Program, compile, load_text
from tests.forms.program.examples import month, number

BASELINE = """
form: county-baseline
title: 基数
sheets:
  - sheet: one
    title: 基数
    items:
      - {field: households, label: 户数, type: integer}
      - {repeat: farms, items: [{field: area, label: 面积, type: decimal}]}
"""

CROPS = """
form: crops
title: 农情月报
collection: {period: month, opens: period.end + days(1), audience: org.kind == 'county'}
links: {baseline: {form: county-baseline, period: none}}
sheets:
  - sheet: one
    title: 农情
    items:
      - {field: county, label: 县, type: text, default: org.name}
      - {field: filer, label: 填报人, type: text, default: user.name}
      - {field: sown, label: 播种面积, type: decimal}
      - {field: whole_year, label: 全年, type: decimal, calculation: ytd(sown)}
      - {field: last_year, label: 上年同期, type: decimal, calculation: same_last_year(sown)}
      - {field: mean, label: 近三月平均, type: decimal, calculation: "avg(history(sown, 3))"}
      - {field: two_back, label: 前两月, type: decimal, calculation: "prev(sown, 2)"}
      - {field: per_house, label: 户均, type: decimal, calculation: sown / baseline.households}
      - {field: farms, label: 基数面积, type: decimal, calculation: sum(baseline.farms.area)}
      - {field: quarter, label: 季度, type: integer, calculation: period.quarter + period.half_year * 10}
      - {field: days, label: 天数, type: integer, calculation: "days_between(period.start, period.end) + 1"}
      - {field: late, label: 逾期, type: boolean, calculation: "today() > period.end"}
      - grid: crop
        columns:
          - {column: sown, label: 面积, type: decimal}
          - {column: part, label: 占比, type: decimal, calculation: "round(sown / total(sown) * 100, 1)"}
          - {column: of_form, label: 占全县, type: decimal, calculation: "round(sown / form.sown * 100, 1)"}
          - {column: more, label: 比上一行多, type: decimal, calculation: "sown - prev_row(sown)"}
          - {column: place, label: 序号, type: integer, calculation: "row_index()"}
        rows: [{row: rice, label: 水稻}, {row: wheat, label: 小麦}]
      - {field: all_crops, label: 合计, type: decimal, calculation: sum(crop.sown)}
"""


@pytest.fixture(scope="module")
def crops() -> Program:
    return compile(load_text(CROPS), links={"baseline": load_text(BASELINE)})


def sown(value: str) -> dict[str, object]:
    return {"sown": number(value)}


def test_the_surroundings(crops: Program) -> None:  # OUT-01
    around = {"org": {"name": "安吉县"}, "user": {"name": "李平"}, "period": month("2026-08")}
    values = crops.prefill(**around)  # type: ignore[arg-type]  # the three are given by name
    assert values == {"county": "安吉县", "filer": "李平"}
    state = crops.start(values, period=month("2026-08"), now=datetime(2026, 9, 1, tzinfo=UTC))
    assert state.value("quarter") == 23
    assert state.value("days") == 31
    assert state.value("late") is True


def test_links(crops: Program) -> None:  # OUT-02
    linked = {
        "baseline": {"households": number("40"), "farms": [{"area": number("3")}, {"area": number("4")}]}
    }
    state = crops.start(sown("100"), period=month("2026-08"), links=linked)
    assert state.value("per_house") == number("2.5")
    assert state.value("farms") == 7


def test_other_periods(crops: Program) -> None:  # OUT-03
    history = {month(f"2026-0{index}"): sown(str(index)) for index in (1, 2, 3)}
    state = crops.start(sown("4"), period=month("2026-04"), history={**history, month("2025-04"): sown("9")})
    assert state.value("whole_year") == 10
    assert state.value("last_year") == 9
    assert state.value("mean") == 2
    assert state.value("two_back") == 2
    assert state.set("sown", 5) >= {"sown", "whole_year"}
    assert crops.needs == Needs(frozenset({1, 2, 3, 12}), year_to_date=True)


def test_a_year_with_a_gap_has_no_sum(crops: Program) -> None:  # OUT-04
    state = crops.start(sown("4"), period=month("2026-03"), history={month("2026-01"): sown("1")})
    assert state.value("whole_year") is None
    assert crops.start(sown("4"), period=month("2026-01")).value("whole_year") == 4
    assert crops.start({}, period=month("2026-01")).value("whole_year") is None


def test_nothing_around(crops: Program) -> None:  # OUT-04
    state = crops.start(sown("4"))
    assert state.value("quarter") is None
    assert state.value("late") is None
    assert state.value("whole_year") is None
    assert state.value("last_year") is None
    assert state.value("mean") is None


def test_names_within_a_grid(crops: Program) -> None:  # OUT-05
    state = crops.start({"sown": number("200"), "crop": {"rice": sown("30"), "wheat": sown("90")}})
    assert state.value("crop.rice.part") == 25
    assert state.value("crop.rice.of_form") == 15
    assert state.value("crop.wheat.more") == 60
    assert state.value("crop.rice.more") is None
    assert [state.value(f"crop.{row}.place") for row in ("rice", "wheat")] == [1, 2]
    assert state.value("all_crops") == 120
    assert state.value("crop")["wheat"]["part"] == 75
    assert state.set("crop.rice.sown", 10) >= {"crop.wheat.part", "all_crops", "crop.wheat.more"}


def test_rules_of_the_collection(crops: Program) -> None:  # OUT-06
    verdict = crops.collection(org={"kind": "county"}, period=month("2026-03"))
    assert verdict == {"opens": date(2026, 4, 1), "audience": True}


def test_a_profile_types_the_organisation() -> None:  # OUT-01
    profile = load_text(BASELINE.replace("county-baseline", "profile"))
    text = """
form: small
title: 小表
sheets:
  - sheet: one
    title: 小表
    items: [{field: more, label: 多, type: integer, calculation: org.households + 1}]
"""
    form = compile(load_text(text), profile=profile)
    assert form.start({}, org={"households": 3}).value("more") == 4
    assert form.start({}, org={"households": 3.0}).value("more") == 4
    assert form.start({}, org={"households": ""}).value("more") is None
