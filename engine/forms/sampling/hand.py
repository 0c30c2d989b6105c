"""Types into one response and adds or removes rows, as far as its form and the pins allow."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from engine.forms.board import Board
from engine.forms.plan import Cell
from engine.forms.sampling.inputs import Input

Pin = tuple[str, int]
"""A cell's path pattern and the row, -1 outside repeats."""


@dataclass(slots=True)
class Hand:
    """Moves the typed values of `board`. What is `pinned` stays; `moved` is what was moved so far."""

    board: Board
    random: Random
    fill_row: Callable[[str, int], None]
    """Fills a row that was added."""
    pinned: set[Pin] = field(default_factory=set)
    moved: set[Pin] = field(default_factory=set)

    def pin(self) -> None:
        """Let all that was moved so far stay."""
        self.pinned |= self.moved

    def free(self, cell: Cell, row: int) -> bool:
        """Whether a value may be typed there."""
        if cell.calculated or (cell.path, row) in self.pinned:
            return False
        return not (cell.sheet in self.board.locked or self.board.frame(cell, row)[cell.read_only])

    def put(self, cell: Cell, row: int, value: object) -> bool:
        """Type a value where that is allowed; return whether it was."""
        if not self.free(cell, row):
            return False
        if self.board.typed_value(cell, row) != value:
            self.board.put(cell, row, value)
            self.moved.add((cell.path, row))
        return True

    def restore(self, cell: Cell, row: int, value: object) -> None:
        """Put back what stood there."""
        if self.board.typed_value(cell, row) != value:
            self.board.put(cell, row, value)

    def add_row(self, repeat: str) -> bool:
        """Add a row and fill it; return whether there was room."""
        plan = self.board.machine.blueprint.repeats[repeat]
        count = len(self.board.rows[repeat])
        if count >= plan.maximum:
            return False
        self.board.add_row(repeat)
        self.fill_row(repeat, count)
        self.board.rows_changed(repeat)
        return True

    def remove_row(self, repeat: str) -> bool:
        """Take the last row away where one may go; return whether it went."""
        plan = self.board.machine.blueprint.repeats[repeat]
        last = len(self.board.rows[repeat]) - 1
        kept = any(row == last and path.startswith(f"{repeat}[]") for path, row in self.pinned)
        if last < plan.minimum or kept:
            return False
        self.board.remove_row(repeat, last)
        self.board.rows_changed(repeat)
        return True

    def place(self, one: Input, row: int) -> tuple[Cell | None, int]:
        """Return the cell of an input of a rule judged in `row`, and its row; None where there is none."""
        cell = one.cell
        if cell is None or not cell.repeat:
            return cell, -1
        count = len(self.board.rows[cell.repeat])
        if one.seat == "r":
            return cell, row
        if one.seat == "p":
            return (cell, row - 1) if row > 0 else (None, -1)
        if not count and not self.add_row(cell.repeat):
            return None, -1
        return cell, self.random.randrange(max(count, 1))
