"""The monthly report of SME operations, by figures worked out by hand.

SME-01 工业总产值, 出口交货值, 用电量: in January 1-本月 = 本月, in other months 本月 + last
       month's 1-本月; both years.
SME-02 营业收入, 营业成本: 1-本月 does not fall within the year; both years.
SME-03 资产总计 covers 应收账款 and 产成品; both years.
SME-04 Industrial rows show for sections B, C and D alone.
SME-05 Five rows show in months 2, 5, 8, 11 and 12 alone.
SME-06 Growth is in %, blank where last year's figure is 0 or empty, and may be negative.
SME-07 上年 columns come from last year's approved report and can be changed.
SME-08 The shares of research staff and funds are computed.
SME-09 Without an approved report of last month a check that needs it is not run, and says so.
SME-10 Limits: no negative figures but for 财务费用, 利润总额, 应交税费; people are whole numbers.
SME-11 A product once added must be filled in; without products the sheet may stay empty.
SME-12 What must be filled in is what the page marks with a star.
SME-13 A broken check says in both languages what does not agree, with the figures.
SME-14 Fields are prefilled from the profile; 报表月份 is the period.
"""

from decimal import Decimal
from typing import Final

import pytest

from engine.forms import Refused
from engine.forms.periods import Period
from tests.definitions_shipped.shipped import FACTORY, NOW, program, report

INDUSTRIAL: Final = {"output", "export", "power", "capacity", "finished_goods"}
SEASONAL: Final = {"overdue", "wages", "assets", "liabilities", "investment"}
ALL_YEAR: Final = {"revenue", "cost", "loans", "finance_cost", "receivables", "profit", "taxes", "staff"}
STARRED: Final = {"output", "power", "revenue", "cost", "receivables", "profit", "staff"}
STARRED_IN_SEASON: Final = {"overdue", "wages", "assets", "liabilities"}


@pytest.mark.parametrize("row", ["output", "export", "power"])
@pytest.mark.parametrize(("month", "ytd"), [("month", "ytd"), ("ly_month", "ly_ytd")])
@pytest.mark.parametrize(
    ("period", "flow", "sum_", "last", "broken"),
    [
        ("2026-01", "120.5", "120.5", "900", ""),
        ("2026-01", "120.5", "120.4", "900", "january"),
        ("2026-02", "80", "200.5", "120.5", ""),
        ("2026-02", "80", "200", "120.5", "accumulates"),
        ("2026-12", "0.1", "0.3", "0.2", ""),
    ],
)
def test_months_add_up(  # SME-01
    row: str, month: str, ytd: str, period: str, flow: str, sum_: str, last: str, broken: str
) -> None:
    before = Period.parse(period).shift(-1).key
    state = report(
        period, {f"{row}.{month}": flow, f"{row}.{ytd}": sum_}, earlier={before: {f"{row}.{ytd}": last}}
    )
    suffix = "_last_year" if ytd == "ly_ytd" else ""
    assert [one.check for one in state.findings] == ([f"econ.{row}.{broken}{suffix}"] if broken else [])


@pytest.mark.parametrize("row", ["revenue", "cost"])
@pytest.mark.parametrize("ytd", ["ytd", "ly_ytd"])
@pytest.mark.parametrize(
    ("period", "now", "last", "broken"),
    [("2026-01", "5", "90", False), ("2026-03", "90", "90", False), ("2026-03", "89.9", "90", True)],
)
def test_sums_do_not_fall(  # SME-02
    row: str, ytd: str, period: str, now: str, last: str, broken: bool
) -> None:
    before = Period.parse(period).shift(-1).key
    state = report(period, {f"{row}.{ytd}": now}, earlier={before: {f"{row}.{ytd}": last}})
    assert bool(state.findings) is broken


@pytest.mark.parametrize("part", ["receivables", "finished_goods"])
@pytest.mark.parametrize(("ytd", "suffix"), [("ytd", ""), ("ly_ytd", "_last_year")])
@pytest.mark.parametrize(
    ("period", "assets", "figure", "broken"),
    [("2026-05", 100, 100, False), ("2026-05", 99, 100, True), ("2026-06", 99, 100, False)],
)
def test_assets_cover(  # SME-03
    part: str, ytd: str, suffix: str, period: str, assets: int, figure: int, broken: bool
) -> None:
    state = report(period, {f"assets.{ytd}": assets, f"{part}.{ytd}": figure})
    assert [one.check for one in state.findings] == ([f"assets_cover_{part}{suffix}"] if broken else [])


@pytest.mark.parametrize(
    ("industry", "industrial"),
    [
        ("0610", True), ("1353", True), ("3511", True), ("4411", True),
        ("0151", False), ("4710", False), ("5212", False), ("6510", False),
    ],
)  # fmt: skip
def test_industrial_rows(industry: str, industrial: bool) -> None:  # SME-04
    state = report("2026-03", {}, industry=industry)
    shown = {row for row in INDUSTRIAL if state.relevant(f"econ.{row}")}
    assert shown == (INDUSTRIAL if industrial else set())
    assert all(state.relevant(f"econ.{row}") for row in ALL_YEAR)


@pytest.mark.parametrize("month", range(1, 13))
def test_seasonal_rows(month: int) -> None:  # SME-05
    state = report(f"2026-{month:02d}", {})
    shown = {row for row in SEASONAL if state.relevant(f"econ.{row}")}
    assert shown == (SEASONAL if month in (2, 5, 8, 11, 12) else set())


