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
    found = _past(filing, sheet, filing.context.earlier.history[before])
    shown = {path: _shown(filing, cell, value, language) for path, cell, value in found}
    return {path: text for path, text in shown.items() if text}


def differences(filing: Filing, sheet: str, language: str) -> dict[str, str]:
    """Return, by path, what the typed values of a sheet were in the filing that the form compares with.

    Only those that differ; '' stands for a value that was not there. A row that is new is told of once.
    """
    held = _compared(filing)
    if held is None:
        return {}
    state = filing.state
    found: dict[str, str] = {}
    fresh: set[str] = set()
    for path, cell, before in _past(filing, sheet, held):
        row = path.rpartition(".")[0] if cell.repeat else ""
        if cell.calculated or row in fresh or state.value(path) == before or not state.relevant(path):
            continue
        found[path] = _shown(filing, cell, before, language)
        if cell.repeat and cell.field.field in _key(filing, cell.repeat) and before is None:
            fresh.add(row)
    return found


def _compared(filing: Filing) -> Mapping[str, Any] | None:
    """Return the values of the filing that changed values are marked against, if it is there."""
    period, wanted = filing.context.period, filing.program.form.compare_with
    if period is None or wanted is None:
        return None
    before = period.shift(-1) if wanted == "prev" else period.same_last_year()
    return filing.context.earlier.history.get(before)


def _past(filing: Filing, sheet: str, held: Mapping[str, Any]) -> Iterator[tuple[str, Cell, Any]]:
    """Yield every place of a sheet with what stood there in an earlier filing."""
    cells = [cell for cell in filing.program.cells.values() if cell.sheet == sheet]
    yield from ((cell.path, cell, pluck(held, cell.path)) for cell in cells if not cell.repeat)
    for repeat in dict.fromkeys(cell.repeat for cell in cells if cell.repeat):
        yield from _rows(filing, repeat, [cell for cell in cells if cell.repeat == repeat], held)


def _rows(
    filing: Filing, repeat: str, cells: list[Cell], held: Mapping[str, Any]
) -> Iterator[tuple[str, Cell, Any]]:
    """Yield the cells of a repeat's rows with what the same row held: that of the same key."""
    key = _key(filing, repeat)
    past = {tuple(str(row.get(name)) for name in key): row for row in held.get(repeat) or ()}
    ordered = sorted(cells, key=lambda cell: cell.field.field not in key)
    for index, row in enumerate(filing.state.value(repeat) or ()):
        known = all(row.get(name) is not None for name in key)
        same = past.get(tuple(str(row.get(name)) for name in key), {}) if known else {}
        for cell in ordered:
            yield f"{repeat}[{index}].{cell.field.field}", cell, same.get(cell.field.field)


def _key(filing: Filing, repeat: str) -> tuple[str, ...]:
    """Return the fields by which rows are known again: the repeat's key, else its first field."""
    own = filing.program.row_key(repeat)
    first = next(cell.field.field for cell in filing.program.cells.values() if cell.repeat == repeat)
    return own or (first,)


def _shown(filing: Filing, cell: Cell, value: object, language: str) -> str:
    if value is None:
        return ""
    kind = TYPES[cell.field.kind]
    return kind.show(value, cell.field, language, codelist=codelist_of(filing, cell.path))
