"""The enterprise whose monthly report the bench fills: a factory with thirteen approved months behind it.

The numbers are plausible and drawn from a fixed seed; what matters is that every rule has something
to read.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Final

from engine.forms import Definitions, Program, compile, load_folder
from engine.forms.periods import Period

DEFINITIONS: Final = Path(__file__).parents[1] / "definitions"
FORM: Final = "sme-monthly"
SHEET: Final = "indicators"
GRID: Final = "econ"
MONTHS: Final = 13

PROFILE: Final[Mapping[str, Any]] = {
    "company": "济南第一机床厂",
    "uscc": "91370100MA3C00000A",
    "legal_person": "王建国",
    "industry": "3421",
    "region": "370102",
    "registration_type": "112",
    "holding_type": "1",
    "last_revenue": Decimal(8200),
    "last_staff": Decimal(260),
    "last_assets": Decimal(9400),
    "listed": False,
    "address": "历下区经十路1号",
    "postal_code": "250014",
    "contact": "李会计",
    "telephone": "0531-88880000",
}


def definitions() -> Definitions:
    """Return the definitions that ship with the product."""
    return load_folder(DEFINITIONS)


def program(found: Definitions) -> Program:
    """Return the monthly report, compiled with its code lists."""
    return compile(found.forms[FORM], found.codelists, found.tables)


def cells(of: Program) -> list[str]:
    """Return the paths of the indicator sheet's typed numbers, in reading order."""
    grid = [path for path, cell in of.cells.items() if path.startswith(f"{GRID}.")]
    return [path for path in grid if not of.cells[path].field.calculation]


def figures(of: Program, period: Period) -> dict[str, Decimal]:
    """Return what the enterprise would type on the indicator sheet, by path."""
    parts = {path: path.split(".") for path in cells(of)}
    return {path: _figure(row, column, period) for path, (_, row, column) in parts.items()}


def values(of: Program, period: Period) -> dict[str, Any]:
    """Return the indicator sheet of a period filled in: every row grows 4 per cent a year from its base."""
    rows: dict[str, dict[str, Decimal]] = {}
    for path in cells(of):
        _, row, column = path.split(".")
        rows.setdefault(row, {})[column] = _figure(row, column, period)
    return {GRID: rows}


def _figure(row: str, column: str, period: Period) -> Decimal:
    year = period.year - ("ly_" in column)
    month = Random(row).randint(40, 90) * Decimal("1.04") ** (year - 2024)
    return (month * (period.index if "ytd" in column else 1)).quantize(Decimal(1))


def months(before: Period) -> Iterator[Period]:
    """Yield the periods that were filed before, newest first."""
    for back in range(1, MONTHS + 1):
        yield before.shift(-back)


def context(of: Program, period: Period) -> dict[str, Any]:
    """Return what a state of the report is started with besides its values."""
    history = {month: values(of, month) for month in months(period)}
    return {"org": PROFILE, "period": period, "history": history}
