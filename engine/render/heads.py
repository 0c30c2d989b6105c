"""The head of a grid as rows of a table: columns under shared heads, to any depth; and its contexts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from engine.forms.model.base import Text
from engine.forms.model.fields import Column
from engine.forms.model.items import Grid
from engine.render.contexts import Head, key

Words = Callable[[Text | None], str]


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell over the columns of a grid. `slug` is its part of ids.

    `across` is how many columns a shared head covers, 0 for a column's own; `down` how many rows.
    """

    slug: str
    label: str
    hint: str = ""
    unit: str = ""
    across: int = 0
    down: int = 1


@dataclass(frozen=True, slots=True)
class GridHead:
    """The frame of a grid around its rows."""

    slug: str = key("Its path as part of ids")
    path: str = key("The grid's name")
    label: str = key("The grid's heading")
    hint: str = key("What helps to fill it")
    levels: tuple[tuple[HeadCell, ...], ...] = key("The rows of cells over the columns, shared heads first")
    columns: int = key("How many columns there are")
    united: bool = key("Whether the rows' units have a column")
    coded: bool = key("Whether the rows' codes have a column")
    notes: tuple[str, ...] = key("What is noted under the grid")
    body: Markup = key("The rows as HTML")
    writable: bool = key("Whether anything can be typed or pasted")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a grid."""

    slug: str = key("Its path as part of ids")
    head: Head = key("The row's head")
    united: bool = key("Whether the unit has a cell of its own")
    coded: bool = key("Whether codes have a cell")
    code: str = key("The row's code")
    body: Markup = key("The cells as HTML")
    oob: Markup = key("The swap attribute of a fragment, nothing inside a page")


def levels(grid: Grid, words: Words) -> tuple[tuple[HeadCell, ...], ...]:
    """Return the rows of cells over the columns, the shared heads first."""
    depth = 1 + max(len(grid.above(column)) for column in grid.columns)
    return tuple(tuple(_level(grid, words, number, depth)) for number in range(depth))


def label_ids(grid: Grid, column: Column) -> str:
    """Return the ids of the heads over a column and of its own, outermost first."""
    names = (*(head.head for head in grid.above(column)), column.column)
    return " ".join(f"c-{grid.grid}-{name}" for name in names)


def _level(grid: Grid, words: Words, number: int, depth: int) -> Sequence[HeadCell]:
    cells: list[HeadCell] = []
    trails = [(column, grid.above(column)) for column in grid.columns]
    for trail, found in groupby(trails, key=lambda one: one[1][: number + 1]):
        columns = [column for column, _trail in found]
        if len(trail) > number:
            head = trail[number]
            slug = f"{grid.grid}-{head.head}"
            cells.append(HeadCell(slug, words(head.label) or head.head, across=len(columns)))
        elif len(trail) == number:
            cells += [_own(grid, column, words, down=depth - number) for column in columns]
    return cells


def _own(grid: Grid, column: Column, words: Words, *, down: int) -> HeadCell:
    return HeadCell(
        f"{grid.grid}-{column.column}",
        words(column.label) or column.column,
        words(column.hint),
        words(column.unit),
        down=down,
    )
