"""Figures in sentences.

FIG-01 What is worked out from cells is grouped by thousands, like the figures beside it; a year is not.
"""

from decimal import Decimal

from engine.forms import compile as compile_form
from engine.forms import load_text
from engine.forms.periods import Period

FORM = """
form: duizhang
title: 对账
collection: {period: month}
sheets:
  - sheet: a
    title: "{period.year}年对账"
    items:
      - {field: month, label: 本月, type: decimal}
      - {field: ytd, label: 本年1-本月, type: decimal, hint: "相差{ytd - month}，{period.year - 1}年"}
"""


def test_a_difference_is_grouped_and_a_year_is_not() -> None:  # FIG-01
    program = compile_form(load_text(FORM))
    state = program.start(
        {"month": Decimal("1000"), "ytd": Decimal("2340.50")}, period=Period.parse("2026-03")
    )
    assert state.text(program.cells["ytd"].field.hint, "ytd") == "相差1,340.5，2025年"
    assert state.text(program.form.sheets[0].title, "#sheet.a") == "2026年对账"
