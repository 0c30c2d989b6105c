"""Where each value of a form is kept: a seat in the form's list, in a repeat row's, or in the context's.

Knows the items of a form and nothing of rules but their types.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from engine.forms.fieldtypes.registry import TYPES
from engine.forms.model.fields import Choice, Field
from engine.forms.model.form import Form
from engine.forms.model.items import Grid, Group, Item, Matrix, Repeat
from engine.forms.model.scoring import Scoring
from engine.forms.scored import scored_items
from engine.rules import Type

ALWAYS = 0
"""The seat that holds True in every list: what is always relevant, always required."""
NEVER = 1
"""The seat that holds False in every list."""
FIRST = 2


class Seat(NamedTuple):
    """A place of a value. `kind`: v the form's list, h the context, r the repeat row at hand,
    p the row before it, col one column over all rows of `repeat`."""

    kind: str
    slot: int
    repeat: str = ""

    @property
    def code(self) -> str:
        """The Python expression that reads it in generated code."""
        return f"{self.kind}[{self.slot}]"


@dataclass(frozen=True, slots=True)
class Place:
    """What a name in a rule stands for: type, the code that reads it, and the seats it depends on.

    `path` is the cell's path pattern (or the name itself in the context); `function` and `n` say
    which other period it is read from.
    """

    type: Type
    code: str
    seats: tuple[Seat, ...]
    path: str = ""
    function: str = ""
    n: int = 0

    @property
    def single(self) -> Seat | None:
        """The one seat this place is, or None for what is put together from several."""
        seat = self.seats[0] if len(self.seats) == 1 else None
        return seat if seat and seat.kind != "col" and seat.code == self.code else None


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell's seat and field, before it is known when it is relevant."""

    path: str
    field: Field
    slot: int
    repeat: str = ""
    grid: str = ""
    row: str = ""
    column: str = ""
    matrix: str = ""
    companion: str = ""
    """The choice field whose text box this is."""

    @property
    def type(self) -> Type:
        """The type rules see."""
        return TYPES[self.field.kind].rule_type(self.field)


@dataclass(frozen=True, slots=True)
class Derived:
    """A value the engine makes for rules (a total, a label): `code` over the seats it reads."""

    repeat: str
    slot: int
    code: str
    seats: tuple[Seat, ...]


@dataclass(slots=True)
class Names:
    """Every seat of one form; more are taken while its rules are read."""

    spots: dict[str, Spot] = field(default_factory=dict)
    repeats: dict[str, int] = field(default_factory=dict)
    grids: dict[str, Grid] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=lambda: {"": FIRST})
    context: dict[tuple[object, ...], int] = field(default_factory=dict)
    labels: dict[tuple[str, str], int] = field(default_factory=dict)
    earning: dict[str, int] = field(default_factory=dict)
    """The number of the function that counts the points of a path's choices."""
    derived: dict[tuple[str, str], Derived] = field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The fields by which rows of each repeat are known again."""
    read_as: dict[str, Decimal] | None = None
    openings: list[frozenset[str]] = field(default_factory=list)
    """Sets of choices that open a text box."""

    def take(self, repeat: str = "") -> int:
        """Take the next free seat in the form's list, or in the rows' of `repeat`."""
        self.sizes[repeat] += 1
        return self.sizes[repeat] - 1

    def outside(self, *spec: object) -> Seat:
        """Return the context's seat of what `spec` names."""
        return Seat("h", self.context.setdefault(spec, len(self.context)))

    def label(self, path: str, language: str) -> int:
        """Return the number of the function that words the choices of `path`."""
        return self.labels.setdefault((path, language), len(self.labels))

    def points(self, path: str) -> int:
        """Return the number of the function that counts the points of what is chosen at `path`."""
        return self.earning.setdefault(path, len(self.earning))

    def derive(self, repeat: str, code: str, seats: tuple[Seat, ...]) -> Seat:
        """Return the seat of a value made by `code`."""
        made = self.derived.get((repeat, code))
        if made is None:
            made = self.derived[repeat, code] = Derived(repeat, self.take(repeat), code, seats)
        return Seat("r" if repeat else "v", made.slot)

    def cell(self, grid: str, row: str, column: str) -> Spot | None:
        """Return one cell of a grid."""
        return self.spots.get(f"{grid}.{row}.{column}")

    def columns(self, repeat: str) -> Iterator[Spot]:
        """Return the cells of one row of `repeat`."""
        return (spot for spot in self.spots.values() if spot.repeat == repeat)


def seat_all(form: Form) -> Names:
    """Give every cell and repeat of `form` a seat, in reading order."""
    names = Names(read_as=form.read_as)
    for sheet in form.sheets:
        _items(names, sheet.items, "")
    return names


def _items(names: Names, items: Iterable[Item], repeat: str) -> None:
    for item in items:
        match item:
            case Field():
                _field(names, item, repeat)
            case Group():
                _items(names, item.items, repeat)
            case Grid():
                _grid(names, item)
            case Matrix():
                _matrix(names, item)
            case Scoring():
                _items(names, scored_items(item), repeat)
            case Repeat():
                names.repeats[item.repeat] = names.take()
                names.sizes[item.repeat] = FIRST
                names.keys[item.repeat] = item.key
                _items(names, item.items, item.repeat)


def _field(names: Names, item: Field, repeat: str) -> None:
    prefix = f"{repeat}[]." if repeat else ""
    path = prefix + item.field
    names.spots[path] = Spot(path, item.reading(names.read_as), names.take(repeat), repeat)
    if text_choices(item):
        name = item.field[:59] + "_text"
        box = Field(field=name, type="text", label=item.label, maxLength=1000, stage=item.stage)
        names.spots[prefix + box.field] = Spot(
            prefix + box.field, box, names.take(repeat), repeat, companion=path
        )


def text_choices(item: Field) -> tuple[str, ...]:
    """Return the choices of a field that open a text box beside it."""
    choices = item.choices if isinstance(item.choices, tuple) else ()
    return tuple(choice.value for choice in choices if isinstance(choice, Choice) and choice.text)


def _grid(names: Names, grid: Grid) -> None:
    names.grids[grid.grid] = grid
    for row in grid.rows:
        for column in grid.columns:
            if grid.has_cell(row, column):
                path = f"{grid.grid}.{row.row}.{column.column}"
                cell = grid.cell(row, column).reading(names.read_as)
                names.spots[path] = Spot(
                    path, cell, names.take(), grid=grid.grid, row=row.row, column=column.column
                )


def _matrix(names: Names, matrix: Matrix) -> None:
    for row in matrix.rows:
        cell = Field(
            field=row.row,
            label=row.label,
            type=matrix.type,
            choices=matrix.choices,
            required=row.required if row.required is not None else matrix.required,
            relevant=row.relevant,
            maxLength=matrix.maxLength,
        )
        path = f"{matrix.matrix}.{row.row}"
        names.spots[path] = Spot(path, cell, names.take(), row=row.row, matrix=matrix.matrix)
