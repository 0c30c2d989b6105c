"""What `val` and `exists` read: a path of keys, from the present data or from so many scopes above it.

Of the scopes above, the first is the list that is gone over (its `iterator` and `index`), the second the
data outside it, the third the list outside that, and so on.
"""

from collections.abc import Sequence

from engine.rules.errors import BudgetExceeded
from engine.rules.limits import DEPTH
from engine.rules.plain.coercions import UNDEFINED, is_number, number, text
from engine.rules.plain.operations import step
from engine.rules.plain.purse import Purse, pay


def found_at(purse: Purse, path: list[object], data: object) -> object:
    """Return what stands at the path; UNDEFINED where there is nothing."""
    pay(purse, path)
    if len(path) == 1 and isinstance(path[0], list) and not _is_climb(path[0]):
        path = path[0]
    if path and _is_climb(path[0]):
        data, path = _above(purse, number(path[0]), data), path[1:]
    if len(path) > DEPTH:
        raise BudgetExceeded("depth", DEPTH)
    return _walked(path, data)


def _walked(path: Sequence[object], data: object) -> object:
    for key in path:
        data = step(data, text(key))
        if data is UNDEFINED:
            break
    return data


def _is_climb(first: object) -> bool:
    """Whether the first step of a path says how many scopes to go up: a list of one number."""
    return isinstance(first, list) and len(first) == 1 and is_number(first[0])


def _above(purse: Purse, levels: float, data: object) -> object:
    level = int(min(abs(levels), float(DEPTH * 2))) if levels == levels else 0
    if level == 0:
        return data
    place = (level + 1) // 2
    if place > len(purse.frames):
        return UNDEFINED
    frame = purse.frames[-place]
    if level % 2 == 0:
        return frame.data
    return UNDEFINED if frame.rows is None else {"iterator": frame.rows, "index": frame.index}
