"""The dependency graph: which computed values read which, in what order they are made, and circles.

Values are sorted into levels. Rows of a repeat are computed row by row within a level; whatever
reads a whole column stands on a later level than the column.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.forms.names import Seat
from engine.forms.plan import Node

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Stage:
    """What is computed together: form values one by one (`repeat` ''), or the rows of one repeat."""

    repeat: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """The stages in order; `circles` names the values of each circle, and then there are no stages."""

    stages: tuple[Stage, ...]
    circles: tuple[tuple[str, ...], ...] = ()


def key_of(seat: Seat, repeat: str) -> Key | None:
    """Return the value a seat is, read by a node of `repeat`; None for the context."""
    if seat.kind == "v":
        return "", seat.slot
    if seat.kind == "col":
        return seat.repeat, seat.slot
    return None if seat.kind == "h" else (repeat, seat.slot)


def order(nodes: Sequence[Node]) -> Order:
    """Sort `nodes`; a circle is reported with the titles on its way, the first one again at the end."""
    known = {node.key: node for node in nodes}
    above = {
        node.key: [
            key
            for seat in node.seats
            if seat.kind != "p" and (key := key_of(seat, node.repeat)) is not None and key in known
        ]
        for node in nodes
    }
    sorted_keys, circle = _sorted(above)
    if circle:
        return Order((), (tuple(known[key].title for key in circle),))
    levels, late = _levels(nodes, sorted_keys, known)
    if late:
        return Order((), ((known[late].title, known[late].title),))
    return Order(tuple(_stages(sorted_keys, levels, known)))


def _sorted(above: Mapping[Key, Sequence[Key]]) -> tuple[list[Key], list[Key]]:
    """Return the keys with what they read first, or the first circle met."""
    done: dict[Key, bool] = {}
    found: list[Key] = []
    for start in above:
        path: list[Key] = []
        stack: list[tuple[Key, Iterator[Key]]] = []
        _open(start, above, done, path=path, stack=stack)
        while stack:
            key, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.pop()
                done[key] = True
                found.append(key)
            elif done.get(following) is False:
                return [], [*path[path.index(following) :], following]
            else:
                _open(following, above, done, path=path, stack=stack)
    return found, []


def _open(
    key: Key,
    above: Mapping[Key, Sequence[Key]],
    done: dict[Key, bool],
    *,
    path: list[Key],
    stack: list[tuple[Key, Iterator[Key]]],
) -> None:
    if key not in done:
        done[key] = False
        path.append(key)
        stack.append((key, iter(above[key])))


def _levels(
    nodes: Sequence[Node], keys: Iterable[Key], known: Mapping[Key, Node]
) -> tuple[dict[Key, int], Key | None]:
    """Return each value's level; reading the row before may push values up, never round in a circle."""
    levels = dict.fromkeys(keys, 0)
    most = len(nodes) + 1
    moving = True
    while moving:
        moving = False
        for key in levels:
            level = max((levels[below] + step for below, step in _steps(known[key], known)), default=0)
            if level > levels[key]:
                levels[key] = level
                moving = True
                if level > most:
                    return levels, key
    return levels, None


def _steps(node: Node, known: Mapping[Key, Node]) -> Iterator[tuple[Key, int]]:
    for seat in node.seats:
        key = key_of(seat, node.repeat)
        if key is not None and key in known:
            yield key, int(seat.kind == "col")


def _stages(keys: Iterable[Key], levels: Mapping[Key, int], known: Mapping[Key, Node]) -> Iterator[Stage]:
    found: dict[int, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for key in keys:
        found[levels[key]][key[0]].append(known[key])
    for level in sorted(found):
        for repeat in sorted(found[level]):
            yield Stage(repeat, tuple(found[level][repeat]))
