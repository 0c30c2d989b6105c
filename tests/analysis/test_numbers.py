"""Statistics of exact numbers.

STAT-01 The mean, least, greatest and quartiles are exact decimals.
STAT-02 Columns have round edges, at most twelve, no finer than the answers, and hold every value once.
"""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.analysis.numbers import MOST_COLUMNS, nice_step, summarise


def counted(*values: str) -> Counter[Decimal]:
    """Return numbers by how often they come."""
    return Counter(map(Decimal, values))


def test_exact_statistics() -> None:  # STAT-01
    found = summarise(counted("0.1", "0.2", "0.2", "0.3"), decimals=1)
    assert found is not None
    assert (found.count, found.mean, found.minimum, found.maximum) == (
        4, Decimal("0.2"), Decimal("0.1"), Decimal("0.3"),
    )  # fmt: skip
    assert found.quartiles == (Decimal("0.175"), Decimal("0.2"), Decimal("0.225"))


def test_nothing_has_no_statistics() -> None:  # STAT-01
    assert summarise({}) is None


def test_one_value_is_one_column() -> None:  # STAT-02
    found = summarise(counted("300", "300"))
    assert found is not None
    assert [(int(column.low), int(column.high), column.count) for column in found.columns] == [(300, 301, 2)]


def test_columns_are_round() -> None:  # STAT-02
    found = summarise(Counter({Decimal(value): 1 for value in range(0, 1001, 7)}))
    assert found is not None
    assert [int(column.low) for column in found.columns][:3] == [0, 100, 200]


@pytest.mark.parametrize(
    ("span", "finest", "step"),
    [("5", "1", "1"), ("100", "1", "10"), ("1000", "1", "100"), ("0.4", "0.1", "0.1"), ("270", "1", "25")],
)
def test_steps_are_round(span: str, finest: str, step: str) -> None:  # STAT-02
    assert nice_step(Decimal(span), Decimal(finest)) == Decimal(step)


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=60))
def test_every_value_lies_in_its_column_once(values: list[Decimal]) -> None:  # STAT-02
    found = summarise(Counter(values), decimals=2)
    assert found is not None
    assert len(found.columns) <= MOST_COLUMNS + 1
    for place, column in enumerate(found.columns):
        last = place == len(found.columns) - 1
        inside = sum(column.low <= value < column.high for value in values)
        assert column.count == inside + (values.count(column.high) if last else 0)
    assert (found.minimum, found.maximum) == (min(values), max(values))
    assert min(values) <= found.quartiles[0] <= found.quartiles[1] <= found.quartiles[2] <= max(values)
