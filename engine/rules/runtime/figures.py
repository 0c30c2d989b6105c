"""What generated code calls over numbers. Empty operands never come here, except inside lists."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


def total_of(values: Sequence[Decimal | None]) -> Decimal:
    """Return the sum, skipping empty values."""
    return sum([each for each in values if each is not None], _ZERO)


def mean_of(values: Sequence[Decimal | None]) -> Decimal | None:
    """Return the mean, skipping empty values; empty when there are none."""
    known = [each for each in values if each is not None]
    return sum(known, Decimal(0)) / len(known) if known else None


def least_of(values: Sequence[Decimal | date | None]) -> Decimal | date | None:
    """Return the smallest, skipping empty values; empty when there are none."""
    known = [each for each in values if each is not None]
    return min(known) if known else None


def most_of(values: Sequence[Decimal | date | None]) -> Decimal | date | None:
    """Return the largest, skipping empty values; empty when there are none."""
    known = [each for each in values if each is not None]
    return max(known) if known else None


def count_of(values: Sequence[object]) -> Decimal:
    """Return how many values are not empty; a row of a repeat always counts."""
    return Decimal(sum(1 for each in values if each is not None and each != ""))


def floor(value: Decimal) -> Decimal:
    """Return the largest whole number that is not above `value`."""
    return value.to_integral_value(ROUND_FLOOR)


def ceil(value: Decimal) -> Decimal:
    """Return the smallest whole number that is not below `value`."""
    return value.to_integral_value(ROUND_CEILING)


def magnitude(value: Decimal) -> Decimal:
    """Return `value` without its sign."""
    return value.copy_abs()


def change(now: Decimal, before: Decimal) -> Decimal:
    """Return how much was added since `before`."""
    return now - before


def growth(now: Decimal, before: Decimal) -> Decimal | None:
    """Return the growth in per cent; empty when the earlier figure is zero."""
    return (now - before) / before * _HUNDRED if before else None


def within(left: Decimal, right: Decimal, tolerance: Decimal) -> bool:
    """Whether two numbers differ by at most `tolerance`."""
    return abs(left - right) <= tolerance


def between(value: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether `value` lies from `low` to `high`, both included."""
    return low <= value <= high


def clamp(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """Return `value`, or the limit that it goes beyond."""
    return min(max(value, low), high)
