"""How the value of each cell is drawn: from hints, from the period before, from its limits, or freely."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from engine.forms.fieldtypes.sizes import FILE_TYPES
from engine.forms.history import pluck
from engine.forms.machine import Machine
from engine.forms.names import NEVER
from engine.forms.periods import Period
from engine.forms.plan import Cell
from engine.forms.sampling import values as drawing
from engine.forms.sampling.edges import Edge, edges
from engine.forms.sampling.guide import Guide, fitting, sibling

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draw:
    """How the value of one cell is drawn."""

    cell: Cell
    names: tuple[str, ...]
    """Where it stands in the values, or in its row."""
    span: drawing.Range
    offered: tuple[str, ...]
    weights: tuple[float, ...]
    alone: frozenset[str]
    words: tuple[str, ...]
    fixed: Any
    sum_of: str
    copy_of: str
    twin: str
    """The path of the cell that this one's default takes from last year."""

    @property
    def flexible(self) -> bool:
        """Whether the cell may be left empty; words beside a choice are always given."""
        return self.cell.required == NEVER and not self.cell.companion


def draws_of(machine: Machine, guide: Guide) -> list[Draw]:
    """Return how each cell that people type is drawn; what is copied or added up from others comes last."""
    cells = (cell for cell in machine.blueprint.cells.values() if not cell.calculated)
    drawn = [_draw(cell, machine, guide) for cell in cells]
    drawn.sort(key=lambda draw: bool(draw.copy_of) + 2 * bool(draw.sum_of or draw.twin))
    return drawn


def _draw(cell: Cell, machine: Machine, guide: Guide) -> Draw:
    path, field = cell.path, cell.field
    offered = drawing.choice_values(field, machine.codelist(cell))
    summed = sibling(path, fitting(guide.sums, path)).rpartition("[].")[2]
    weighed = fitting(guide.weights, path)
    weights = (
        tuple(weighed.get(value, 0.0) for value in offered) if weighed else drawing.skewed(path, len(offered))
    )
    return Draw(
        cell=cell,
        names=tuple(path.rpartition("[].")[2].split(".")),
        span=drawing.limits(field, fitting(guide.ranges, path)),
        offered=offered,
        weights=weights,
        alone=drawing.exclusive_values(field),
        words=fitting(guide.words, path) or (),
        fixed=fitting(guide.values, path),
        sum_of=summed,
        copy_of="" if summed else sibling(path, fitting(guide.copies, path)).rpartition("[].")[2],
        twin=_twin(cell),
    )


@dataclass(frozen=True, slots=True)
class Source:
    """Draws values in one period."""

    random: Random
    guide: Guide
    machine: Machine
    period: Period | None
    row: int | None = None
    """The row of a repeat that is drawn: the words given are used in turn."""

    def fill(self, draws: Iterable[Draw], values: Values, earlier: Sequence[Mapping[str, Any]]) -> None:
        """Give each cell still empty a value; `earlier` are the periods before, newest first."""
        for draw in draws:
            if pluck(values, ".".join(draw.names)) is None:
                put(values, draw.names, self._cell(draw, values, earlier))

    def _cell(self, draw: Draw, values: Values, earlier: Sequence[Mapping[str, Any]]) -> Any:
        path = ".".join(draw.names)
        if draw.fixed is not None:
            return draw.fixed
        if draw.copy_of:
            return pluck(values, draw.copy_of)
        if draw.sum_of:
            return self._year_so_far(pluck(values, draw.sum_of), pluck(earlier[0], path))
        near = next((was for one in earlier if (was := pluck(one, path)) is not None), None)
        if near is None and draw.flexible and not draw.twin and self._skips(draw, earlier):
            return None
        return self.value(draw, pluck(values, draw.twin) if near is None and draw.twin else near)

    def _skips(self, draw: Draw, earlier: Sequence[Mapping[str, Any]]) -> bool:
        """Whether an optional cell stays empty; who left it empty before mostly goes on doing so."""
        source = Random(draw.cell.path) if any(earlier) else self.random
        return source.random() >= self.guide.answered

    def _year_so_far(self, flow: object, was: object) -> Decimal | None:
        if not isinstance(flow, Decimal):
            return None
        index = self.period.index if self.period else 1
        if index == 1:
            return flow
        return flow + was if isinstance(was, Decimal) else flow * index

    def edges(self, draw: Draw) -> tuple[Edge, ...]:
        """Return the limits of a cell."""
        return edges(draw.cell.field, self.machine.codelist(draw.cell), self.period)

    def value(self, draw: Draw, near: object = None) -> Any:
        """Return a value of a cell's type; `near` is one it should resemble."""
        field, random = draw.cell.field, self.random
        if self.guide.edges and random.random() < self.guide.edges and (stated := self.edges(draw)):
            return random.choice(stated).value
        if field.kind in ("integer", "decimal", "rating"):
            if isinstance(near, Decimal):
                return drawing.moved(random, near, field)
            return drawing.number(random, field, draw.span)
        if near is not None and field.kind not in FILE_TYPES:
            return near
        return self._other(draw)

    def _other(self, draw: Draw) -> Any:
        field, random = draw.cell.field, self.random
        if field.kind in FILE_TYPES:
            return drawing.files(random, field)
        if draw.offered:
            return self._chosen(draw)
        if field.kind in ("text", "textarea"):
            if draw.words and self.row is not None:
                return draw.words[self.row % len(draw.words)]
            return drawing.words(random, field, draw.words)
        return drawing.other(random, field)

    def _chosen(self, draw: Draw) -> str | list[str]:
        kind = draw.cell.field.kind
        if kind == "select_multiple":
            return drawing.several(self.random, draw.offered, draw.weights, draw.alone)
        if kind == "rank":
            return self.random.sample(draw.offered, len(draw.offered))
        return self.random.choices(draw.offered, draw.weights)[0]


def put(values: Values, names: tuple[str, ...], value: Any) -> None:
    """Put a value in place among nested ones."""
    for name in names[:-1]:
        values = values.setdefault(name, {})
    values[names[-1]] = value


def _twin(cell: Cell) -> str:
    """Return the path of what a default `same_last_year(x)` reads, when it is a cell beside it."""
    logic = cell.field.default.logic if cell.field.default else None
    given = logic.get("same_last_year") if isinstance(logic, dict) else None
    first = given[0] if isinstance(given, list) and given else given
    name = first.get("var") if isinstance(first, dict) else None
    return sibling(cell.path, name) if cell.grid and isinstance(name, str) else ""
