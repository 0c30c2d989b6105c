"""The responses of a parcel as a Parquet file: decimals exact, days as days, several choices as lists."""

from pathlib import Path
from typing import Final

import duckdb

from engine.exchange.cells import Cell, separated
from engine.exchange.parcel import Variable, lines_of, tables_of

_TYPES: Final = {
    "number": "DECIMAL(38, {scale})", "boolean": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMP",
    "choices": "VARCHAR[]",
}  # fmt: skip
_SCALE: Final = 10
AT_ONCE: Final = 2_000


def write(parcel: Path, target: Path) -> None:
    """Write the table of responses as a Parquet file."""
    variables = tables_of(parcel)[0].variables
    with duckdb.connect(":memory:") as base:
        columns = ", ".join(f"{_quoted(one.name)} {_type(one)}" for one in variables)
        base.execute(f"CREATE TABLE made ({columns})")
        insert = f"INSERT INTO made VALUES ({', '.join('?' for _ in variables)})"
        waiting: list[list[object]] = []
        for at, cells in lines_of(parcel):
            if at == 0:
                waiting.append([_value(one, cell) for one, cell in zip(variables, cells, strict=True)])
            if len(waiting) >= AT_ONCE:
                base.executemany(insert, waiting)
                waiting.clear()
        if waiting:
            base.executemany(insert, waiting)
        base.execute(f"COPY made TO '{_escaped(str(target))}' (FORMAT parquet, COMPRESSION zstd)")


def _type(one: Variable) -> str:
    scale = one.decimals if one.decimals is not None else _SCALE
    return _TYPES.get(one.kind, "VARCHAR").format(scale=scale)


def _value(one: Variable, cell: Cell) -> object:
    if cell is None:
        return None
    if one.kind == "choices":
        return separated(str(cell))
    return str(cell) if one.kind in ("date", "datetime") or isinstance(cell, str) else cell


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _escaped(text: str) -> str:
    return text.replace("'", "''")
