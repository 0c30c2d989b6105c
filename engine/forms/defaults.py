"""Defaults: what stands in a new response or a new row before anybody typed. Run once, never again."""

from typing import Any

from engine.forms.board import Board
from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.plan import Cell


def fill_form(board: Board) -> None:
    """Put the defaults of the form in place in reading order, and the rows a repeat must have.

    A default that comes out empty leaves what stands there; a later one sees the earlier ones. What
    does not fit its field is left out.
    """
    for cell in board.machine.defaults:
        if not cell.repeat and not cell.calculated:
            value = _default(board, cell, -1)
            if value is not None:
                board.put(cell, -1, value)
    for plan in board.machine.blueprint.repeats.values():
        for row in range(len(board.rows[plan.name])):
            fill_row(board, plan.name, row)
        for _ in range(plan.minimum - len(board.rows[plan.name])):
            board.add_row(plan.name)
            fill_row(board, plan.name, len(board.rows[plan.name]) - 1)


def fill_row(board: Board, repeat: str, row: int) -> None:
    """Put the defaults of one new row in place; the caller settles afterwards."""
    for cell in board.machine.defaults:
        if cell.repeat == repeat and not cell.calculated:
            value = _default(board, cell, row)
            if value is not None:
                board.rows[repeat][row][cell.slot] = value
                board.all_rows(repeat)[row][cell.slot] = value


def _default(board: Board, cell: Cell, row: int) -> Any:
    value = board.call(cell.default, cell.repeat, row)
    try:
        return TYPES[cell.field.kind].coerce(value, cell.field, codelist=board.machine.codelist(cell))
    except Refused:
        return None