@pytest.mark.parametrize(
    ("now", "last_year", "growth"),
    [("120", "100", "20"), ("75", "100", "-25"), ("1", "3", "-66.67"), ("5", "0", None), ("5", None, None)],
)
def test_growth(now: str, last_year: str | None, growth: str | None) -> None:  # SME-06
    cells: dict[str, str | int] = {"staff.ytd": now}
    if last_year is not None:
        cells["staff.ly_ytd"] = last_year
    state = report("2026-03", cells)
    assert state.value("econ.staff.growth") == (Decimal(growth) if growth else None)
    assert not state.required("econ.staff.growth")
    assert not [one for one in state.problems if "growth" in one.path]


def test_last_year_comes_from_last_years_report() -> None:  # SME-07
    history = {Period.parse("2025-03"): {"econ": {"revenue": {"month": Decimal(7), "ytd": Decimal(21)}}}}
    form = program("sme-monthly")
    values = form.prefill(org=FACTORY, period=Period.parse("2026-03"), history=history, now=NOW)
    assert values["econ"]["revenue"] == {"ly_month": Decimal(7), "ly_ytd": Decimal(21)}
    state = form.start(values, period=Period.parse("2026-03"), history=history, now=NOW)
    state.set("econ.revenue.ly_ytd", Decimal(22))
    assert state.value("econ.revenue.ly_ytd") == 22


def test_shares_of_research() -> None:  # SME-08
    told = {"ly_staff": 320, "ly_rd_staff": 34, "ly_revenue": 18600, "ly_rd_funds": 620}
    state = program("sme-monthly").start(
        {name: Decimal(figure) for name, figure in told.items()}, period=Period.parse("2026-03"), now=NOW
    )
    assert state.value("rd_staff_share") == Decimal("10.63")  # 34 / 320 = 10.625 %
    assert state.value("rd_funds_share") == Decimal("3.33")  # 620 / 18600 = 3.333… %


def test_what_cannot_be_compared_is_said() -> None:  # SME-09
    state = report("2026-03", {"power.month": 5, "power.ytd": 15, "revenue.ytd": 3})
    assert [one.check for one in state.not_run] == ["econ.power.accumulates", "econ.revenue.not_falling"]
    assert not state.findings
    assert not report("2026-01", {"power.month": 5, "power.ytd": 5}).not_run


@pytest.mark.parametrize(
    ("cell", "figure", "admitted"),
    [
        ("revenue.month", "-1", False),
        ("finance_cost.month", "-1", True),
        ("profit.ytd", "-1", True),
        ("taxes.ly_ytd", "-1", True),
        ("assets.ytd", "-0.01", False),
        ("capacity.month", "104.5", True),
        ("staff.month", "12", True),
    ],
)
def test_limits(cell: str, figure: str, admitted: bool) -> None:  # SME-10
    state = report("2026-05", {cell: figure})
    wrong = [one for one in state.problems_at(f"econ.{cell}") if one.code != "answer-missing"]
    assert bool(wrong) is not admitted


def test_people_are_whole_and_capacity_has_months_only() -> None:  # SME-10
    state = report("2026-05", {})
    with pytest.raises(Refused):
        state.enter("econ.staff.month", "12.5")
    assert {path for path in program("sme-monthly").cells if path.startswith("econ.capacity.")} == {
        "econ.capacity.month", "econ.capacity.ly_month"
    }  # fmt: skip


def test_a_product_once_added_must_be_filled_in() -> None:  # SME-11
    state = report("2026-03", {})
    assert not [one for one in state.complete() if one.path.startswith("products")]
    state.add_row("products")
    missing = {one.path.removeprefix("products[0].") for one in state.complete() if "products[" in one.path}
    assert missing == {
        "name", "unit", "stock", "output_month", "output_ytd", "sales_month", "sales_ytd"
    }  # fmt: skip


@pytest.mark.parametrize("period", ["2026-03", "2026-05"])
def test_stars(period: str) -> None:  # SME-12
    paths = [one.path for one in report(period, {}).complete()]
    missing = {path.split(".")[1] for path in paths if path.startswith("econ.")}
    assert missing == STARRED | (STARRED_IN_SEASON if period == "2026-05" else set())


def test_a_broken_check_speaks() -> None:  # SME-13
    (found,) = report(
        "2026-03", {"power.month": 30, "power.ytd": 120}, earlier={"2026-02": {"power.ytd": 85}}
    ).findings
    assert found.problem.message("zh").startswith(
        "本年1-本月（120）应等于本月（30）与上月填报的本年1-本月（85）之和，相差5"
    )
    assert "must equal the month (30) plus last month's" in found.problem.message("en")
    assert found.severity == "warning"


def test_prefilled_from_the_profile() -> None:  # SME-14
    form = program("sme-monthly")
    values = form.prefill(org=FACTORY, period=Period.parse("2026-03"), now=NOW)
    state = form.start(values, org=FACTORY, period=Period.parse("2026-03"), now=NOW)
    assert {name: state.value(name) for name in FACTORY} == FACTORY
    assert state.value("report_month") == Period.parse("2026-03").start
    assert state.read_only("report_month")
    assert form.form.key_fields == ("company", "uscc", "industry")
    assert [sheet.lists for sheet in form.sheets] == [None, None, None, "surveys"]
