"""Two questions against each other.

CROSS-01  Every pair of answers is counted, over several segments and for chosen rows, like by hand.
CROSS-02  Of several choices each is counted; totals are of those who answered both; there is no test then.
CROSS-03  Pearson's test has the values of the textbooks; doubtful cells are counted; empty rows do not count.
CROSS-04  What is no choice of its own row has no crosstab.
"""

from collections import Counter
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.analysis.crosstab import Crosstab
from engine.analysis.mirror.counting import Chosen
from engine.analysis.mirror.crossing import chi_square, crosstab
from engine.analysis.plans import Asked, Plan
from engine.analysis.questions import Option, Question, Shape
from tests.analysis import mirrored


def question(name: str, shape: Shape, *values: str) -> Question:
    """Return a question with these choices."""
    return Question(name, shape, (name,), tuple(Option(value, value) for value in values))


SIZE = question("size", "single", "大", "小")
MOOD = question("mood", "single", "好", "坏", "平")
WANTS = question("wants", "multiple", *(f"愿{number}" for number in range(20)))
NEEDS = question("needs", "multiple", "钱", "人")
PLAN = Plan((SIZE, MOOD, WANTS, NEEDS), {"1": Asked((SIZE, MOOD, WANTS, NEEDS))})
Document = dict[str, Any]

documents = some.lists(
    some.fixed_dictionaries(
        {},
        optional={
            "size": some.sampled_from(["大", "小", "别的"]),
            "mood": some.sampled_from(["好", "坏", "平"]),
            "wants": some.lists(some.sampled_from([f"愿{number}" for number in range(22)]), unique=True),
            "needs": some.lists(some.sampled_from(["钱", "人"]), unique=True),
        },
    ),
    max_size=25,
)


def values(document: Document, name: str) -> list[str]:
    """Return what a document answers, as a list."""
    told = document.get(name) or []
    return told if isinstance(told, list) else [told]


def crossed(down: Question, across: Question, given: list[Document], cut: int = 0) -> Crosstab:
    """Return the crosstab of documents in two segments."""
    answered = [("1", document) for document in given]
    parts = [mirrored.segment(PLAN, answered[:cut]), mirrored.segment(PLAN, answered[cut:], first=cut)]
    found = crosstab(down, across, [Chosen(part) for part in parts])
    assert found is not None
    return found


PAIRS = list(product(PLAN.questions, repeat=2))


@given(told=documents, pair=some.sampled_from(PAIRS), cut=some.integers(0, 9))
def test_pairs_are_counted(
    told: list[Document], pair: tuple[Question, Question], cut: int
) -> None:  # CROSS-01
    down, across = pair
    found = crossed(down, across, told, cut)
    both = [one for one in told if values(one, down.path) and values(one, across.path)]
    pairs = Counter[tuple[str, str]]()
    for one in both:
        pairs.update(product(values(one, down.path), values(one, across.path)))
    counted = {
        (row, column): times
        for row, line in zip(found.down.values, found.counts, strict=True)
        for column, times in zip(found.across.values, line, strict=True)
        if times
    }
    assert counted == pairs
    assert found.total == len(both)
    totals = Counter(value for one in both for value in values(one, down.path))
    by_value = zip(found.down.values, found.down.totals, strict=True)
    assert {value: times for value, times in by_value if times} == totals


def test_chosen_rows_alone() -> None:  # CROSS-01
    answered: list[tuple[str, Document]] = [("1", {"size": "大", "needs": ["钱"]})] * 4
    part = Chosen(mirrored.segment(PLAN, answered), np.array([1, 2]))
    found = crosstab(SIZE, NEEDS, [part])
    assert found is not None
    assert (found.counts, found.total) == (((2, 0), (0, 0)), 2)


def test_several_choices_have_no_test() -> None:  # CROSS-02
    told: list[Document] = [
        {"size": "大", "needs": ["钱", "人"]},
        {"size": "小", "needs": ["人"]},
        {"size": "小"},
    ]
    found = crossed(SIZE, NEEDS, told)
    assert found.counts == ((1, 1), (0, 1))
    assert (found.down.totals, found.across.totals, found.total) == ((1, 1), (1, 2), 2)
    assert found.test is None


@pytest.mark.parametrize(
    ("counts", "statistic", "freedom", "p", "small"),
    [
        ([[10, 20], [30, 40]], 0.793651, 1, 0.372998, 0),
        ([[90, 60, 104, 95], [30, 50, 51, 20], [30, 40, 45, 35]], 24.571202, 6, 0.000410, 0),
        ([[1, 9], [0, 0], [8, 2]], 9.898990, 1, 0.001654, 2),
    ],
)
def test_textbook_values(
    counts: list[list[int]], statistic: float, freedom: int, p: float, small: int
) -> None:  # CROSS-03
    found = chi_square(np.array(counts))
    assert found is not None
    assert found.statistic == pytest.approx(statistic, abs=1e-6)
    assert (found.freedom, found.small) == (freedom, small)
    assert found.p == pytest.approx(p, abs=1e-6)


@pytest.mark.parametrize("counts", [[[1, 2]], [[1], [2]], [[3, 0], [4, 0]], [[0, 0], [0, 0]]], ids=str)
def test_nothing_to_compare(counts: list[list[int]]) -> None:  # CROSS-03
    assert chi_square(np.array(counts)) is None


def test_numbers_have_no_crosstab() -> None:  # CROSS-04
    number = question("number", "number")
    plan = Plan((SIZE, number), {"1": Asked((SIZE, number))})
    assert crosstab(SIZE, number, [Chosen(mirrored.segment(plan, []))]) is None
