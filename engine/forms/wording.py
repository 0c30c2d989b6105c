"""Texts made when they are read: labels of cells, texts with holes, messages by language."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from engine.forms.board import Board
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.model.base import Text, text_in
from engine.forms.model.fields import Properties
from engine.forms.plan import FIGURE, Cell
from engine.problems import DEFAULT_LANGUAGE, LANGUAGES
from engine.rules import digits
from engine.rules.limits import TEXT

LISTS: Final = frozenset(
    kind for kind, each in TYPES.items() if each.rule_type(Properties(type=kind)).kind == "list"
)
"""The types whose one value is itself a list; with the others a list is a column of values."""

_TRUTH = {"zh": ("否", "是"), "en": ("no", "yes")}


class Wording(Mapping[str, str]):
    """One text in every interface language, made only for the language that is asked for.

    It tells of the values as they are when it is read.
    """

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __getitem__(self, language: str) -> str:
        return self._make(language)

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


def interpolated(
    board: Board, text: Text | None, place: str, *, row: int = -1, language: str = DEFAULT_LANGUAGE
) -> str:
    """Return `text` in `language` with its holes filled; `place` is '' or 'grid.row' or 'repeat[]'."""
    wording = text_in(text, language)
    if "{" not in wording and "}}" not in wording:
        return wording
    texts = board.machine.blueprint.texts
    plan = texts.get((place, wording)) or texts.get(("", wording))
    if plan is None:
        return wording
    repeat = place.removesuffix("[]") if place.endswith("[]") else ""
    filled: list[str] = []
    left = TEXT
    for piece in plan.pieces:
        if isinstance(piece, str):
            filled.append(piece)
        else:
            value = board.call(piece, repeat, row if repeat else -1)
            filled.append(shown(board, value, plan.formats.get(piece, ""), language))
        left -= len(filled[-1])
        if left < 0:
            return "".join(filled)[:TEXT]
    return "".join(filled)


def shown(board: Board, value: object, path: str, language: str) -> str:
    """Return a value as people read it, by the type of the cell at `path` if it is one's."""
    if value is None:
        return ""
    cell = board.machine.blueprint.cells.get(path)
    if cell is not None and isinstance(value, list) == (cell.field.kind in LISTS):
        return TYPES[cell.field.kind].show(value, cell.field, language, codelist=board.machine.codelist(cell))
    if isinstance(value, Decimal):
        return grouped(value) if path == FIGURE else plain(value)
    if isinstance(value, bool):
        return _TRUTH.get(language, _TRUTH["en"])[value]
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(shown(board, one, path, language) for one in value)
    return value.isoformat() if isinstance(value, date) else str(value)


def grouped(number: Decimal) -> str:
    """Return a number as `plain` does, its whole part in groups of three."""
    text = digits(number, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros behind the last digit that counts."""
    text = digits(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def cell_label(board: Board, cell: Cell, language: str, within: str = "") -> str:
    """Return a cell's name for people; inside its own grid row (`within`) the column alone."""
    own = interpolated(board, cell.field.label, within, language=language) or cell.field.field
    if not cell.grid or within == f"{cell.grid}.{cell.row}":
        return own
    return f"{row_label(board, f'{cell.grid}.{cell.row}', language)}·{own}"


def row_label(board: Board, path: str, language: str) -> str:
    """Return the name of a grid row, '' for a path that is none."""
    name, _, row = path.partition(".")
    grid = board.machine.grids.get(name)
    found = next((one for one in grid.rows if one.row == row), None) if grid else None
    return interpolated(board, found.label, path, language=language) or row if found else ""
