"""Plain JSON Logic, as json-logic-js 2.0.5 runs it.

PLAIN-01 Each operation has JavaScript's conversions.
PLAIN-02 Compiled rules give what interpreted ones do, on any rule and any data.
PLAIN-03 No methods, no attributes, no operators of others.
PLAIN-04 Steps, depth, items and texts are bounded, compiled and interpreted.
PLAIN-05 Equal list operations run once, lazily; whole numbers too large for a float do no harm.
"""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from engine.rules import BudgetExceeded, RuleError, compile_plain, evaluate, parse
from engine.rules.plain.coercions import text
from tests.rules.plain_rules import data, logics

RECORD: dict[str, Any] = {
    "a": 3,
    "s": "天宝",
    "n": None,
    "e": "",
    "rows": [{"q": 2, "p": 1.5}, {"q": 4, "p": "2"}],
}

TABLE: list[tuple[Any, Any]] = [
    ({"var": "a"}, 3),
    ({"var": ["zz", 5]}, 5),
    ({"var": "rows.1.q"}, 4),
    ({"var": "s.0"}, "天"),
    ({"var": {"cat": ["", "a"]}}, 3),
    ({"==": [1, "1"]}, True),
    ({"==": [0, ""]}, True),
    ({"==": [{"var": "n"}, 0]}, False),
    ({"==": [[1], 1]}, True),
    ({"==": [{"var": "rows"}, {"var": "rows"}]}, True),
    ({"==": [[], []]}, False),
    ({"===": [1, "1"]}, False),
    ({"===": [1, 1.0]}, True),
    ({"===": [1, True]}, False),
    ({"===": [{"var": "rows"}, {"var": "rows"}]}, True),
    ({"!==": ["a", "b"]}, True),
    ({"<": ["10", "9"]}, True),
    ({"<": ["10", 9]}, False),
    ({"<": [1, {"var": "a"}, 4]}, True),
    ({"<=": [1, "x"]}, False),
    ({"<": ["a", "b", "c"]}, True),
    ({">=": [None, 0]}, True),
    ({">": ["a"]}, False),
    ({"!": [[]]}, True),
    ({"!!": ["0"]}, True),
    ({"!": []}, True),
    ({"and": [1, "", 3]}, ""),
    ({"or": [0, "", "x"]}, "x"),
    ({"and": []}, None),
    ({"if": [0, 1]}, None),
    ({"if": [0, 1, "", 2, 3]}, 3),
    ({"?:": [1, "y", "n"]}, "y"),
    ({"+": ["1.5kg", True, 1]}, None),
    ({"+": ["1.5kg", 1]}, 2.5),
    ({"+": []}, 0),
    ({"*": ["3"]}, "3"),
    ({"*": [2, "3", 0.5]}, 3),
    ({"-": ["5"]}, -5),
    ({"-": ["5", None]}, 5),
    ({"/": [1, 0]}, None),
    ({"/": [0, 0]}, None),
    ({"/": [7, 2]}, 3.5),
    ({"%": [-7, 3]}, -1),
    ({"%": [7, 0]}, None),
    ({"%": [{"/": [1, 0]}, 3]}, None),
    ({"min": [3, "2", True]}, 1),
    ({"max": [1, "x"]}, None),
    ({"max": []}, None),
    ({"in": ["宝", {"var": "s"}]}, True),
    ({"in": [1, ["1", 1]]}, True),
    ({"in": ["a", None]}, False),
    ({"in": [{"var": "a"}, [True, 3]]}, True),
    ({"in": [{"var": "s"}, ["天宝"]]}, True),
    ({"cat": ["a", 1, None, True, [1, [2, None]], 1e21, 0.1, 1e-7, -0.0]}, "a1true1,2,1e+210.11e-70"),
    ({"substr": ["jsonlogic", 4]}, "logic"),
    ({"substr": ["jsonlogic", -5, 2]}, "lo"),
    ({"substr": ["jsonlogic", 4, -2]}, "log"),
    ({"substr": ["jsonlogic", "x", 4]}, "json"),
    ({"substr": []}, "undefined"),
    ({"merge": [1, [2, 3], [[4]]]}, [1, 2, 3, [4]]),
    ({"missing": ["a", "e", "n", "zz"]}, ["e", "n", "zz"]),
    ({"missing": [["a", "zz"]]}, ["zz"]),
    ({"missing_some": [1, ["a", "zz"]]}, []),
    ({"missing_some": [2, ["a", "zz"]]}, ["zz"]),
    ({"map": [{"var": "rows"}, {"*": [{"var": "q"}, {"var": "p"}]}]}, [3, 8]),
    ({"map": [{"var": "a"}, 1]}, []),
    ({"filter": [{"var": "rows"}, {">": [{"var": "p"}, 1.6]}]}, [{"q": 4, "p": "2"}]),
    ({"reduce": [[1, 2], {"+": [{"var": "current"}, {"var": "accumulator"}]}, 0]}, 3),
    ({"reduce": [{"var": "a"}, 1, 9]}, 9),
    ({"reduce": [[1], {"var": "accumulator"}]}, None),
    ({"all": [[], True]}, False),
    ({"none": [[], True]}, True),
    ({"some": [{"var": "rows"}, {"==": [{"var": "q"}, 4]}]}, True),
    ({"log": "x"}, "x"),
    ({"a": 1, "b": 2}, {"a": 1, "b": 2}),
    ([{"var": "a"}, 2], [3, 2]),
    ({"+": [Decimal("1.5"), {"var": "a"}]}, 4.5),
    ({"==": ["0x1F", 31]}, True),
    ({"==": [{"var": "rows.0"}, "[object Object]"]}, True),
]


