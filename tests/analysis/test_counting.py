"""Counting what was answered.

COUNT-01 A choice is counted by its value; shares are of those who answered, in tenths of a per cent.
COUNT-02 Several choices count each respondent once per choice; shares are of respondents.
COUNT-03 Versions are merged: a renamed question is one question, a dropped choice keeps its last words.
COUNT-04 Matrices are counted row by row, rankings by place, booleans and ratings as their choices.
COUNT-05 A repeat's question counts rows; a grid's cell is a question named by grid, row and column.
COUNT-06 Empty answers, irrelevant ones (absent) and hidden values are not counted.
COUNT-07 Texts are kept in order up to a bound; all are counted.
COUNT-08 Counters of two periods add up to the counter of both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from engine.analysis import counting
from engine.analysis.counting import Count, Tally, answers, word
from engine.analysis.pictures import Words, table
from engine.analysis.plans import Plan, planned
from engine.analysis.questions import questions_of
from engine.forms.differences import cross
from engine.forms.differences.crossing import unchanged
from engine.forms.differences.places import cells_of
from engine.forms.loader import load_text
from tests.analysis.surveys import answer, first, second

ZH = Words("zh", {})
OLD, NEW = cells_of(first()), cells_of(second())
WAYS = {"1": cross(OLD, NEW, second().renamed), "2": unchanged(NEW)}


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Return how both versions are read, newest first."""
    return planned({"2": questions_of(second()), "1": questions_of(first())}, WAYS)


def tallied(plan: Plan, *documents: Mapping[str, Any], version: str = "2") -> dict[str, Tally]:
    """Return what documents of one version come to, by path."""
    return mixed(plan, [(version, document) for document in documents])


def mixed(plan: Plan, documents: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, Tally]:
    """Return what documents of several versions come to, by path."""
    counts = plan.empty()
    readers = plan.readers(counts)
    for version, document in documents:
        readers[version].read(document)
    return {question.path: Tally(question, counts[question.path]) for question in plan.questions}


def lines(tally: Tally) -> list[tuple[str, int, str]]:
    """Return the table of a tally: label, count, share."""
    return [(line.label, line.count, str(line.share)) for line in table(tally, ZH).lines]


def test_single_choice(plan: Plan) -> None:  # COUNT-01
    tally = tallied(plan, answer("up"), answer("up"), answer("down"), answer())["expectation"]
    assert tally.count.answered == 3
    assert lines(tally)[:3] == [("好转", 2, "66.7"), ("持平", 0, "0.0"), ("下降", 1, "33.3")]


def test_multiple_choice_shares_are_of_respondents(plan: Plan) -> None:  # COUNT-02
    several = tallied(
        plan, answer(worries=["orders", "money"]), answer(worries=["orders"]), answer(worries=[])
    )["worries"]
    assert several.count.answered == 2
    assert lines(several) == [("订单不足", 2, "100.0"), ("资金紧张", 1, "50.0"), ("其他", 0, "0.0")]


def test_versions_are_one_by_choice_value(plan: Plan) -> None:  # COUNT-03
    tally = mixed(plan, [("1", {"outlook": "up"}), ("1", {"outlook": "gone"}), ("2", answer("up"))])
    told = tally["expectation"]
    assert told.question.title("zh") == "下月预期"
    assert told.question.title("en") == "Expectation"
    assert lines(told) == [
        ("好转", 2, "66.7"),
        ("持平", 0, "0.0"),
        ("下降", 0, "0.0"),
        ("说不清", 1, "33.3"),
    ]
    assert "outlook" not in tally


def test_a_question_that_changed_its_shape_is_counted_as_it_is_now() -> None:  # COUNT-03
    asked_before = tuple(one for one in questions_of(first()) if one.path == "remark")
    now = tuple(one for one in questions_of(second()) if one.path == "staff")
    way = replace(WAYS["1"], paths={"remark": "staff"})
    plan = planned({"2": now, "1": asked_before}, {"1": way, "2": WAYS["2"]})
    tally = mixed(plan, [("1", {"remark": "三十人"}), ("2", {"staff": Decimal(30)})])["staff"]
    assert tally.count.answered == 1


COSTS = """
form: costs
kind: survey
title: 成本调查
%s
sheets:
  - sheet: all
    title: 问卷
    items:
      - matrix: %s
        label: 各项成本变化
        choices: [{value: %s, label: 上升}, {value: fall, label: 下降}]
        rows: [{row: %s, label: 用工}, {row: energy, label: 用电}]
"""


def test_rows_and_choices_are_counted_under_their_present_names() -> None:  # COUNT-03
    old = load_text(COSTS % ("", "costs", "rise", "labour"))
    renamed = 'renamed: {costs: prices, costs.labour: prices.wages, "costs=rise": "prices=up"}'
    new = load_text(COSTS % (renamed, "prices", "up", "wages"))
    way = cross(cells_of(old), cells_of(new), new.renamed)
    asked = {"2": questions_of(new), "1": questions_of(old)}
    plan = planned(asked, {"1": way, "2": unchanged(cells_of(new))})
    before: dict[str, Any] = {"costs": {"labour": "rise", "energy": "fall"}}
    now: dict[str, Any] = {"prices": {"wages": "up"}}
    tally = mixed(plan, [("1", before), ("2", now)])
    assert list(tally) == ["prices"]
    told = table(tally["prices"], ZH)
    assert told.head == ("上升", "下降")
    assert [(label, answered, [line.count for line in lines]) for label, answered, lines in told.rows] == [
        ("用工", 2, [2, 0]),
        ("用电", 1, [0, 1]),
    ]


