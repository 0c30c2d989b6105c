"""The places names stand for among a form's own values: cells, columns over rows, totals, labels, points."""

from decimal import Decimal

from engine.forms.model.fields import Choice
from engine.forms.names import Names, Place, Seat, Spot
from engine.rules import Type

NUMBER = Type("number")
TEXT = Type("text")


def seated(spot: Spot, seat: Seat) -> Place:
    """Return the place of one cell, read from `seat`."""
    return Place(spot.type, seat.code, (seat,), spot.path)


def column(names: Names, repeat: str, name: str) -> Place | None:
    """Return a repeat's field over all rows, as a list."""
    spot = names.spots.get(f"{repeat}[].{name}")
    if spot is None:
        return None
    rows = names.repeats[repeat]
    code = f"[x[{spot.slot}] for x in v[{rows}]]"
    seats = (Seat("col", spot.slot, repeat), Seat("v", rows))
    return Place(Type("list", spot.type), code, seats, spot.path)


def grid_column(names: Names, grid: str, name: str) -> Place | None:
    """Return a grid's column over all rows, as a list."""
    spots = [names.cell(grid, row.row, name) for row in names.grids[grid].rows]
    found = [spot for spot in spots if spot]
    if not found:
        return None
    seats = tuple(Seat("v", spot.slot) for spot in found)
    code = f"[{', '.join(seat.code for seat in seats)}]"
    return Place(Type("list", found[0].type), code, seats, f"{grid}.{name}")


def total(names: Names, place: Place | None) -> Place | None:
    """Return the sum of a column as a value kept up to date in a seat of its own."""
    if place is None or place.type.kind != "list":
        return None
    seat = names.derive("", f"total({place.code})", place.seats)
    return Place(NUMBER, seat.code, (seat,), place.path, "total")


def worded(names: Names, place: Place | None, language: str) -> Place | None:
    """Return the label of a chosen value as a text."""
    seat = place.single if place else None
    if place is None or seat is None:
        return None
    number = names.label(place.path, language)
    repeat = place.path.partition("[]")[0] if seat.kind == "r" else ""
    made = names.derive(repeat, f"label_of({number}, {seat.code})", (seat,))
    return Place(TEXT, made.code, (made,), place.path, "label_of")


def earned(names: Names, place: Place | None) -> Place | None:
    """Return the points of a chosen value as a number; None where no choice has points."""
    seat = place.single if place else None
    spot = names.spots.get(place.path) if place else None
    if place is None or seat is None or spot is None or not points_of(spot.field.choices):
        return None
    repeat = place.path.partition("[]")[0] if seat.kind == "r" else ""
    made = names.derive(repeat, f"points_of({names.points(place.path)}, {seat.code})", (seat,))
    return Place(NUMBER, made.code, (made,), place.path, "points")


def points_of(choices: object) -> dict[str, Decimal]:
    """Return the points of choices by value; empty where none has any, so that nothing is earned by them."""
    listed = [one for one in choices if isinstance(one, Choice)] if isinstance(choices, tuple) else []
    if all(one.points is None for one in listed):
        return {}
    return {one.value: one.points or Decimal() for one in listed}
