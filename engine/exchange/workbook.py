"""A parcel as an Excel workbook: data, what the columns mean, what the codes mean. Nothing is cut off."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from engine.exchange.books import LONG_TEXTS, quoted, title_of
from engine.exchange.cells import Cell
from engine.exchange.parcel import Table, lines_of, tables_of

MOST_ROWS: Final = 1_048_576
MOST_SIGNS: Final = 32_767
_PART: Final = 30_000
_EXACT_DIGITS: Final = 15
"""Digits of a number that Excel keeps; longer ones are written as texts."""


def write(parcel: Path, target: Path) -> None:
    """Write a parcel as a workbook."""
    tables = tables_of(parcel)
    book = xlsxwriter.Workbook(
        str(target),
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
         "strings_to_numbers": False},
    )  # fmt: skip
    long: list[tuple[str, str, str]] = []
    for number, table in enumerate(tables):
        _Pages(book, table, first=number == 0).write(
            (cells for at, cells in lines_of(parcel) if at == number), long
        )
    _plain(book, "columns", [("table", "column", "label", "kind"), *_columns(tables)])
    _plain(book, "codes", [("table", "column", "value", "label"), *_codes(tables)])
    if long:
        _plain(book, LONG_TEXTS, [("cell", "part", "text"), *long])
    book.close()


class _Pages:
    """One table, on as many sheets as its rows need."""

    def __init__(self, book: Any, table: Table, *, first: bool) -> None:
        self._book, self._table = book, table
        self._title = title_of(table.name, first=first)
        self._count = 0

    def write(self, lines: Iterable[list[Cell]], long: list[tuple[str, str, str]]) -> None:
        sheet, at = self._page(), 1
        for cells in lines:
            if at == MOST_ROWS:
                sheet, at = self._page(), 1
            for column, cell in enumerate(cells):
                _put(sheet, (at, column), cell, long)
            at += 1

    def _page(self) -> Any:
        self._count += 1
        title = self._title if self._count == 1 else f"{self._title} {self._count}"
        sheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 1)
        for column, variable in enumerate(self._table.variables):
            sheet.write_string(0, column, quoted(variable.name))
        return sheet


def _put(sheet: Any, at: tuple[int, int], cell: Cell, long: list[tuple[str, str, str]]) -> None:
    row, column = at
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | Decimal):
        if len(Decimal(cell).as_tuple().digits) > _EXACT_DIGITS:
            sheet.write_string(row, column, format(Decimal(cell), "f"))
        else:
            sheet.write_number(row, column, float(cell))
    else:
        text = quoted(cell)
        if len(text) > MOST_SIGNS:
            where = f"{sheet.get_name()}!R{row + 1}C{column + 1}"
            parts = [text[at : at + _PART] for at in range(0, len(text), _PART)]
            long.extend((where, str(number), quoted(part)) for number, part in enumerate(parts, 1))
            text = quoted(f"→ {LONG_TEXTS}: {where}")
        sheet.write_string(row, column, text)


def _plain(book: Any, title: str, rows: Iterable[tuple[str, ...]]) -> None:
    sheet = book.add_worksheet(title)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(at, column, quoted(text)[:MOST_SIGNS])


def _columns(tables: Iterable[Table]) -> Iterable[tuple[str, ...]]:
    for table in tables:
        yield from ((table.name, one.name, one.label, one.kind) for one in table.variables)


def _codes(tables: Iterable[Table]) -> Iterable[tuple[str, ...]]:
    for table in tables:
        for one in table.variables:
            yield from ((table.name, one.name, value, label) for value, label in one.options)
