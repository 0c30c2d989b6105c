"""The answers of chosen rows, counted column by column."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import numpy as np

from engine.analysis.counting import Count
from engine.analysis.mirror.columns import LANE, Array, Codes, Masks, Matrix, Numbers, Presence, Ragged, Texts
from engine.analysis.mirror.segments import OTHER, Kind, Segment
from engine.analysis.mirror.units import Mixed, Units
from engine.analysis.mirror.writing import written
from engine.analysis.numbers import NO_NUMBERS, Distribution
from engine.analysis.questions import Question


@dataclass(frozen=True, slots=True)
class Chosen:
    """Some rows of a segment: their numbers, ascending; None for all of them."""

    segment: Segment
    rows: Array | None = None

    def __len__(self) -> int:
        return len(self.segment) if self.rows is None else len(self.rows)


def counted(question: Question, parts: Sequence[Chosen]) -> Count:
    """Return what was answered to a question in the chosen rows of all parts."""
    columns = [_narrowed(part.segment.columns[question.path], part.rows) for part in parts]
    count = Count()
    for column, rows in columns:
        _COUNT[type(column)](count, column, rows)
    if question.shape == "number":
        count.numbers = _numbers(columns)
    elif question.shape == "text":
        count.texts = _texts([part.segment.columns[question.path] for part in parts], parts)
    elif question.other:
        count.texts = _texts([part.segment.columns[question.path + OTHER] for part in parts], parts)
    return count


_Narrowed = tuple[Kind, Array | None]


def _narrowed(column: Kind, rows: Array | None) -> _Narrowed:
    """Return a column without its repeat, and which of its rows count."""
    if not isinstance(column, Ragged):
        return column, rows
    return column.column, _owned(column.owners, rows, column.rows)


def _owned(owners: Array, rows: Array | None, most: int) -> Array | None:
    """Return which things belong to the chosen rows; None for all."""
    if rows is None:
        return None
    mask = np.zeros(most, np.bool_)
    mask[rows] = True
    return np.flatnonzero(mask[owners])


def of_codes(column: Codes, rows: Array | None) -> Array:
    """Return how many rows have each code; the first figure is of those without an answer."""
    codes = column.codes if rows is None else column.codes[rows]
    return np.bincount(codes, minlength=len(column.values) + 1)


def _count_codes(count: Count, column: Any, rows: Array | None) -> None:
    times = of_codes(column, rows).tolist()
    count.answered += sum(times[1:])
    _add(count.choices, column.values, times[1:])


def of_masks(column: Masks, rows: Array | None) -> tuple[int, Array]:
    """Return how many rows have an answer, and how many have each value."""
    lanes = column.lanes if rows is None else column.lanes[:, rows]
    if len(lanes) == 1:
        combinations = np.bincount(lanes[0], minlength=1)
        return int(lanes.shape[1] - combinations[0]), _of_bits(combinations)[: len(column.values)]
    bits = np.concatenate([_of_bits(np.bincount(lane, minlength=1)) for lane in lanes])
    return int(np.count_nonzero(lanes.any(axis=0))), bits[: len(column.values)]


def _of_bits(combinations: Array) -> Array:
    """Return how often each bit of a lane is set, from how often each combination came."""
    came = np.flatnonzero(combinations)
    bits = (came[:, None] >> np.arange(LANE)) & 1
    times: Array = combinations[came] @ bits
    return times


def _count_masks(count: Count, column: Any, rows: Array | None) -> None:
    answered, times = of_masks(column, rows)
    count.answered += answered
    _add(count.choices, column.values, times.tolist())


def _add(into: Counter[str], values: Sequence[str], times: Sequence[int]) -> None:
    for value, some in zip(values, times, strict=True):
        if some:
            into[value] += some


def _count_numbers(count: Count, column: Any, rows: Array | None) -> None:
    present = column.present if rows is None else column.present[rows]
    large = _owned(column.large.owners, rows, len(column))
    count.answered += int(np.count_nonzero(present))
    count.answered += len(column.large.owners) if large is None else len(large)


def _numbers(columns: Sequence[_Narrowed]) -> Distribution:
    """Return the numbers of all parts in their finest units."""
    parts = [(column, rows) for column, rows in columns if isinstance(column, Numbers)]
    scale = max((column.scale for column, _ in parts), default=0)
    scaled = [(column.scaled(scale), rows) for column, rows in parts]
    units = Units(np.concatenate([_given(*part) for part in scaled]), scale) if parts else None
    large = tuple(number for part in scaled for number in _large(*part))
    if units is None or not (len(units) or large):
        return NO_NUMBERS
    return Mixed(units, large) if large else units


def _given(column: Numbers, rows: Array | None) -> Array:
    if rows is None:
        return column.units if bool(column.present.all()) else column.units[column.present]
    units: Array = column.units[rows]
    return units[column.present[rows]]


def _large(column: Numbers, rows: Array | None) -> list[Decimal]:
    chosen = _owned(column.large.owners, rows, len(column))
    places = range(len(column.large.owners)) if chosen is None else chosen.tolist()
    return [Decimal(column.large.text(place)) for place in places]


def _count_presence(count: Count, column: Any, rows: Array | None) -> None:
    given = column.given if rows is None else column.given[rows]
    count.answered += int(np.count_nonzero(given))


def _count_texts(count: Count, column: Any, rows: Array | None) -> None:
    chosen = _owned(column.owners, rows, len(column))
    owners = column.owners if chosen is None else column.owners[chosen]
    count.answered += int(np.count_nonzero(np.diff(owners))) + 1 if len(owners) else 0


def _count_matrix(count: Count, column: Any, rows: Array | None) -> None:
    answered = np.zeros(len(column) if rows is None else len(rows), np.bool_)
    for name, cell in zip(column.statements, column.cells, strict=True):
        mine = Count()
        _COUNT[type(cell)](mine, cell, rows)
        answered |= given(cell, rows)
        if mine.answered:
            count.rows[name] += mine.answered
        for value, times in mine.choices.items():
            count.cells[name, value] += times
    count.answered += int(np.count_nonzero(answered))


def given(column: Codes | Masks, rows: Array | None) -> Array:
    """Return which of the rows have an answer."""
    if isinstance(column, Codes):
        codes: Array = (column.codes if rows is None else column.codes[rows]) != 0
        return codes
    lanes = column.lanes if rows is None else column.lanes[:, rows]
    return np.asarray(lanes.any(axis=0))


def _texts(columns: Sequence[Kind], parts: Sequence[Chosen]) -> Sequence[str]:
    """Return the texts of all parts in order of submission."""
    held, numbers, submitted = list[Texts](), list[Array](), list[Array]()
    for column, part in zip(columns, parts, strict=True):
        texts, owners = (column.column, column.owners) if isinstance(column, Ragged) else (column, None)
        assert isinstance(texts, Texts)
        responses = texts.owners if owners is None else owners[texts.owners]
        chosen = _owned(responses, part.rows, len(column))
        held.append(texts)
        numbers.append(np.arange(len(responses)) if chosen is None else chosen)
        submitted.append(part.segment.submitted[responses[numbers[-1]]])
    return written(held, numbers, submitted)


_COUNT: Final[Mapping[type[Kind], Callable[[Count, Any, Array | None], None]]] = {
    Codes: _count_codes,
    Masks: _count_masks,
    Numbers: _count_numbers,
    Presence: _count_presence,
    Texts: _count_texts,
    Matrix: _count_matrix,
}
