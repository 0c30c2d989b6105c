"""The meaning of rules over numbers and conditions, written down a second time and as plainly as can be."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any

from engine.rules import Logic

_SIGNS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "==": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def interpret(logic: Logic, record: Mapping[str, object]) -> Any:
    """Return the value of `logic`; None is unknown."""
    if not isinstance(logic, dict):
        return logic
    ((name, given),) = logic.items()
    if name == "var":
        return record[str(given)]
    parts: list[Logic] = given if isinstance(given, list) else [given]
    if name == "if":
        return _chosen(parts, record)
    return _applied(name, [interpret(each, record) for each in parts])


def _chosen(parts: list[Logic], record: Mapping[str, object]) -> Any:
    if len(parts) < 2:
        return interpret(parts[0], record) if parts else None
    condition = interpret(parts[0], record)
    if condition is None:
        return None
    return interpret(parts[1], record) if condition else _chosen(parts[2:], record)


def _applied(name: str, values: list[Any]) -> Any:
    if name == "and":
        return False if False in values else None if None in values else True
    if name == "or":
        return True if True in values else None if None in values else False
    if name == "coalesce":
        return next((each for each in values if each is not None), None)
    if None in values:
        return None
    if name == "!":
        return not values[0]
    if name == "-" and len(values) == 1:
        return -values[0]
    return _calculated(name, values)


def _calculated(name: str, values: list[Any]) -> Any:
    if name in "/%":
        left, right = values
        return None if right == Decimal(0) else left / right if name == "/" else left % right
    if name in "+*":
        return reduce(_SIGNS[name], values)
    return all(_SIGNS[name](a, b) for a, b in zip(values, values[1:], strict=False)) if name in (
        "<", "<=", ">", ">=", "==", "!="
    ) else _SIGNS[name](*values)  # fmt: skip
