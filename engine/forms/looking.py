"""What is wrong with single values: missing, outside their limits, not offered. Knows no checks."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.forms.board import Board
from engine.forms.fieldtypes.offers import label, offered
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.offering import admitted
from engine.forms.plan import Cell
from engine.forms.wording import Wording, interpolated, shown
from engine.problems import DEFAULT_LANGUAGE, Problem


class At(NamedTuple):
    """One cell of one response: `row` is -1 outside repeats."""

    cell: Cell
    row: int = -1

    @property
    def path(self) -> str:
        """The path of the value: 'products[2].stock'."""
        return placed(self.cell.path, self.row)


def placed(pattern: str, row: int) -> str:
    """Return a path pattern for one row."""
    return pattern.replace("[]", f"[{row}]", 1) if row >= 0 else pattern


def faulty(board: Board) -> Iterator[At]:
    """Return the cells that may have a problem; a quick look, so some of them have none."""
    machine = board.machine
    by_slot = machine.by_slot
    for slot in machine.looks[""].doubtful(board.v):
        yield At(by_slot["", slot])
    for plan in machine.blueprint.repeats.values():
        look = machine.looks[plan.name]
        for index, row in enumerate(board.v[plan.slot]):
            for slot in look.doubtful(row):
                yield At(machine.by_slot[plan.name, slot], index)


def problems_of(board: Board, at: At) -> tuple[Problem, ...]:
    """Return what is wrong with one cell's value, as errors at its path."""
    cell, row = at
    if cell.reviewed and not board.reviewing:
        return ()
    frame, field = board.v if row < 0 else board.frame(cell, row), cell.field
    value = frame[cell.slot]
    path = cell.path if row < 0 else placed(cell.path, row)
    if value is None:
        missing = frame[cell.required] and not cell.calculated and board.relevant(cell, row)
        return (Problem("answer-missing", path),) if missing else ()
    codelist = None if field.choices is None else board.machine.codelist(cell)
    found = TYPES[field.type or "text"].check(value, field, path, codelist=codelist)
    if frame[cell.constraint] is False:
        found.append(_constraint(board, at, value))
    if frame[cell.single] is False:
        given = shown(board, value, cell.path, DEFAULT_LANGUAGE)
        found.append(Problem("answer-row-twice", at.path, {"given": given}))
    if field.choices is not None:
        found.extend(_unoffered(board, at, value))
    return tuple(found)


def _constraint(board: Board, at: At, value: object) -> Problem:
    cell, row = at
    message = cell.field.constraint_message
    text = Wording(lambda language: interpolated(board, message, scope_of(cell), row=row, language=language))
    given = {"given": shown(board, value, cell.path, DEFAULT_LANGUAGE)}
    return Problem("answer-constraint", at.path, given, text=text if message else None)


def _unoffered(board: Board, at: At, value: object) -> Iterator[Problem]:
    """A choice is refused when it is typed and not offered; it may cease to be offered afterwards."""
    cell, row = at
    for one in value if isinstance(value, list) else [value]:
        known = offered(str(one), cell.field, board.machine.codelist(cell))
        if not known or (cell.filter >= 0 and not admitted(board, cell, row, str(one))):
            name = label(str(one), cell.field, DEFAULT_LANGUAGE, board.machine.codelist(cell))
            yield Problem("answer-not-offered", at.path, {"given": name})


def scope_of(cell: Cell) -> str:
    """Return the key of the scope a cell's texts are read in."""
    if cell.grid:
        return f"{cell.grid}.{cell.row}"
    return f"{cell.repeat}[]" if cell.repeat else ""


def rows_problems(board: Board, names: Iterable[str]) -> Iterator[Problem]:
    """Return the repeats among `names` that lack rows."""
    for name in names:
        plan = board.machine.blueprint.repeats[name]
        count = len(board.v[plan.slot])
        if board.v[plan.gate] and count < plan.minimum and plan.sheet not in board.locked:
            yield Problem("answer-rows-least", name, {"limit": plan.minimum, "count": count})
