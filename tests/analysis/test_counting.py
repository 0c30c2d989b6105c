"""Counting what was answered.

COUNT-01 A choice is counted by its value; shares are of those who answered, in tenths of a per cent.
COUNT-02 Several choices count each respondent once per choice; shares are of respondents.
COUNT-03 Versions are merged: a renamed question is one question, a dropped choice keeps its last words.
COUNT-04 Matrices are counted row by row, rankings by place, booleans and ratings as their choices.
COUNT-05 A repeat's question counts rows; a grid's cell is a question named by grid, row and column.
COUNT-06 Empty answers, irrelevant ones (absent) and hidden values are not counted.
COUNT-07 Texts are kept in order of submission.
COUNT-08 Two segments come to the same as their responses in one.
COUNT-09 Of chosen responses nothing but theirs is counted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from engine.analysis.counting import Tally
from engine.analysis.mirror.counting import Chosen, counted
from engine.analysis.mirror.decoding import Written, plain_word
from engine.analysis.mirror.segments import together
from engine.analysis.pictures import Words, table
from engine.analysis.plans import Asked, Plan, planned
from engine.analysis.questions import Question, questions_of
from engine.forms.differences import cross
from engine.forms.differences.crossing import unchanged
from engine.forms.differences.places import cells_of
from engine.forms.loader import load_text
from tests.analysis import mirrored
from tests.analysis.by_document import count as counted_plainly
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
    return mirrored.tallied(plan, documents)


def lines(tally: Tally) -> list[tuple[str, int | None, str]]:
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
    assert list(tally["says"].count.texts) == ["缺熟练工"]


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
    assert tally["flows.export.now"].count.numbers.counts() == {Decimal("2.5"): 1}


def test_what_is_empty_or_hidden_does_not_count(plan: Plan) -> None:  # COUNT-06
    tally = tallied(plan, answer(remark="", worries=None, proof=[], secret=1, costs={}))
    assert {path for path, one in tally.items() if one.count.answered} == set()
    assert "secret" not in tally


def test_files_are_counted_only(plan: Plan) -> None:  # COUNT-06
    tally = tallied(plan, answer(proof=[{"name": "营业执照.pdf"}]))["proof"]
    assert (tally.count.answered, table(tally, ZH).lines) == (1, ())


def test_text_beside_a_choice_is_listed(plan: Plan) -> None:  # COUNT-07
    tally = tallied(plan, answer(worries=["other"], worries_text="物流不畅"))["worries"]
    assert (tally.count.answered, list(tally.count.texts)) == (1, ["物流不畅"])


def test_texts_keep_their_order(plan: Plan) -> None:  # COUNT-07
    remark = tallied(plan, *(answer(remark=f"建议{number}") for number in range(30)))["remark"]
    texts = remark.count.texts
    assert (len(texts), texts[0], list(texts[::-1][:2])) == (30, "建议0", ["建议29", "建议28"])


MIXED = [
    ("1", {"outlook": "gone", "worries": ["money", "other"], "worries_text": "汇率", "staff": 7}),
    ("2", answer("down", worries=["orders"], staff=12, turnover=Decimal("3.10"), remark="甲")),
    ("2", answer("up", turnover=Decimal("12345678901234567890.5"), goods=[{"kind": "food"}, {"kind": "x"}])),
    ("2", answer(costs={"labour": "rise"}, means={"summer": ["save"]}, wishes=["loan"], remark="乙")),
    ("1", {"outlook": "up", "staff": 30, "remark": "丙"}),
    (
        "2",
        answer("flat", costs={"energy": "fall", "labour": "fall"}, goods=[{"kind": "steel"}], listed=False),
    ),
    ("2", answer(turnover=Decimal("0.0000001"), says={"labour": "缺人", "more": "缺地"}, service=4)),
]


@pytest.mark.parametrize("cut", range(len(MIXED) + 1))
def test_two_segments_are_counted_as_one(plan: Plan, cut: int) -> None:  # COUNT-08
    older, newer = MIXED[:cut], MIXED[cut:]
    parts = [mirrored.segment(plan, older), mirrored.segment(plan, newer, first=cut)]
    plainly = counted_plainly(plan, MIXED)
    for question in plan.questions:
        apart = counted(question, [Chosen(part) for part in parts])
        joined = counted(question, [Chosen(together(parts))])
        assert mirrored.same(apart, plainly[question.path])
        assert mirrored.same(joined, plainly[question.path])


@pytest.mark.parametrize("rows", [[0], [1, 2], [0, 3, 6], [4, 5], []], ids=str)
def test_chosen_rows_are_counted_alone(plan: Plan, rows: list[int]) -> None:  # COUNT-09
    chosen = [Chosen(mirrored.segment(plan, MIXED), np.array(rows, np.int64))]
    plainly = counted_plainly(plan, [MIXED[row] for row in rows])
    for question in plan.questions:
        assert mirrored.same(counted(question, chosen), plainly[question.path])


def test_many_choices_fill_several_lanes() -> None:  # COUNT-02
    question = Question("q", "multiple", ())
    plan = Plan((question,), {"1": Asked((question,))})
    given = [("1", {"q": [f"c{number}" for number in range(row, 40, row)]}) for row in range(1, 40)]
    assert mirrored.tallied(plan, given)["q"].count.choices["c36"] == 9


def test_words_of_values() -> None:  # COUNT-01
    values = (True, Decimal("3.0"), Decimal("10"), "up", 3, Written("3.50"))
    assert [plain_word(value) for value in values] == ["true", "3", "10", "up", "3", "3.5"]
