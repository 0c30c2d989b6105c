"""What an element is called and on which sheet it stands, by its path; for problems and figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.forms.model.items import Grid, Group, Item, Matrix, Repeat
from engine.forms.model.scoring import Scoring
from engine.forms.paths import pattern
from engine.forms.program import Program
from engine.forms.scored import scored_items
from engine.render.making import Maker


@dataclass(frozen=True, slots=True)
class Labels:
    """Names and sheets by path pattern."""

    names: Mapping[str, str]
    sheets: Mapping[str, str]

    def of(self, path: str) -> str:
        """Return what people call the element; its path when it has no label."""
        name = self.names.get(pattern(path), path)
        index = path.partition("[")[2].partition("]")[0]
        return f"{int(index) + 1}. {name}" if index else name

    def sheet(self, path: str) -> str:
        """Return the sheet the element stands on; '' for a path of no sheet."""
        return self.sheets.get(pattern(path), "")


def labels_of(program: Program, maker: Maker) -> Labels:
    """Gather the labels of every cell, row, grid and repeat."""
    names: dict[str, str] = {}
    sheets: dict[str, str] = {}
    for cell in program.cells.values():
        names[cell.path] = maker.words(cell.field.label) or cell.field.field
        sheets[cell.path] = cell.sheet
    for sheet in program.form.sheets:
        for path, name in _names(maker, sheet.items):
            names[path] = name
            sheets[path] = sheet.sheet
    return Labels(names, sheets)


def _names(maker: Maker, items: tuple[Item, ...]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for item in items:
        match item:
            case Grid():
                found += _grid(maker, item)
            case Matrix():
                found.append((item.matrix, maker.words(item.label)))
            case Repeat():
                found.append((item.repeat, maker.words(item.label)))
            case Scoring():
                found.append((f"#scoring.{item.scoring}", maker.words(item.label)))
                found += _names(maker, scored_items(item))
            case Group():
                found.append((f"#group.{item.group}", maker.words(item.label)))
                found += _names(maker, item.items)
    return found


def _grid(maker: Maker, grid: Grid) -> list[tuple[str, str]]:
    found = [(grid.grid, maker.words(grid.label))]
    for row in grid.rows:
        label = maker.words(row.label) or row.row
        found.append((f"{grid.grid}.{row.row}", label))
        for column in grid.columns:
            path = f"{grid.grid}.{row.row}.{column.column}"
            found.append((path, f"{label} · {maker.words(grid.called(column))}"))
    return found
