"""Operators for operands whose type is not known when a rule is compiled (kind `any`).

What does not fit is empty: text never becomes a number, and a boolean is no number.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import reduce

from engine.rules.runtime.dates import earlier, later
from engine.rules.values import Duration, both, either

_CLASSES: dict[str, tuple[type, ...]] = {
    "number": (Decimal,),
    "text": (str,),
    "boolean": (bool,),
    "date": (date,),
    "day": (date, str),
    "duration": (Duration,),
    "list": (list, tuple),
    "texts": (str, list, tuple),
    "sized": (str, list, tuple),
    "ordered": (Decimal, date),
    "scalar": (Decimal, str, bool, date),
}


def fit(groups: tuple[str, ...], function: Callable[..., object], *values: object) -> object:
    """Return `function(*values)`, or empty when a value is empty or not of its group."""
    last = len(groups) - 1
    for number, value in enumerate(values):
        classes = _CLASSES.get(groups[min(number, last)])
        if value is None or (classes and not isinstance(value, classes)):
            return None
    return function(*values)


def fold(groups: tuple[str, ...], function: Callable[..., object], *values: object) -> object:
    """Return `function` over the values pair by pair, from the left; empty when a pair does not fit."""
    result = values[0]
    for value in values[1:]:
        result = fit(groups, function, result, value)
    return result


def only(group: str, values: Iterable[object]) -> list[object]:
    """Return the values that are of the group."""
    classes = _CLASSES.get(group, (object,))
    return [each for each in values if isinstance(each, classes)]


def listed(value: object) -> Sequence[object] | None:
    """Return `value` when it is a list, else empty."""
    return value if isinstance(value, list | tuple) else None


def all_of(values: Iterable[bool | None]) -> bool | None:
    """Return `and` over many values."""
    known: bool | None = True
    return reduce(both, values, known)


def any_of(values: Iterable[bool | None]) -> bool | None:
    """Return `or` over many values."""
    known: bool | None = False
    return reduce(either, values, known)


def number(value: int | None) -> Decimal | None:
    """Return a count as an exact number."""
    return None if value is None else Decimal(value)


def _family(value: object) -> type:
    for family in (bool, Decimal, str, datetime, date, list):
        if isinstance(value, family):
            return family
    return type(value)


def equal(left: object, right: object) -> bool:
    """Whether two values are equal; values of different kinds never are."""
    return _family(left) is _family(right) and left == right


def differ(left: object, right: object) -> bool:
    """Whether two values are not equal."""
    return not equal(left, right)


def _ordered(left: object, right: object) -> bool:
    return _family(left) is _family(right)


def less(left: Decimal, right: Decimal) -> bool | None:
    """Return `left < right`; empty for different kinds."""
    return left < right if _ordered(left, right) else None


def at_most(left: Decimal, right: Decimal) -> bool | None:
    """Return `left <= right`; empty for different kinds."""
    return left <= right if _ordered(left, right) else None


def more(left: Decimal, right: Decimal) -> bool | None:
    """Return `left > right`; empty for different kinds."""
    return left > right if _ordered(left, right) else None


def at_least(left: Decimal, right: Decimal) -> bool | None:
    """Return `left >= right`; empty for different kinds."""
    return left >= right if _ordered(left, right) else None


def add(left: object, right: object) -> object:
    """Return the sum of two numbers or durations, or a moment after a duration."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left + right
    if isinstance(left, Duration):
        left, right = right, left
    return later(left, right) if isinstance(left, date) and isinstance(right, Duration) else None


def subtract(left: object, right: object) -> object:
    """Return the difference of two numbers, or a moment before a duration."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return left - right
    return earlier(left, right) if isinstance(left, date) and isinstance(right, Duration) else None


def multiply(left: Decimal, right: Decimal) -> Decimal:
    """Return the product."""
    return left * right


def divide(left: Decimal, right: Decimal) -> Decimal | None:
    """Return the quotient; empty when divided by zero."""
    return left / right if right else None


def modulo(left: Decimal, right: Decimal) -> Decimal | None:
    """Return the remainder; empty when divided by zero."""
    return left % right if right else None


def negate(value: bool) -> bool:
    """Return the opposite."""
    return not value


def negative(value: Decimal) -> Decimal:
    """Return the number with the other sign."""
    return -value


def truth(value: object) -> bool | None:
    """Return `value` when it is a boolean, else empty."""
    return value if isinstance(value, bool) else None


def member(value: object, whole: object) -> bool | None:
    """Whether `value` is in a list or a part of a text; empty for anything else."""
    if isinstance(whole, str):
        return value in whole if isinstance(value, str) else None
    if isinstance(whole, list | tuple):
        return any(equal(value, each) for each in whole)
    return None
