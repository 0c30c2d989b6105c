"""What does not fit is told before a rule runs.

TYPE-01 Every misfit has its code, and sentences in both languages.
TYPE-02 The type and emptiness of a rule follow from its names.
TYPE-03 A misfit has the place of its own part of the text; an unknown name has the nearest.
TYPE-04 An unsound rule is not compiled.
"""

import pytest

from engine.problems import Span
from engine.rules import RuleError, Source, compile_rules, parse, parse_rule, type_of
from engine.rules.rule import Rule
from tests.rules.world import World

MISFITS = [
    ("'a' + 1", "rule-add-text"),
    ("1 + name", "rule-add-text"),
    ("founded - founded", "rule-add"),
    ("-founded", "rule-add"),
    ("listed + 1", "rule-add"),
    ("revenue == kind", "rule-compare"),
    ("fuels == 'coal'", "rule-compare"),
    ("licence == licence", "rule-compare"),
    ("founded > 3", "rule-compare"),
    ("filed > founded", "rule-compare"),
    ("revenue == null", "rule-compare-empty"),
    ("null != revenue", "rule-compare-empty"),
    ("kind == 'finshed'", "rule-choice-unknown"),
    ("'x' != kind", "rule-choice-unknown"),
    ("kind in ['finished', 'q']", "rule-choice-unknown"),
    ("'wind' in fuels", "rule-choice-unknown"),
    ("selected(fuels, 'wind')", "rule-choice-unknown"),
    ("selected(kind, 'wind')", "rule-choice-unknown"),
    ("revenue in ['a']", "rule-compare"),
    ("'a' in revenue", "rule-compare"),
    ("sum(name)", "rule-kind"),
    ("sum(fuels)", "rule-kind"),
    ("name < name", "rule-kind"),
    ("revenue and listed", "rule-kind"),
    ("not revenue", "rule-kind"),
    ("1 if revenue else 2", "rule-kind"),
    ("any(revenue, true)", "rule-kind"),
    ("filter(products, amount)", "rule-condition"),
    ("any(products, sort == 'q')", "rule-choice-unknown"),
    ("revenue if listed else name", "rule-apart"),
    ("[1, 'a']", "rule-apart"),
    ("revenu > 1", "rule-name-unknown"),
    ("prev(revenu)", "rule-name-unknown"),
    ("prev(cost)", "rule-place"),
    ("row_index()", "rule-place"),
    ("label_of(revenue)", "rule-place"),
    (". > 1", "rule-item"),
    ("code_level(name)", "rule-codelist"),
    ("matches(name, '(')", "rule-pattern"),
    ("date('2026-02-30')", "rule-date"),
]


@pytest.mark.parametrize(("text", "code"), MISFITS)
def test_misfit(text: str, code: str) -> None:  # TYPE-01
    problems = type_of(parse_rule(text), World())[1]
    assert code in {each.code for each in problems}
    assert all(each.message("zh") and str(each) for each in problems)


@pytest.mark.parametrize(
    ("text", "kind", "nullable"),
    [
        ("revenue + 1", "number", True),
        ("staff + 1", "number", False),
        ("staff / 2", "number", True),
        ("coalesce(revenue, 0)", "number", False),
        ("staff > 1 and staff < 9", "boolean", False),
        ("listed and true", "boolean", True),
        ("1 if listed else 2", "number", True),
        ("1 if staff > 1 else 2", "number", False),
        ("if(staff > 1, 1)", "number", True),
        ("founded + days(1)", "date", True),
        ("season + days(1)", "date", True),
        ("null + 1", "number", True),
        ("sum(revenue)", "number", False),
        ("max(revenue)", "number", True),
        ("sum(ytd(revenue))", "number", True),
        ("filter(products, amount > 1)", "list", False),
        ("map(products, amount)", "list", False),
        ("profile + 1", "any", True),
        ("kind if listed else 'x'", "text", True),
        ("season if listed else founded", "date", True),
        ("null if listed else 1", "number", True),
        ("fuels if listed else fuels", "list", True),
        ("coalesce(null, null)", "null", True),
        ("concat(name)", "text", False),
    ],
)
def test_type(text: str, kind: str, nullable: bool) -> None:  # TYPE-02
    found, problems = type_of(parse_rule(text), World())
    assert (found.kind, found.nullable, problems) == (kind, nullable, ())


def test_place_and_nearest() -> None:  # TYPE-03
    rule = parse_rule("staff > 1 and revenu > 1", Span("sme.yaml", 4, 11))
    ((problem,),) = (type_of(rule, World())[1],)
    assert str(problem.span) == "sme.yaml:4:25"
    assert "revenue" in problem.message("en")


def test_unknown_operator() -> None:  # TYPE-01
    ((problem,),) = (type_of(Rule({"suum": []}), World())[1],)
    assert problem.code == "rule-operator-unknown"


def test_an_unsound_rule_is_not_compiled() -> None:  # TYPE-04
    sources = [Source("a", parse("name + 1"), World()), Source("b", parse("revenu"), World())]
    with pytest.raises(RuleError) as raised:
        compile_rules(sources, "unsound")
    assert len(raised.value.problems) == 2
