"""The order of calculations.

GRA-01 Calculations are made after what they read, over grids, repeats and totals.
GRA-02 A circle is reported with the whole way round, whatever it goes through.
GRA-03 Reading the row before is no circle.
"""

import pytest

from engine.forms import DefinitionError, compile, load_text
from tests.forms.program.examples import number

FRAME = """
form: order
title: 次序
sheets:
  - sheet: one
    title: 一
    items:
"""


def items(*lines: str) -> str:
    return FRAME + "".join(f"      - {line}\n" for line in lines)


@pytest.mark.parametrize(
    "lines",
    [
        ["{field: a, type: decimal, calculation: b + 1}", "{field: b, type: decimal, calculation: a + 1}"],
        ["{field: a, type: decimal, calculation: a + 1}"],
        ["{field: a, type: decimal, relevant: b > 0}", "{field: b, type: decimal, calculation: a + 1}"],
        [
            "{field: sum, type: decimal, calculation: sum(rows.part)}",
            "{repeat: rows, items: [{field: part, type: decimal, calculation: sum / 2}]}",
        ],
        ["{repeat: rows, items: [{field: part, type: decimal, calculation: total(part)}]}"],
    ],
)
def test_circles(lines: list[str]) -> None:  # GRA-02
    with pytest.raises(DefinitionError) as refused:
        compile(load_text(items(*lines)))
    (fault,) = refused.value.problems
    assert fault.code == "definition-circle"
    way = str(fault.params["circle"]).split(" → ")
    assert way[0] == way[-1]


def test_a_long_chain() -> None:  # GRA-01
    chain = [f"{{field: x{n}, type: decimal, calculation: x{n + 1} + 1}}" for n in range(300)]
    state = compile(load_text(items(*chain, "{field: x300, type: decimal}"))).start({"x300": number("1")})
    assert state.value("x0") == 301
    assert len(state.set("x300", 2)) == 301


def test_rows_that_read_each_other() -> None:  # GRA-03
    text = items(
        "{repeat: days, items: [{field: out, type: decimal},"
        " {field: opening, type: decimal, calculation: 'coalesce(prev_row(closing), 100)'},"
        " {field: closing, type: decimal, calculation: opening - out}]}",
        "{field: left, type: decimal, calculation: 'min(days.closing)'}",
    )
    state = compile(load_text(text)).start({"days": [{"out": number(n)} for n in ("10", "20", "30")]})
    assert [row["closing"] for row in state.value("days")] == [90, 70, 40]
    assert state.set("days[0].out", 0) >= {"days[1].opening", "days[2].closing", "left"}
    assert state.value("left") == 50
