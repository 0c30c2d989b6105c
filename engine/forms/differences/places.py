"""The places of a form that answers are kept at, and what kind of place each is."""

from collections.abc import Iterable, Mapping
from typing import Final, Literal, Protocol

from engine.forms.model.fields import Field, FieldType
from engine.forms.model.form import Form
from engine.forms.names import seat_all

PlaceKind = Literal["field", "grid", "row", "column", "cell", "repeat", "member", "matrix", "statement"]


class Placed(Protocol):
    """One cell as both the plan of a program and the seats of a form know it."""

    @property
    def path(self) -> str:
        """Its path pattern."""

    @property
    def field(self) -> Field:
        """What is asked there."""

    @property
    def repeat(self) -> str:
        """The repeat whose rows it stands in, or ''."""

    @property
    def grid(self) -> str:
        """The grid it stands in, or ''."""

    @property
    def row(self) -> str:
        """The row of the grid or matrix, or ''."""

    @property
    def column(self) -> str:
        """The column of the grid, or ''."""

    @property
    def matrix(self) -> str:
        """The matrix it stands in, or ''."""

    @property
    def companion(self) -> str:
        """The path of the choice whose text box it is, or ''."""


Cells = Mapping[str, Placed]

STORED: Final[Mapping[FieldType, str]] = {
    "text": "text",
    "textarea": "text",
    "integer": "number",
    "decimal": "number",
    "boolean": "truth",
    "date": "date",
    "datetime": "moment",
    "month": "month",
    "year": "year",
    "select_one": "code",
    "cascade": "code",
    "select_multiple": "codes",
    "rank": "rank",
    "rating": "rating",
    "file": "files",
    "image": "files",
    "signature": "signature",
    "calculate": "any",
}
"""What a type's answers are in the store: types of one word read each other's answers."""


def cells_of(form: Form) -> Cells:
    """Return the cells of a form by path pattern, in reading order."""
    return seat_all(form).spots


def places_of(cells: Iterable[Placed]) -> dict[str, PlaceKind]:
    """Return every place that a name of `renamed` may mean, with its kind."""
    found: dict[str, PlaceKind] = {}
    for cell in cells:
        if cell.grid:
            found[cell.grid] = "grid"
            found[f"{cell.grid}.{cell.row}"] = "row"
            found[f"{cell.grid}.*.{cell.column}"] = "column"
            found[cell.path] = "cell"
        elif cell.matrix:
            found[cell.matrix] = "matrix"
            found[cell.path] = "statement"
        elif cell.repeat:
            found[cell.repeat] = "repeat"
            found[cell.path] = "member"
        else:
            found[cell.path] = "field"
    return found


def alike(before: Field, after: Field) -> bool:
    """Whether answers to the one can be read as answers to the other."""
    kinds = {STORED[before.kind], STORED[after.kind]}
    return len(kinds) == 1 or "any" in kinds
