"""From a path that somebody sent to the cell, row or element it names; refuses every other path."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from engine.forms.board import Board
from engine.forms.fieldtypes.kind import Refused
from engine.forms.looking import At
from engine.forms.paths import BadPath, pattern, split
from engine.forms.plan import Cell, RepeatPlan
from engine.problems import problem


def locate(board: Board, path: str) -> At:
    """Return the cell at a path; raises Refused for a path that names none."""
    machine = board.machine
    cell = machine.form_cells.get(path) if isinstance(path, str) else None
    if cell is not None:
        return At(cell)
    try:
        parts = split(path) if isinstance(path, str) else ()
    except BadPath:
        parts = ()
    found = machine.blueprint.cells.get(pattern(path)) if len(parts) == 3 else None
    if found is None or not isinstance(parts[1], int):
        raise unknown(path)
    return At(found, row_at(board, found.repeat, parts[1]))


def element_at(board: Board, path: str) -> At:
    """Return a cell that is shown exactly when the element at a path is; raises Refused.

    What holds cells has none of its own: any cell of its rows stands in, under the element's condition.
    """
    element = board.machine.elements.get(pattern(path)) if isinstance(path, str) else None
    cells = board.machine.blueprint.cells.values()
    stand_in = next((one for one in cells if element and one.repeat == element.repeat), None)
    if element is None or stand_in is None:
        return locate(board, path)
    row = row_at(board, element.repeat, index_of(path)) if element.repeat else -1
    return At(replace(stand_in, gate=element.gate), row)


def unknown(path: object) -> Refused:
    """Return the refusal of a path that names nothing here."""
    name = str(path)[:60].encode("utf-8", "replace").decode()
    return Refused(problem("answer-unknown", name, name=name))


def repeat_at(board: Board, name: str) -> RepeatPlan:
    """Return the repeat of a name; raises Refused."""
    plan = board.machine.blueprint.repeats.get(name) if isinstance(name, str) else None
    if plan is None:
        raise unknown(name)
    return plan


def rows_writable(board: Board, name: str) -> RepeatPlan:
    """Return the repeat of a name if its rows may be changed now; raises Refused."""
    plan = repeat_at(board, name)
    if board.reviewing:
        raise Refused(problem("answer-for-filer", name))
    if not board.v[plan.gate]:
        raise Refused(problem("answer-not-relevant", name))
    if plan.sheet in board.locked:
        raise Refused(problem("answer-read-only", name))
    return plan


def row_at(board: Board, repeat: str, index: int) -> int:
    """Return the index of a row that there is; raises Refused."""
    count = len(board.rows[repeat_at(board, repeat).name])
    if not (isinstance(index, int) and 0 <= index < count):
        raise Refused(problem("answer-no-row", repeat, name=repeat, row=index + 1, count=count))
    return index


def writable(board: Board, path: str) -> At:
    """Return the cell at a path if it may be typed into now; raises Refused."""
    at = locate(board, path)
    cell, row = at
    if cell.calculated:
        raise Refused(problem("answer-calculated", path))
    if cell.reviewed is not board.reviewing:
        raise Refused(problem("answer-for-reviewer" if cell.reviewed else "answer-for-filer", path))
    if not board.relevant(cell, row):
        raise Refused(problem("answer-not-relevant", path))
    if board.frame(cell, row)[cell.read_only] or cell.sheet in board.locked:
        raise Refused(problem("answer-read-only", path))
    return at


def relevant_at(board: Board, path: str) -> bool:
    """Whether what stands at an element path is to be shown; raises Refused for no such path."""
    machine = board.machine
    cell = machine.form_cells.get(path)
    if cell is not None:
        return _shown(board, cell)
    element = machine.elements.get(pattern(str(path)))
    if element is None:
        return _shown(board, *locate(board, path))
    if not element.repeat:
        return bool(board.v[element.gate])
    row = row_at(board, element.repeat, index_of(path))
    shown = board.v[machine.blueprint.repeats[element.repeat].gate]
    return bool(shown and board.all_rows(element.repeat)[row][element.gate])


def _shown(board: Board, cell: Cell, row: int = -1) -> bool:
    """Whether a cell is shown: relevant, and not waiting for the reviewer."""
    waits = cell.reviewed and not board.reviewing and board.value(cell, row) is None
    return board.relevant(cell, row) and not waits


def held_at(board: Board, path: str, values: Mapping[str, Any], *, effective: bool) -> Any:
    """Return a value in a row, or what holds several of `values`; raises Refused for no such path."""
    if path.endswith("]"):
        repeat = path.partition("[")[0]
        return values[repeat_at(board, repeat).name][row_at(board, repeat, index_of(path))]
    if "[" in path:
        at = locate(board, path)
        return board.value(*at) if effective else board.typed_value(*at)
    here: Any = values
    for name in path.split("."):
        here = here.get(name) if isinstance(here, Mapping) else None
        if here is None:
            raise unknown(path)
    return here


def index_of(path: str) -> int:
    """Return the row number in an element path; -1 where there is none."""
    digits = path.partition("[")[2].partition("]")[0]
    return int(digits) if digits.isdecimal() and len(digits) < 6 else -1


def place_of(board: Board, path: str) -> tuple[str, int]:
    """Return the key of the scope in which texts at an element path are read, and the row."""
    cells = board.machine.blueprint.cells
    cell = cells.get(pattern(path))
    if cell is not None and cell.grid:
        return f"{cell.grid}.{cell.row}", -1
    if "[" in path:
        return f"{path.partition('[')[0]}[]", index_of(path)
    return (path, -1) if path in board.machine.elements and "." in path else ("", -1)


@contextmanager
def told_at(path: str) -> Iterator[None]:
    """Give a refusal that passes through the path it is about."""
    try:
        yield
    except Refused as refusal:
        raise Refused(refusal.problem._replace(path=path)) from refusal
