"""Every part of a form in reading order, each with its way from the root of the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from engine.forms.model.base import Part
from engine.forms.model.form import Form
from engine.forms.model.items import Grid, Group, Item, Matrix, Repeat
from engine.forms.model.scoring import Indicator, Scoring
from engine.forms.nodes import Place


@dataclass(frozen=True, slots=True)
class Visit:
    """One part. `repeat`, `grid` and `row` say inside what it stands; `owner` is what a check is of."""

    part: Part
    place: Place
    repeat: str = ""
    grid: Grid | None = None
    row: str = ""
    owner: Part | None = None

    def at(self, part: Part, *steps: str | int) -> "Visit":
        """Return the visit of a part below this one."""
        return replace(self, part=part, place=(*self.place, *steps), owner=self.part)


def visits(form: Form) -> Iterator[Visit]:
    """Yield every part of `form`."""
    top = Visit(form, ())
    yield top
    yield top.at(form.collection, "collection")
    yield top.at(form.paper, "paper")
    if form.collection.audience is not None:
        yield top.at(form.collection.audience, "collection", "audience")
    for name, link in form.links.items():
        yield top.at(link, "links", name)
    for number, sheet in enumerate(form.sheets):
        here = top.at(sheet, "sheets", number)
        yield here
        yield from _items(here, sheet.items)
        yield from _parts(here, "checks", sheet.checks)
    yield from _parts(top, "checks", form.checks)


def _items(above: Visit, items: Iterable[Item]) -> Iterator[Visit]:
    for number, item in enumerate(items):
        here = above.at(item, "items", number)
        yield here
        yield from _inside(here, item)


def _inside(here: Visit, item: Item) -> Iterator[Visit]:
    match item:
        case Group():
            yield from _items(here, item.items)
        case Scoring():
            yield from _indicators(here, item.indicators)
            yield from _parts(here, "grades", item.grades)
        case Repeat():
            inner = replace(here, repeat=item.repeat)
            yield from _items(inner, item.items)
            yield from _parts(inner, "checks", item.checks)
        case Grid():
            yield from _grid(replace(here, grid=item), item)
        case Matrix():
            yield from _parts(here, "rows", item.rows)


def _indicators(here: Visit, indicators: Iterable[Indicator]) -> Iterator[Visit]:
    for number, one in enumerate(indicators):
        below = here.at(one, "indicators", number)
        yield below
        yield from _indicators(below, one.indicators)


def _grid(here: Visit, grid: Grid) -> Iterator[Visit]:
    yield from _parts(here, "heads", grid.heads)
    yield from _parts(here, "columns", grid.columns)
    for number, row in enumerate(grid.rows):
        at_row = replace(here.at(row, "rows", number), row=row.row)
        yield at_row
        for column, single in row.cells.items():
            yield at_row.at(single, "cells", column)
    yield from _parts(here, "checks", grid.checks)


def _parts(here: Visit, key: str, parts: Iterable[Part]) -> Iterator[Visit]:
    for number, part in enumerate(parts):
        yield here.at(part, key, number)
