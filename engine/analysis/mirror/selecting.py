"""Which rows of a mirror somebody looks at: whose they may see, and what the filters leave."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.analysis.filters import FACT, Condition, Filters, UnknownFilter
from engine.analysis.mirror.columns import LANE, Array, Codes, Masks
from engine.analysis.mirror.counting import Chosen
from engine.analysis.mirror.places import Place, Places
from engine.analysis.mirror.segments import Segment


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose answers somebody sees: those of organisations by id, and those of nobody."""

    reached: frozenset[str] | None
    """None: all of them."""
    nobodys: bool
    places: Places


def within_sight(parts: Iterable[Chosen], sight: Sight) -> tuple[Chosen, ...]:
    """Return the rows of organisations in sight."""
    reached = sight.reached
    if reached is None:
        return tuple(parts)
    return tuple(
        _narrowed(part, [_of_codes(part.segment.organisations, reached.__contains__, sight.nobodys)])
        for part in parts
    )


def filtered(parts: Iterable[Chosen], filters: Filters, places: Places) -> tuple[Chosen, ...]:
    """Return the rows that the filters leave. Raises UnknownFilter."""
    return tuple(_narrowed(part, _tests(part.segment, filters, places)) for part in parts)


Test = Callable[[Array | None], Array]
"""Says of each of these rows (None: of all) whether it stays."""


def _narrowed(part: Chosen, tests: Iterable[Test]) -> Chosen:
    rows = part.rows
    for test in tests:
        stays = test(rows)
        rows = np.flatnonzero(stays) if rows is None else rows[stays]
    return Chosen(part.segment, rows)


def _tests(segment: Segment, filters: Filters, places: Places) -> Iterator[Test]:
    if filters.first or filters.last:
        looked_at = frozenset(filters.within(segment.periods.values))
        yield _of_codes(segment.periods, looked_at.__contains__, not (filters.first or filters.last))
    if filters.region:
        yield _of_places(segment, places, lambda place: place.lies_in(filters.region))
    for condition in filters.conditions:
        yield _of_condition(segment, places, condition)


def _of_condition(segment: Segment, places: Places, condition: Condition) -> Test:
    if condition.key.startswith(FACT):
        fact = condition.key.removeprefix(FACT)
        return _of_places(segment, places, lambda place: condition.value in place.values(fact))
    column = segment.columns.get(condition.key)
    if isinstance(column, Codes):
        return _of_codes(column, condition.value.__eq__, False)
    if isinstance(column, Masks):
        return _of_masks(column, condition.value)
    raise UnknownFilter(condition.key)


def _of_places(segment: Segment, places: Places, holds: Callable[[Place], bool]) -> Test:
    return _of_codes(segment.organisations, lambda name: holds(places.get(name)), False)


def _of_codes(column: Codes, holds: Callable[[str], Any], empty: bool) -> Test:
    """Return the test of a column whose values are looked at once each."""
    stays = np.fromiter((empty, *(bool(holds(value)) for value in column.values)), np.bool_)
    return lambda rows: stays[column.codes if rows is None else column.codes[rows]]


def _of_masks(column: Masks, value: str) -> Test:
    bit = _place(column.values, value)

    def test(rows: Array | None) -> Array:
        if bit is None:
            return np.zeros(len(column) if rows is None else len(rows), np.bool_)
        lane = column.lanes[bit // LANE]
        chosen: Array = ((lane if rows is None else lane[rows]) >> (bit % LANE)) & 1 == 1
        return chosen

    return test


def _place(values: Sequence[str], value: str) -> int | None:
    return values.index(value) if value in values else None
