"""Values from outside the response: period, day, organisation, earlier and linked filings."""

from datetime import date

import z3

from engine.forms.names import Names
from engine.forms.proofs.ledger import Key, Ledger
from engine.forms.proofs.rules import fresh
from engine.forms.proofs.terms import NO, Val, nothing, number
from engine.forms.proofs.variables import in_years
from engine.rules import Type


def context(of: Ledger, seat: int, type_: Type) -> Val:
    """Return what stands in a seat of the context."""
    key = ("#", 0, seat)
    of.read(key)
    if key not in of.values:
        of.values[key] = _make(of, key, type_, of.specs[seat])
    return of.values[key]


def _make(of: Ledger, key: Key, type_: Type, spec: tuple[object, ...]) -> Val:
    head, rest = str(spec[0]), [*spec[1:]]
    if head == "period" and of.period is not None:
        of.state(key, of.period.bounds())
        of.state(key, z3.Or(of.doubt(), of.period.handy()))
        return of.period.read(str(rest[0]))
    if head in ("number", "nothing"):
        return number(rest[0]) if head == "number" else nothing()
    if head == "today":
        return _today(of, key)
    if type_.kind == "list":
        return fresh("list") if head == "earlier" else Val("list", NO, more=of.doubt())
    where, names = _elsewhere(of, head, rest)
    spot = names.spots.get(str(rest[-1] if head == "link" else rest[0])) if names else None
    if spot is not None and "[]" not in spot.path:
        return of.variables.of_field(where, spot.field)
    return of.variables.free(where, type_.kind)


def _today(of: Ledger, key: Key) -> Val:
    day = of.variables.free(("today",), "date", nullable=False)
    of.state(key, z3.And(day.term > 0, day.term <= date.max.toordinal()))
    of.state(key, z3.Or(of.doubt(), in_years(day.term)))
    return day


def _elsewhere(of: Ledger, head: str, rest: list[object]) -> tuple[tuple[object, ...], Names | None]:
    """Return the name of a value outside the response, and the form it is a value of."""
    if head in ("prev", "same_last_year"):
        back = int(str(rest[1])) * (of.around.per_year if head == "same_last_year" else 1)
        return ("prev", rest[0], back), of.names
    if head == "link":
        return ("link", *rest), of.around.links.get(str(rest[0]))
    return (head, *rest), of.around.profile if head == "org" else None
