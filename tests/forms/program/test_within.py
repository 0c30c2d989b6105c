"""A link over all filings within the period: a year reads its twelve months, a quarter its three.

WIN-01 Values come as lists in order of time, whatever order the filings are in.
WIN-02 While a filing is missing, what is made of the lists is empty, and a check over them is not run
       and says which one is missing.
WIN-03 The link itself counts the filings there are.
WIN-04 A period finer than a year takes its own part of the year.
WIN-05 Values of filings that are there but empty are skipped like any empty value.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any, Final

import pytest

from engine.forms import FormState, Program, compile, load_text
from engine.forms.periods import Period

MONTHLY: Final = """
form: trade-monthly
title: 交易月报
collection: {period: month}
sheets:
  - sheet: one
    title: 一
    items:
      - {field: orders, label: 订单数, type: integer}
      - grid: trade
        columns: [{column: month, label: 本月, type: decimal}]
        rows: [{row: total, label: 交易额}]
      - repeat: shops
        items: [{field: name, label: 店铺}]
"""
ANNUAL: Final = """
form: trade-annual
title: 交易年报
collection: {period: year}
links: {monthly: {form: trade-monthly, period: within}}
sheets:
  - sheet: one
    title: 一
    items:
      - {field: filed, label: 已报月数, type: integer, calculation: count(monthly)}
      - {field: months, label: 月报合计, type: decimal, calculation: sum(monthly.trade.total.month)}
      - {field: best, label: 最高月, type: decimal, calculation: max(monthly.trade.total.month)}
      - {field: some, label: 有订单的月数, type: integer, calculation: count(monthly.orders)}
      - {field: big, label: 大月数, type: integer, calculation: "count(filter(monthly.orders, . > 5))"}
      - {field: first, label: 各月, type: text, calculation: "join('、', monthly.orders)"}
      - {field: trade, label: 交易额, type: decimal}
    checks:
      - check: twelve_months
        rule: trade == sum(monthly.trade.total.month)
        message: 交易额（{trade}）应等于12个月之和
"""


@cache
def annual(period: str = "year") -> Program:
    """Return the annual form, or the same over another kind of period."""
    text = ANNUAL.replace("period: year", f"period: {period}")
    return compile(load_text(text), links={"monthly": load_text(MONTHLY)})


def month(index: int, **values: object) -> tuple[Period, dict[str, Any]]:
    """Return a month of 2026 with a trade of as many units, and as many orders."""
    return Period("month", 2026, index), {
        "orders": Decimal(index),
        "trade": {"total": {"month": Decimal(index)}},
        **values,
    }


def started(months: Iterable[tuple[Period, dict[str, Any]]], trade: str = "78") -> FormState:
    """Return the year 2026 with monthly reports beside it."""
    return annual().start(
        {"trade": Decimal(trade)}, period=Period("year", 2026), links={"monthly": dict(months)}
    )


YEAR: Final = tuple(month(index) for index in range(1, 13))


@pytest.mark.parametrize(
    ("field", "value"),
    [("months", 78), ("best", 12), ("filed", 12), ("big", 7), ("first", "、".join(map(str, range(1, 13))))],
)
def test_twelve_months(field: str, value: object) -> None:  # WIN-01, WIN-03
    assert started(reversed(YEAR)).value(field) == value


@pytest.mark.parametrize(("trade", "broken"), [("78", []), ("77.99", ["twelve_months"])])
def test_a_check_over_all(trade: str, broken: list[str]) -> None:  # WIN-01
    state = started(YEAR, trade)
    assert [one.check for one in state.findings] == broken
    assert not state.not_run


def test_a_missing_month(trade: str = "1") -> None:  # WIN-02, WIN-03
    state = started([one for one in YEAR if one[0].index not in (5, 9)], trade)
    assert not state.findings
    assert [(one.check, one.period.key) for one in state.not_run] == [("twelve_months", "2026-05")]
    assert [state.value(name) for name in ("months", "best", "big", "first")] == [None] * 4
    assert state.value("filed") == 10


def test_nothing_filed_yet() -> None:  # WIN-02, WIN-03
    state = annual().start({}, period=Period("year", 2026))
    assert state.value("filed") == 0
    assert state.value("months") is None
    assert not state.not_run, "a check whose own figure is empty would not run anyway"


def test_a_quarter() -> None:  # WIN-04
    held = dict(YEAR[3:6])
    state = annual("quarter").start({}, period=Period("quarter", 2026, 2), links={"monthly": held})
    assert (state.value("months"), state.value("filed")) == (15, 3)


def test_empty_values_are_skipped() -> None:  # WIN-05
    held = [*YEAR[:11], month(12, orders=None)]
    assert started(held).value("some") == 11


@pytest.mark.parametrize(
    ("period", "finer", "keys"),
    [
        ("2026", "quarter", ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("2026-H2", "quarter", ["2026-Q3", "2026-Q4"]),
        ("2026-Q4", "month", ["2026-10", "2026-11", "2026-12"]),
        ("2026-07", "month", ["2026-07"]),
        ("2026-07", "year", []),
        ("2026-Q1", "half_year", []),
    ],
)
def test_periods_within(period: str, finer: Any, keys: list[str]) -> None:  # WIN-01, WIN-04
    assert [one.key for one in Period.parse(period).within(finer)] == keys
