"""Names: unique where data needs it, not reserved, and every path and key field leading somewhere."""

from collections.abc import Iterable, Iterator
from typing import Final

from engine.forms.linter.lint import Lint
from engine.forms.linter.walk import Visit
from engine.forms.model.base import Part
from engine.forms.model.fields import Check, Field
from engine.forms.model.form import Sheet
from engine.forms.model.items import Grid, Group, Matrix, Repeat
from engine.forms.model.scoring import Indicator, Scoring
from engine.forms.names import Names, text_choices
from engine.forms.nodes import Place
from engine.problems import Problem

RESERVED: Final = frozenset(
    ["and", "or", "not", "in", "if", "else", "true", "false", "null", "form", "org", "user", "period", "end"]
)
"""Words of the expression language, and names of what surrounds a form."""


def names(lint: Lint) -> Iterator[Problem]:
    """Check the names of a form."""
    yield from _duplicates(lint, _data_names(lint), "duplicate-name")
    yield from _duplicates(lint, _layout_names(lint), "duplicate-name")
    yield from _duplicates(lint, _check_names(lint), "duplicate-check")
    yield from _duplicates(lint, _example_names(lint), "duplicate-example")
    for visit, grid in lint.of(Grid):
        yield from _grid(lint, visit, grid)
    for visit, check in lint.of(Check):
        yield from _check(lint, visit, check)
    yield from _key_fields(lint)
    yield from _nesting(lint)


def clash(lint: Lint) -> bool:
    """Whether names clash, so that nothing can be said of what they mean."""
    found = [*_duplicates(lint, _data_names(lint), "duplicate-name"), *_nesting(lint)]
    return any(fault.severity == "error" for fault in found)


def _data_names(lint: Lint) -> Iterator[tuple[str, str, Place]]:
    """Yield the space a name must be unique in, the name and its place."""
    for visit in lint.visits:
        part, place = visit.part, visit.place
        match part:
            case Field():
                yield visit.repeat, part.field, (*place, "field")
                if text_choices(part):
                    yield visit.repeat, f"{part.field}_text", (*place, "field")
            case Grid():
                yield "", part.grid, (*place, "grid")
                yield from _rows(part.heads, f"{part.grid} columns", "head", (*place, "heads"))
                yield from _rows(part.columns, f"{part.grid} columns", "column", (*place, "columns"))
                yield from _rows(part.rows, f"{part.grid} rows", "row", (*place, "rows"))
            case Matrix():
                yield "", part.matrix, (*place, "matrix")
                yield from _rows(part.rows, f"{part.matrix} rows", "row", (*place, "rows"))
            case Scoring():
                yield "", part.scoring, (*place, "scoring")
                if part.grades:
                    yield "", part.grade_name, (*place, "scoring")
                yield from _indicators(part.scoring, part.indicators, place)
            case Repeat():
                yield "", part.repeat, (*place, "repeat")


def _rows(parts: Iterable[Part], space: str, key: str, place: Place) -> Iterator[tuple[str, str, Place]]:
    for number, part in enumerate(parts):
        yield space, getattr(part, key), (*place, number, key)


def _indicators(
    space: str, indicators: Iterable[Indicator], place: Place
) -> Iterator[tuple[str, str, Place]]:
    """Yield the indicators of all levels: they are the rows of one grid."""
    for number, one in enumerate(indicators):
        here = (*place, "indicators", number)
        yield f"{space} indicators", one.indicator, (*here, "indicator")
        yield from _indicators(space, one.indicators, here)


def _layout_names(lint: Lint) -> Iterator[tuple[str, str, Place]]:
    for visit in lint.visits:
        if isinstance(visit.part, Sheet):
            yield "sheets", visit.part.sheet, (*visit.place, "sheet")
        elif isinstance(visit.part, Group):
            yield "groups", visit.part.group, (*visit.place, "group")


def _check_names(lint: Lint) -> Iterator[tuple[str, str, Place]]:
    for visit, check in lint.of(Check):
        if check.check:
            yield "checks", check.check, (*visit.place, "check")


