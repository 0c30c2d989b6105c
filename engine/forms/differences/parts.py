"""Every part of a form by the name it keeps over versions, with where it stands on the sheets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from engine.forms.model.base import Part, Text
from engine.forms.model.fields import Check, Column, Field, MatrixRow, Row
from engine.forms.model.form import Form, Sheet
from engine.forms.model.items import Grid, Group, Item, Matrix, Note, Repeat
from engine.forms.nodes import Place
from engine.rules import print_rule

What: TypeAlias = Literal[
    "form", "collection", "link", "sheet", "group", "note", "check", "field", "grid", "row", "column",
    "cell", "repeat", "member", "matrix", "statement",
]  # fmt: skip

LAYOUT: Final = frozenset({"sheet", "group", "note"})
"""Parts that make no data."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part: `path` is its name over versions, `place` where it stands in the file.

    `under` is the sheet or group it stands in, `inside` the grid, repeat or matrix it is part of.
    """

    path: str
    what: What
    part: Part
    place: Place
    under: str = ""
    inside: str = ""

    @property
    def label(self) -> Text:
        """What people call it; its name where it has no label."""
        for word in ("label", "title", "note", "message"):
            found: Text | None = getattr(self.part, word, None)
            if found:
                return found
        return self.path.rpartition("#")[2]


def pieces_of(form: Form) -> dict[str, Piece]:
    """Return every part of `form` by path, in reading order; of two with one path the first."""
    found: dict[str, Piece] = {}
    for piece in _form(form):
        found.setdefault(piece.path, piece)
    return found


def _form(form: Form) -> Iterator[Piece]:
    yield Piece("", "form", form, ())
    yield Piece("#collection", "collection", form.collection, ("collection",))
    for name, link in form.links.items():
        yield Piece(f"#link.{name}", "link", link, ("links", name))
    for number, sheet in enumerate(form.sheets):
        yield from _sheet(sheet, ("sheets", number))
    yield from _checks(form.checks, Piece("", "form", form, ()))


def _sheet(sheet: Sheet, place: Place) -> Iterator[Piece]:
    here = Piece(f"#sheet.{sheet.sheet}", "sheet", sheet, place)
    yield here
    yield from _items(sheet.items, here)
    yield from _checks(sheet.checks, here)


def _items(items: Iterable[Item], above: Piece, repeat: str = "") -> Iterator[Piece]:
    for number, item in enumerate(items):
        here = replace(above, under=above.path, place=(*above.place, "items", number), part=item)
        yield from _item(item, here, repeat)


def _item(item: Item, here: Piece, repeat: str) -> Iterator[Piece]:
    match item:
        case Note():
            yield replace(here, path=f"#note.{_words(item.note)}", what="note")
        case Group():
            group = replace(here, path=f"#group.{item.group}", what="group")
            yield group
            yield from _items(item.items, group, repeat)
        case Field():
            path = f"{repeat}[].{item.field}" if repeat else item.field
            yield replace(here, path=path, what="member" if repeat else "field", inside=repeat)
        case Repeat():
            rows = replace(here, path=item.repeat, what="repeat")
            yield rows
            yield from _items(item.items, rows, item.repeat)
            yield from _checks(item.checks, rows)
        case Grid():
            yield from _grid(item, replace(here, path=item.grid, what="grid"))
        case Matrix():
            yield from _matrix(item, replace(here, path=item.matrix, what="matrix"))


def _grid(grid: Grid, here: Piece) -> Iterator[Piece]:
    yield here
    for number, column in enumerate(grid.columns):
        yield _part(here, column, f"{grid.grid}.*.{column.column}", ("columns", number))
    for number, row in enumerate(grid.rows):
        line = _part(here, row, f"{grid.grid}.{row.row}", ("rows", number))
        yield line
        for name, single in row.cells.items():
            at = (*line.place, "cells", name)
            yield replace(line, path=f"{line.path}.{name}", what="cell", part=single, place=at)
    yield from _checks(grid.checks, here)


def _matrix(matrix: Matrix, here: Piece) -> Iterator[Piece]:
    yield here
    for number, row in enumerate(matrix.rows):
        yield _part(here, row, f"{matrix.matrix}.{row.row}", ("rows", number))


def _part(above: Piece, part: Row | Column | MatrixRow, path: str, steps: Place) -> Piece:
    kinds: dict[type, What] = {Row: "row", Column: "column", MatrixRow: "statement"}
    return replace(
        above, path=path, what=kinds[type(part)], part=part, place=(*above.place, *steps), inside=above.path
    )


def _checks(checks: Iterable[Check], above: Piece) -> Iterator[Piece]:
    for number, check in enumerate(checks):
        name = check.check or f"{above.path.lstrip('#')}:{print_rule(check.rule.logic)}"
        yield Piece(f"#check.{name}", "check", check, (*above.place, "checks", number), above.path)


def _words(text: Text) -> str:
    return text if isinstance(text, str) else "\n".join(text.values())
