"""JavaScript's conversions and comparisons, as plain JSON Logic uses them. Numbers become floats here."""

import math
import re
from decimal import Decimal
from typing import Final

from engine.problems import problem
from engine.rules.errors import BudgetExceeded, RuleError
from engine.rules.limits import DEPTH, STEPS

NAN: Final = math.nan


class Undefined:
    """JavaScript's undefined: an argument that is not there."""

    def __repr__(self) -> str:
        return "undefined"


UNDEFINED: Final = Undefined()

_BLANKS: Final = " \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_DECIMAL: Final = r"[+-]?(?:Infinity|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)"
_WHOLE: Final = re.compile(_DECIMAL, re.ASCII)
_RADIX: Final = re.compile(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)", re.ASCII)

_LONGEST: Final = 400
"""Characters that a number written as a text can have: more than any float's digits before the point."""

_LARGEST: Final = 512
"""Bytes that an exact number can have: some thousand digits."""


def is_number(value: object) -> bool:
    """Whether JavaScript would call the value a number."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def truthy(value: object) -> bool:
    """JSON Logic's truth: an empty list is false, an empty object true, NaN false."""
    if isinstance(value, dict):
        return True
    if isinstance(value, float) and value != value:
        return False
    return value is not UNDEFINED and bool(value)


def number(value: object) -> float:
    """Number(value)."""
    if isinstance(value, float):
        return value
    if value is None:
        return 0.0
    if isinstance(value, int | Decimal):
        return _float(value)
    if isinstance(value, str):
        return _number_of_text(value)
    return _number_of_list(value) if isinstance(value, list) else NAN


def _number_of_list(value: list[object]) -> float:
    """Number() of a list is that of its text: no number when there is a comma in it."""
    held = _held(value)
    if isinstance(held, bool | dict):
        return NAN
    return 0.0 if held is UNDEFINED else number(held)


def _held(value: object) -> object:
    """Return the one thing within lists of one item; undefined for nothing, an object for many things."""
    for _ in range(DEPTH):
        if not isinstance(value, list):
            return UNDEFINED if value is None else value
        if len(value) > 1:
            return {}
        value = value[0] if value else UNDEFINED
    raise BudgetExceeded("depth", DEPTH)


def _float(value: int | Decimal) -> float:
    if isinstance(value, Decimal) and value.__sizeof__() > _LARGEST:
        raise RuleError(problem("rule-number", found=f"{value:.10e}"))
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _number_of_text(value: str) -> float:
    if len(value) > _LONGEST:
        return NAN
    stripped = value.strip(_BLANKS)
    if not stripped:
        return 0.0
    if _RADIX.fullmatch(stripped):
        return _float(int(stripped, 0))
    return float(stripped) if _WHOLE.fullmatch(stripped) else NAN


def parse_float(value: object) -> float:
    """parseFloat(value): the number a text begins with."""
    if is_number(value):
        return number(value)
    for _ in range(DEPTH):
        if not isinstance(value, list):
            break
        value = value[0] if value else None
    if not isinstance(value, str):
        return number(value) if is_number(value) else NAN
    found = _WHOLE.match(value[:_LONGEST].strip(_BLANKS))
    return float(found.group()) if found else NAN


def text(value: object) -> str:
    """String(value)."""
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(part(each) for each in value)
    if isinstance(value, dict):
        return "[object Object]"
    return _text_of_number(number(value)) if is_number(value) else repr(value)


def part(value: object) -> str:
    """Return what Array.join writes for an element: nothing for null."""
    return "" if value is None or value is UNDEFINED else text(value)


def _text_of_number(value: float) -> str:
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0:
        return "0"
    if 1e-6 <= abs(value) < 1e21:
        return format(Decimal(repr(value)).normalize(), "f")
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    mantissa = "".join(map(str, digits))
    point = f"{mantissa[0]}.{mantissa[1:]}" if len(mantissa) > 1 else mantissa
    return f"{'-' if sign else ''}{point}e{int(exponent) + len(mantissa) - 1:+d}"


def primitive(value: object) -> object:
    """Return the value, or the text of a list or an object."""
    return text(value) if isinstance(value, list | dict) else value


def equal(left: object, right: object) -> bool:
    """left == right."""
    if left is None or left is UNDEFINED or right is None or right is UNDEFINED:
        return (left is None or left is UNDEFINED) and (right is None or right is UNDEFINED)
    if isinstance(left, list | dict) and isinstance(right, list | dict):
        return left is right
    left, right = primitive(left), primitive(right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return number(left) == number(right)


def same(left: object, right: object) -> bool:
    """left === right."""
    if is_number(left) and is_number(right):
        return number(left) == number(right)
    if isinstance(left, list | dict):
        return left is right
    return type(left) is type(right) and left == right


def less(left: object, right: object) -> bool:
    """left < right."""
    left, right = primitive(left), primitive(right)
    if isinstance(left, str) and isinstance(right, str):
        return _units(left) < _units(right)
    return number(left) < number(right)


def at_most(left: object, right: object) -> bool:
    """left <= right."""
    left, right = primitive(left), primitive(right)
    if isinstance(left, str) and isinstance(right, str):
        return _units(left) <= _units(right)
    return number(left) <= number(right)


def _units(value: str) -> bytes:
    return value.encode("utf-16-be", "surrogatepass")


def divide(left: float, right: float) -> float:
    """left / right, where division by zero is infinite or not a number."""
    if right:
        return left / right
    if left == 0 or left != left or right != right:
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def remainder(left: float, right: float) -> float:
    """left % right."""
    if not right or math.isinf(left) or left != left or right != right:
        return NAN
    return math.fmod(left, right)


def finish(value: object) -> object:
    """Return a result as JSON would hold it: whole floats as integers, what is no number as null.

    Raises BudgetExceeded for lists too deep or too large.
    """
    return _finished(value, [STEPS], 0)


def _finished(value: object, budget: list[int], depth: int) -> object:
    if isinstance(value, float):
        if value != value or math.isinf(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e21 else value
    if isinstance(value, Decimal):
        return _finished(number(value), budget, depth)
    if isinstance(value, list):
        budget[0] -= len(value)
        if budget[0] < 0:
            raise BudgetExceeded("steps", STEPS)
        if depth > DEPTH:
            raise BudgetExceeded("depth", DEPTH)
        return [_finished(each, budget, depth + 1) for each in value]
    return None if value is UNDEFINED else value
