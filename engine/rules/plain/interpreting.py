"""Plain JSON Logic, node by node: the exact meaning, and what compiled rules fall back to."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from engine.rules.errors import BudgetExceeded, RuleError, Thrown
from engine.rules.limits import DEPTH, ITEMS, STEPS
from engine.rules.plain.coercions import UNDEFINED, finish, truthy
from engine.rules.plain.operations import OPERATIONS, look, missing, missing_some
from engine.rules.plain.purse import Frame, Purse, pay
from engine.rules.plain.scopes import found_at
from engine.rules.reading import unknown_operator


def evaluate(logic: object, data: object = None) -> object:
    """Return the value of plain JSON Logic over JSON data, with JavaScript's conversions.

    What JavaScript calls NaN, infinite or undefined is None. Raises RuleError for an operator that
    plain JSON Logic does not have, Thrown for an error that the rule throws and nothing catches,
    BudgetExceeded when the rule takes too much.
    """
    return finish(run(Purse(), logic, data))


def run(purse: Purse, logic: object, data: object, depth: int = 0) -> object:
    """Evaluate one node, paid from `purse`."""
    purse.steps -= 1
    if purse.steps < 0:
        raise BudgetExceeded("steps", STEPS)
    if depth > DEPTH:
        raise BudgetExceeded("depth", DEPTH)
    if isinstance(logic, list):
        return _each(purse, logic, data, depth)
    if not isinstance(logic, dict) or len(logic) != 1:
        return logic
    ((name, given),) = logic.items()
    values = given if isinstance(given, list) else [given]
    special = _SPECIAL.get(name)
    if special:
        return special(purse, values, data, depth)
    return _plain(name, purse, values, data=data, depth=depth)


def _each(purse: Purse, values: list[object], data: object, depth: int) -> list[object]:
    """Evaluate each node; a constant is paid like any other."""
    if len(values) > ITEMS:
        raise BudgetExceeded("items", ITEMS)
    found = values.copy()
    constants = 0
    for place, value in enumerate(values):
        if value.__class__ is dict or value.__class__ is list:
            found[place] = run(purse, value, data, depth + 1)
        else:
            constants += 1
    if constants:
        purse.pay(constants)
    return found


def _plain(name: str, purse: Purse, values: list[object], *, data: object, depth: int) -> object:
    operation = OPERATIONS.get(name)
    if operation is None and name not in _READERS:
        raise RuleError(unknown_operator(str(name), None))
    arguments = _each(purse, values, data, depth)
    if name not in _AT_ONCE:
        pay(purse, arguments)
    return operation(*arguments) if operation else _READERS[name](data, *arguments)


def _if(purse: Purse, values: list[object], data: object, depth: int) -> object:
    for place in range(0, len(values) - 1, 2):
        if truthy(run(purse, values[place], data, depth + 1)):
            return run(purse, values[place + 1], data, depth + 1)
    return run(purse, values[-1], data, depth + 1) if len(values) % 2 else None


def _and(purse: Purse, values: list[object], data: object, depth: int) -> object:
    current: object = UNDEFINED
    for each in values:
        current = run(purse, each, data, depth + 1)
        if not truthy(current):
            break
    return current


def _or(purse: Purse, values: list[object], data: object, depth: int) -> object:
    current: object = UNDEFINED
    for each in values:
        current = run(purse, each, data, depth + 1)
        if truthy(current):
            break
    return current


def _coalesce(purse: Purse, values: list[object], data: object, depth: int) -> object:
    """The operation `??`: the first value that is not null."""
    for each in values:
        current = run(purse, each, data, depth + 1)
        if current is not None and current is not UNDEFINED:
            return current
    return None


def _argument(values: list[object], place: int) -> object:
    return values[place] if place < len(values) else UNDEFINED


def _list(purse: Purse, values: list[object], data: object, depth: int) -> list[object]:
    """Return the list that the first argument is; an empty one for anything else."""
    found = run(purse, _argument(values, 0), data, depth + 1)
    if not isinstance(found, list):
        return []
    if len(found) > ITEMS:
        raise BudgetExceeded("items", ITEMS)
    return found


def _rows(purse: Purse, rows: list[object], data: object) -> Iterator[object]:
    """Yield the rows, each with its frame around it."""
    frame = Frame(data, rows)
    purse.frames.append(frame)
    for frame.index, row in enumerate(rows):
        yield row
    purse.frames.pop()


def _filter(purse: Purse, values: list[object], data: object, depth: int) -> object:
    rows, body = _list(purse, values, data, depth), _argument(values, 1)
    return [each for each in _rows(purse, rows, data) if truthy(run(purse, body, each, depth + 1))]


def _map(purse: Purse, values: list[object], data: object, depth: int) -> object:
    rows, body = _list(purse, values, data, depth), _argument(values, 1)
    return [run(purse, body, each, depth + 1) for each in _rows(purse, rows, data)]


def _reduce(purse: Purse, values: list[object], data: object, depth: int) -> object:
    rows, body = _list(purse, values, data, depth), _argument(values, 1)
    total = run(purse, values[2], data, depth + 1) if len(values) > 2 else None
    for each in _rows(purse, rows, data):
        total = run(purse, body, {"current": each, "accumulator": total}, depth + 1)
    return total


def _all(purse: Purse, values: list[object], data: object, depth: int) -> object:
    rows = _list(purse, values, data, depth)
    return bool(rows) and _holds_for(purse, rows, values, data=data, depth=depth, stop=False)


def _some(purse: Purse, values: list[object], data: object, depth: int) -> object:
    rows = _list(purse, values, data, depth)
    return _holds_for(purse, rows, values, data=data, depth=depth, stop=True)


def _none(purse: Purse, values: list[object], data: object, depth: int) -> object:
    return not _some(purse, values, data, depth)


def _holds_for(
    purse: Purse, rows: list[object], values: list[object], *, data: object, depth: int, stop: bool
) -> bool:
    """Go over rows until the body's truth is `stop`; return it, or its opposite when no row's is."""
    body, frames = _argument(values, 1), len(purse.frames)
    for each in _rows(purse, rows, data):
        if truthy(run(purse, body, each, depth + 1)) is stop:
            del purse.frames[frames:]
            return stop
    return not stop


def _try(purse: Purse, values: list[object], data: object, depth: int) -> object:
    """The first argument that does not fail; each after a failure sees the error as its data."""
    frames, seen, failure = len(purse.frames), data, Thrown(None)
    for each in values:
        try:
            found = run(purse, each, seen, depth + 1)
            if not _fails(found):
                del purse.frames[frames:]
                return found
            failure = Thrown({"type": "NaN"})
        except Thrown as thrown:
            failure = thrown
        purse.frames[frames:] = [Frame(data)]
        seen = failure.value
    del purse.frames[frames:]
    raise failure


def _fails(value: object) -> bool:
    """Whether a value is one that JavaScript calls not a number, or infinite."""
    return isinstance(value, float) and finish(value) is None


def _throw(purse: Purse, values: list[object], data: object, depth: int) -> object:
    """Throw an error: an object as it is, anything else as the error's type."""
    found = run(purse, _argument(values, 0), data, depth + 1)
    pay(purse, [found])
    raise Thrown(found if isinstance(found, dict) else {"type": finish(found)})


