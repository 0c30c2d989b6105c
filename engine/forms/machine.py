"""A compiled form at work: its blueprint with code bound to codelists and tables. Holds no answers."""

import builtins
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from types import CodeType
from typing import Any, Final

from engine.forms.compiling import Blueprint, Compiled
from engine.forms.fieldtypes.offers import label
from engine.forms.guards import Look, look_over
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import CodelistChoices, Field
from engine.forms.model.form import Form
from engine.forms.model.items import Grid, Group, Item, Repeat
from engine.forms.model.scoring import Scoring
from engine.forms.names import ALWAYS, NEVER
from engine.forms.natives import (
    Earnings,
    filed,
    of_row,
    of_rows,
    opens,
    row_to_date,
    total,
    twice,
    year_to_date,
)
from engine.forms.paths import pattern
from engine.forms.places import points_of
from engine.forms.plan import Cell, CheckPlan, Element, Use
from engine.forms.quick import ShortCuts, short_cuts
from engine.forms.scored import scored_items
from engine.rules import DecisionTable

Function = Callable[..., Any]
Shape = dict[str, Any]
NO_ROWS: Final[list[list[Any]]] = []
"""What a repeat that is not relevant holds. Never changed."""

_BUILTINS: Final = {name: getattr(builtins, name) for name in ("len", "set")}


