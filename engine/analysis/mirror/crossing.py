"""Two columns counted against each other, and Pearson's test on what comes out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import mpmath
import numpy as np
import numpy.typing as npt

from engine.analysis.crosstab import ChiSquare, Crosstab, Side
from engine.analysis.mirror.columns import LANE, Array, Codes, Masks, united
from engine.analysis.mirror.counting import Chosen, given, of_codes, of_masks
from engine.analysis.questions import Question

FEW: Final = 5
"""An expected count below this makes the test doubtful."""
_BYTE: Final = 8

Crossed: TypeAlias = Codes | Masks


@dataclass(frozen=True, slots=True)
class _Grid:
    """Counts of one segment: values down by values across, with the totals of both."""

    down: tuple[str, ...]
    across: tuple[str, ...]
    counts: Array
    downwards: Array
    sideways: Array
    total: int


def crosstab(down: Question, across: Question, parts: Sequence[Chosen]) -> Crosstab | None:
    """Return two questions against each other; None where one of them is no choice of its own row."""
    grids = []
    for part in parts:
        one, other = (part.segment.columns.get(question.path) for question in (down, across))
        if not isinstance(one, Codes | Masks) or not isinstance(other, Codes | Masks):
            return None
        grids.append(_grid(one, other, part.rows))
    whole = _together(grids, [option.value for option in down.options], [o.value for o in across.options])
    plain = all(question.shape != "multiple" for question in (down, across))
    return Crosstab(
        Side(down, whole.down, tuple(whole.downwards.tolist())),
        Side(across, whole.across, tuple(whole.sideways.tolist())),
        tuple(map(tuple, whole.counts.tolist())),
        whole.total,
        chi_square(whole.counts) if plain else None,
    )


def chi_square(counts: Array) -> ChiSquare | None:
    """Return Pearson's test of a table of counts; None where fewer than two rows or columns have any."""
    held = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0].astype(np.float64)
    if min(held.shape) < 2:
        return None
    freedom = (held.shape[0] - 1) * (held.shape[1] - 1)
    expected = np.outer(held.sum(axis=1), held.sum(axis=0)) / held.sum()
    statistic = float(((held - expected) ** 2 / expected).sum())
    p = mpmath.gammainc(freedom / 2, statistic / 2, regularized=True)
    return ChiSquare(statistic, freedom, float(p), int((expected < FEW).sum()), held.size)


def _grid(down: Crossed, across: Crossed, rows: Array | None) -> _Grid:
    if isinstance(down, Codes) and isinstance(across, Codes):
        return _grid_of_codes(down, across, rows)
    both = given(down, rows) & given(across, rows)
    answered = np.flatnonzero(both) if rows is None else rows[both]
    counts = np.zeros((len(down.values), len(across.values)), np.int64)
    for first, one, marks in _indices(down, answered):
        for start, other, signs in _indices(across, answered):
            joint = _joint(one, other, len(marks), len(signs))
            some = (marks.T @ joint @ signs)[: len(down.values) - first, : len(across.values) - start]
            counts[first : first + some.shape[0], start : start + some.shape[1]] += some
    downwards, sideways = (_times(column, answered) for column in (down, across))
    return _Grid(down.values, across.values, counts, downwards, sideways, len(answered))


def _grid_of_codes(down: Codes, across: Codes, rows: Array | None) -> _Grid:
    one, other = (column.codes if rows is None else column.codes[rows] for column in (down, across))
    counts = _joint(one, other, len(down.values) + 1, len(across.values) + 1)[1:, 1:]
    downwards, sideways = counts.sum(axis=1), counts.sum(axis=0)
    return _Grid(down.values, across.values, counts, downwards, sideways, int(counts.sum()))


def _joint(one: Array, other: Array, ones: int, others: int) -> Array:
    """Return how often each pair of small numbers came."""
    wide = np.uint16 if ones * others < 1 << 16 else np.int64
    pairs: npt.NDArray[np.uint16 | np.int64] = one.astype(wide) * np.array(others, wide) + other.astype(wide)
    return np.bincount(pairs, minlength=ones * others).reshape(ones, others)


def _indices(column: Crossed, rows: Array) -> Iterator[tuple[int, Array, Array]]:
    """Yield a column as small numbers: the place of the first value they tell of, the numbers, and
    which values each number stands for."""
    if isinstance(column, Codes):
        yield 0, column.codes[rows], np.eye(len(column.values) + 1, dtype=np.int64)[:, 1:]
        return
    bits = (np.arange(1 << _BYTE)[:, None] >> np.arange(_BYTE)) & 1
    for first in range(0, len(column.values), _BYTE):
        lane = column.lanes[first // LANE][rows] >> (first % LANE)
        yield first, (lane & 0xFF).astype(np.uint8), bits


def _times(column: Crossed, rows: Array) -> Array:
    if isinstance(column, Codes):
        return of_codes(column, rows)[1:]
    return of_masks(column, rows)[1]


def _together(grids: Iterable[_Grid], down: Sequence[str], across: Sequence[str]) -> _Grid:
    """Add the grids of segments up; values as they are offered, then as they came."""
    empty = np.zeros((len(down), len(across)), np.int64)
    whole = _Grid(tuple(down), tuple(across), empty, empty.sum(axis=1), empty.sum(axis=0), 0)
    for grid in grids:
        whole = _added(whole, grid)
    return whole


def _added(whole: _Grid, grid: _Grid) -> _Grid:
    down, moved_down = _places(whole.down, grid.down)
    across, moved_across = _places(whole.across, grid.across)
    counts = np.zeros((len(down), len(across)), np.int64)
    downwards, sideways = np.zeros(len(down), np.int64), np.zeros(len(across), np.int64)
    counts[: len(whole.down), : len(whole.across)] = whole.counts
    downwards[: len(whole.down)] = whole.downwards
    sideways[: len(whole.across)] = whole.sideways
    counts[np.ix_(moved_down, moved_across)] += grid.counts
    downwards[moved_down] += grid.downwards
    sideways[moved_across] += grid.sideways
    return _Grid(down, across, counts, downwards, sideways, whole.total + grid.total)


def _places(values: tuple[str, ...], others: tuple[str, ...]) -> tuple[tuple[str, ...], Array]:
    whole, moved = united(values, others)
    places = np.arange(len(others)) if moved is None else moved[1:].astype(np.int64) - 1
    return whole, places
