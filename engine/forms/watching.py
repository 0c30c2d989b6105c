"""What must be looked at again when a value changes: the paths it shows at, cells, checks. Pure data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from engine.forms.graph import Key, key_of
from engine.forms.layout import Layout
from engine.forms.names import ALWAYS, NEVER, Seat
from engine.forms.plan import Cell

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Watch:
    """By value (repeat, slot): path patterns shown anew, cells and checks to look at again.

    With each stands whether every row is meant (True), or only the row that changed.
    """

    shown: Mapping[Key, tuple[tuple[str, bool], ...]] = field(default_factory=dict)
    cells: Mapping[Key, tuple[tuple[Cell, bool], ...]] = field(default_factory=dict)
    checks: Mapping[Key, tuple[tuple[int, bool], ...]] = field(default_factory=dict)


def watch(layout: Layout) -> Watch:
    """Work out who looks at which value."""
    shown: dict[Key, list[tuple[str, bool]]] = defaultdict(list)
    cells: dict[Key, list[tuple[Cell, bool]]] = defaultdict(list)
    checks: dict[Key, list[tuple[int, bool]]] = defaultdict(list)
    for element in layout.elements:
        _add(shown, _own(element.repeat, element.gate), element.path, element.repeat)
    for cell in layout.cells.values():
        _watch_cell(layout, cell, shown, cells)
    for (path, place), seats in layout.book.shown.items():
        repeat = place.removesuffix("[]") if place.endswith("[]") else ""
        for seat in seats:
            _add(shown, [seat], path, repeat)
    for number, plan in enumerate(layout.checks):
        seats_of = [*_own(plan.repeat, plan.slot), *layout.book.seats(plan.rule)]
        _add(checks, seats_of, number, plan.repeat)
    return Watch(_frozen(shown), _frozen(cells), _frozen(checks))


def _watch_cell(
    layout: Layout,
    cell: Cell,
    shown: dict[Key, list[tuple[str, bool]]],
    cells: dict[Key, list[tuple[Cell, bool]]],
) -> None:
    own = _own(cell.repeat, cell.slot, cell.gate, cell.required)
    filtered = list(layout.book.seats(cell.filter)) if cell.filter >= 0 else []
    shows = [*own, *_own(cell.repeat, cell.read_only), *filtered]
    _add(shown, shows, cell.path, cell.repeat)
    _add(cells, [*own, *_own(cell.repeat, cell.constraint, cell.single), *filtered], cell, cell.repeat)


def _own(repeat: str, *slots: int) -> list[Seat]:
    kind = "r" if repeat else "v"
    return [Seat(kind, slot) for slot in dict.fromkeys(slots) if slot not in (ALWAYS, NEVER)]


def _add(table: dict[Key, list[tuple[T, bool]]], seats: Iterable[Seat], item: T, repeat: str) -> None:
    for seat in seats:
        key = key_of(seat, repeat)
        entry = (item, seat.kind != "r")
        if key is not None and entry not in table[key]:
            table[key].append(entry)


def _frozen(table: Mapping[Key, list[tuple[T, bool]]]) -> dict[Key, tuple[tuple[T, bool], ...]]:
    return {key: tuple(items) for key, items in table.items()}