class Machine:
    """The functions and tables by which states of one form are evaluated. Shared by all of them."""

    def __init__(
        self,
        compiled: Compiled,
        *,
        codelists: Mapping[str, Codelist],
        tables: Mapping[str, DecisionTable],
    ) -> None:
        blueprint = self.blueprint = compiled.blueprint
        self._compiled = compiled
        self.codelists, self.tables = codelists, tables
        bound = compiled.rules.bind(codelists, tables)
        self.rules: list[Function] = [bound[name] for name in blueprint.rule_names]
        made = self._run(compiled.passes)
        self.stages: list[Function] = [made["S"][number] for number in range(len(blueprint.stages))]
        values: dict[int, Function] = made["N"]
        values.update((slot, _typed(slot, gate)) for slot, gate in blueprint.typed.items())
        self.unit_slots = [unit.slot for unit in blueprint.units]
        units = blueprint.units
        self.unit_functions = [values[one.slot] if one.slot >= 0 else self.stages[one.stage] for one in units]
        self._short_cuts: dict[int, ShortCuts] = {}
        self._slots: dict[int, dict[str, int]] = {}

    @cached_property
    def looks(self) -> dict[str, Look]:
        """The quick looks over the form's own values (''), and over a row of each repeat."""
        return _looks(self.blueprint)

    @cached_property
    def readers(self) -> list[tuple[int, ...]]:
        """The numbers of the units that read each value of the form, by slot."""
        readers = self.blueprint.readers
        return [readers.get(("", slot), ()) for slot in range(self.blueprint.sizes[""])]

    @cached_property
    def shape(self) -> Shape:
        """The nested names of what may be typed: name to cell, to more names, or to a row's names."""
        return _shape(self.blueprint)

    @cached_property
    def once(self) -> dict[str, tuple[str, ...]]:
        """The sheets that are filed once a year, each with the names of its data."""
        return _once(self.blueprint)

    @cached_property
    def clearing(self) -> bool:
        """Whether anything is given up when it is hidden."""
        repeats = any(plan.clears for plan in self.blueprint.repeats.values())
        return repeats or any(cell.clears for cell in self.blueprint.cells.values())

    @cached_property
    def by_slot(self) -> dict[tuple[str, int], Cell]:
        """Every cell by its repeat and slot."""
        return {(cell.repeat, cell.slot): cell for cell in self.blueprint.cells.values()}

    @cached_property
    def elements(self) -> dict[str, Element]:
        """What is shown or hidden as one, by path."""
        return {one.path: one for one in self.blueprint.elements}

    @cached_property
    def checks(self) -> dict[str, CheckPlan]:
        """Every check by its name."""
        return {plan.id: plan for plan in self.blueprint.checks}

    @cached_property
    def row_cells(self) -> dict[str, Shape]:
        """The cells of each repeat's rows by name."""
        return _row_cells(self.blueprint)

    @cached_property
    def form_cells(self) -> dict[str, Cell]:
        """The cells outside repeats by path."""
        return {cell.path: cell for cell in self.blueprint.cells.values() if not cell.repeat}

    def _run(self, passes: CodeType) -> dict[str, Any]:
        blueprint = self.blueprint
        cells = blueprint.cells
        names: dict[str, Any] = {
            "__builtins__": _BUILTINS,
            "total": total,
            "year_to_date": year_to_date,
            "filed": filed,
            "of_row": of_row,
            "of_rows": of_rows,
            "row_to_date": row_to_date,
            "twice": twice,
            "opens": opens,
            "label_of": partial(_label_of, self),
            "points_of": Earnings(points_of(cells[path].field.choices) for path in blueprint.earning),
            "T": blueprint.openings,
            "E": NO_ROWS,
        }
        names.update((f"f{number}", function) for number, function in enumerate(self.rules))
        exec(passes, names)  # code the engine wrote itself, see passes.py; it sees only these names
        return names

    def blank(self, repeat: str = "") -> list[Any]:
        """Return a list of empty values for the form, or for one row of `repeat`."""
        values: list[Any] = [None] * self.blueprint.sizes[repeat]
        values[ALWAYS], values[NEVER] = True, False
        return values

    def codelist(self, cell: Cell) -> Codelist | None:
        """Return the codelist a cell chooses from, if it does and if it is at hand."""
        choices = cell.field.choices
        return self.codelists.get(choices.codelist) if isinstance(choices, CodelistChoices) else None

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every rule with its place and scope, for `why`."""
        return self._compiled.read_uses()

    def reasons_of(self, cell: Cell) -> tuple[int, ...]:
        """Return the numbers of the rules that decide whether a cell is relevant."""
        reasons = self.blueprint.reasons
        own = reasons.get((cell.repeat, cell.gate), ())
        plan = self.blueprint.repeats.get(cell.repeat)
        return (*reasons.get(("", plan.gate), ()), *own) if plan else own

    def position(self, path: str) -> tuple[int, int, int]:
        """Return where a path stands in reading order: block, row, cell; form-wide things come last."""
        known = self._positions.get(path)
        if known is not None:
            return known
        cell = self.blueprint.cells.get(pattern(path))
        if cell is None:
            return self._blocks.get(path, len(self.blueprint.cells)), -1, 0
        row = int(path.partition("[")[2].partition("]")[0] or 0)
        return self._blocks[cell.repeat], row, cell.order

    @cached_property
    def _positions(self) -> dict[str, tuple[int, int, int]]:
        """The places in reading order of the cells outside repeats."""
        return {path: (cell.order, -1, 0) for path, cell in self.form_cells.items()}

    @cached_property
    def _blocks(self) -> dict[str, int]:
        """The place in reading order of each repeat's, grid's and matrix's first cell."""
        found: dict[str, int] = {}
        for cell in self.blueprint.cells.values():
            found.setdefault(cell.repeat or cell.path.partition(".")[0], cell.order)
        return found

    def sheet_of(self, path: str) -> str:
        """Return the sheet a path stands on, '' for none."""
        known = pattern(path)
        cell = self.blueprint.cells.get(known)
        if cell is not None:
            return cell.sheet
        element = self.elements.get(known)
        return element.sheet if element else ""

    @cached_property
    def checks_by_moment(self) -> dict[str, tuple[CheckPlan, ...]]:
        """The checks that run at each moment: those of the moment and of the earlier ones."""
        checks = self.blueprint.checks
        moments = ("change", "submit", "review")
        return {
            moment: tuple(plan for plan in checks if plan.check.when in moments[: number + 1])
            for number, moment in enumerate(moments)
        }

    def short_cuts(self, shape: Shape) -> ShortCuts:
        """Return the short cuts for reading the values of a shape of this machine."""
        if id(shape) not in self._short_cuts:
            self._short_cuts[id(shape)] = short_cuts(_typed_fields(shape))
        return self._short_cuts[id(shape)]

    def slots(self, shape: Shape) -> dict[str, int]:
        """Return the slots of the values of a shape of this machine, by name."""
        found = self._slots.get(id(shape))
        if found is None:
            found = {name: cell.slot for name, cell in shape.items() if isinstance(cell, Cell)}
            self._slots[id(shape)] = found
        return found

    @cached_property
    def grids(self) -> dict[str, Grid]:
        """The grids of the form by name."""
        return {item.grid: item for item in items_of(self.blueprint.form) if isinstance(item, Grid)}

    @cached_property
    def repeat_items(self) -> dict[str, Repeat]:
        """The repeats of the form by name."""
        return {item.repeat: item for item in items_of(self.blueprint.form) if isinstance(item, Repeat)}

    @cached_property
    def defaults(self) -> list[Cell]:
        """The cells that have a default, in reading order."""
        return [cell for cell in self.blueprint.cells.values() if cell.default >= 0]


