"""Where a filing begins: values taken over from an earlier filing or a link, and the year's own sheets."""

from collections.abc import Mapping
from typing import Any

from engine.forms.board import Board
from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.fieldtypes.sizes import FILE_TYPES
from engine.forms.history import PREVIOUS, Circumstances, Values, pluck
from engine.forms.machine import Machine
from engine.forms.plan import Cell


def carry_over(board: Board, around: Circumstances) -> None:
    """Put in place what the first source that exists has, by name; the caller runs the board again.

    What was typed goes over: no calculated value, no file (it is the other filing's own), nothing
    that an item keeps for itself (`carry: false`), nothing that does not fit its field here.
    """
    machine = board.machine
    source = _source(machine, around)
    if source is None:
        return
    settled = frozenset(machine.once) if year_filing(machine, around) is not None else frozenset()
    for cell in machine.form_cells.values():
        if _goes_over(cell) and cell.sheet not in settled:
            board.t[cell.slot] = _fitting(board, cell, pluck(source, cell.path))
    for plan in machine.blueprint.repeats.values():
        rows = source.get(plan.name)
        if plan.carries and plan.sheet not in settled and isinstance(rows, list):
            board.rows[plan.name] = [_row(board, plan.name, row) for row in rows[: plan.maximum]]


def year_filing(machine: Machine, around: Circumstances) -> Values | None:
    """Return the filing whose figures this year's later ones show on the sheets filed once a year.

    It is the year's first that counts; for a filing handed over already, what it counted with itself.
    None where there is none: then the sheets are filed here.
    """
    if not machine.once or not around.this_year:
        return None
    if around.settled is not None:
        return around.settled
    return next((around.history[one] for one in around.this_year if one in around.history), None)


def _source(machine: Machine, around: Circumstances) -> Values | None:
    for name in machine.blueprint.form.carry:
        if name != PREVIOUS:
            found = around.links.get(name)
        else:
            found = around.history.get(around.period.shift(-1)) if around.period else None
        if found is not None:
            return found
    return None


def _goes_over(cell: Cell) -> bool:
    return cell.carries and not cell.calculated and not cell.reviewed and cell.field.kind not in FILE_TYPES


def _fitting(board: Board, cell: Cell, value: Any) -> Any:
    try:
        return TYPES[cell.field.kind].coerce(value, cell.field, codelist=board.machine.codelist(cell))
    except Refused:
        return None


def _row(board: Board, repeat: str, values: Mapping[str, Any]) -> list[Any]:
    row = board.machine.blank(repeat)
    for name, cell in board.machine.row_cells[repeat].items():
        if _goes_over(cell):
            row[cell.slot] = _fitting(board, cell, values.get(name))
    return row