def _val(purse: Purse, values: list[object], data: object, depth: int) -> object:
    found = found_at(purse, _each(purse, values, data, depth), data)
    return None if found is UNDEFINED else found


def _exists(purse: Purse, values: list[object], data: object, depth: int) -> object:
    return found_at(purse, _each(purse, values, data, depth), data) is not UNDEFINED


_AT_ONCE: Final = frozenset({"!", "!!", "===", "!==", "log"})
"""Operations that do not look into their arguments."""

SCOPED: Final = frozenset({"val", "exists", "??", "try", "throw"})
"""The community's newer operators; what they see depends on the lists around them."""

_SPECIAL: Mapping[str, Callable[[Purse, list[object], object, int], object]] = {
    "if": _if, "?:": _if, "and": _and, "or": _or, "filter": _filter, "map": _map, "reduce": _reduce,
    "all": _all, "some": _some, "none": _none, "??": _coalesce, "try": _try, "throw": _throw, "val": _val,
    "exists": _exists,
}  # fmt: skip


def _variable(data: object, path: object = UNDEFINED, otherwise: object = None, *_rest: object) -> object:
    return look(data, path, otherwise)


_READERS: Mapping[str, Callable[..., object]] = {
    "var": _variable,
    "missing": missing,
    "missing_some": lambda data, *values: missing_some(data, *values[:2]),
}
