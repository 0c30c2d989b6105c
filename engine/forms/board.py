"""The values of one response and their re-evaluation. Knows no problems, no paths and no words."""

from collections.abc import Iterable
from decimal import Decimal
from heapq import heapify, heappop, heappush
from typing import Any

from engine.forms.machine import Function, Machine
from engine.forms.names import ALWAYS
from engine.forms.plan import Cell

FormChanges = dict[int, object]
RowChanges = dict[tuple[str, int, int], object]
Rows = set[int] | None
"""The rows of a repeat a stage must run for; None for all."""

INDEXES = tuple(Decimal(number) for number in range(1, 201))


class Board:
    """Typed values `t` and effective values `v`, the context `h`, and the rows of the repeats.

    `rows[name]` are the typed rows and `w[slot]` the effective ones; `v[slot]` is `w[slot]` while the
    repeat is relevant, else no rows. Nothing can be typed on the `locked` sheets.
    """

    __slots__ = ("h", "locked", "machine", "reviewing", "rows", "t", "v", "w")

    def __init__(self, machine: Machine, context: list[object], *, reviewing: bool = False) -> None:
        self.machine, self.h = machine, context
        self.locked: frozenset[str] = frozenset()
        self.reviewing = reviewing
        self.t = machine.blank()
        self.v: list[Any] = []
        self.w: dict[int, list[list[Any]]] = {plan.slot: [] for plan in machine.blueprint.repeats.values()}
        self.rows: dict[str, list[list[Any]]] = {name: [] for name in machine.blueprint.repeats}

    def run(self) -> None:
        """Compute everything from what was typed."""
        v = self.v = self.t.copy()
        machine = self.machine
        for name, typed in self.rows.items():
            self.w[machine.blueprint.repeats[name].slot] = [row.copy() for row in typed]
        for repeat, stage in zip(machine.blueprint.stages, machine.stages, strict=True):
            if repeat:
                self._run_all_rows(repeat, stage)
            else:
                stage(v, self.t, self.h, self.w)

    def _run_all_rows(self, repeat: str, stage: Any) -> None:
        rows = self.all_rows(repeat)
        before = self.machine.blank(repeat)
        for index, row in enumerate(rows):
            stage(self.v, self.h, self.rows[repeat][index], row, before, _index(index))
            before = row

    def put(self, cell: Cell, row: int, value: object) -> tuple[FormChanges, RowChanges]:
        """Type a value (`row` -1 outside repeats) and settle; return the old values of what changed."""
        unit = self.machine.blueprint.makers[cell.repeat, cell.slot]
        if row < 0:
            self.t[cell.slot] = value
            return self.settle([unit], {})
        self.rows[cell.repeat][row][cell.slot] = value
        return self.settle([unit], {unit: {row}})

    def settle(self, units: list[int], which: dict[int, Rows]) -> tuple[FormChanges, RowChanges]:
        """Run `units` and, in order, whatever reads what changes, each at most once."""
        v, t, h, w = self.v, self.t, self.h, self.w
        machine = self.machine
        slots, functions, readers = machine.unit_slots, machine.unit_functions, machine.readers
        changed: FormChanges = {}
        changed_rows: RowChanges = {}
        waiting = set(units)
        heapify(units)
        while units:
            unit = heappop(units)
            slot = slots[unit]
            if slot < 0:
                self._settle_rows(unit, which, changed_rows, units=units, waiting=waiting)
                continue
            old = v[slot]
            new = functions[unit](v, t, h, w)
            if new is old:
                continue
            v[slot] = new
            if new == old:
                continue
            changed[slot] = old
            for reader in readers[slot]:
                if reader not in waiting:
                    waiting.add(reader)
                    heappush(units, reader)
                if slots[reader] < 0:
                    which[reader] = None
        return changed, changed_rows

    def _settle_rows(
        self,
        unit: int,
        which: dict[int, Rows],
        changed: RowChanges,
        *,
        units: list[int],
        waiting: set[int],
    ) -> None:
        """Run one stage for the rows that need it, and wake who reads the columns that changed."""
        blueprint = self.machine.blueprint
        repeat = blueprint.units[unit].repeat
        found = self._run_rows(unit, repeat, which.get(unit))
        changed.update(found)
        for slot in {slot for _, _, slot in found}:
            for reader in blueprint.readers.get((repeat, slot), ()):
                if reader not in waiting:
                    waiting.add(reader)
                    heappush(units, reader)
                if self.machine.unit_slots[reader] < 0:
                    which[reader] = None

    def _run_rows(self, unit: int, repeat: str, which: Rows) -> RowChanges:
        blueprint = self.machine.blueprint
        rows = self.all_rows(repeat)
        indexes: Iterable[int] = range(len(rows)) if which is None else sorted(which)
        if which and blueprint.units[unit].onward:
            indexes = range(min(which), len(rows))
        found: RowChanges = {}
        for index in indexes:
            row = rows[index]
            old = row.copy()
            before = rows[index - 1] if index else self.machine.blank(repeat)
            typed = self.rows[repeat][index]
            self.machine.unit_functions[unit](self.v, self.h, typed, row, before, _index(index))
            if row != old:
                found.update(
                    ((repeat, index, slot), was)
                    for slot, (was, now) in enumerate(zip(old, row, strict=True))
                    if was != now
                )
        return found

    def rows_changed(self, repeat: str) -> tuple[FormChanges, RowChanges]:
        """Settle after rows were added, removed or moved: every row anew, and all that reads them."""
        blueprint = self.machine.blueprint
        slot = blueprint.repeats[repeat].slot
        units = {number for number, unit in enumerate(blueprint.units) if unit.repeat == repeat}
        for (name, column), readers in blueprint.readers.items():
            if name == repeat or (not name and column == slot):
                units.update(readers)
        return self.settle(list(units), {})

    def add_row(self, repeat: str, values: list[Any] | None = None) -> None:
        """Add a typed row at the end; `rows_changed` must follow, as after the next two."""
        row = self.machine.blank(repeat) if values is None else values
        self.rows[repeat].append(row)
        self.all_rows(repeat).append(row.copy())

    def remove_row(self, repeat: str, index: int) -> None:
        """Take one row away."""
        del self.rows[repeat][index], self.all_rows(repeat)[index]

    def clear_rows(self, repeat: str) -> None:
        """Take all rows away."""
        self.rows[repeat].clear()
        self.all_rows(repeat).clear()

    def move_row(self, repeat: str, index: int, target: int) -> None:
        """Move one row so that it stands at `target`."""
        for rows in (self.rows[repeat], self.all_rows(repeat)):
            rows.insert(target, rows.pop(index))

    def all_rows(self, repeat: str) -> list[list[Any]]:
        """Return the rows with their effective values, whether the repeat is relevant or not."""
        return self.w[self.machine.blueprint.repeats[repeat].slot]

    def effective_rows(self, repeat: str) -> list[list[Any]]:
        """Return the rows with their effective values; none while the repeat is not relevant."""
        rows: list[list[Any]] = self.v[self.machine.blueprint.repeats[repeat].slot]
        return rows

    def typed_value(self, cell: Cell, row: int = -1) -> Any:
        """Return what was typed into a cell."""
        return self.t[cell.slot] if row < 0 else self.rows[cell.repeat][row][cell.slot]

    def value(self, cell: Cell, row: int = -1) -> Any:
        """Return the effective value of a cell."""
        return self.frame(cell, row)[cell.slot]

    def frame(self, cell: Cell, row: int = -1) -> list[Any]:
        """Return the list of effective values a cell stands in."""
        if row < 0:
            return self.v
        return self.all_rows(cell.repeat)[row]

    def relevant(self, cell: Cell, row: int = -1) -> bool:
        """Whether a cell is to be answered."""
        if row >= 0 and not self.v[self.machine.blueprint.repeats[cell.repeat].gate]:
            return False
        return bool(cell.gate == ALWAYS or self.frame(cell, row)[cell.gate])

    def call(self, number: int, repeat: str = "", row: int = -1, *more: object) -> Any:
        """Run one rule of the form, or of a row of `repeat`."""
        return self.apply(self.machine.rules[number], repeat, row, *more)

    def apply(self, function: Function, repeat: str = "", row: int = -1, *more: object) -> Any:
        """Run a function compiled like the form's rules, for the form or a row of `repeat`."""
        if row < 0:
            return function(self.v, self.h, *more)
        rows = self.all_rows(repeat)
        before = rows[row - 1] if row else self.machine.blank(repeat)
        return function(self.v, self.h, rows[row], before, _index(row), *more)

    def seat(self, kind: str, slot: int, repeat: str = "", row: int = -1) -> Any:
        """Return the value in a seat: v form, h context, r row, p the row before."""
        if kind == "v":
            return self.v[slot]
        if kind == "h":
            return self.h[slot]
        rows = self.all_rows(repeat)
        at = row - (kind == "p")
        return rows[at][slot] if 0 <= at < len(rows) else None


def _index(index: int) -> Decimal:
    return INDEXES[index] if index < len(INDEXES) else Decimal(index + 1)
