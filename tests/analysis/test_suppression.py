"""Small groups are kept back, and cannot be worked out from what is shown.

SMALL-01  Of a known whole the small parts are kept back, and so many more that two are, together not few.
SMALL-02  In a table with totals no place kept back follows from those shown.
SMALL-03  A question that few answered tells nothing; nor does a choice that few, or all but few, made.
SMALL-04  Of numbers the ends are kept back, and no column of the histogram is small.
SMALL-05  A row of a matrix that few answered tells nothing.
SMALL-06  Without a bound nothing is kept back.
"""

from collections import Counter
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from engine.analysis.counting import Count, Tally
from engine.analysis.numbers import Counted
from engine.analysis.questions import Question, Shape
from engine.analysis.suppression import betrayed, betrayed_in_table, protected, withheld

LEAST = 5
counts = some.dictionaries(some.sampled_from("甲乙丙丁戊己"), some.integers(0, 40), min_size=2)
tables = some.integers(2, 4).flatmap(
    lambda width: some.lists(
        some.lists(some.integers(0, 12), min_size=width, max_size=width), min_size=2, max_size=5
    )
)


def tally(shape: Shape, *, several: bool = False, **counted: object) -> Tally:
    """Return a tally of a question of this shape."""
    count = Count(**counted)  # type: ignore[arg-type]  # as the test names them
    return Tally(Question("q", shape, ("题",), several=several), count)


@given(counts)
def test_parts_of_a_whole(parts: dict[str, int]) -> None:  # SMALL-01
    hidden = betrayed(parts, LEAST)
    small = {key for key, times in parts.items() if 0 < times < LEAST}
    assert small <= hidden
    if hidden and sum(parts.values()) >= LEAST:
        assert len(hidden) >= 2 or not set(parts) - hidden - {key for key in parts if not parts[key]}
        assert sum(parts[key] for key in hidden) >= LEAST


def with_totals(table: list[list[int]]) -> list[list[int]]:
    """Return a table with its totals."""
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def follows(table: list[list[int]], hidden: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the places kept back that the sums of rows and columns determine, by algebra."""
    places = sorted(hidden)
    sums = []
    height, width = len(table), len(table[0])
    for line in [[(r, c) for c in range(width)] for r in range(height)] + [
        [(r, c) for r in range(height)] for c in range(width)
    ]:
        total = line[-1]
        sums.append([(0 if place not in line else -1 if place == total else 1) for place in places])
    matrix = np.array(sums, float)
    rank = np.linalg.matrix_rank(matrix)
    return {
        place
        for number, place in enumerate(places)
        if np.linalg.matrix_rank(np.vstack([matrix, np.eye(len(places))[number]])) == rank
    }


@given(tables)
def test_places_of_a_table(parts: list[list[int]]) -> None:  # SMALL-02
    table = with_totals(parts)
    hidden = betrayed_in_table(table, LEAST)
    grand = (len(table) - 1, len(table[0]) - 1)
    for row, column in product(range(len(table)), range(len(table[0]))):
        if 0 < table[row][column] < LEAST and (row, column) != grand:
            assert (row, column) in hidden
    if hidden and table[-1][-1] >= LEAST:
        assert follows(table, hidden) == set()


def test_few_answers_tell_nothing() -> None:  # SMALL-03
    few = protected(tally("single", answered=4, choices=Counter(甲=4)), LEAST)
    assert few.count == Count(withheld=True)


def test_several_choices() -> None:  # SMALL-03
    several = tally("multiple", answered=30, choices=Counter(甲=28, 乙=15, 丙=2))
    count = protected(several, LEAST).count
    assert (count.choices, count.hidden) == (Counter(乙=15), frozenset({"甲", "丙"}))


def test_numbers() -> None:  # SMALL-04
    given = Counted({Decimal(number): 1 + number % 3 for number in range(0, 100, 3)})
    found = protected(tally("number", answered=len(given), numbers=given), LEAST).count.numbers
    told = found.summary()
    assert told is not None
    assert (told.minimum, told.maximum) == (None, None)
    assert sum(column.count for column in told.columns) == len(given) == len(found)
    assert all(column.count == 0 or column.count >= LEAST for column in told.columns)
    assert found.counts() == {}


def test_a_row_of_a_matrix() -> None:  # SMALL-05
    cells = Counter({("用工", "升"): 9, ("用工", "降"): 3, ("用电", "升"): 2})
    matrix = tally("matrix", answered=12, cells=cells, rows=Counter(用工=12, 用电=2))
    count = protected(matrix, LEAST).count
    assert (count.cells, count.rows) == (Counter(), Counter(用工=12))
    assert count.hidden_rows == {"用电"}
    assert count.hidden_cells == set(cells)


def test_several_choices_of_a_row() -> None:  # SMALL-05
    cells = Counter({("夏季", "错峰"): 9, ("夏季", "节能"): 2})
    matrix = tally("matrix", several=True, answered=20, cells=cells, rows=Counter(夏季=20))
    assert protected(matrix, LEAST).count.cells == Counter({("夏季", "错峰"): 9})


@pytest.mark.parametrize(
    ("left", "whole", "expected"), [(4, 9, True), (6, 9, True), (9, 9, False), (0, 9, False), (5, 10, False)]
)
def test_groups(left: int, whole: int, expected: bool) -> None:  # SMALL-03
    assert withheld(left, whole, LEAST) is expected


def test_without_a_bound() -> None:  # SMALL-06
    told = tally("single", answered=1, choices=Counter(甲=1))
    assert protected(told, 0) is told
