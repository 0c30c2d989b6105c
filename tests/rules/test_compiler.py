"""Rules as one Python module.

COMP-01 A rule gives what a plain interpreter of three-valued logic gives, on any rule and any values.
COMP-02 Printing is the inverse of parsing, on any rule.
COMP-03 A module can be marshalled and bound again; a missing codelist or table is told.
COMP-04 A traceback through a rule shows the rule's text.
COMP-05 Lists, steps and texts are bounded at run time; very wide and very deep rules still run.
COMP-06 Generated code sees no builtins.
COMP-07 A figure too large for arithmetic is empty.
"""

import marshal
import traceback
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rules import (
    BudgetExceeded,
    Logic,
    RuleError,
    RuleModule,
    Source,
    compile_rules,
    parse,
    print_rule,
)
from tests.rules.interpreter import interpret
from tests.rules.world import PAST, VALUES, Industries, Sizes, World, compiled, value_of

NUMBERS = ["revenue", "cost", "staff"]

constants = st.decimals(-20, 20, places=1)
numbers: st.SearchStrategy[Logic] = st.recursive(
    st.one_of(constants, st.sampled_from(NUMBERS).map(lambda name: {"var": name})),
    lambda inner: st.one_of(
        st.builds(
            lambda sign, parts: {sign: parts},
            st.sampled_from("+-*/%"),
            st.lists(inner, min_size=2, max_size=2),
        ),
        st.builds(lambda parts: {"+": parts}, st.lists(inner, min_size=3, max_size=4)),
        st.builds(lambda part: {"-": [part]}, inner),
        st.builds(lambda parts: {"coalesce": parts}, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=5,
)
comparisons: st.SearchStrategy[Logic] = st.one_of(
    st.builds(
        lambda sign, parts: {sign: parts},
        st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
        st.lists(numbers, min_size=2, max_size=2),
    ),
    st.builds(lambda parts: {"<": parts}, st.lists(numbers, min_size=3, max_size=3)),
)
conditions: st.SearchStrategy[Logic] = st.recursive(
    st.one_of(comparisons, st.just({"var": "listed"}), st.sampled_from([True, False])),
    lambda inner: st.one_of(
        st.builds(
            lambda name, parts: {name: parts},
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=2, max_size=4),
        ),
        st.builds(lambda part: {"!": [part]}, inner),
        st.builds(lambda parts: {"if": parts}, st.lists(inner, min_size=2, max_size=5)),
    ),
    max_leaves=6,
)
figures = st.one_of(st.none(), st.decimals(-20, 20, places=2), st.just(Decimal(0)))
records = st.fixed_dictionaries(
    {"revenue": figures, "cost": figures, "staff": st.decimals(-20, 20, places=0)}
    | {"listed": st.one_of(st.none(), st.booleans())}
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(conditions, numbers), records)
def test_compiled_is_interpreted(logic: Logic, record: dict[str, object]) -> None:  # COMP-01
    module = compile_rules([Source("rule", logic, World())], "random")
    assert module.bind({}, {})["rule"](record, {}, None) == interpret(logic, record)


@settings(max_examples=200, deadline=None)
@given(st.one_of(conditions, numbers))
def test_print_and_parse(logic: Logic) -> None:  # COMP-02
    assert parse(print_rule(logic)) == logic


def test_marshalled() -> None:  # COMP-03
    sources = [Source("level", parse("code_level(industry)"), World()), Source("n", parse("staff"), World())]
    module = compile_rules(sources, "marshalled")
    again = RuleModule(marshal.loads(marshal.dumps(module.code)), module.title)
    rules = again.bind({"industries": Industries()}, {})
    assert [rules[name](VALUES, PAST, None) for name in ("level", "n")] == [3, 300]


@pytest.mark.parametrize("text", ["code_level(industry)", "lookup('sizes', kind, 'size')"])
def test_missing_list_or_table(text: str) -> None:  # COMP-03
    module = compile_rules([Source("rule", parse(text), World())], "missing")
    with pytest.raises(RuleError):
        module.bind({}, {})
    assert module.bind({"industries": Industries()}, {"sizes": Sizes()})


def test_traceback_shows_the_rule() -> None:  # COMP-04
    with pytest.raises(KeyError) as raised:
        compiled("revenue + cost > 3")({}, {}, None)
    assert "rule: revenue + cost > 3" in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize(
    "text",
    [
        "any(products, amount > 1)",
        "count(products)",
        "all(products, any(products, amount > 1))",
        "concat(" + ", ".join(["name"] * 40) + ")",
    ],
)
def test_run_time_budget(text: str) -> None:  # COMP-05
    rows = [{"amount": None, "sort": None}]
    many = {"products": rows * (200 if "all" in text else 10_001), "name": "业" * 2_000}
    with pytest.raises(BudgetExceeded):
        value_of(text, many)


def test_wide_rules() -> None:  # COMP-05
    assert value_of(" + ".join(["staff"] * 500)) == 150_000
    assert value_of(" and ".join(["listed"] * 500)) is True
    assert value_of(" or ".join(["listed"] * 300), {"listed": None}) is None


def test_deep_rules() -> None:  # COMP-05
    text = "revenue"
    for _ in range(60):
        text = f"round({text}, 2)"
    assert value_of(text) == Decimal("120.50")
    chain = "if(" + ", ".join(["revenue > 1000, 1"] * 100) + ", 2)"
    assert value_of(chain) == 2


def test_rules_too_deep_for_python() -> None:  # COMP-05
    text = "amount > 1"
    for _ in range(58):
        text = f"coalesce(cost > 1 and {text}, listed)"
    with pytest.raises(BudgetExceeded):
        compiled(f"any(products, {text})")


def test_no_builtins() -> None:  # COMP-06
    function = compiled("staff + 1")
    assert function.__globals__["__builtins__"] == {}


def test_overflow_is_empty() -> None:  # COMP-07
    assert value_of("revenue * revenue", {"revenue": Decimal("1E+600000")}) is None
