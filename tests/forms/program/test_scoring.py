"""Scoring: weighted indicators, points, totals and grades, worked out by hand.

SCO-01 An indicator's full marks are the product of the weights above it.
SCO-02 Points come from a choice's points, from a decision table or from a formula; they never go
       below 0 nor above the indicator's maximum.
SCO-03 A score is points ÷ maximum × full marks, rounded half up; a level sums what is below it, the
       total the first level.
SCO-04 An indicator without points yet earns nothing; the grade waits until all have theirs.
SCO-05 A grade begins at its minimum, up to the next better one's.
SCO-06 Scores are values like any other: expressions read them, documents hold them, why() explains them.
SCO-07 `points` of several choices are their sum; of no answer, empty; a choice without points earns 0.
SCO-08 Nobody types a score.
"""

from decimal import Decimal
from functools import cache
from typing import Any, Final

import pytest

from engine.forms import FormState, Program, Refused
from engine.forms.model.table import Key, Table
from tests.forms.program.examples import program

EVALUATION: Final = """
form: digital-shop
title: 数字门店评价
sheets:
  - sheet: answers
    title: 基本情况
    items:
      - {field: growth, label: 销售增速, type: decimal, unit: "%"}
      - {field: online, label: 线上销售额, type: decimal, unit: 万元}
      - {field: sales, label: 销售额, type: decimal, unit: 万元}
      - field: cashier
        label: 收银方式
        type: select_one
        choices:
          - {value: self, label: 自助收银, points: 10}
          - {value: scan, label: 扫码, points: 6.5}
          - {value: cash, label: 现金}
      - field: systems
        label: 使用的系统
        type: select_multiple
        choices:
          - {value: stock, label: 库存, points: 4}
          - {value: members, label: 会员, points: 3}
          - {value: orders, label: 订单, points: 5}
      - scoring: mark
        label: 综合评价
        decimals: 2
        indicators:
          - indicator: scale
            label: 规模
            weight: 60
            indicators:
              - indicator: speed
                label: 增速
                weight: 40
                maximum: 5
                points: lookup('speed', growth, 'points')
              - indicator: share
                label: 结构
                weight: 60
                indicators:
                  - {indicator: net, label: 线上占比, weight: 100, points: "online / sales * 200"}
          - indicator: means
            label: 手段
            weight: 40
            indicators:
              - {indicator: cash_desk, label: 收银, weight: 50, maximum: 10, points: points(cashier)}
              - {indicator: software, label: 系统, weight: 50, maximum: 10, points: points(systems)}
        grades:
          - {grade: A, label: 优秀, minimum: 85}
          - {grade: B, label: 良好, minimum: 70}
          - {grade: C, label: 合格, minimum: 0}
      - field: passed
        label: 是否合格
        type: boolean
        calculation: mark.total.score >= 70 and mark_grade != 'C'
"""
SPEED: Final = Table(
    "speed",
    (Key("growth", "at_least"),),
    ("points",),
    (
        {"growth": Decimal(20), "points": Decimal(5)},
        {"growth": Decimal(0), "points": Decimal(3)},
        {"growth": None, "points": Decimal(1)},
    ),
)
GOOD: Final[dict[str, Any]] = {
    "growth": Decimal(25),
    "online": Decimal(40),
    "sales": Decimal(100),
    "cashier": "scan",
    "systems": ["stock", "orders"],
}


@cache
def form() -> Program:
    """Return the evaluation, compiled once."""
    return program(EVALUATION, tables={"speed": SPEED})


def evaluated(**changed: object) -> FormState:
    """Return the state of a good shop with some answers changed."""
    return form().start({**GOOD, **changed})


@pytest.mark.parametrize(
    ("indicator", "full"),
    [("scale", "60"), ("speed", "24"), ("share", "36"), ("net", "36"), ("cash_desk", "20"), ("total", "100")],
)
def test_full_marks(indicator: str, full: str) -> None:  # SCO-01
    assert evaluated().value(f"mark.{indicator}.full") == Decimal(full)


@pytest.mark.parametrize(
    ("changed", "indicator", "points", "score"),
    [
        ({}, "speed", "5", "24"),  # 25% is in the best row: 5 of 5
        ({"growth": Decimal("19.9")}, "speed", "3", "14.4"),  # 3 / 5 × 24
        ({"growth": Decimal(-3)}, "speed", "1", "4.8"),
        ({}, "net", "80", "28.8"),  # 40 / 100 × 200 = 80 of 100, of 36
        ({"online": Decimal(70)}, "net", "100", "36"),  # 140, capped
        ({"online": Decimal(-5)}, "net", "0", "0"),
        ({"sales": Decimal(300)}, "net", "26.67", "9.6"),  # 26.666… / 100 × 36
        ({}, "cash_desk", "6.5", "13"),
        ({"cashier": "cash"}, "cash_desk", "0", "0"),
        ({}, "software", "9", "18"),
        ({"systems": ["stock", "members", "orders"]}, "software", "10", "20"),  # 12, capped
    ],
)
def test_points_and_scores(  # SCO-02, SCO-03, SCO-07
    changed: dict[str, object], indicator: str, points: str, score: str
) -> None:
    state = evaluated(**changed)
    assert round(state.value(f"mark.{indicator}.points"), 2) == Decimal(points)
    assert state.value(f"mark.{indicator}.score") == Decimal(score)


@pytest.mark.parametrize(
    ("level", "score"), [("scale", "52.8"), ("share", "28.8"), ("means", "31"), ("total", "83.8")]
)
def test_levels_sum(level: str, score: str) -> None:  # SCO-03
    assert evaluated().value(f"mark.{level}.score") == Decimal(score)


@pytest.mark.parametrize(
    ("changed", "grade", "passed"),
    [
        ({}, "B", True),  # 83.8
        ({"cashier": "self"}, "A", True),  # 20 instead of 13: 90.8
        ({"growth": Decimal(-3), "online": Decimal(20)}, "C", False),  # 4.8 + 14.4 + 31 = 50.2
        ({"cashier": None}, None, None),
    ],
)
def test_grades(changed: dict[str, object], grade: str | None, passed: bool | None) -> None:  # SCO-04, SCO-05
    state = evaluated(**changed)
    assert (state.value("mark_grade"), state.value("passed")) == (grade, passed)


def test_what_is_unknown_earns_nothing_yet() -> None:  # SCO-04, SCO-07
    state = evaluated(cashier=None)
    assert state.value("mark.cash_desk.points") is None
    assert state.value("mark.cash_desk.score") is None
    assert state.value("mark.total.score") == Decimal("70.8")
    assert state.set("cashier", "self") >= {"mark.cash_desk.score", "mark.total.score", "mark_grade"}


def test_scores_are_values() -> None:  # SCO-06
    state = evaluated()
    held = state.effective_document()
    assert held["mark"]["total"]["score"] == Decimal("83.8")
    assert held["mark_grade"] == "B"
    assert "mark" not in state.document()
    assert "查表" in state.why("mark.speed.points")
    assert "25" in state.why("mark.speed.points")


def test_nobody_types_a_score() -> None:  # SCO-08
    with pytest.raises(Refused) as refused:
        evaluated().set("mark.speed.points", 5)
    assert refused.value.problem.code == "answer-calculated"
