"""Each plain operation as a function of its evaluated arguments, as json-logic-js defines it."""

import math
from collections.abc import Callable, Mapping
from typing import Final

from engine.rules.errors import BudgetExceeded
from engine.rules.limits import DEPTH, ITEMS, TEXT
from engine.rules.plain.coercions import (
    NAN,
    UNDEFINED,
    at_most,
    divide,
    equal,
    less,
    number,
    parse_float,
    part,
    remainder,
    same,
    text,
    truthy,
)


def look(data: object, path: object, otherwise: object = None) -> object:
    """Return what stands at a dotted path; no attributes, only keys and indexes."""
    if path is None or path == "" or path is UNDEFINED:
        return data
    steps = text(path).split(".", DEPTH)
    if len(steps) > DEPTH:
        raise BudgetExceeded("depth", DEPTH)
    for key in steps:
        data = step(data, key)
        if data is UNDEFINED:
            return otherwise
    return data


def step(data: object, key: str) -> object:
    """Return what stands under one key or index of `data`; UNDEFINED where there is nothing."""
    if isinstance(data, dict):
        return data.get(key, UNDEFINED)
    if isinstance(data, list | str) and key.isascii() and key.isdigit() and str(int(key[:9])) == key:
        place = int(key)
        return data[place] if place < len(data) else UNDEFINED
    return UNDEFINED


def absent(data: object, keys: list[object]) -> list[object]:
    """Return the keys at which there is nothing, null or an empty text."""
    found = ((key, look(data, *key[:2]) if isinstance(key, list) else look(data, key)) for key in keys)
    return [key for key, value in found if value is None or value == ""]


def missing(data: object, *keys: object) -> list[object]:
    """The operation `missing`: of many keys, or of one list of keys."""
    return absent(data, keys[0] if keys and isinstance(keys[0], list) else list(keys))


def missing_some(data: object, need: object = UNDEFINED, options: object = UNDEFINED) -> list[object]:
    """The operation `missing_some`: nothing when enough keys are there, else those that are not."""
    gone = missing(data, *(options if isinstance(options, list) else [options]))
    size = float(len(options)) if isinstance(options, list | str) else NAN
    return [] if number(need) <= size - len(gone) else gone


def holds(part_: object, whole: object) -> bool:
    """The operation `in`."""
    if isinstance(whole, str):
        return bool(whole) and text(part_) in whole
    return isinstance(whole, list) and any(same(each, part_) for each in whole)


def cat(*parts: object) -> str:
    """The operation `cat`."""
    texts: list[str] = []
    left = TEXT
    for each in parts:
        texts.append(part(each))
        left -= len(texts[-1])
        if left < 0:
            raise BudgetExceeded("text", TEXT)
    return "".join(texts)


def substr(source: object, start: object = UNDEFINED, end: object = UNDEFINED) -> str:
    """The operation `substr`: negative places count from the end."""
    rest = text(source)
    rest = rest[_place(start, len(rest)) :]
    if end is UNDEFINED:
        return rest
    length = number(end)
    if length < 0:
        length = len(rest) + length
    return rest[: max(_whole(length), 0)]


def _place(value: object, size: int) -> int:
    start = _whole(number(value))
    return max(size + start, 0) if start < 0 else start


def _whole(value: float) -> int:
    if value != value:
        return 0
    return int(max(min(value, float(TEXT)), -float(TEXT)))


def add(*values: object) -> float:
    """The operation `+`."""
    total = 0.0
    for each in values:
        total += parse_float(each)
    return total


def multiply(*values: object) -> object:
    """The operation `*`; of one value it is that value, of none not a number."""
    if len(values) < 2:
        return values[0] if values else NAN
    product = 1.0
    for each in values:
        product *= parse_float(each)
    return product


def subtract(left: object = UNDEFINED, right: object = UNDEFINED) -> float:
    """The operation `-`, of two values or of one."""
    return -number(left) if right is UNDEFINED else number(left) - number(right)


def smallest(*values: object) -> float:
    """The operation `min`."""
    numbers = [number(each) for each in values]
    return NAN if any(each != each for each in numbers) else min(numbers, default=math.inf)


def largest(*values: object) -> float:
    """The operation `max`."""
    numbers = [number(each) for each in values]
    return NAN if any(each != each for each in numbers) else max(numbers, default=-math.inf)


def merge(*values: object) -> list[object]:
    """The operation `merge`: lists joined, other values as items."""
    merged: list[object] = []
    for each in values:
        merged += each if isinstance(each, list) else [each]
        if len(merged) > ITEMS:
            raise BudgetExceeded("items", ITEMS)
    return merged


def _first(*values: object) -> object:
    return values[0] if values else UNDEFINED


def _two(function: Callable[[object, object], object]) -> Callable[..., object]:
    return lambda left=UNDEFINED, right=UNDEFINED, *_rest: function(left, right)


def _between(function: Callable[[object, object], bool]) -> Callable[..., object]:
    def ordered(*values: object) -> bool:
        left, middle, right = (*values, UNDEFINED, UNDEFINED, UNDEFINED)[:3]
        return function(left, middle) and (right is UNDEFINED or function(middle, right))

    return ordered


OPERATIONS: Final[Mapping[str, Callable[..., object]]] = {
    "==": _two(equal),
    "===": _two(same),
    "!=": _two(lambda left, right: not equal(left, right)),
    "!==": _two(lambda left, right: not same(left, right)),
    "<": _between(less),
    "<=": _between(at_most),
    ">": _two(lambda left, right: less(right, left)),
    ">=": _two(lambda left, right: at_most(right, left)),
    "!!": lambda *values: truthy(_first(*values)),
    "!": lambda *values: not truthy(_first(*values)),
    "%": _two(lambda left, right: remainder(number(left), number(right))),
    "/": _two(lambda left, right: divide(number(left), number(right))),
    "log": _first,
    "in": _two(holds),
    "cat": cat,
    "substr": lambda *values: substr(*(values or (UNDEFINED,))[:3]),
    "+": add,
    "*": multiply,
    "-": lambda *values: subtract(*values[:2]),
    "min": smallest,
    "max": largest,
    "merge": merge,
}
"""Operations over evaluated arguments; those that read the data or run parts themselves stand elsewhere."""
