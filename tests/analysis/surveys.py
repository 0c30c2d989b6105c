"""A small survey in two versions, as its author would write it, and answers to it."""

from decimal import Decimal
from typing import Any

from engine.forms.loader import load_text
from engine.forms.model.form import Form

FIRST = """
form: mood
kind: survey
title: {zh: 经营者信心调查, en: Managers' confidence}
version: "1"
collection: {period: month}
sheets:
  - sheet: all
    title: 问卷
    items:
      - field: outlook
        label: {zh: 下月经营预期, en: Outlook}
        type: select_one
        choices: [{value: up, label: {zh: 好转, en: Better}}, {value: flat, label: {zh: 持平, en: Same}},
                  {value: gone, label: {zh: 说不清, en: Unsure}}]
      - field: worries
        label: 主要困难
        type: select_multiple
        choices: [{value: orders, label: 订单不足}, {value: money, label: 资金紧张},
                  {value: other, label: 其他, text: true}]
      - field: staff
        label: 从业人员
        unit: 人
        type: integer
      - field: remark
        label: 建议
        type: textarea
"""

SECOND = """
form: mood
kind: survey
title: {zh: 经营者信心调查, en: Managers' confidence}
version: "2"
collection: {period: month}
renamed: {outlook: expectation}
sheets:
  - sheet: all
    title: 问卷
    items:
      - field: expectation
        label: {zh: 下月预期, en: Expectation}
        type: select_one
        choices: [{value: up, label: {zh: 好转, en: Better}}, {value: flat, label: {zh: 持平, en: Same}},
                  {value: down, label: {zh: 下降, en: Worse}}]
      - group: details
        label: 具体情况
        items:
          - field: worries
            label: 主要困难
            type: select_multiple
            choices: [{value: orders, label: 订单不足}, {value: money, label: 资金紧张},
                      {value: other, label: 其他, text: true}]
          - {field: staff, label: 从业人员, unit: 人, type: integer}
          - {field: turnover, label: 营业收入, unit: 万元, type: decimal, decimals: 2}
      - {field: listed, label: 是否上市, type: boolean}
      - {field: service, label: 政务服务评分, type: rating}
      - {field: since, label: 成立日期, type: date}
      - {field: wishes, label: 政策期望排序, type: rank,
         choices: [{value: tax, label: 减税}, {value: loan, label: 贷款}]}
      - {field: proof, label: 证明材料, type: file}
      - {field: secret, label: 编号, type: calculate, calculation: "1"}
      - note: 以下为矩阵题
      - matrix: costs
        label: 各项成本变化
        choices: [{value: rise, label: 上升}, {value: fall, label: 下降}]
        rows: [{row: labour, label: 用工}, {row: energy, label: 用电}]
      - matrix: means
        label: 采取的措施
        type: select_multiple
        choices: [{value: shift, label: 错峰}, {value: save, label: 节能}]
        rows: [{row: summer, label: 夏季}]
      - matrix: says
        label: 分项说明
        type: text
        rows: [{row: labour, label: 用工}]
      - grid: flows
        label: 进出口
        columns: [{column: now, label: 本月, type: decimal}]
        rows: [{row: export, label: 出口}]
      - repeat: goods
        label: 产品
        items: [{field: kind, label: 产品类别, type: select_one,
                 choices: [{value: food, label: 食品}, {value: steel, label: 钢材}]}]
      - field: remark
        label: 建议
        type: textarea
"""

Document = dict[str, Any]


def first() -> Form:
    """Return the survey as first published."""
    return load_text(FIRST, "mood-1.yaml")


def second() -> Form:
    """Return its second version: one question renamed, one choice exchanged, many questions added."""
    return load_text(SECOND, "mood-2.yaml")


def answer(expectation: str | None = None, **more: Any) -> Document:
    """Return one effective document of the second version."""
    given = more if expectation is None else {"expectation": expectation, **more}
    return {name: Decimal(value) if type(value) is int else value for name, value in given.items()}
