"""Plain JSON Logic, node by node: the exact meaning, and what compiled rules fall back to."""

from collections.abc import Callable, Mapping

from engine.rules.errors import BudgetExceeded, RuleError
from engine.rules.limits import DEPTH, ITEMS, STEPS
from engine.rules.plain.coercions import UNDEFINED, finish, truthy
from engine.rules.plain.operations import OPERATIONS, look, missing, missing_some
from engine.rules.reading import unknown_operator


def evaluate(logic: object, data: object = None) -> object:
    """Return the value of plain JSON Logic over JSON data, with JavaScript's conversions.

    What JavaScript calls NaN, infinite or undefined is None. Raises RuleError for an operator that
    plain JSON Logic does not have, BudgetExceeded when the rule takes too much.
    """
    return finish(run([STEPS], logic, data))


def run(budget: list[int], logic: object, data: object, depth: int = 0) -> object:
    """Evaluate one node, paid from `budget`."""
    budget[0] -= 1
    if budget[0] < 0:
        raise BudgetExceeded("steps", STEPS)
    if depth > DEPTH:
        raise BudgetExceeded("depth", DEPTH)
    if isinstance(logic, list):
        return [run(budget, each, data, depth + 1) for each in items(logic)]
    if not isinstance(logic, dict) or len(logic) != 1:
        return logic
    ((name, given),) = logic.items()
    values = given if isinstance(given, list) else [given]
    special = _SPECIAL.get(name)
    if special:
        return special(budget, values, data, depth)
    return _plain(name, budget, values, data=data, depth=depth)


def _plain(name: str, budget: list[int], values: list[object], *, data: object, depth: int) -> object:
    operation, reader = OPERATIONS.get(name), _READERS.get(name)
    if operation is None and reader is None:
        raise RuleError(unknown_operator(str(name), None))
    arguments = [run(budget, each, data, depth + 1) for each in items(values)]
    if operation:
        return operation(*arguments)
    return reader(data, *arguments) if reader else None


def items(values: list[object]) -> list[object]:
    """Return the list. Raises BudgetExceeded when it is too long."""
    if len(values) > ITEMS:
        raise BudgetExceeded("items", ITEMS)
    return values


def _if(budget: list[int], values: list[object], data: object, depth: int) -> object:
    for place in range(0, len(values) - 1, 2):
        if truthy(run(budget, values[place], data, depth + 1)):
            return run(budget, values[place + 1], data, depth + 1)
    return run(budget, values[-1], data, depth + 1) if len(values) % 2 else None


def _and(budget: list[int], values: list[object], data: object, depth: int) -> object:
    current: object = UNDEFINED
    for each in values:
        current = run(budget, each, data, depth + 1)
        if not truthy(current):
            break
    return current


def _or(budget: list[int], values: list[object], data: object, depth: int) -> object:
    current: object = UNDEFINED
    for each in values:
        current = run(budget, each, data, depth + 1)
        if truthy(current):
            break
    return current


def _argument(values: list[object], place: int) -> object:
    return values[place] if place < len(values) else UNDEFINED


def _list(budget: list[int], values: list[object], data: object, depth: int) -> list[object] | None:
    found = run(budget, _argument(values, 0), data, depth + 1)
    return items(found) if isinstance(found, list) else None


def _filter(budget: list[int], values: list[object], data: object, depth: int) -> object:
    rows, body = _list(budget, values, data, depth), _argument(values, 1)
    return [each for each in rows or () if truthy(run(budget, body, each, depth + 1))]


def _map(budget: list[int], values: list[object], data: object, depth: int) -> object:
    rows, body = _list(budget, values, data, depth), _argument(values, 1)
    return [run(budget, body, each, depth + 1) for each in rows or ()]


def _reduce(budget: list[int], values: list[object], data: object, depth: int) -> object:
    rows, body = _list(budget, values, data, depth), _argument(values, 1)
    total = run(budget, values[2], data, depth + 1) if len(values) > 2 else None
    for each in rows or ():
        total = run(budget, body, {"current": each, "accumulator": total}, depth + 1)
    return total


def _all(budget: list[int], values: list[object], data: object, depth: int) -> object:
    rows, body = _list(budget, values, data, depth), _argument(values, 1)
    return bool(rows) and all(truthy(run(budget, body, each, depth + 1)) for each in rows or ())


def _some(budget: list[int], values: list[object], data: object, depth: int) -> object:
    rows, body = _list(budget, values, data, depth), _argument(values, 1)
    return any(truthy(run(budget, body, each, depth + 1)) for each in rows or ())


def _none(budget: list[int], values: list[object], data: object, depth: int) -> object:
    return not _some(budget, values, data, depth)


_SPECIAL: Mapping[str, Callable[[list[int], list[object], object, int], object]] = {
    "if": _if, "?:": _if, "and": _and, "or": _or, "filter": _filter, "map": _map, "reduce": _reduce,
    "all": _all, "some": _some, "none": _none,
}  # fmt: skip


def _variable(data: object, path: object = UNDEFINED, otherwise: object = None, *_rest: object) -> object:
    return look(data, path, otherwise)


_READERS: Mapping[str, Callable[..., object]] = {
    "var": _variable,
    "missing": missing,
    "missing_some": lambda data, *values: missing_some(data, *values[:2]),
}
