"""What nobody computes: typed answers, organisation, period, earlier and linked filings, the day.

Each is a free value with the limits of its field as conditions; the solver's answer is read back from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

import z3

from engine.forms.fieldtypes.decimal_number import INTEGER_DIGITS
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.model.fields import Field
from engine.forms.proofs.rules import SORTS, fresh
from engine.forms.proofs.terms import NO, Term, Val, counted
from engine.forms.proofs.universe import Universe

WHOLE: Final = ("integer", "rating", "year")
"""Types of whole numbers."""
HANDY: Final = "handy"
"""A condition that helps to find examples and is not so of every value: days in our years; months as days a
whole number of 31 days apart, which lie in different months, each standing for the first day of its own."""
YEARS: Final = (2000, 2060)
"""The years in which days and periods of examples lie."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What is true of a value because of a word at its field: `what` names it, `said` is its value."""

    path: str
    what: str
    term: Term
    said: str = ""


@dataclass(slots=True)
class Variables:
    """The free values of one form, by where they stand, each made once."""

    universe: Universe
    made: dict[tuple[object, ...], Val] = field(default_factory=dict)
    fields: dict[tuple[object, ...], Field] = field(default_factory=dict)

    def of_field(self, where: tuple[object, ...], part: Field, *, answered: bool = False) -> Val:
        """Return the value of a field at a place; one that was `answered` before has no limits."""
        if where not in self.made:
            self.made[where] = self._make(where, part)
            self.fields[where] = part
        return self.made[where]

    def free(self, where: tuple[object, ...], kind: str, *, nullable: bool = True) -> Val:
        """Return a value of which only the kind is known."""
        if where not in self.made:
            sort = SORTS.get(kind, "other")  # type: ignore[call-overload]  # kinds the table lacks are others
            self.made[where] = fresh(sort, nullable=nullable)
        return self.made[where]

    def _make(self, where: tuple[object, ...], part: Field) -> Val:
        name = "/".join(map(str, where))
        empty = z3.Bool(f"{name} empty")
        kind = TYPES[part.kind].rule_type(part)
        if part.kind in WHOLE:
            return Val("number", empty, z3.ToReal(z3.Int(name)))
        if kind.kind == "list":
            return self._several(name, part)
        maker = _MAKERS.get(SORTS.get(kind.kind, "other"))
        if maker is None:
            return fresh(SORTS.get(kind.kind, "other"))
        return Val(SORTS[kind.kind], empty, maker(name))

    def _several(self, name: str, part: Field) -> Val:
        codes = self.universe.offered(part)
        if codes is None:
            return Val("list", z3.Bool(f"{name} empty"), more=z3.Not(z3.Bool(f"{name} empty")))
        items = [(z3.Bool(f"{name} has {code}"), Val("text", NO, self.universe.term(code))) for code in codes]
        return Val("list", z3.Not(z3.Or([there for there, _item in items])), items=tuple(items))

    def conditions(self, path: str, part: Field, value: Val) -> Iterator[Condition]:
        """Yield what the words of a field say of its value."""
        known = z3.Not(value.empty)
        if value.sort == "list":
            yield from _chosen(path, part, value)
        elif value.sort == "number":
            yield Condition(path, "type", z3.Implies(known, z3.And(value.term < _MOST, value.term > -_MOST)))
            yield from _limits(path, part, value.term, known)
        elif value.sort == "date":
            yield Condition(path, "type", z3.Implies(known, z3.And(value.term > 0, value.term <= _LAST)))
            yield Condition(path, HANDY, z3.Implies(known, in_years(value.term)))
            if part.kind == "month":
                yield Condition(path, HANDY, z3.Implies(known, value.term % 31 == 0))
        elif value.sort == "text":
            yield from self._texts(path, part, value.term, known)

    def _texts(self, path: str, part: Field, term: Term, known: Term) -> Iterator[Condition]:
        codes = self.universe.offered(part)
        if codes is not None:
            offered = z3.Or([term == self.universe.term(code) for code in codes])
            yield Condition(path, "choices", z3.Implies(known, offered))
            return
        for text, place in list(self.universe.numbers.items()):
            faults = TYPES[part.kind].check(text, part)
            if faults:
                words = ("pattern", "format", "maxLength")
                what = next((word for word in words if getattr(part, word)), "type")
                yield Condition(path, what, z3.Implies(known, term != place))


_MAKERS: Final = {"number": z3.Real, "boolean": z3.Bool, "text": z3.Int, "date": z3.Int}
_MOST: Final = 10**INTEGER_DIGITS


