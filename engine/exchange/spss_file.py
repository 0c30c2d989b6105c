"""The responses of a parcel as an SPSS file: short ASCII names, labels of variables and of values.

Several choices become one variable each, 1 where the choice was made.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas
import pyreadstat

from engine.exchange.cells import Cell, separated
from engine.exchange.parcel import Table, Variable, lines_of, number, tables_of

_LABEL_BYTES: Final = 256
_VALUE_LABEL_BYTES: Final = 120
_NAME: Final = re.compile(r"[^A-Za-z0-9_]")


@dataclass(frozen=True, slots=True)
class _Column:
    """One variable of the file: where its cell stands, and for one of several choices which it is."""

    name: str
    label: str
    at: int
    variable: Variable
    choice: str = ""


def write(parcel: Path, target: Path) -> None:
    """Write the table of responses as an SPSS file."""
    table = tables_of(parcel)[0]
    columns = list(_columns(table))
    rows = [[_value(one, cells[one.at]) for one in columns] for at, cells in lines_of(parcel) if at == 0]
    frame = pandas.DataFrame(rows, columns=[one.name for one in columns])
    for one in columns:
        kind = "float64" if _numeric(one) else "object"
        frame[one.name] = frame[one.name].astype(kind)
        if kind == "object":
            frame[one.name] = frame[one.name].fillna("")
    labels: Any = {one.name: found for one in columns if (found := dict(_value_labels(one)))}
    pyreadstat.write_sav(
        frame, str(target), column_labels=[one.label for one in columns], variable_value_labels=labels
    )


def _columns(table: Table) -> Iterator[_Column]:
    taken = set[str]()
    for at, variable in enumerate(table.variables):
        name = _fresh(variable.name, taken)
        if variable.kind != "choices":
            yield _Column(name, _cut(variable.label, _LABEL_BYTES), at, variable)
            continue
        for value, label in variable.options:
            own = _fresh(f"{name}_{value}", taken)
            yield _Column(own, _cut(f"{variable.label}: {label}", _LABEL_BYTES), at, variable, value)


def _fresh(name: str, taken: set[str]) -> str:
    """Return a name as SPSS takes it, that no other variable has whatever the case."""
    stem = _NAME.sub("_", name)[:56]
    stem = stem if stem[:1].isalpha() else f"v_{stem}"
    made, count = stem, 1
    while made.lower() in taken:
        count += 1
        made = f"{stem}_{count}"
    taken.add(made.lower())
    return made


def _numeric(one: _Column) -> bool:
    return bool(one.choice) or one.variable.kind in ("number", "boolean")


def _value(one: _Column, cell: Cell) -> float | str | None:
    if one.choice:
        return None if cell is None else float(one.choice in separated(str(cell)))
    if one.variable.kind == "boolean":
        return None if cell is None else float(cell is True)
    if one.variable.kind == "number":
        return number(cell)
    return None if cell is None else str(cell)


def _value_labels(one: _Column) -> Iterator[tuple[float | str, str]]:
    if one.choice or one.variable.kind == "boolean":
        yield from ((1.0, "是 / yes"), (0.0, "否 / no"))
    elif one.variable.kind == "choice":
        yield from (
            (value, _cut(label, _VALUE_LABEL_BYTES))
            for value, label in one.variable.options
            if len(value.encode()) <= 120
        )


def _cut(text: str, most: int) -> str:
    """Return a label within the format's limit of bytes."""
    return text.encode()[:most].decode("utf-8", "ignore")
