"""Responses as rows of cells, ready for any kind of file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from engine.exchange.cells import Cell, cell
from engine.exchange.columns import Column, Sheet
from engine.exchange.rows import Row, rows_of, value_at

META: Final = ("response", "organisation", "period", "state", "version", "submitted_at")
"""What each line of responses begins with."""
ROW_META: Final = ("response", "row")
"""What each line of a list's rows begins with."""


@dataclass(frozen=True, slots=True)
class Way:
    """How values are told: `labels` in a language, or '' for the codes as they are stored."""

    labels: str = ""


def head_of(sheet: Sheet) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    meta = ROW_META if sheet.repeat else META
    return (*meta, *(column.name for column in sheet.columns))


def lines(sheet: Sheet, row: Row, way: Way = Way()) -> Iterator[list[Cell]]:
    """Yield the lines that one response makes of a table."""
    if not sheet.repeat:
        yield [*_meta(row), *_cells(sheet.columns, row, way)]
        return
    for number, inner in enumerate(rows_of(row.values, sheet.repeat), 1):
        values = (cell(value_at(inner, one.name), one, labels=way.labels) for one in sheet.columns)
        yield [row.id, number, *values]


def _meta(row: Row) -> list[Cell]:
    at = row.submitted_at.astimezone(UTC).isoformat(timespec="seconds") if row.submitted_at else None
    return [row.id, row.organisation or None, row.period or None, row.state, row.version, at]


def _cells(columns: Iterable[Column], row: Row, way: Way) -> Iterator[Cell]:
    return (cell(value_at(row.values, one.name), one, labels=way.labels) for one in columns)
