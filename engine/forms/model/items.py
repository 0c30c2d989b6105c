"""What a sheet is made of: fields, groups, grids, repeats, matrices, scorings and notes."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag
from pydantic import Field as Property

from engine.forms.model.base import Expression, Name, Part, Text, text_in
from engine.forms.model.fields import (
    Check,
    Choice,
    CodelistChoices,
    Column,
    Field,
    Hiding,
    MatrixRow,
    Properties,
    Row,
)
from engine.forms.model.scoring import Scoring

ITEM_KEYS = ("field", "group", "grid", "repeat", "matrix", "scoring", "note")


class Note(Part):
    """Markdown to read; makes no data."""

    note: Text
    relevant: Expression | None = None


class Head(Part):
    """A head shared by columns (and heads) that stand side by side and name it in `under`."""

    head: Name
    label: Text | None = None
    under: Name | None = None


class Grid(Part):
    """Fixed rows × columns; data `grid: {row: {column: value}}`.

    `heads` stand over the columns, `notes` under the grid; `units: column` gives the rows' units a
    column of their own, as rows that have a `code` give their codes one.
    """

    grid: Name
    label: Text | None = None
    hint: Text | None = None
    relevant: Expression | None = None
    carry: bool | None = None
    when_hidden: Hiding | None = None
    heads: tuple[Head, ...] = ()
    columns: Annotated[tuple[Column, ...], Property(min_length=1)]
    rows: Annotated[tuple[Row, ...], Property(min_length=1)]
    units: Literal["label", "column"] = "label"
    notes: tuple[Text, ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def coded(self) -> bool:
        """Whether its rows have codes."""
        return any(row.code for row in self.rows)

    def above(self, column: Column) -> tuple[Head, ...]:
        """Return the heads over `column`, outermost first."""
        trail: list[Head] = []
        name = column.under
        for head in reversed(self.heads):
            if head.head == name:
                trail.insert(0, head)
                name = head.under
        return tuple(trail)

    def called(self, column: Column) -> Text:
        """Return what a column is called by itself: the heads over it, then its own label."""
        labels = (*(head.label for head in self.above(column)), column.label)
        parts = [label for label in labels if label is not None]
        if len(parts) < 2:
            return parts[0] if parts else column.column
        languages = sorted({name for part in parts if isinstance(part, dict) for name in part})
        if not languages:
            return "·".join(text_in(part) for part in parts)
        return {name: "·".join(text_in(part, name) for part in parts) for name in languages}

    def has_cell(self, row: Row, column: Column) -> bool:
        """Whether `row` has a cell in `column`."""
        return row.columns is None or column.column in row.columns

    def cell(self, row: Row, column: Column) -> Field:
        """Return the field of one cell: the column's properties, the row's over them, then the cell's.

        A row's label and hint head the row and do not name the cell; `default` and `calculation`
        of a row win over the column's like every other property. A computed column is nobody's to
        enter: the row's type, unit, limits and `required` are not its own (a growth in % of
        people, of money), so of the row only `relevant` and `calculation` reach it.
        """
        passed = _COMPUTED if column.calculation is not None else _ENTERED
        merged: dict[str, Any] = _given(column) | {
            key: value for key, value in _given(row).items() if key in passed
        }
        single = row.cells.get(column.column)
        if single:
            merged |= _given(single)
        return Field.model_construct(**(_DEFAULTS | merged), field=column.column)


class Matrix(Part):
    """Statements × choices; data `matrix: {row: value, [values] or text}` by `type`."""

    matrix: Name
    label: Text | None = None
    hint: Text | None = None
    type: Literal["select_one", "select_multiple", "text"] = "select_one"
    rows: Annotated[tuple[MatrixRow, ...], Property(min_length=1)]
    choices: CodelistChoices | tuple[Choice, ...] | None = None
    required: Expression | None = None
    relevant: Expression | None = None
    maxLength: Annotated[int, Property(ge=1, le=100_000)] | None = None
    carry: bool | None = None
    when_hidden: Hiding | None = None


class Group(Part):
    """A heading and a box around items; makes no data."""

    group: Name
    label: Text | None = None
    hint: Text | None = None
    relevant: Expression | None = None
    carry: bool | None = None
    when_hidden: Hiding | None = None
    items: "tuple[Item, ...]"


class Repeat(Part):
    """Rows that the filer adds; data `repeat: [{…}, …]`. Holds fields, groups and notes.

    Rows of two periods are the same row when their `key` fields are equal.
    """

    repeat: Name
    label: Text | None = None
    hint: Text | None = None
    title: Text | None = None
    minimum: Annotated[int, Property(ge=0)] = 0
    maximum: Annotated[int, Property(ge=1, le=10_000)] | None = None
    relevant: Expression | None = None
    key: tuple[Name, ...] = ()
    carry: bool | None = None
    when_hidden: Hiding | None = None
    items: "Annotated[tuple[Item, ...], Property(min_length=1)]"
    checks: tuple[Check, ...] = ()


def item_kind(value: object) -> str:
    """Return which item a mapping (or a model) is, by the key that names it; '' when none does."""
    keys = value if isinstance(value, Mapping) else getattr(type(value), "model_fields", {})
    return next((key for key in ITEM_KEYS if key in keys), "")


Item = Annotated[
    Annotated[Field, Tag("field")]
    | Annotated[Group, Tag("group")]
    | Annotated[Grid, Tag("grid")]
    | Annotated[Repeat, Tag("repeat")]
    | Annotated[Matrix, Tag("matrix")]
    | Annotated[Scoring, Tag("scoring")]
    | Annotated[Note, Tag("note")],
    Discriminator(item_kind),
]

_ENTERED = frozenset(Properties.model_fields) - {"label", "hint"}
_COMPUTED = frozenset({"relevant", "calculation"})

_DEFAULTS: dict[str, Any] = {name: info.default for name, info in Properties.model_fields.items()}


def _given(part: Properties) -> dict[str, Any]:
    own = Properties.model_fields
    return {key: getattr(part, key) for key in part.model_fields_set if key in own}


Group.model_rebuild()
Repeat.model_rebuild()
