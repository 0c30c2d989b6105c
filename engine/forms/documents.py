"""Values in and out of a board: nested typed values, JSON documents read and written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.forms.board import Board
from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.machine import Machine, Shape
from engine.forms.plan import Cell
from engine.problems import Problem, problem

Nested = dict[str, Any]


class Misfits(Refused):
    """A document that does not fit its form; `problems` are all the reasons."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0])
        self.problems = problems


def load(board: Board, values: Mapping[str, Any]) -> None:
    """Put nested typed values in place; names the form does not have are passed over."""
    _load_group(board, board.machine.shape, values)


def _load_group(board: Board, shape: Shape, values: Mapping[str, Any]) -> None:
    machine, typed = board.machine, board.t
    slots = machine.slots(shape)
    inside: list[str] = []
    for name, value in values.items():
        try:
            typed[slots[name]] = value
        except KeyError:  # costs nothing where it does not happen
            inside.append(name)
    for name in inside:
        where, value = shape.get(name), values[name]
        if where.__class__ is dict and isinstance(value, Mapping):
            _load_group(board, where, value)
        elif where.__class__ is list and value:
            board.rows[name] = [row_of(machine, name, row) for row in value]


def row_of(machine: Machine, repeat: str, values: Mapping[str, Any]) -> list[Any]:
    """Return one row of a repeat from its typed values by name."""
    row = machine.blank(repeat)
    for name, value in values.items():
        cell = machine.row_cells[repeat].get(name)
        if cell is not None:
            row[cell.slot] = value
    return row


def read(machine: Machine, document: Mapping[str, Any]) -> Nested:
    """Return the typed values of a JSON document; raises Misfits with every problem of it."""
    reader = _Reader(machine, [])
    found = reader.group(machine.shape, document, "")
    if reader.problems:
        raise Misfits(tuple(reader.problems))
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one document and gathers what does not fit."""

    machine: Machine
    problems: list[Problem]

    def group(self, shape: Shape, document: Mapping[str, Any], prefix: str) -> Nested:
        found: Nested = {}
        for name, value in self.machine.short_cuts(shape).take(document, found):
            where = shape.get(name)
            if where.__class__ is Cell:
                typed = self.cell(where, value, prefix + name)
                if typed is not None:
                    found[name] = typed
            elif where is None:
                self.fault("answer-unknown", prefix + name[:60], name=(prefix + name)[:60])
            elif value is not None:
                found[name] = self.inside(where, value, prefix + name)
        return found

    def inside(self, shape: Any, value: object, path: str) -> Nested | list[Nested]:
        if isinstance(shape, dict):
            if isinstance(value, Mapping):
                return self.group(shape, value, f"{path}.")
            self.fault("answer-shape", path, name=path, expected="{…}")
            return {}
        if isinstance(value, list) and all(isinstance(row, Mapping) for row in value):
            return self.rows(path, value)
        self.fault("answer-shape", path, name=path, expected="[{…}]")
        return []

    def rows(self, repeat: str, rows: list[Any]) -> list[Nested]:
        most = self.machine.blueprint.repeats[repeat].maximum
        if len(rows) > most:
            self.fault("answer-rows-most", repeat, limit=most, count=len(rows))
            return []
        shape = self.machine.row_cells[repeat]
        return [self.group(shape, row, f"{repeat}[{index}].") for index, row in enumerate(rows)]

    def cell(self, cell: Cell, value: object, path: str) -> object:
        """Return one typed value. What is calculated is read past: it is made again."""
        if value is None or cell.calculated:
            return None
        kind = TYPES[cell.field.kind]
        try:
            return kind.coerce(value, cell.field, codelist=self.machine.codelist(cell))
        except Refused as refusal:
            self.problems.append(refusal.problem._replace(path=path))
            return None

    def fault(self, code: str, path: str, **params: object) -> None:
        self.problems.append(problem(code, path, None, **params))


def nested(board: Board, *, effective: bool, tell: Callable[[Cell, Any], Any] | None = None) -> Nested:
    """Return the values by name, nested; with `tell` only those that are not empty, as it tells them."""
    found: Nested = {}
    shape = board.machine.shape
    values = board.v if effective else board.t
    for name, where in shape.items():
        told: Any
        if where.__class__ is list:
            rows = _rows(board, name, effective)
            told = [_group(board.machine.row_cells[name], row, tell) for row in rows]
        elif where.__class__ is Cell:
            told = _one(where, values, tell)
        else:
            told = _group(where, values, tell)
        if tell is None or (told is not None and told != {} and told != []):
            found[name] = told
    return found


def _rows(board: Board, repeat: str, effective: bool) -> list[list[Any]]:
    rows: list[list[Any]] = board.v[board.machine.blueprint.repeats[repeat].slot]
    return rows if effective else board.rows[repeat]


def _group(shape: Mapping[str, Any], values: list[Any], tell: Callable[[Cell, Any], Any] | None) -> Nested:
    found: Nested = {}
    for name, where in shape.items():
        told = _one(where, values, tell) if where.__class__ is Cell else _group(where, values, tell)
        if tell is None or (told is not None and told != {}):
            found[name] = told
    return found


def _one(cell: Cell, values: list[Any], tell: Callable[[Cell, Any], Any] | None) -> Any:
    value = values[cell.slot]
    return value if tell is None or value is None else tell(cell, value)


def told_typed(cell: Cell, value: Any) -> Any:
    """Return a value as JSON data; what is calculated was never typed."""
    return None if cell.calculated else told(cell, value)


def told(cell: Cell, value: Any) -> Any:
    """Return a value as JSON data: numbers stay Decimal, dates become ISO text."""
    return TYPES[cell.field.kind].to_json(value)
