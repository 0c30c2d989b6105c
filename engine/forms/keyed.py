"""Rows known again by their key: the same row in another period, and two rows of one key in one filing."""

from collections.abc import Mapping
from typing import Final

from engine.forms.names import Names, Place, Seat, Spot
from engine.rules import Type

_READS: Final[Mapping[str, tuple[str, str]]] = {
    "prev": ("prev", "of_row({past}, {key})"),
    "same_last_year": ("same_last_year", "of_row({past}, {key})"),
    "history": ("history", "of_rows({past}, {key})"),
    "ytd": ("earlier", "row_to_date({past}, {key}, {now})"),
    "filed_this_year": ("filed", "filed(of_rows({past}, {key}), {now})"),
}
"""What each function of other periods keeps in the context, and how a row finds its own there."""


def earlier_row(names: Names, function: str, place: Place, n: int) -> Place | None:
    """Return the place of a row's own field in other periods; None where rows have no key.

    A row that an earlier filing does not have adds nothing to a list or a sum.
    """
    repeat = place.path.partition("[]")[0]
    key = _key(names, repeat, "r")
    if key is None or place.path not in names.spots:
        return None
    kind, code = _READS[function]
    count = max(n, 1) if function in ("prev", "same_last_year", "history") else 0
    past = names.outside(kind, place.path, count, names.keys[repeat])
    seats = (past, *key[1], *place.seats) if "{now}" in code else (past, *key[1])
    made = names.derive(repeat, code.format(past=past.code, key=key[0], now=place.code), seats)
    several = function in ("history", "filed_this_year")
    kind_of = Type("list", place.type) if several else place.type
    return Place(kind_of, made.code, (made,), place.path, function, count)


def single_key(names: Names, spot: Spot) -> tuple[str, tuple[Seat, ...]] | None:
    """Return the code that says whether no other row has the key of this one, and what it reads.

    None but for the first field of a key: there it is told of.
    """
    key = _key(names, spot.repeat, "r")
    if key is None or spot.path != f"{spot.repeat}[].{names.keys[spot.repeat][0]}":
        return None
    columns, rows = _key(names, spot.repeat, "x"), Seat("v", names.repeats[spot.repeat])
    assert columns is not None, "a row's key is a column's too"
    seats = tuple(Seat("col", seat.slot, spot.repeat) for seat in columns[1])
    twice = names.derive("", f"twice([{columns[0]} for x in {rows.code}])", (*seats, rows))
    return f"{key[0]} not in {twice.code}", (*key[1], twice)


def _key(names: Names, repeat: str, variable: str) -> tuple[str, tuple[Seat, ...]] | None:
    """Return the code of a row's key as a tuple, and its seats; None for a repeat without one."""
    spots = [names.spots.get(f"{repeat}[].{name}") for name in names.keys.get(repeat, ())]
    seats = tuple(Seat(variable, spot.slot) for spot in spots if spot is not None)
    if not seats or len(seats) < len(spots):
        return None
    return f"({', '.join(seat.code for seat in seats)},)", seats