def _example_names(lint: Lint) -> Iterator[tuple[str, str, Place]]:
    for number, example in enumerate(lint.form.examples):
        yield "examples", example.example, ("examples", number, "example")


def _duplicates(lint: Lint, found: Iterable[tuple[str, str, Place]], code: str) -> Iterator[Problem]:
    first: dict[tuple[str, str], Place] = {}
    for space, name, place in found:
        known = first.setdefault((space, name), place)
        if known is not place:
            span = lint.span(known)
            yield lint.fault(code, place, name=name, line=span.line if span else 0)
        elif name in RESERVED and code == "duplicate-name" and space not in ("sheets", "groups"):
            yield lint.fault("reserved-name", place, name=name)


def _grid(lint: Lint, visit: Visit, grid: Grid) -> Iterator[Problem]:
    columns = [column.column for column in grid.columns]
    yield from _heads(lint, visit, grid)
    for number, row in enumerate(grid.rows):
        place = (*visit.place, "rows", number)
        for at, name in enumerate(row.columns or ()):
            if name not in columns:
                yield lint.unknown("column", name, columns, (*place, "columns", at))
        for name in row.cells:
            if name not in columns:
                yield lint.unknown("column", name, columns, (*place, "cells", name))


def _heads(lint: Lint, visit: Visit, grid: Grid) -> Iterator[Problem]:
    """Check that heads and columns stand under heads named before, and those of one head side by side."""
    names = [head.head for head in grid.heads]
    for number, head in enumerate(grid.heads):
        if head.under is not None and head.under not in names[:number]:
            yield lint.unknown("head", head.under, names[:number], (*visit.place, "heads", number, "under"))
    for number, column in enumerate(grid.columns):
        if column.under is not None and column.under not in names:
            yield lint.unknown("head", column.under, names, (*visit.place, "columns", number, "under"))
    for number, head in enumerate(grid.heads):
        at = [place for place, column in enumerate(grid.columns) if head in grid.above(column)]
        if at and at[-1] - at[0] >= len(at):
            yield lint.fault("columns-apart", (*visit.place, "heads", number, "head"), name=head.head)


def _check(lint: Lint, visit: Visit, check: Check) -> Iterator[Problem]:
    if visit.grid is None and check.rows is not None:
        yield lint.fault("rows-outside-grid", (*visit.place, "rows"), key=True)
    known = [row.row for row in visit.grid.rows] if visit.grid else []
    for number, name in enumerate(check.rows or ()):
        if visit.grid and name not in known:
            yield lint.unknown("row", name, known, (*visit.place, "rows", number))
    for number, path in enumerate(check.at):
        if not leads(lint.surroundings.names, path, visit):
            yield lint.unknown("path", path, _paths(lint), (*visit.place, "at", number))


def leads(names: Names, path: str, visit: Visit) -> bool:
    """Whether a path of a check's `at` is a cell, a row or an item of the form, seen from the check."""
    columns = {column.column for column in visit.grid.columns} if visit.grid else set()
    heads = names.grids.keys() | names.repeats.keys()
    rows = {f"{name}.{row.row}" for name, grid in names.grids.items() for row in grid.rows}
    matrices = {spot.matrix for spot in names.spots.values() if spot.matrix}
    plain = path.removeprefix("form.")
    local = f"{visit.repeat}[].{plain}" in names.spots if visit.repeat else False
    return local or plain in names.spots or plain in columns | heads | rows | matrices


def _paths(lint: Lint) -> list[str]:
    return [path.replace("[]", "") for path in lint.surroundings.names.spots]


def _key_fields(lint: Lint) -> Iterator[Problem]:
    known = [path for path in lint.surroundings.names.spots if "." not in path]
    for number, name in enumerate(lint.form.key_fields):
        if name not in known:
            yield lint.unknown("field", name, known, ("key_fields", number))


def _nesting(lint: Lint) -> Iterator[Problem]:
    for visit in lint.visits:
        inside = visit.repeat and not (isinstance(visit.part, Repeat) and visit.part.repeat == visit.repeat)
        if inside and isinstance(visit.part, Repeat | Grid | Matrix | Scoring):
            yield lint.fault("not-in-repeat", visit.place, name=visit.repeat)
