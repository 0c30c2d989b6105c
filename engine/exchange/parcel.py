"""Tables on their way to a process of their own: lines of JSON, the description first.

The libraries that write workbooks, SPSS and Parquet files are large: the process that serves never
loads them.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal

from engine.exchange.cells import Cell
from engine.exchange.columns import Column, Sheet
from engine.exchange.rows import Row
from engine.exchange.tables import Way, head_of, lines
from engine.forms.model.base import text_in
from engine.store.exact_json import dumps, loads

Format = Literal["xlsx", "sav", "parquet"]
SECONDS: Final = 600
"""How long a file may take to write."""
_META_LABELS: Final = {
    "response": ("填报编号", "Response"), "organisation": ("填报单位", "Organisation"),
    "period": ("填报期", "Period"), "state": ("状态", "State"), "version": ("版本", "Version"),
    "submitted_at": ("提交时间", "Submitted at"), "row": ("行号", "Row"),
}  # fmt: skip


class ExportFailed(Exception):
    """A file could not be written; the text says what the writer said."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One column as a writer needs it: all texts in one language."""

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table as a writer needs it."""

    name: str
    variables: tuple[Variable, ...]


def described(sheets: Iterable[Sheet], language: str) -> tuple[Table, ...]:
    """Return the tables in one language."""
    return tuple(Table(sheet.repeat, tuple(_variables(sheet, language))) for sheet in sheets)


def _variables(sheet: Sheet, language: str) -> Iterator[Variable]:
    for name in head_of(sheet)[: -len(sheet.columns) or None]:
        yield Variable(
            name, _META_LABELS[name][0 if language == "zh" else 1], "number" if name == "row" else "text"
        )
    yield from (_variable(column, language) for column in sheet.columns)


def _variable(column: Column, language: str) -> Variable:
    options = tuple((value, text_in(label, language)) for value, label in column.options)
    label = text_in(column.label, language)
    unit = text_in(column.unit, language)
    return Variable(
        column.name, f"{label} ({unit})" if unit else label, column.kind, options, column.decimals
    )


def packed(path: Path, sheets: Sequence[Sheet], rows: Iterable[Row], *, language: str, way: Way) -> int:
    """Write a parcel and return how many responses are in it."""
    count = 0
    with path.open("w", encoding="utf-8", errors="surrogatepass") as out:
        out.write(json.dumps([asdict(one) for one in described(sheets, language)]) + "\n")
        for row in rows:
            count += 1
            for number, sheet in enumerate(sheets):
                for line in lines(sheet, row, way):
                    out.write(dumps([number, *line]) + "\n")
    return count


def tables_of(path: Path) -> tuple[Table, ...]:
    """Return the description of a parcel."""
    with path.open(encoding="utf-8", errors="surrogatepass") as stream:
        found = json.loads(stream.readline())
    return tuple(Table(one["name"], tuple(map(_read_variable, one["variables"]))) for one in found)


def _read_variable(found: dict[str, Any]) -> Variable:
    options = tuple((value, label) for value, label in found["options"])
    return Variable(found["name"], found["label"], found["kind"], options, found["decimals"])


def lines_of(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the lines of a parcel, each with the number of its table."""
    with path.open(encoding="utf-8", errors="surrogatepass") as stream:
        stream.readline()
        for line in stream:
            number, *cells = loads(line)  # type: ignore[misc]  # what `packed` wrote
            yield int(number), list(cells)  # type: ignore[arg-type]  # likewise


def unpacked(kind: Format, parcel: Path, target: Path) -> None:
    """Write a parcel as a file, in a process of its own. Raises ExportFailed."""
    command = [sys.executable, "-m", "engine.exchange.writing", kind, str(parcel), str(target)]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    if done.returncode:
        raise ExportFailed(done.stderr.decode("utf-8", "replace")[-2000:])


def number(value: Cell) -> float | None:
    """Return a cell as a number for formats that have no decimals."""
    return float(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None