@pytest.mark.parametrize(("logic", "expected"), TABLE, ids=lambda value: str(value)[:60])
def test_operation(logic: Any, expected: Any) -> None:  # PLAIN-01
    assert evaluate(logic, RECORD) == expected
    assert compile_plain([logic])(RECORD) == [expected]


def test_a_rule_of_text_runs_as_plain_json_logic() -> None:  # PLAIN-01
    assert evaluate(parse("a + 1 > 3 and s == '天宝'"), RECORD) is True


@settings(max_examples=200, deadline=None)
@given(logics, data)
def test_compiled_is_interpreted(logic: Any, record: dict[str, Any]) -> None:  # PLAIN-02
    assert compile_plain([logic, logic])(record) == [evaluate(logic, record)] * 2


LISTS: list[Any] = [
    {"map": [{"var": "rows"}, {"var": "q"}]}, {"filter": [{"var": "rows"}, True]},
    {"reduce": [{"var": "rows"}, {"merge": [{"var": "accumulator"}, 1]}, []]},
    {"if": [True, {"map": [[], 1]}, 0]},
]  # fmt: skip


@pytest.mark.parametrize("made", LISTS, ids=str)
@pytest.mark.parametrize("operator", ["==", "!=", "===", "!==", "in"])
def test_lists_made_twice_are_two(operator: str, made: Any) -> None:  # PLAIN-02
    logic = {operator: [made, [made] if operator == "in" else made]}
    rules: list[Any] = [logic, made, {"==": [{"var": "rows"}, {"var": "rows"}]}]
    assert compile_plain(rules)(RECORD) == [evaluate(each, RECORD) for each in rules]
    assert evaluate(logic, RECORD) is (operator[0] == "!")


@settings(max_examples=50, deadline=None)
@given(logics)
def test_data_of_any_shape(logic: Any) -> None:  # PLAIN-02
    for record in ([{"a": 1}], "text", 3, None):
        assert compile_plain([logic])(record) == [evaluate(logic, record)]


@pytest.mark.parametrize("logic", [{"method": ["a", "upper"]}, {"a.b": [1]}, {"sum": [1]}])
def test_no_other_operators(logic: Any) -> None:  # PLAIN-03
    with pytest.raises(RuleError):
        evaluate(logic, RECORD)
    with pytest.raises(RuleError):
        compile_plain([logic])(RECORD)


@pytest.mark.parametrize("path", ["s.length", "rows.length", "s.__class__", "a.real", "rows.-1", "rows.01"])
def test_no_attributes(path: str) -> None:  # PLAIN-03
    assert evaluate({"var": path}, RECORD) is None


def doubling(times: int) -> Any:
    return {"reduce": [[0] * times, {"cat": [{"var": "accumulator"}, {"var": "accumulator"}]}, "ab"]}


SQUARES = {"map": [{"var": "many"}, {"map": [{"var": "inner"}, {"var": ""}]}]}


@pytest.mark.parametrize(
    ("logic", "record"),
    [
        (doubling(40), {}),
        ({"map": [{"var": "many"}, 1]}, {"many": [0] * 10_001}),
        (SQUARES, {"many": [{"inner": [0] * 500}] * 500}),
        ({"merge": [{"var": "many"}, {"var": "many"}]}, {"many": [0] * 9_000}),
    ],
)
def test_budget(logic: Any, record: dict[str, Any]) -> None:  # PLAIN-04
    with pytest.raises(BudgetExceeded):
        evaluate(logic, record)
    with pytest.raises(BudgetExceeded):
        compile_plain([logic])(record)


def test_depth_and_size() -> None:  # PLAIN-04
    deep: Any = 1
    for _ in range(100):
        deep = {"!": [deep]}
    for logic in (deep, {"and": [[1] * 9_000, [1] * 9_000, [1] * 9_000]}):
        with pytest.raises(BudgetExceeded):
            evaluate(logic, {})
        with pytest.raises(BudgetExceeded):
            compile_plain([logic])


def test_equal_sums_run_once_and_only_when_asked() -> None:  # PLAIN-05
    total = {"reduce": [{"var": "rows"}, {"+": [{"var": "accumulator"}, {"var": "current.q"}]}, 0]}
    rules = compile_plain([{">": [total, 5]}, {"if": [{"var": "n"}, total, "no"]}, total])
    assert rules(RECORD) == [True, "no", 6]


def test_huge_numbers() -> None:  # PLAIN-05
    rules: list[Any] = [{"+": [{"var": "a"}, 1]}, {"%": [{"var": "a"}, 3]}, {"<": [{"var": "a"}, 1]}]
    assert compile_plain(rules)({"a": 10**400}) == [None, None, False]
    assert compile_plain(rules)({"a": -(10**400)}) == [None, None, True]


def test_numbers_as_text() -> None:  # PLAIN-01
    shown = [text(each) for each in (float("nan"), float("inf"), -float("inf"), 123456789.5, 1.5e-9, 2)]
    assert shown == ["NaN", "Infinity", "-Infinity", "123456789.5", "1.5e-9", "2"]
