"""From text and mappings to rules.

READ-01 A slip in a text is one sentence with its column.
READ-02 A fault has its place in the file, also on a later line of the text.
READ-03 Every node of a rule has its own place.
READ-04 A chain of comparisons means both halves, or is refused.
READ-05 JSON Logic from a file is brought into the spelling that is stored; what is none is refused.
READ-06 Text, depth, steps, items and numbers are bounded.
READ-07 References name everything a rule reads, with functions of place and the list around them.
READ-08 Python operators build rules; what the package would spoil is refused.
"""

from decimal import Decimal

import pytest

from engine.problems import Span
from engine.rules import (
    BudgetExceeded,
    Reference,
    RuleError,
    fits,
    like,
    parse,
    parse_rule,
    print_rule,
    references,
    rule_of,
    walk,
)
from engine.rules.building import built, name

SLIPS = [
    ("", "rule-empty", None),
    ("sum(a, b", "rule-missing-close", 9),
    ("(a]", "rule-missing-close", 3),
    ("a)", "rule-extra-close", 2),
    ("'abc", "rule-string-open", 1),
    ("（a）", "rule-full-width", 1),
    ("a ＞ １", "rule-full-width", 3),
    ("a && b", "rule-wrong-operator", 3),
    ("a = b", "rule-wrong-operator", 3),
    ("a AND b", "rule-wrong-operator", 3),
    ("a +", "rule-missing-operand", 4),
    ("a + * b", "rule-missing-operand", 5),
    ("a b", "rule-missing-operator", 3),
    ("f(a b)", "rule-missing-operator", 5),
    ("a if b", "rule-missing-else", 7),
    ("a, b", "rule-extra-comma", 2),
    ("sum(a,,b)", "rule-extra-comma", 7),
    ("sum(a,)", "rule-extra-comma", 7),
    ("== a", "rule-starts-with", 1),
    ("a else b", "rule-syntax", 3),
    ("a $ b", "rule-character", 3),
    ("1 < a == 3", "rule-chain", 1),
    ("1 < a > 3", "rule-chain", 1),
    ("suum(a)", "rule-operator-unknown", None),
    ("round()", "rule-arguments", None),
    ("sum()", "rule-arguments", None),
    ("prev(a + 1)", "rule-name-argument", None),
    ("prev(a, 0)", "rule-count-argument", None),
    ("lookup(1, a, 'x')", "rule-literal-argument", None),
    ("1e99", "rule-number", None),
]


@pytest.mark.parametrize(("text", "code", "column"), SLIPS)
def test_slip(text: str, code: str, column: int | None) -> None:  # READ-01
    with pytest.raises(RuleError) as raised:
        parse(text)
    (problem,) = raised.value.problems[:1]
    assert (problem.code, problem.params.get("column")) == (code, column)
    assert problem.message("zh") and problem.message("en") and str(raised.value)


def test_place_of_a_slip_on_a_later_line() -> None:  # READ-02
    with pytest.raises(RuleError) as raised:
        parse_rule("revenue +\n  cost cost", Span("sme.yaml", 10, 9))
    assert str(raised.value.problems[0].span) == "sme.yaml:11:8"


def test_place_of_an_unknown_function() -> None:  # READ-02
    with pytest.raises(RuleError) as raised:
        parse_rule("1 + suum(a)", Span("sme.yaml", 10, 9))
    assert str(raised.value.problems[0].span) == "sme.yaml:10:13"


def test_place_of_each_node() -> None:  # READ-03
    rule = parse_rule("revenue > sum(a, b)", Span("sme.yaml", 3, 5))
    assert rule.spans[(">", 1, "sum", 1)] == Span("sme.yaml", 3, 22, 3, 23)
    assert set(rule.spans) == {at for at, _ in walk(rule.logic)}


