"""Which cells a pasted block covers: rows and columns as the page shows them, from a start cell on."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from engine.filings.blocks import Block
from engine.filings.desk import Filing
from engine.forms import Cell, Refused
from engine.forms.paths import pattern
from engine.problems import Problem, problem

Cells: TypeAlias = dict[str, str]
Outside: TypeAlias = dict[str, tuple[str, Problem]]


def targets(filing: Filing, start: str, block: Block) -> tuple[Cells, Outside]:
    """Return each text of `block` by the path it falls on, and those that fall on no cell.

    Rows that are not shown are passed over, as the eye does. Raises Refused when `start` is no
    cell of a grid or a repeat.
    """
    cell = filing.program.cells.get(pattern(start))
    if cell is None or not (cell.grid or cell.repeat):
        raise Refused(problem("filing-path-unknown", name=start[:40]))
    rows, columns = _rows(filing, cell, start), _columns(filing, cell)
    below, beside = rows[_row_at(rows, cell, start) :], columns[columns.index(_column(cell)) :]
    cells: Cells = {}
    outside: Outside = {}
    for y, x, text in _texts(block):
        path = _path(below[y], beside[x]) if y < len(below) and x < len(beside) else ""
        if path and pattern(path) in filing.program.cells:
            cells[path] = text
        elif text:
            outside[f"{start}+{y},{x}"] = (text, problem("filing-paste-outside", start, value=text[:40]))
    return cells, outside


def _texts(block: Block) -> Iterator[tuple[int, int, str]]:
    return ((y, x, text) for y, line in enumerate(block) for x, text in enumerate(line))


def _rows(filing: Filing, cell: Cell, start: str) -> Sequence[str]:
    """Return what stands before the column in each shown row's path, in the page's order."""
    if cell.repeat:
        held = filing.state.typed_value(cell.repeat)
        return [f"{cell.repeat}[{index}]" for index in range(len(held or ()))]
    names = dict.fromkeys(other.row for other in filing.program.cells.values() if other.grid == cell.grid)
    return [path for path in (f"{cell.grid}.{name}" for name in names) if filing.state.relevant(path)]


def _columns(filing: Filing, cell: Cell) -> Sequence[str]:
    own = (
        other
        for other in filing.program.cells.values()
        if other.grid == cell.grid and other.repeat == cell.repeat
    )
    return list(dict.fromkeys(map(_column, own)))


def _column(cell: Cell) -> str:
    return cell.column if cell.grid else cell.path.rpartition(".")[2]


def _row_at(rows: Sequence[str], cell: Cell, start: str) -> int:
    row = start.rpartition(".")[0]
    if row not in rows:
        raise Refused(problem("filing-path-unknown", name=start[:40]))
    return rows.index(row)


def _path(row: str, column: str) -> str:
    return f"{row}.{column}"
