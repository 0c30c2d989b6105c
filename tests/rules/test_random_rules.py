"""Random texts and random rules.

RANDOM-01 Any text is a rule or has problems; a rule of text prints to a text that parses to the same rule.
RANDOM-02 A plain rule over any data ends in a value or a problem, run both ways, however it is nested.
RANDOM-03 No plain rule takes more than its budget's time.
"""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rules import RuleError, compile_plain, evaluate, parse, print_rule
from tests.costs import seconds
from tests.rules.plain_rules import data, logics

WORDS = [
    "a", "b.c", "1", "0.5", "'甲'", '"x"', "true", "null", "and", "or", "not", "in", "if", "else", "==", "!=",
    "<", "<=", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", ".", "sum", "round", "filter", "rows", "(a)",
    "[1, 2]", "prev(a)", "，", "''", "'", "\ud800", "\n", "业",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_texts(words: list[str]) -> None:  # RANDOM-01
    try:
        logic = parse(" ".join(words))
    except RuleError as error:
        assert all(each.message("zh") and each.message("en") for each in error.problems)
        return
    assert parse(print_rule(logic)) == logic


doubled = st.recursive(
    logics,
    lambda inner: st.builds(
        lambda name, body, start: {name: [[0] * 30, body, start]},
        st.sampled_from(["reduce", "map", "filter", "all"]),
        st.one_of(inner, st.lists(st.sampled_from([{"var": "accumulator"}, {"var": "current"}]), max_size=3)),
        inner,
    ),
    max_leaves=4,
)


def outcome(rule: Any, record: Any, *, compiled: bool) -> object:
    try:
        return compile_plain([rule])(record)[0] if compiled else evaluate(rule, record)
    except RuleError as error:
        return error.problems[0].code


@settings(max_examples=30, deadline=None)
@given(doubled, data)
def test_plain_rules_end(rule: Any, record: dict[str, Any]) -> None:  # RANDOM-02, RANDOM-03
    _, taken = seconds(lambda: outcome(rule, record, compiled=False), 0.1)
    assert taken < 0.1
    ours = [outcome(rule, record, compiled=each) for each in (False, True)]
    assert ours[0] == ours[1] or "rule-budget" in str(ours[0])
