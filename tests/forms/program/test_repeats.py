"""Rows that the filer adds.

ROW-01 Rules of a row read its own fields first, the row before by `prev_row`, the whole column by name.
ROW-02 Adding, removing and moving rows settles all that reads them.
ROW-03 There are no more rows than `maximum`; fewer than `minimum` is a problem.
ROW-04 A repeat that is not relevant has no rows, and its rows come back.
ROW-05 A new row starts with its defaults, a new response with the rows it must have.
ROW-06 Checks of a repeat are judged row by row.
"""

import pytest

from engine.forms import FormState, Program, Refused
from tests.forms.program.examples import PRODUCTS, number, program

STEEL = {"name": "钢材", "made": number("30"), "sold": number("10")}
COPPER = {"name": "铜材", "made": number("10"), "sold": number("5")}


@pytest.fixture(scope="module")
def form() -> Program:
    return program(PRODUCTS)


@pytest.fixture
def state(form: Program) -> FormState:
    return form.start({"sells": True, "products": [STEEL, COPPER]})


def test_rules_of_a_row(state: FormState) -> None:  # ROW-01
    assert [row["stock"] for row in state.value("products")] == [20, 25]
    assert [row["share"] for row in state.values["products"]] == [75, 25]
    assert state.value("total") == 40
    assert state.value("lines") == 1


def test_a_changed_row_changes_what_reads_it(state: FormState) -> None:  # ROW-01
    changed = state.set("products[0].made", 90)
    assert changed >= {
        "products[0].made",
        "products[0].stock",
        "products[1].stock",
        "products[1].share",
        "total",
    }
    assert "products[1].made" not in changed
    assert state.value("products[1].stock") == 85


def test_a_change_in_the_last_row_leaves_the_first_alone(state: FormState) -> None:  # ROW-01
    assert "products[0].stock" not in state.set("products[1].sold", 6)


def test_rows_are_removed_and_moved(state: FormState) -> None:  # ROW-02
    assert state.move_row("products", 1, 0) >= {"products"}
    assert [row["stock"] for row in state.value("products")] == [5, 25]
    assert state.move_row("products", 1, 1) == frozenset()
    assert state.remove_row("products", 0) >= {"products", "total"}
    assert state.value("total") == 30
    assert state.typed_value("products")[0]["name"] == "钢材"


def test_rows_have_limits(state: FormState) -> None:  # ROW-03
    state.add_row("products")
    index, changed = state.add_row("products")
    assert (index, "products" in changed) == (3, True)
    with pytest.raises(Refused) as refused:
        state.add_row("products")
    assert refused.value.problem.message() == "最多 4 行，现在已有 4 行。"
    for _ in range(4):
        state.remove_row("products", 0)
    assert [one.code for one in state.problems_at("products")] == ["answer-rows-least"]
    assert state.sheet_status("products").missing == 1


@pytest.mark.parametrize("index", [-1, 2, 10**9])
def test_rows_that_are_not_there(state: FormState, index: int) -> None:  # ROW-03
    with pytest.raises(Refused):
        state.remove_row("products", index)
    with pytest.raises(Refused):
        state.move_row("products", 0, index)
    with pytest.raises(Refused):
        state.add_row("total")
    assert len(state.value("products")) == 2


def test_a_hidden_repeat_keeps_its_rows(state: FormState) -> None:  # ROW-04
    state.set("products[0].name", None)
    assert [one.path for one in state.problems] == ["products[0].name"]
    assert "products" in state.set("sells", False)
    assert state.value("products") == []
    assert state.value("total") == 0
    assert not state.relevant("products[0].name")
    assert not state.problems
    with pytest.raises(Refused):
        state.enter("products[0].name", "钢")
    with pytest.raises(Refused):
        state.add_row("products")
    with pytest.raises(Refused):
        state.remove_row("products", 0)
    state.set("sells", True)
    assert state.value("total") == 40
    assert [one.path for one in state.problems] == ["products[0].name"]


def test_defaults(form: Program) -> None:  # ROW-05
    values = form.prefill()
    assert values == {"sells": True, "products": [{"unit": "吨"}]}
    state = form.start(values)
    state.add_row("products")
    assert state.value("products[1].unit") == "吨"
    assert state.value("products[1]")["unit"] == "吨"


def test_checks_by_row(state: FormState) -> None:  # ROW-06
    changed = state.set("products[1].sold", 11)
    assert "products[1].sold" in changed
    (found,) = state.findings
    assert found.check == "products[1].oversold"
    assert found.problem.message() == "第2行：销售量 11 大于 生产量 10，差 1"
    assert found.problem.message("en") == "Row 2: 销售量 11 is greater than 生产量 10; difference 1"
    state.explain(found.check, "上年库存")
    assert not state.unexplained
    assert "products[1].sold" in state.set("products[1].made", 20)
    assert not state.findings


def test_a_field_of_a_row_hides_with_its_rule(state: FormState) -> None:  # ROW-01
    state.set("products[0].made", 0)
    assert not state.relevant("products[0].sold")
    assert state.value("products[0].sold") is None
    assert state.typed_value("products[0].sold") == 10
    assert state.document()["products"][0]["sold"] == 10


def test_titles_of_rows(state: FormState, form: Program) -> None:
    title = form.machine.repeat_items["products"].title
    assert state.text(title, "products[1]") == "2. 铜材"


def test_paths_below_a_row(state: FormState) -> None:
    assert state.choices("products[0].unit") == ()
    assert state.required("products[1].name")
    assert not state.read_only("products[1].name")
    assert state.read_only("products[1].stock")
