"""What a change takes out of sight for good: values whose field says `when_hidden: clear`."""

from collections.abc import Iterable

from engine.forms.addressing import locate
from engine.forms.board import Board
from engine.forms.paths import pattern


def lost(board: Board, changed: Iterable[str]) -> tuple[str, ...]:
    """Return the paths among `changed` that hold something typed, are hidden now, and are not to keep it.

    A repeat that is hidden stands for all its rows.
    """
    machine = board.machine
    if not machine.clearing:
        return ()
    found = [path for path in changed if _hidden_rows(board, path) or _hidden_value(board, path)]
    return tuple(sorted(found, key=machine.position))


def clear_hidden(board: Board) -> None:
    """Give up everything hidden that is not to be kept: what a new response would begin with unseen."""
    machine = board.machine
    for cell in machine.blueprint.cells.values() if machine.clearing else ():
        if cell.clears and not cell.repeat and not board.relevant(cell):
            board.t[cell.slot] = None
        for index, row in enumerate(board.rows[cell.repeat]) if cell.clears and cell.repeat else ():
            if not board.relevant(cell, index):
                row[cell.slot] = None


def _hidden_rows(board: Board, path: str) -> bool:
    plan = board.machine.blueprint.repeats.get(path)
    return plan is not None and plan.clears and bool(board.rows[path]) and not board.v[plan.gate]


def _hidden_value(board: Board, path: str) -> bool:
    cell = board.machine.blueprint.cells.get(pattern(path))
    if cell is None or not cell.clears or cell.calculated:
        return False
    if cell.repeat and _hidden_rows(board, cell.repeat):
        return False
    at = locate(board, path)
    return board.typed_value(*at) is not None and not board.relevant(*at)
