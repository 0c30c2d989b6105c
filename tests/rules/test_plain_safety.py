"""Plain rules written by a stranger to do harm.

PSAFE-01 Each is refused, or stopped within 50 ms and 10 MB, or answers within them; run both ways.
PSAFE-02 A budget belongs to one rule: many honest rules together are not refused.
PSAFE-03 No text, list or number is too odd: only problems of the catalogue come out.
"""

from decimal import Decimal
from typing import Any

import pytest

from engine.rules import BudgetExceeded, RuleError, compile_plain, evaluate
from tests.costs import memory, seconds

SECONDS, BYTES = 0.05, 10_000_000
SUM, ROW, NUMBER = {"var": "accumulator"}, {"var": "current"}, {"var": ""}
LONG, NINES = "业" * 60_000, "9" * 60_000
MANY = {"var": "many"}
RECORD: dict[str, Any] = {
    "rows": [{"q": number} for number in range(5_000)],
    "many": list(range(9_999)),
    "texts": [f"t{number}" for number in range(9_999)],
    "long": LONG,
    "almost": "1" * 60_000 + "x",
    "exact": Decimal("0." + "3" * 1_000_000),
}


def folded(body: Any, start: Any, times: int = 40) -> Any:
    return {"reduce": [[0] * times, body, start]}


def asked_again(condition: Any, start: Any) -> Any:
    """Ask `condition` of the same value again and again."""
    return {"reduce": [MANY, {"if": [condition, SUM, SUM]}, start]}


STOPPED: dict[str, Any] = {
    "text doubled": folded({"cat": [SUM, SUM]}, "ab"),
    "list doubled": folded([SUM, SUM], "x"),
    "list doubled, as a text": {"cat": [folded([SUM, SUM], "x", 30)]},
    "list doubled, compared": {"==": [folded([SUM, SUM], "x", 30), "x"]},
    "list doubled by merge": folded({"merge": [SUM, SUM]}, [1]),
    "list in a list in a list": {"reduce": [MANY, [SUM], 1]},
    "merged again and again": {"map": [{"var": "rows"}, {"merge": [[1] * 500]}]},
    "merged widely": {"merge": [MANY] * 3_000},
    "a long text for each": {"map": [MANY, {"cat": [LONG, NUMBER]}]},
    "a piece of a long text for each": {"map": [{"map": [MANY, LONG]}, {"substr": [NUMBER, 1]}]},
    "many long texts": [{"cat": [{"var": "long"}, str(number)]} for number in range(1_000)],
    "a wide text": {"cat": [{"var": "long"}] * 5_000},
    "searched for again and again": asked_again({"in": ["none", SUM]}, {"var": "texts"}),
    "compared as text again and again": asked_again({"<": [SUM, "x"]}, {"var": "texts"}),
    "long texts compared": asked_again({"<": [SUM, LONG + "x"]}, LONG),
    "long paths": asked_again({"var": "a" * 50_000}, 0),
    "endless path": {"var": "long" + ".0" * 30_000},
    "rows of rows": {"some": [[1] * 5_000, {"some": [[1] * 5_000, {"==": [1, 2]}]}]},
    "every step taken": {"map": [MANY, {"!": [{"+": [1, NUMBER]}]}]},
    "missing of everything": asked_again({"missing": [SUM]}, {"var": "texts"}),
    "errors thrown again and again": asked_again({"try": [{"throw": SUM}, 1]}, LONG),
    "a throw of a doubled list": {"throw": folded([SUM, SUM], "x")},
    "scopes within scopes": asked_again({"val": [[SUM]]}, {"var": "texts"}),
}

ANSWERED: dict[str, Any] = {
    "digits and one letter": {"==": [{"var": "almost"}, 1]},
    "ten thousand long numbers": {"map": [{"map": [{"var": "rows"}, 7]}, {"+": [NINES, NUMBER]}]},
    "hexadecimal digits": {"+": ["0x" + "f" * 60_000, 1]},
    "numbers beyond all": {"reduce": [{"var": "rows"}, {"*": [1e300, "1e999"]}, 1]},
    "a whole number of 5,000 digits": {"+": [10**5_000, 1]},
    "an index of 5,000 digits": {"var": "many." + "9" * 5_000},
    "a class": {"var": "__class__.__mro__.1"},
    "a method": {"var": "long.upper"},
    "patterns of texts": {"in": ["a" * 30_000 + "b", {"var": "almost"}]},
}


HUNGRY = ("text doubled", "list doubled", "list in a list in a list", "a long text for each",
          "many long texts", "a wide text", "merged widely", "errors thrown again and again")  # fmt: skip


@pytest.mark.parametrize("name", STOPPED)
def test_is_stopped(name: str) -> None:  # PSAFE-01
    for how in ways(STOPPED[name]):
        outcome, taken = seconds(how, SECONDS)
        assert isinstance(outcome, BudgetExceeded)
        assert taken < SECONDS


@pytest.mark.parametrize("name", HUNGRY)
def test_takes_little_memory(name: str) -> None:  # PSAFE-01
    for how in ways(STOPPED[name]):
        assert memory(how) < BYTES


@pytest.mark.parametrize("name", ANSWERED)
def test_is_answered(name: str) -> None:  # PSAFE-01
    for how in ways(ANSWERED[name]):
        outcome, taken = seconds(how, SECONDS)
        assert not isinstance(outcome, Exception) or isinstance(outcome, BudgetExceeded)
        assert taken < SECONDS


def ways(rule: Any) -> list[Any]:
    """Return the rule run node by node, and as compiled."""
    compiled = compile_plain([rule])
    return [lambda: evaluate(rule, RECORD), lambda: compiled(RECORD)]


@pytest.mark.parametrize("rule", [{"+": [{"var": "exact"}, 1]}, {"a.b": [1]}, {"upper": ["a"]}, {"": []}])
def test_is_refused(rule: Any) -> None:  # PSAFE-03
    for how in ways(rule):
        assert isinstance(seconds(how, SECONDS)[0], RuleError)


def test_many_honest_rules() -> None:  # PSAFE-02
    counted = {"reduce": [{"var": "rows"}, {"+": [SUM, 1]}, 0]}
    rules = [{"+": [number, counted]} for number in range(40)]
    few = {"rows": RECORD["rows"][:1_000]}
    assert compile_plain(rules)(few) == [1_000 + number for number in range(40)]
    different = [{"reduce": [{"var": "rows"}, {"+": [SUM, number]}, 0]} for number in range(40)]
    assert compile_plain(different)(few) == [1_000 * number for number in range(40)]


ODD = [float("nan"), float("inf"), Decimal("NaN"), Decimal("1E+999999"), "\ud800", 10**400]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: str(odd)[:9].encode("utf-8", "replace").decode())
@pytest.mark.parametrize("name", list("+-*/%<!") + ["==", "in", "cat", "substr", "max", "merge"])
def test_odd_values(name: str, odd: object) -> None:  # PSAFE-03
    rule = {name: [{"var": "x"}, {"var": "y"}]}
    for record in ({"x": odd, "y": 2}, {"x": "2", "y": [odd]}, {"x": {"z": odd}, "y": odd}):
        assert repr(compile_plain([rule])(record)) == repr([evaluate(rule, record)])
