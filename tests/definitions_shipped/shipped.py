"""The shipped definitions, read and compiled once."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from engine.forms import Definitions, FormState, Program, compile, load_folder
from engine.forms.periods import Period

ROOT: Final = Path(__file__).parents[2] / "definitions"
NOW: Final = datetime(2026, 4, 10, 9, 30, tzinfo=UTC)
FACTORY: Final = {"company": "甲机械厂", "industry": "3511", "region": "371302"}


@cache
def definitions() -> Definitions:
    """Return everything under definitions/."""
    return load_folder(ROOT)


@cache
def program(form: str) -> Program:
    """Return a shipped form compiled, with profiles as the registration types them."""
    known = definitions()
    found = known.forms[form]
    links = {name: known.forms[link.form] for name, link in found.links.items()}
    profile = known.registration_of(found)
    return compile(found, known.codelists, known.tables, links=links, profile=profile)


def report(
    period: str,
    cells: Mapping[str, str | int],
    *,
    earlier: Mapping[str, Mapping[str, str | int]] | None = None,
    industry: str = "3511",
) -> FormState:
    """Return a monthly report with `cells` of the grid ('power.ytd'); `earlier` are approved reports."""
    past = {Period.parse(key): {"econ": grid(held)} for key, held in (earlier or {}).items()}
    values = {"industry": industry, "econ": grid(cells)}
    return program("sme-monthly").start(values, period=Period.parse(period), history=past, now=NOW)


def grid(cells: Mapping[str, str | int]) -> dict[str, Any]:
    """Return the grid's values of {'row.column': figure}."""
    found: dict[str, dict[str, Decimal]] = {}
    for path, figure in cells.items():
        row, column = path.split(".")
        found.setdefault(row, {})[column] = Decimal(figure)
    return found
