"""The values of the period before, beside those of this one: read from the history a filing has anyway."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.filings import Filing
from engine.filings.showing import codelist_of
from engine.forms import Cell
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.history import pluck
from engine.forms.periods import Period


def period_before(filing: Filing) -> Period | None:
    """Return the period before the filing's, if its values are at hand."""
    period = filing.context.period
    before = period.shift(-1) if period is not None else None
    return before if before in filing.context.earlier.history else None


def values_before(filing: Filing, sheet: str, language: str) -> dict[str, str]:
    """Return what stood on a sheet in the period before, in words by the path of the present value."""
    before = period_before(filing)
    if before is None:
        return {}
    held = filing.context.earlier.history[before]
    cells = [cell for cell in filing.program.cells.values() if cell.sheet == sheet]
    found = {cell.path: (cell, pluck(held, cell.path)) for cell in cells if not cell.repeat}
    for repeat in dict.fromkeys(cell.repeat for cell in cells if cell.repeat):
        own = [cell for cell in cells if cell.repeat == repeat]
        found.update(_rows(filing, repeat, own, held))
    shown = {path: _shown(filing, cell, value, language) for path, (cell, value) in found.items()}
    return {path: text for path, text in shown.items() if text}


def _rows(
    filing: Filing, repeat: str, cells: list[Cell], held: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[Cell, object]]]:
    """Yield the cells of rows that the period before had too: those whose first answer is the same."""
    names = [cell.path.rpartition(".")[2] for cell in cells]
    past = {row.get(names[0]): row for row in held.get(repeat) or ()}
    for index, row in enumerate(filing.state.value(repeat) or ()):
        same = past.get(row.get(names[0]), {}) if row.get(names[0]) is not None else {}
        for cell, name in zip(cells, names, strict=True):
            yield f"{repeat}[{index}].{name}", (cell, same.get(name))


def _shown(filing: Filing, cell: Cell, value: object, language: str) -> str:
    if value is None:
        return ""
    kind = TYPES[cell.field.kind]
    return kind.show(value, cell.field, language, codelist=codelist_of(filing, cell.path))
