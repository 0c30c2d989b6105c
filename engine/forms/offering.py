"""What a cell offers to choose from, after its choice filter."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from engine.forms.board import Board
from engine.forms.model.base import Text, text_in
from engine.forms.model.fields import Choice
from engine.forms.plan import Cell


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose; `parent` and `level` are a codelist's."""

    value: str
    label: Text
    text: bool = False
    exclusive: bool = False
    parent: str = ""
    level: int = 1


def options(board: Board, cell: Cell, row: int = -1) -> tuple[Option, ...]:
    """Return what may be chosen, in order."""
    return tuple(option for option in _all(board, cell) if _admits(board, cell, row, option))


def admitted(board: Board, cell: Cell, row: int, value: str) -> bool:
    """Whether the choice filter lets one value pass."""
    found = (option for option in _all(board, cell, value) if option.value == value)
    return any(_admits(board, cell, row, option) for option in found)


def _all(board: Board, cell: Cell, value: str | None = None) -> Iterator[Option]:
    choices = cell.field.choices
    if isinstance(choices, tuple):
        for one in choices:
            if isinstance(one, Choice):
                yield Option(one.value, one.label, one.text, one.exclusive)
        return
    codelist = board.machine.codelist(cell)
    if choices is None or codelist is None:
        return
    for code in codelist.entries if value is None else {value} & codelist.entries.keys():
        entry = codelist.entries[code]
        if not choices.leaf or codelist.is_leaf(code):
            yield Option(code, dict(entry.label), parent=entry.parent, level=entry.level)


def _admits(board: Board, cell: Cell, row: int, option: Option) -> bool:
    if cell.filter < 0:
        return True
    told = (option.value, text_in(option.label), option.parent or None, Decimal(option.level))
    return board.call(cell.filter, cell.repeat, row, told) is True