def _once(blueprint: Blueprint) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {one.sheet: {} for one in blueprint.form.sheets if one.once}
    for cell in blueprint.cells.values() if found else ():
        if cell.sheet in found:
            found[cell.sheet][cell.repeat or cell.path.partition(".")[0]] = None
    return {sheet: tuple(names) for sheet, names in found.items()}


def _looks(blueprint: Blueprint) -> dict[str, Look]:
    cells: dict[str, list[Cell]] = {"": [], **{name: [] for name in blueprint.repeats}}
    for cell in blueprint.cells.values():
        cells[cell.repeat].append(cell)
    return {name: look_over(found) for name, found in cells.items()}


def _typed_fields(shape: Shape) -> dict[str, Field]:
    cells = {name: cell for name, cell in shape.items() if isinstance(cell, Cell)}
    return {name: cell.field for name, cell in cells.items() if not cell.calculated}


def _typed(slot: int, gate: int) -> Function:
    """Return the function of a value that is as typed, while its gate is open."""
    if gate == ALWAYS:
        return lambda v, t, h, w: t[slot]
    return lambda v, t, h, w: t[slot] if v[gate] else None


def _label_of(machine: Machine, number: int, value: object) -> str | None:
    """Return the label of a chosen value; used by passes."""
    path, language = machine.blueprint.labels[number]
    cell = machine.blueprint.cells[path]
    known = machine.codelist(cell)
    if isinstance(value, list):
        return "、".join(label(one, cell.field, language, known) for one in value)
    return label(value, cell.field, language, known) if isinstance(value, str) else None


def _row_cells(blueprint: Blueprint) -> dict[str, Shape]:
    """Return the cells of each repeat's rows by name."""
    found: dict[str, Shape] = {name: {} for name in blueprint.repeats}
    for cell in blueprint.cells.values():
        if cell.repeat:
            found[cell.repeat][cell.field.field] = cell
    return found


def items_of(form: Form) -> Iterator[Item]:
    """Return the items of a form outside repeats, those of groups too."""
    waiting: list[Item] = [item for sheet in form.sheets for item in sheet.items]
    for item in waiting:
        yield item
        if isinstance(item, Group):
            waiting.extend(item.items)
        elif isinstance(item, Scoring):
            waiting.extend(scored_items(item))


def _shape(blueprint: Blueprint) -> Shape:
    """Return the nested names of what may be typed: name to cell, to more names, or to a row's names."""
    shape: Shape = {}
    for cell in blueprint.cells.values():
        parts = cell.path.split(".")
        if cell.repeat:
            shape[cell.repeat] = []
            continue
        here = shape
        for part in parts[:-1]:
            here = here.setdefault(part, {})
        here[parts[-1]] = cell
    return shape
