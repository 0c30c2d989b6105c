"""JSON Logic as data: walking it, and what it reads. It knows no values and no types."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from engine.rules.operators import OPERATORS
from engine.rules.rule import Logic

Path: TypeAlias = tuple[str | int, ...]

ROWS = frozenset(name for name, each in OPERATORS.items() if each.shape == "rows")
"""Operators whose second argument is said of each row of the first."""

PLACES = frozenset(name for name, each in OPERATORS.items() if each.shape == "place")
"""Functions answered by the place a rule stands in: other periods, other rows, the clock, labels."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One thing a rule reads: a name, or a function of place over a name.

    `n` is the function's literal count (1 for `prev(x)`); `at` the node's path in the logic;
    `inner_of` the list's name when the rule says it of each row of a list.
    """

    name: str
    function: str = ""
    n: int = 0
    at: Path = ()
    inner_of: str = ""


def operation(logic: Logic) -> tuple[str, list[Logic]] | None:
    """Return the operator and its arguments, or None for a constant or a list."""
    if not isinstance(logic, dict) or len(logic) != 1:
        return None
    ((name, given),) = logic.items()
    return name, given if isinstance(given, list) else [given]


def variable(logic: Logic) -> str | None:
    """Return the name that a `var` reads, or None when `logic` is something else."""
    found = operation(logic)
    if found is None or found[0] != "var" or not found[1]:
        return None
    return found[1][0] if isinstance(found[1][0], str) else None


def walk(logic: Logic, at: Path = ()) -> Iterator[tuple[Path, Logic]]:
    """Yield each node of `logic` with its path, a node before what it holds."""
    yield at, logic
    if isinstance(logic, list):
        for number, each in enumerate(logic):
            yield from walk(each, (*at, number))
    found = operation(logic)
    if found is not None and found[0] != "var":
        for number, each in enumerate(found[1]):
            yield from walk(each, (*at, found[0], number))


def rows_of(logic: Logic) -> str:
    """Return the name of the list whose rows `logic` gives, through any filters; '' without one."""
    name = variable(logic)
    if name is not None:
        return name
    found = operation(logic)
    return rows_of(found[1][0]) if found and found[0] == "filter" and found[1] else ""


def references(logic: Logic) -> tuple[Reference, ...]:
    """Return everything that `logic` reads, in the order it stands there."""
    return tuple(_read(logic, (), ""))


def _read(logic: Logic, at: Path, inner: str) -> Iterator[Reference]:
    name = variable(logic)
    if name is not None:
        yield Reference(name, at=at, inner_of=inner)
        return
    if isinstance(logic, list):
        for number, each in enumerate(logic):
            yield from _read(each, (*at, number), inner)
    found = operation(logic)
    if found is not None:
        yield from _read_operation(*found, at=at, inner=inner)


def _read_operation(name: str, given: list[Logic], *, at: Path, inner: str) -> Iterator[Reference]:
    if name in PLACES:
        yield _place(name, given, at=at, inner=inner)
        return
    for number, each in enumerate(given):
        within = rows_of(given[0]) or inner if name in ROWS and number == 1 else inner
        yield from _read(each, (*at, name, number), within)


def _place(function: str, given: list[Logic], *, at: Path, inner: str) -> Reference:
    name = (variable(given[0]) or "") if given else ""
    return Reference(name, function, count_of(function, given), at, inner)


def count_of(function: str, given: list[Logic]) -> int:
    """Return the literal count of a function of place: 1 for `prev(x)`, 0 where none is written."""
    if len(given) > 1 and isinstance(given[1], (int, Decimal)):
        return int(given[1])
    return 1 if function == "prev" else 0
