"""Typed values: what empty is, exact numbers, durations, and how a value reads as text."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_DIGITS: Final = 100
"""Digits before the point, or zeros behind it, that a number is written out with."""

_PLACES: Final = 9
"""The largest power of ten of a count of days, characters or decimals."""

EMPTY = None
"""What is not filled in. A rule over it is unknown, as in SQL."""


def is_empty(value: object) -> bool:
    """Whether `value` counts as not filled in: None, an empty text, an empty list."""
    return value is None or (isinstance(value, str | list) and not value)


def both(left: bool | None, right: bool | None) -> bool | None:
    """Return `left and right` where None is unknown."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: bool | None, right: bool | None) -> bool | None:
    """Return `left or right` where None is unknown."""
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def round_half(value: Decimal, decimals: Decimal | int = 0) -> Decimal:
    """Return `value` with so many decimals, half away from zero."""
    places = whole(Decimal(decimals))
    if value == 0 or value.adjusted() + places < -1:
        return Decimal(0).scaleb(-max(places, 0))
    if value.adjusted() + places > 27:
        return value
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def text_of(value: object) -> str:
    """Return a value as plain text: numbers without exponent, dates as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return digits(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def digits(value: Decimal, how: str = "f") -> str:
    """Return a number in plain digits (`,f` for groups of three); with an exponent where it has too many."""
    return format(value, how) if -_DIGITS < value.adjusted() < _DIGITS else str(value)


def whole(value: Decimal) -> int:
    """Return the whole part of a number. Raises OverflowError for one beyond all use."""
    if value.adjusted() > _PLACES:
        raise OverflowError(f"{value:.3e}")
    return int(value)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as the calendar counts it: months, then days, then seconds."""

    months: int = 0
    days: int = 0
    seconds: int = 0

    def __neg__(self) -> "Duration":
        return Duration(-self.months, -self.days, -self.seconds)

    def __add__(self, other: "Duration") -> "Duration":
        return Duration(self.months + other.months, self.days + other.days, self.seconds + other.seconds)

    def __sub__(self, other: "Duration") -> "Duration":
        return self + -other

    def after(self, moment: date) -> date:
        """Return the date or time this long after `moment`; a day past a month's end becomes its last.

        Raises OverflowError outside the years 1 to 9999.
        """
        shifted = months_after(moment, self.months) if self.months else moment
        return shifted + timedelta(days=self.days, seconds=self.seconds)


def months_after(moment: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year}")
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
