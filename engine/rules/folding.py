"""What a rule comes to whatever the answers are: constants worked out, as far as they decide it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from engine.rules.logic import operation
from engine.rules.rule import Logic

_COMPARED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": lambda a, b: bool(a == b),
    "!=": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
    ">": lambda a, b: bool(a > b),
    ">=": lambda a, b: bool(a >= b),
}


def folded(logic: Logic) -> Logic:
    """Return the constant that `logic` always is, or `logic` where answers decide.

    `false and x` is false even where x is empty, so it is folded; `x and x` is not looked into.
    """
    found = operation(logic)
    if found is None or found[0] == "var":
        return logic
    operator, given = found
    if operator in ("and", "or"):
        return _joined(operator, [folded(each) for each in given], logic)
    if operator == "!":
        inner = folded(given[0])
        return not inner if isinstance(inner, bool) else logic
    if operator == "if" and isinstance(condition := folded(given[0]), bool):
        rest = given[1:2] if condition else given[2:]
        return folded(rest[0] if len(rest) == 1 else {"if": rest}) if rest else None
    return _compared(operator, given, logic)


def _joined(operator: str, parts: list[Logic], logic: Logic) -> Logic:
    decides = operator == "or"
    if any(part is decides for part in parts):
        return decides
    return not decides if all(part is not decides and isinstance(part, bool) for part in parts) else logic


def _compared(operator: str, given: list[Logic], logic: Logic) -> Logic:
    compare = _COMPARED.get(operator)
    if compare is None or len(given) != 2:
        return logic
    left, right = (folded(each) for each in given)
    alike = any(isinstance(left, kind) and isinstance(right, kind) for kind in (Decimal, str))
    return compare(left, right) if alike else logic