def test_a_dropped_question_is_still_counted() -> None:  # COUNT-03
    old, new = load_text(COSTS % ("", "costs", "rise", "labour")), second()
    asked = {"2": questions_of(new), "1": questions_of(old)[:1]}
    way = cross(cells_of(old), cells_of(load_text(COSTS % ("", "other", "up", "wages"))), {})
    tally = mixed(planned(asked, {"1": way, "2": WAYS["2"]}), [("1", {"costs": {"labour": "rise"}})])
    assert tally["costs"].count.answered == 1


def test_matrix_rows(plan: Plan) -> None:  # COUNT-04
    tally = tallied(
        plan,
        answer(costs={"labour": "rise", "energy": "fall"}),
        answer(costs={"labour": "rise", "energy": None}),
        answer(costs={"labour": None}),
    )["costs"]
    told = table(tally, ZH)
    assert tally.count.answered == 2
    assert told.head == ("上升", "下降")
    assert [(label, asked, [line.count for line in row]) for label, asked, row in told.rows] == [
        ("用工", 2, [2, 0]),
        ("用电", 1, [0, 1]),
    ]


def test_matrix_of_several_choices_and_of_texts(plan: Plan) -> None:  # COUNT-04, COUNT-07
    tally = tallied(plan, answer(means={"summer": ["shift", "save"]}, says={"labour": "缺熟练工"}))
    assert [line.count for line in table(tally["means"], ZH).rows[0][2]] == [1, 1]
    assert tally["says"].count.texts == ["缺熟练工"]


def test_ranking_counts_places(plan: Plan) -> None:  # COUNT-04
    tally = tallied(plan, answer(wishes=["loan", "tax"]), answer(wishes=["loan"]))["wishes"]
    told = table(tally, ZH)
    assert told.head == ("1", "2")
    assert [(label, [line.count for line in row]) for label, _, row in told.rows] == [
        ("减税", [0, 1]),
        ("贷款", [2, 0]),
    ]


def test_booleans_ratings_and_dates_have_words(plan: Plan) -> None:  # COUNT-04
    tally = tallied(plan, answer(listed=True, service=5, since="2019-05-01"), answer(listed=False))
    assert lines(tally["listed"]) == [("是", 1, "50.0"), ("否", 1, "50.0")]
    assert lines(tally["service"])[-1] == ("5", 1, "100.0")
    assert lines(tally["since"]) == [("2019-05", 1, "100.0")]


def test_repeats_and_grids(plan: Plan) -> None:  # COUNT-05
    tally = tallied(
        plan,
        answer(goods=[{"kind": "food"}, {"kind": "steel"}, {"kind": None}]),
        answer(flows={"export": {"now": Decimal("2.5")}}),
    )
    assert tally["goods[].kind"].count.answered == 2
    assert tally["goods[].kind"].question.title("zh") == "产品 · 产品类别"
    assert tally["flows.export.now"].question.title("zh") == "进出口 · 出口 · 本月"
    assert tally["flows.export.now"].count.numbers == {Decimal("2.5"): 1}


def test_what_is_empty_or_hidden_does_not_count(plan: Plan) -> None:  # COUNT-06
    tally = tallied(plan, answer(remark="", worries=None, proof=[], secret=1, costs={}))
    assert {path for path, one in tally.items() if one.count.answered} == set()
    assert "secret" not in tally


def test_files_are_counted_only(plan: Plan) -> None:  # COUNT-06
    tally = tallied(plan, answer(proof=[{"name": "营业执照.pdf"}]))["proof"]
    assert (tally.count.answered, table(tally, ZH).lines) == (1, ())


def test_text_beside_a_choice_is_listed(plan: Plan) -> None:  # COUNT-07
    tally = tallied(plan, answer(worries=["other"], worries_text="物流不畅"))["worries"]
    assert (tally.count.answered, tally.count.texts) == (1, ["物流不畅"])


def test_texts_have_a_bound(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:  # COUNT-07
    monkeypatch.setattr(counting, "MOST_TEXTS", 2)
    tally = tallied(plan, *(answer(remark=f"建议{number}") for number in range(3)))["remark"]
    assert (tally.count.answered, tally.count.texts) == (3, ["建议0", "建议1"])


def test_periods_add_up(plan: Plan) -> None:  # COUNT-08
    one = tallied(plan, answer("up", staff=8, costs={"labour": "rise"}, remark="甲"))
    other = tallied(plan, answer("up", staff=9, costs={"labour": "rise"}, remark="乙"))
    total = Count()
    for path in ("expectation", "staff", "costs", "remark"):
        total.include(one[path].count)
        total.include(other[path].count)
    assert total.answered == 8
    assert total.choices == {"up": 2}
    assert total.numbers == {Decimal(8): 1, Decimal(9): 1}
    assert total.cells == {("labour", "rise"): 2}
    assert total.texts == ["甲", "乙"]


def test_words_of_values() -> None:  # COUNT-01
    assert [word(value) for value in (True, Decimal("3.0"), Decimal("10"), "up")] == ["true", "3", "10", "up"]
    assert list(answers({"a": {"b": 1}}, "a.b.c")) == []
