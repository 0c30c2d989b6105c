"""Properties that mean nothing for a field's type, and defaults that nobody could choose."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine.forms.linter.choices import CHOOSING, cell_fields
from engine.forms.linter.lint import Lint
from engine.forms.linter.walk import Visit
from engine.forms.model.fields import NUMBERS, Column, Field, Properties, Row
from engine.problems import Problem

_TEXTS: Final = ("text", "textarea")
_FILES: Final = ("file", "image", "signature")
_NUMBERS: Final = ("integer", "decimal", "year", "rating")
_LIMITED: Final = (*_NUMBERS, "select_multiple", "rank", *_FILES)

TYPES_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "minimum": _LIMITED,
    "maximum": _LIMITED,
    "decimals": ("decimal", "calculate"),
    "read_as": NUMBERS,
    "minLength": _TEXTS,
    "maxLength": _TEXTS,
    "pattern": _TEXTS,
    "format": _TEXTS,
    "accept": _FILES,
    "maxSize": _FILES,
}
"""The types for which a property means something."""


def properties(lint: Lint) -> Iterator[Problem]:
    """Check each property where it is written against the types of the cells it is for."""
    for visit, part in lint.of(Properties):
        kinds = _kinds(visit, part)
        for key, types in TYPES_OF.items():
            if getattr(part, key) is not None and kinds and kinds.isdisjoint(types):
                shown = ", ".join(sorted(kinds))
                yield lint.fault("property-useless", (*visit.place, key), name=key, type=shown)
    for visit, field in cell_fields(lint):
        yield from _default(lint, visit, field)


def _kinds(visit: Visit, part: Properties) -> set[str]:
    """Return the types of the cells that a part's properties are for: of a row, of a column, of one."""
    if isinstance(part, Field):
        return {part.kind}
    grid = visit.grid
    if grid is None:
        return set()
    column = part.column if isinstance(part, Column) else None
    if not isinstance(part, Column | Row):
        column = str(visit.place[-1])
    return {
        grid.cell(row, each).kind
        for row in grid.rows
        for each in grid.columns
        if visit.row in ("", row.row) and column in (None, each.column) and grid.has_cell(row, each)
    }


def _default(lint: Lint, visit: Visit, field: Field) -> Iterator[Problem]:
    chosen = field.default.logic if field.default else None
    if field.kind not in CHOOSING or not isinstance(chosen, str) or not isinstance(field.choices, tuple):
        return
    offered = [choice.value for choice in field.choices]
    if chosen not in offered:
        yield lint.unknown("choice", chosen, offered, (*visit.place, "default"))