def _limits(path: str, part: Field, term: Term, known: Term) -> Iterator[Condition]:
    if part.minimum is not None:
        least = z3.Implies(known, term >= z3.RealVal(str(part.minimum)))
        yield Condition(path, "minimum", least, str(part.minimum))
    if part.maximum is not None:
        most = z3.Implies(known, term <= z3.RealVal(str(part.maximum)))
        yield Condition(path, "maximum", most, str(part.maximum))


def _chosen(path: str, part: Field, value: Val) -> Iterator[Condition]:
    many = counted(there for there, _item in value.items)
    known = z3.Not(value.empty)
    if part.kind == "select_multiple" and value.items:
        yield from _limits(path, part, many, known)
        choices = part.choices if isinstance(part.choices, tuple) else ()
        for (there, _item), choice in zip(value.items, choices, strict=False):
            if choice.exclusive:
                yield Condition(path, "choices", z3.Implies(there, many == 1))


_LAST: Final = date.max.toordinal()


def in_years(term: Term) -> Term:
    """Return when a day lies in the years of examples."""
    first, last = (date(year, 1, 1).toordinal() for year in YEARS)
    return z3.And(term >= first, term < last)


# --- the period -----------------------------------------------------------------------------------


@dataclass(slots=True)
class PeriodVariables:
    """The period of a form: its year and its number in the year, and its days counted from them."""

    per_year: int
    year: Term = field(default_factory=lambda: z3.Int("period year"))
    index: Term = field(default_factory=lambda: z3.Int("period index"))

    def bounds(self) -> Term:
        """Return what is true of every period."""
        return z3.And(self.year >= 1, self.year <= 9998, self.index >= 1, self.index <= self.per_year)

    def handy(self) -> Term:
        """Return what is true of the periods of examples."""
        return z3.And(self.year >= YEARS[0], self.year < YEARS[1])

    def read(self, name: str) -> Val:
        """Return one of a period's values."""
        month = self.index * (12 // self.per_year)
        numbers: Mapping[str, Term] = {
            "year": self.year,
            "month": month,
            "quarter": (month + 2) / 3,
            "half_year": (month + 5) / 6,
        }
        if name in numbers:
            return Val("number", NO, z3.ToReal(numbers[name]))
        if name == "start":
            return Val("date", NO, first_day(self.year, (self.index - 1) * (12 // self.per_year)))
        if name == "end":
            return Val("date", NO, first_day(self.year, month) - 1)
        return fresh("text", nullable=False)


def first_day(year: Term, months: Term) -> Term:
    """Return the number of the first day after so many whole months (0 to 12) of a year."""
    leap = z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))
    before = (year - 1) * 365 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400
    days = z3.If(leap, z3.IntVal(366), z3.IntVal(365))
    for passed in range(11, -1, -1):
        start = (date(2001, passed + 1, 1) - date(2001, 1, 1)).days
        days = z3.If(months == passed, start + z3.If(z3.And(leap, passed >= 2), 1, 0), days)
    return before + days + 1


# --- reading back ---------------------------------------------------------------------------------


def told(model: Any, value: Val, universe: Universe, part: Field | None = None) -> object:
    """Return what a model says a value is, as rules read it; None for empty and for what it leaves open."""
    if not z3.is_false(model.eval(value.empty)) and value.sort != "list":
        return None
    if value.sort == "list":
        codes = [universe.text(_whole(model, item)) for there, item in value.items if _true(model, there)]
        return codes or None
    if value.sort == "any":
        for is_it, one in value.kinds:
            if _true(model, is_it):
                return told(model, one, universe)
        return None
    if value.sort == "boolean":
        return _true(model, value.term)
    if value.sort == "number":
        return _decimal(model, value.term)
    if value.sort == "date":
        day = date.fromordinal(max(1, _whole(model, value)))
        return day.replace(day=1) if part is not None and part.kind == "month" else day
    return universe.text(_whole(model, value)) if value.sort == "text" else None


def _true(model: Any, term: Term) -> bool:
    return bool(z3.is_true(model.eval(term, model_completion=True)))


def _whole(model: Any, value: Val) -> int:
    return int(model.eval(value.term, model_completion=True).as_long())


def _decimal(model: Any, term: Term) -> Decimal:
    found = model.eval(term, model_completion=True)
    if z3.is_algebraic_value(found):
        found = found.approx(12)
    whole = Decimal(found.numerator_as_long()) / Decimal(found.denominator_as_long())
    return round(whole, 12) if whole != whole.to_integral_value() else whole.quantize(Decimal(1))