def test_chains() -> None:  # READ-04
    assert parse("1 < a < 3") == {"<": [Decimal(1), {"var": "a"}, Decimal(3)]}
    assert parse("3 >= a > 1") == parse("3 >= a and a > 1")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"!": {"var": "a"}}, "not a"),
        ({"===": [{"var": ["a"]}, 1.5]}, "a == 1.5"),
        ({"var": ["a", 0]}, "coalesce(a, 0)"),
        ({"cat": ["a", True, None]}, "concat('a', true, null)"),
        ({"?:": [{"var": "a"}, [1], []]}, "[1] if a else []"),
        ({"age": [{"var": "born"}]}, "age(born, today())"),
        ({"-": [-5]}, "-(-5)"),
        ({"some": [{"var": "rows"}, {"==": [{"var": ""}, "x"]}]}, "any(rows, . == 'x')"),
    ],
)
def test_mapping(given: object, text: str) -> None:  # READ-05
    rule = rule_of(given)
    assert print_rule(rule.logic) == text
    assert parse(text) == rule.logic


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"a": 1, "b": 2}, "rule-shape"),
        (object(), "rule-shape"),
        ({"reduce": [[], 1, 0]}, "rule-operator-unknown"),
        ({"var": 3}, "rule-variable"),
        ({"var": "a..b"}, "rule-variable"),
        ({"var": "and"}, "rule-variable"),
        ({"+": [1]}, "rule-arguments"),
        ({"+": [1, float("inf")]}, "rule-number"),
    ],
)
def test_mapping_refused(given: object, code: str) -> None:  # READ-05
    with pytest.raises(RuleError) as raised:
        rule_of(given, Span("a.json", 1, 1))
    assert raised.value.problems[0].code == code
    assert raised.value.problems[0].message("en")


def nested(levels: int) -> object:
    logic: object = {"var": "a"}
    for _ in range(levels):
        logic = {"!": [logic]}
    return logic


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a" * 70_000, "rule-budget-text"),
        ("not " * 200 + "a", "rule-budget-depth"),
        ("[" + "1, " * 25_000 + "1]", "rule-budget-text"),
        ("[" + "1," * 2_500 + "1]", "rule-budget-words"),
    ],
)
def test_text_is_bounded(text: str, code: str) -> None:  # READ-06
    with pytest.raises(BudgetExceeded) as raised:
        parse(text)
    assert raised.value.problems[0].code == code


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (nested(100), "rule-budget-depth"),
        ({"+": [1] * 10_001}, "rule-budget-items"),
        ({"+": [{"+": [1] * 9_000}, {"+": [1] * 9_000}, {"+": [1] * 9_000}]}, "rule-budget-steps"),
    ],
)
def test_mapping_is_bounded(given: object, code: str) -> None:  # READ-06
    with pytest.raises(BudgetExceeded) as raised:
        rule_of(given)
    assert raised.value.problems[0].code == code


def test_a_mapping_with_a_huge_text_is_refused() -> None:  # READ-06
    with pytest.raises(RuleError):
        rule_of("a" * 70_000)


def test_brackets_alone_make_no_depth() -> None:  # READ-06
    assert parse("(" * 500 + "a" + ")" * 500) == {"var": "a"}


def test_references() -> None:  # READ-07
    logic = parse("any(projects, prev(a, 2) == b) and total(c) > row_index() and d.e in [f] and g")
    assert [(each.name, each.function, each.n, each.inner_of) for each in references(logic)] == [
        ("projects", "", 0, ""),
        ("a", "prev", 2, "projects"),
        ("b", "", 0, "projects"),
        ("c", "total", 0, ""),
        ("", "row_index", 0, ""),
        ("d.e", "", 0, ""),
        ("f", "", 0, ""),
        ("g", "", 0, ""),
    ]
    assert references(parse("prev(x)"))[0] == Reference("x", "prev", 1)
    assert references(parse("sum(filter(rows, a > 1).b)"))[-1].inner_of == "rows"


def test_built() -> None:  # READ-08
    rule = built(lambda: (name("staff") > 300) & ~name("industry").isin(["A", "B"]))
    assert print_rule(rule.logic) == "staff > 300 and not industry in ['A', 'B']"


def test_built_refuses() -> None:  # READ-08
    with pytest.raises(RuleError):
        built(lambda: name("cost") == None)  # noqa: E711  # the trap itself
    with pytest.raises(RuleError):
        built(lambda: name("cost") ** 2)


def test_patterns() -> None:  # READ-06
    assert fits("600519", "[0-9]{6}") and not fits("\ud800", ".*")
    for pattern in ("(", "a" * 2_000, r"(a)\1", "(?=a)"):
        with pytest.raises(RuleError):
            like(pattern)
