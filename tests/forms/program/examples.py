"""Small definitions from real reports, and what tests say about them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.forms import FormState, Program, compile, load_text
from engine.forms.model.table import Table
from engine.forms.periods import Period

INDICATORS = """
form: monthly-indicators
title: 经济指标月报
collection: {period: month}
sheets:
  - sheet: basic
    title: 基本信息
    items:
      - field: section
        label: 行业门类
        type: select_one
        choices: [{value: C, label: 制造业}, {value: A, label: 农业}, {value: F, label: 零售业}]
      - field: staff
        label: 从业人员
        type: integer
        minimum: 0
      - field: rd_staff
        label: 研发人员
        type: integer
        relevant: section == 'C'
        required: staff > 100
        constraint: rd_staff <= staff
        constraint_message: 研发人员不应多于从业人员（{staff}人）
      - field: rd_share
        label: 占从业人员的比重
        type: decimal
        calculation: round(rd_staff / staff * 100, 2)
  - sheet: indicators
    title: "经济指标（{period.month}月）"
    items:
      - grid: econ
        columns:
          - {column: month, label: 本月, type: decimal}
          - {column: ytd, label: 1-本月, type: decimal}
          - {column: ly_ytd, label: 上年1-本月, type: decimal, required: false, default: same_last_year(ytd)}
          - {column: growth, label: 累计同比增长, unit: "%", type: decimal,
             calculation: "round((ytd - ly_ytd) / ly_ytd * 100, 2)"}
        rows:
          - {row: revenue, label: 营业收入, minimum: 0}
          - {row: power, label: 用电量, minimum: 0, relevant: "section == 'C'"}
        checks:
          - rows: [power]
            check: balance
            rule: "ytd == month if period.month == 1 else ytd == month + prev(ytd)"
            severity: warning
            at: [ytd]
            reasons: [{value: merged, label: 企业合并}]
checks:
  - check: staff_and_power
    rule: econ.revenue.ytd >= econ.power.ytd
    message: 营业收入应不小于用电量
    remedy: 请核对两项数据。
    when: submit
"""

PRODUCTS = """
form: products
title: 产品产销存
sheets:
  - sheet: products
    title: 产品
    items:
      - field: sells
        label: 是否有产品
        type: boolean
        default: true
      - repeat: products
        title: "{row_index()}. {name}"
        minimum: 1
        maximum: 4
        relevant: sells
        items:
          - {field: name, label: 产品名称, type: text, required: true}
          - {field: unit, label: 计量单位, type: text, default: "'吨'"}
          - {field: made, label: 生产量, type: decimal, minimum: 0}
          - {field: sold, label: 销售量, type: decimal, minimum: 0, relevant: made > 0}
          - {field: stock, label: 库存, type: decimal,
             calculation: "coalesce(prev_row(stock), 0) + coalesce(made, 0) - coalesce(sold, 0)"}
          - {field: share, label: 占比, type: decimal, calculation: "round(made / total(made) * 100, 1)"}
        checks:
          - {check: oversold, rule: sold <= made, severity: warning}
      - field: total
        label: 合计
        type: decimal
        calculation: sum(products.made)
      - field: lines
        label: 产品数
        type: integer
        calculation: count(filter(products, made > 10))
"""


def program(text: str, tables: Mapping[str, Table] | None = None) -> Program:
    """Compile a definition."""
    return compile(load_text(text), tables=tables)


def month(key: str) -> Period:
    """Return the month of a key like '2026-03'."""
    return Period.parse(key)


def number(text: str) -> Decimal:
    """Return an exact number."""
    return Decimal(text)


def power(
    state_of: Program, period: str, *, history: Mapping[str, Any] | None = None, **cells: str
) -> FormState:
    """Start a manufacturer's report with these figures of electricity used."""
    row = {name: Decimal(value) for name, value in cells.items()}
    earlier = {month(key): {"econ": {"power": {"ytd": Decimal(ytd)}}} for key, ytd in (history or {}).items()}
    values = {"section": "C", "econ": {"power": row}}
    return state_of.start(values, period=month(period), history=earlier)
