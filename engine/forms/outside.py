"""What rules read from outside the form's own values: organisation, user, period, links, other periods.

All of it is fixed when a state starts; each thing read has one seat in the context's list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.forms.model.form import Form
from engine.forms.names import Names, Place, seat_all
from engine.forms.periods import PER_YEAR, PeriodKind
from engine.rules import Type

ANY = Type("any")
NUMBER = Type("number")
ROW = Type("row")
PERIOD: Mapping[str, Type] = {
    "year": NUMBER,
    "half_year": NUMBER,
    "quarter": NUMBER,
    "month": NUMBER,
    "start": Type("date"),
    "end": Type("date"),
    "key": Type("text"),
}
EARLIER = ("prev", "same_last_year", "ytd", "history", "filed_this_year")


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """What every scope of one form shares: its seats, and what may be read outside it."""

    names: Names
    links: Mapping[str, Names] = field(default_factory=dict)
    within: Mapping[str, PeriodKind] = field(default_factory=dict)
    """The kind of period of each linked form whose filings are read as lists."""
    profile: Names | None = None
    per_year: int = 0
    """Periods in a year; 0 for a form without periods."""

    @classmethod
    def of(
        cls, form: Form, links: Mapping[str, Form] | None = None, profile: Form | None = None
    ) -> "Surroundings":
        """Seat the values of `form`; `profile` types what is read of the organisation."""
        kind = form.collection.period
        return cls(
            seat_all(form),
            {name: seat_all(linked) for name, linked in (links or {}).items()},
            kinds_within(form, links or {}),
            seat_all(profile) if profile else None,
            0 if kind == "none" else PER_YEAR[kind],
        )


def kinds_within(form: Form, links: Mapping[str, Form]) -> dict[str, PeriodKind]:
    """Return the kind of period of each linked form whose filings lie within a filing's of `form`."""
    found: dict[str, PeriodKind] = {}
    for name, link in form.links.items():
        kind = links[name].collection.period if name in links else "none"
        if link.period == "within" and kind != "none":
            found[name] = kind
    return found


def outer_place(around: Surroundings, name: str) -> Place | None:
    """Return the place of `org.…`, `user.…`, `period.…` or a link's value."""
    head, _, rest = name.partition(".")
    if head == "period":
        kind = PERIOD.get(rest)
        return _place(around, kind, "period", rest) if kind and around.per_year else None
    if name in around.within:
        seat = around.names.outside("filings", name)
        return Place(Type("list", ROW), seat.code, (seat,), name)
    if head in around.links:
        return _within(around, head, rest) if head in around.within else _linked(around, head, rest)
    if head == "org" and rest:
        profile = around.profile.spots.get(rest) if around.profile else None
        return _place(around, profile.type if profile else ANY, "org", rest)
    return _place(around, ANY, "user", rest) if head == "user" and rest else None


def earlier(around: Surroundings, function: str, place: Place | None, n: int) -> Place | None:
    """Return the place of `place` in another period of the same form; None where there is no such."""
    if place is None or not around.per_year or place.path not in around.names.spots:
        return None
    if any(seat.kind in ("r", "p") for seat in place.seats):
        return None
    if function == "ytd":
        past = around.names.outside("earlier", place.path, 0)
        made = around.names.derive("", f"year_to_date({past.code}, {place.code})", (past, *place.seats))
        return Place(place.type, made.code, (made,), place.path, function)
    if function == "filed_this_year":
        past = around.names.outside("filed", place.path, 0)
        made = around.names.derive("", f"filed({past.code}, {place.code})", (past, *place.seats))
        each = place.type if place.type.kind != "list" else place.type.item or ANY
        return Place(Type("list", each), made.code, (made,), place.path, function)
    kind = Type("list", place.type) if function == "history" else place.type
    seat = around.names.outside(function, place.path, max(n, 1))
    return Place(kind, seat.code, (seat,), place.path, function, max(n, 1))


def _place(around: Surroundings, kind: Type, *spec: str) -> Place:
    seat = around.names.outside(*spec)
    return Place(kind, seat.code, (seat,), ".".join(spec))


def _within(around: Surroundings, link: str, name: str) -> Place | None:
    """Return one cell over all filings of a link within the period: a list in order of time."""
    spot = around.links[link].spots.get(name)
    if spot is None or spot.repeat:
        return None
    seat = around.names.outside("within", link, name, around.within[link])
    return Place(Type("list", spot.type, gappy=True), seat.code, (seat,), f"{link}.{name}")


def _linked(around: Surroundings, link: str, name: str) -> Place | None:
    names = around.links[link]
    spot = names.spots.get(name)
    if spot is None:
        head, _, rest = name.partition(".")
        spot = names.spots.get(f"{head}[].{rest}")
        if spot is None:
            return None
        seat = around.names.outside("link", link, spot.path)
        return Place(Type("list", spot.type), seat.code, (seat,), f"{link}.{name}")
    seat = around.names.outside("link", link, name)
    return Place(spot.type, seat.code, (seat,), f"{link}.{name}")
