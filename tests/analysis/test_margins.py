"""Margins: how far answers are from breaking a rule, and the limit that would catch a part of them.

MARGIN-01 The limit that catches 1 % and 5 % of a hundred different figures leaves 99 and 95 that hold.
MARGIN-02 Rules that want high figures look at the low end; equality looks at the distance.
MARGIN-03 A fixed number on either side makes the other side itself the measure.
MARGIN-04 Equal figures are caught together or not at all; the number told is what the limit really catches.
MARGIN-05 Figures are exact; what is no number is passed over; ratios want a positive right side.
"""

from decimal import Decimal

import pytest

from engine.analysis.margins import Margin, rounded
from engine.forms.plan import Comparison, Side
from engine.rules import parse


def margin(rule: str) -> Margin | None:
    logic = parse(rule)
    assert isinstance(logic, dict)
    operator, given = next(iter(logic.items()))
    assert isinstance(given, list)
    left, right = given[:2]
    return Margin.of(Comparison((), operator, Side(left, 0), Side(right, 1)))


def measured(rule: str, *pairs: tuple[object, object]) -> Margin:
    found = margin(rule)
    assert found is not None
    for left, right in pairs:
        found.take(left, right)
    return found


def numbers(first: int, last: int, right: int = 0) -> list[tuple[Decimal, Decimal]]:
    return [(Decimal(number), Decimal(right)) for number in range(first, last + 1)]


def limits(found: Margin) -> list[tuple[Decimal, int]]:
    return [(one.value, one.caught) for one in found.thresholds()]


def test_a_hundred_figures() -> None:  # MARGIN-01
    found = measured("growth <= 30", *numbers(1, 100, 30))
    assert limits(found) == [(Decimal(99), 1), (Decimal(95), 5)]


def test_the_low_end() -> None:  # MARGIN-02
    found = measured("growth >= 30", *numbers(1, 100, 30))
    assert found.below
    assert limits(found) == [(Decimal(2), 1), (Decimal(6), 5)]


def test_equality_is_a_distance() -> None:  # MARGIN-02
    found = measured("within(a, b, 5)", (Decimal(1), Decimal(4)), (Decimal(9), Decimal(4)))
    assert sorted(found.values) == [3, 5]


def test_a_number_on_the_left_is_turned() -> None:  # MARGIN-03
    found = measured("100 >= growth", (Decimal(100), Decimal(7)))
    assert (found.operator, found.left, found.fixed, found.values) == ("<=", "growth", True, [Decimal(7)])


def test_two_sides_are_a_difference_and_a_ratio() -> None:  # MARGIN-03 MARGIN-05
    found = measured("a <= b", (Decimal(3), Decimal(2)), (Decimal(3), Decimal(0)), (None, Decimal(1)))
    assert (found.fixed, found.values, found.ratios) == (False, [Decimal(1), Decimal(3)], [Decimal("1.5")])


def test_equal_figures_go_together() -> None:  # MARGIN-04
    found = measured("growth <= 30", *numbers(5, 5, 30) * 50)
    assert limits(found) == [(Decimal(5), 0), (Decimal(5), 0)]


def test_nothing_measured_has_no_limits() -> None:
    found = measured("a <= b", ("x", Decimal(1)))
    assert (found.thresholds(), found.summary()) == ((), None)


def test_what_is_no_comparison_of_figures_has_no_margin() -> None:
    assert margin("a != b") is None


@pytest.mark.parametrize(
    ("given", "wanted"), [("123456", "123456"), ("0.123456", "0.1235"), ("12.3456", "12.35"), ("0.0", "0.0")]
)
def test_limits_are_told_short(given: str, wanted: str) -> None:
    assert rounded(Decimal(given)) == Decimal(wanted)
