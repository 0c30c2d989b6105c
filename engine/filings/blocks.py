"""A block of cells as Excel puts it on the clipboard: newlines, tabs, doubled quotes. Pure."""

import csv
from io import StringIO
from typing import Final

from engine.filings.refusals import Refusal
from engine.problems import problem

MOST_ROWS: Final = 500
MOST_COLUMNS: Final = 100
MOST_CHARACTERS: Final = 200_000

Block = tuple[tuple[str, ...], ...]


def read_block(text: str) -> Block:
    """Return the rows of cells of a clipboard text; raises Refusal when it is no table or too large.

    A final newline, which Excel always adds, makes no row. Figures keep their text: '1,234.50' is
    for the field's type to read.
    """
    if len(text) > MOST_CHARACTERS:
        raise _refused(0, 0)
    lines = StringIO(text.replace("\r\n", "\n").removesuffix("\n"))
    try:
        rows = tuple(tuple(cell.strip() for cell in row) for row in csv.reader(lines, dialect="excel-tab"))
    except csv.Error as fault:
        raise _refused(0, 0) from fault
    columns = max(map(len, rows), default=0)
    if not columns or len(rows) > MOST_ROWS or columns > MOST_COLUMNS:
        raise _refused(len(rows), columns)
    return rows


def _refused(rows: int, columns: int) -> Refusal:
    return Refusal(problem("filing-paste-shape", rows=rows, columns=columns))
