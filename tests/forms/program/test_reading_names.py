"""Names a scope knows, and the small corners of states.

NAM-01 A scope suggests the names that may be written where a rule stands.
NAM-02 A name that means nothing is nothing, whatever function is asked of it.
NAM-03 Sides of a check are worded: products, differences, sums, choices.
NAM-04 Elements within rows are shown and hidden with their row.
"""

import pytest

from engine.forms import Refused, load_text
from engine.forms.layout import lay_out
from engine.forms.outside import Surroundings
from engine.forms.scope import CellScope, ChoiceScope, FormScope, RowScope
from tests.forms.program.examples import INDICATORS, PRODUCTS, number, program


def test_known_names() -> None:  # NAM-01
    econ = CellScope(Surroundings.of(load_text(INDICATORS)), grid="econ", row="power")
    assert {"ytd", "econ.power.ytd", "staff", "period.month"} <= set(econ.known())
    rows = RowScope(Surroundings.of(load_text(PRODUCTS)), repeat="products")
    assert {"made", "products.made", "products"} <= set(rows.known())
    assert "value" in set(ChoiceScope(rows).known())
    inner = rows.rows("products", "x")
    assert inner is not None
    assert {"made", "total"} <= set(inner.known())
    linked = FormScope(Surroundings.of(load_text(PRODUCTS), {"base": load_text(INDICATORS)}))
    assert "base.staff" in set(linked.known())


@pytest.mark.parametrize(
    ("function", "name"),
    [
        ("prev", "nothing"),
        ("prev", "econ.ytd"),
        ("total", "staff"),
        ("total", "nothing"),
        ("label_of", "econ.ytd"),
        ("row_index", ""),
        ("prev_row", "ytd"),
        ("history", "org.name"),
        ("ytd", "period.month"),
    ],
)
def test_functions_that_mean_nothing_here(function: str, name: str) -> None:  # NAM-02
    scope = FormScope(Surroundings.of(load_text(INDICATORS)))
    assert scope.call(function, name, 1) is None


def test_names_that_mean_nothing_here() -> None:  # NAM-02
    around = Surroundings.of(load_text(PRODUCTS), {"base": load_text(PRODUCTS)})
    scope = FormScope(around)
    for name in (
        "period.month",
        "base.nothing",
        "products.nothing",
        "org",
        "user",
        "form.nothing",
        "base.a.b",
    ):
        assert scope.find(name) is None
    rows = RowScope(around, repeat="products")
    assert rows.call("prev", "made", 1) is None
    assert rows.call("prev_row", "nothing", 1) is None
    assert rows.rows("total", "x") is None
    inner = rows.rows("products", "x")
    assert inner is not None
    assert inner.rows("products", "y") is not None
    assert inner.call("total", "products.made", 0) is not None
    assert ChoiceScope(rows).rows("products", "y") is not None
    assert ChoiceScope(rows).call("today", "", 0) is not None


WORDED = """
form: worded
title: 审核
sheets:
  - sheet: one
    title: 一
    items:
      - {field: a, label: 甲, type: decimal}
      - {field: b, label: 乙, type: decimal}
      - {field: day, label: 日, type: date}
      - field: kind
        label: 类
        type: select_one
        choices: [{value: x, label: 一类}, {value: y, label: 二类}]
      - {repeat: rows, items: [{field: n, label: 数, type: decimal},
         {group: box, label: 箱, relevant: n > 1, items: [{field: m, label: 目, type: decimal}]}]}
"""


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("a * (b - 1) <= 3", "甲 5 × (乙 2 - 1)（=5） 大于 3，差 2"),
        ("a < b", "甲 5 不小于 乙 2，差 3"),
        ("a != 5", "甲 5 等于 5，差 0"),
        ("a > coalesce(b, 0) + 4", "甲 5 不大于 乙 2 + 4（=6），差 1"),
        ("within(a, b, 1)", "甲 5 与允许范围不符，对照 乙 2，差 3"),
        ("a < b and b == 2", "甲 5 不小于 乙 2，差 3"),
        ("b == 2 and a < b", "甲 5 不小于 乙 2，差 3"),
        ("kind == 'y'", "类 一类 不等于 y"),
        ("sum(rows.n) == a", "数的合计（=7） 不等于 甲 5，差 2"),
        ("abs(a - b) < 2", "甲 5 - 乙 2的绝对值（=3） 不小于 2，差 1"),
        ("is_empty(a)", "审核关系不成立：甲 5"),
        ("b == 3 if a > 4 else b == 4", "乙 2 不等于 3，差 1"),
        ("b == 3 if a > 9 else b == 4", "乙 2 不等于 4，差 2"),
    ],
)
def test_sides_are_worded(rule: str, said: str) -> None:  # NAM-03
    check = f'checks: [{{check: one, rule: "{rule}", severity: info}}]'
    rows = [{"n": number("3")}, {"n": number("4")}]
    state = program(WORDED + check).start({"a": number("5"), "b": number("2"), "kind": "x", "rows": rows})
    assert state.findings[0].problem.message() == said


def test_elements_within_rows() -> None:  # NAM-04
    state = program(WORDED).start({"rows": [{"n": number("1")}, {"n": number("2")}]})
    assert [state.relevant(f"rows[{row}].#group.box") for row in (0, 1)] == [False, True]
    assert {"rows[0].#group.box", "rows[0].m"} <= state.set("rows[0].n", 5)
    assert state.text("箱", "rows[0].#group.box") == "箱"
    assert state.value("rows[0]") == {"n": 5, "m": None}
    assert state.value("rows[0].n") == state.typed_value("rows[0].n") == 5


@pytest.mark.parametrize("path", ["nothing", "rows[9]", "rows[0].#group.none", "none[0]", ""])
def test_paths_that_name_nothing(path: str) -> None:  # NAM-04
    state = program(WORDED).start({"rows": [{}]})
    with pytest.raises(Refused):
        state.value(path)
    with pytest.raises(Refused):
        state.relevant(path)


def test_a_layout_names_its_rules() -> None:
    titles = [use.title for use in lay_out(load_text(INDICATORS)).book.uses]
    assert "econ.power.growth calculation" in titles
