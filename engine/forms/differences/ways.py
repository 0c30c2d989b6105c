"""The names that `renamed` and `dropped` are written in: a place of a form, or one choice of it.

`staff` · `econ.power` (a row) · `econ.*.ytd` (a column) · `econ.power.ytd` (a cell) ·
`products[].stock` (a field of the rows) · `status=ok` (a choice; `*` for all that went).
"""

import re
from typing import Final, NamedTuple

from engine.forms.differences.places import Placed

ALL: Final = "*"
"""Stands for every row of a grid, or for every choice that a version no longer has."""

_NAME: Final = r"[a-z][a-z0-9_]*"
_WRITTEN: Final = re.compile(
    rf"(?P<path>{_NAME}(?:\[\]\.{_NAME}|\.{_NAME}|(?:\.\*|\.{_NAME})\.{_NAME})?)(?:=(?P<value>.{{1,64}}))?"
)


class Way(NamedTuple):
    """One name: the path of a place, and the value of a choice there (None: the place itself)."""

    path: str
    value: str | None = None

    def __str__(self) -> str:
        return self.path if self.value is None else f"{self.path}={self.value}"

    @property
    def shape(self) -> str:
        """How the path is written, its names apart: '.', '.*.', '..', '[].' or ''."""
        return re.sub(_NAME, "", self.path)


def read_way(text: str) -> Way | None:
    """Return the name that is written, None for a text that is none."""
    found = _WRITTEN.fullmatch(text)
    return Way(found["path"], found["value"]) if found else None


def covers(path: str, cell: Placed) -> bool:
    """Whether a place is the cell or holds it: its field, grid, row, column, matrix or repeat."""
    if path == cell.path or path == (cell.grid or cell.matrix or cell.repeat or cell.path):
        return True
    if cell.grid:
        return path in (f"{cell.grid}.{cell.row}", f"{cell.grid}.{ALL}.{cell.column}")
    return False
