"""A page joined from pieces against the same page as one ordinary template loop.

SPD-01  Both make the same bytes, for an empty and a filled sheet, with problems too.
SPD-02  Joined, it is at least ten times faster.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from time import process_time

import pytest

from engine.forms import FormState, load_text
from engine.forms.program import compile_program
from engine.render import Sheets, View, make_environment
from tests.render.ordinary import OrdinaryPage, ordinary_page

ROWS = 18


def text_of_form() -> str:
    """Return a form with a grid of 18 rows and 5 columns."""
    rows = "\n".join(
        f"          - {{row: r{at}, label: 指标{at}, unit: 千元, "
        f"required: {str(at % 2 == 0).lower()}, minimum: 0{', relevant: r0_shown' if at > 14 else ''}}}"
        for at in range(ROWS)
    )
    return f"""
form: indicators
title: 指标
sheets:
  - sheet: types
    title: 经济指标
    items:
      - grid: econ
        columns:
          - {{column: month, label: 本月, type: decimal}}
          - {{column: ytd, label: 累计, type: decimal}}
          - {{column: ly, label: 上年本月, type: decimal}}
          - {{column: ly_ytd, label: 上年累计, type: decimal}}
          - {{column: growth, label: 增长, unit: "%", type: decimal,
             calculation: "round((ytd - ly_ytd) / ly_ytd * 100, 2)"}}
        rows:
{rows}
  - sheet: more
    title: 其他
    items:
      - {{field: r0_shown, label: 展开, type: boolean}}
"""


@pytest.fixture(scope="module")
def indicators() -> Sheets:
    """The pieces of the sheet."""
    return Sheets(compile_program(load_text(text_of_form()), {}, {}), "zh", make_environment())


@pytest.fixture
def full(indicators: Sheets) -> FormState:
    """Every cell filled."""
    state = indicators.program.start({"r0_shown": True})
    for number, (path, cell) in enumerate(indicators.program.cells.items()):
        if cell.grid and not cell.calculated:
            state.set(path, Decimal(1000 + number))
    return state


def best(work: Callable[[], object], times: int) -> float:
    """Return the least seconds of processor time that one run took."""
    found = []
    for _ in range(5):
        start = process_time()
        for _ in range(times):
            work()
        found.append((process_time() - start) / times)
    return min(found)


def test_both_make_the_same_page(indicators: Sheets, full: FormState, view: View) -> None:  # SPD-01
    empty = indicators.program.start({})
    full.set("econ.r3.month", Decimal(-5))

    for state in (empty, full):
        for shown in (view, replace(view, show_missing=True)):
            look = ordinary_page(state, "types", sheets=indicators, view=replace(shown, show_missing=False))
            assert look == indicators.page(state, "types", replace(shown, show_missing=False))


def test_joining_is_ten_times_faster(indicators: Sheets, full: FormState, view: View) -> None:  # SPD-02
    page = OrdinaryPage(indicators, "types")

    joined = best(lambda: indicators.page(full, "types", view), 20)
    looped = best(lambda: page.html(full, view), 3)

    assert looped / joined >= 10, f"only {looped / joined:.1f} times"
