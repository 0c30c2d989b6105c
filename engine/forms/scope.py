"""Which names a rule sees, with types and with the code that reads them.

Order: the columns of the same grid row, or the fields of the same repeat row; then the whole form;
then org, user, period and the links. `form.` in front always means the whole form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from engine.forms.keyed import earlier_row
from engine.forms.names import Place, Seat
from engine.forms.outside import EARLIER, PERIOD, Surroundings, earlier, outer_place
from engine.forms.places import column, earned, grid_column, seated, total, worded
from engine.problems import DEFAULT_LANGUAGE
from engine.rules import Name, Reference, Type

ANY = Type("any")
NUMBER = Type("number")
ROW = Type("row")
CHOICE: Mapping[str, Type] = {
    "value": Type("text"),
    "label": Type("text"),
    "parent": Type("text"),
    "level": NUMBER,
}
"""What a choice filter reads of the choice at hand."""


@dataclass(frozen=True, slots=True)
class FormScope:
    """The names seen everywhere in a form. `language` is for `label_of`."""

    around: Surroundings
    language: str = DEFAULT_LANGUAGE

    def find(self, name: str) -> Name | None:
        """Return what `name` is here, None when it is nothing."""
        return _name(self.place(name))

    def call(self, function: str, name: str, n: int) -> Name | None:
        """Return what a function of place (`prev`, `total`, `today` …) makes of `name`."""
        return _name(self.place_of_call(function, name, n))

    def rows(self, name: str, variable: str) -> "RowsScope | None":
        """Return the scope inside `any`, `filter` … over the repeat `name`."""
        repeat = name.removeprefix("form.").split(".")[0]
        return RowsScope(self, repeat, variable) if repeat in self.around.names.repeats else None

    def known(self) -> Iterable[str]:
        """Return the names that may be written here, for suggestions."""
        names = self.around.names
        yield from (path.replace("[]", "") for path in names.spots)
        yield from names.repeats
        yield from (f"period.{name}" for name in PERIOD if self.around.per_year)
        yield from (f"org.{path}" for path in (self.around.profile.spots if self.around.profile else ()))
        within = self.around.within
        for link, linked in self.around.links.items():
            found = (path for path, spot in linked.spots.items() if link not in within or not spot.repeat)
            yield from (f"{link}.{path.replace('[]', '')}" for path in found)

    def place(self, name: str) -> Place | None:
        """Return the place of `name` in the whole form or in what surrounds it."""
        if name.startswith("form."):
            return self.whole(name[5:])
        return self.whole(name) or outer_place(self.around, name)

    def whole(self, name: str) -> Place | None:
        """Return the place of `name` among the values of the form alone."""
        names = self.around.names
        spot = names.spots.get(name)
        if spot is not None:
            return seated(spot, Seat("v", spot.slot))
        if name in names.repeats:
            seat = Seat("v", names.repeats[name])
            return Place(Type("list", ROW), seat.code, (seat,), name)
        head, _, rest = name.partition(".")
        if head in names.repeats:
            return column(names, head, rest)
        return grid_column(names, head, rest) if head in names.grids else None

    def place_of_call(self, function: str, name: str, n: int) -> Place | None:
        """Return the place a function of place reads; None where it means nothing."""
        if function in EARLIER:
            return earlier(self.around, function, self.own(name), n)
        if function == "label_of":
            return worded(self.around.names, self.own(name), self.language)
        if function == "points":
            return earned(self.around.names, self.own(name))
        if function == "total":
            return total(self.around.names, self.whole(name.removeprefix("form.")))
        if function in ("today", "now"):
            seat = self.around.names.outside(function)
            return Place(Type("date" if function == "today" else "datetime"), seat.code, (seat,), function)
        return None

    def own(self, name: str) -> Place | None:
        """Return the place of a value of this form (not of its surroundings)."""
        return self.whole(name.removeprefix("form."))

    def reads(self, reference: Reference) -> tuple[Place, ...]:
        """Return the places one reference of a rule reads, for the dependency graph."""
        scope: _Any = self
        if reference.inner_of:
            scope = self.rows(reference.inner_of, "x") or self
        if reference.function:
            found = scope.place_of_call(reference.function, reference.name, reference.n)
        else:
            found = scope.place(reference.name)
        return (found,) if found else ()


@dataclass(frozen=True, slots=True)
class CellScope(FormScope):
    """Inside a grid: a bare name is first a column of the same row."""

    grid: str = ""
    row: str = ""

    def place(self, name: str) -> Place | None:
        """Return the place of `name`, looking in the row first."""
        spot = self.around.names.cell(self.grid, self.row, name)
        return seated(spot, Seat("v", spot.slot)) if spot else FormScope.place(self, name)

    def own(self, name: str) -> Place | None:
        """Return the place of a value of this form, looking in the row first."""
        spot = self.around.names.cell(self.grid, self.row, name)
        return seated(spot, Seat("v", spot.slot)) if spot else FormScope.own(self, name)

    def place_of_call(self, function: str, name: str, n: int) -> Place | None:
        """Add the functions that walk down a grid: `total(column)`, `prev_row(column)`, `row_index()`."""
        names = self.around.names
        rows = [row.row for row in names.grids[self.grid].rows]
        at = rows.index(self.row)
        if function == "row_index":
            seat = names.outside("number", at + 1)
            return Place(NUMBER, seat.code, (seat,), function)
        if function == "prev_row":
            spot = names.cell(self.grid, rows[at - 1], name) if at else None
            nothing = names.outside("nothing")
            absent = Place(ANY, nothing.code, (nothing,), name)
            return seated(spot, Seat("v", spot.slot)) if spot else absent
        if function == "total" and "." not in name:
            return total(names, grid_column(names, self.grid, name))
        return FormScope.place_of_call(self, function, name, n)

    def known(self) -> Iterable[str]:
        """Return the columns, then what the form knows."""
        yield from (column.column for column in self.around.names.grids[self.grid].columns)
        yield from FormScope.known(self)


@dataclass(frozen=True, slots=True)
class RowScope(FormScope):
    """Inside a repeat: a bare name is first a field of the same row, which is the variable `r`."""

    repeat: str = ""

    def place(self, name: str) -> Place | None:
        """Return the place of `name`, looking in the row first."""
        return self._field(name, "r") or FormScope.place(self, name)

    def own(self, name: str) -> Place | None:
        """Return the place of a value of this form, looking in the row first."""
        return self._field(name, "r") or FormScope.own(self, name)

    def place_of_call(self, function: str, name: str, n: int) -> Place | None:
        """Add the functions of rows: `prev_row(x)`, `row_index()`, `total(x)`."""
        names = self.around.names
        if function == "row_index":
            return Place(NUMBER, "i", (), function)
        if function == "prev_row":
            return self._field(name, "p")
        if function == "total" and f"{self.repeat}[].{name}" in names.spots:
            return total(names, column(names, self.repeat, name))
        own = self._field(name, "r") if function in EARLIER else None
        if own:
            return earlier_row(self.around.names, function, own, n) if self.around.per_year else None
        return FormScope.place_of_call(self, function, name, n)

    def known(self) -> Iterable[str]:
        """Return the fields of the row, then what the form knows."""
        yield from (spot.field.field for spot in self.around.names.columns(self.repeat))
        yield from FormScope.known(self)

    def _field(self, name: str, kind: str) -> Place | None:
        spot = self.around.names.spots.get(f"{self.repeat}[].{name}")
        return seated(spot, Seat(kind, spot.slot)) if spot else None


@dataclass(frozen=True, slots=True)
class ChoiceScope:
    """Inside a choice filter: first what is known of the choice at hand, which is the variable `k`."""

    outer: FormScope

    def find(self, name: str) -> Name | None:
        """Return what `name` is here."""
        if name in CHOICE:
            return Name(CHOICE[name], f"k[{list(CHOICE).index(name)}]")
        return self.outer.find(name)

    def call(self, function: str, name: str, n: int) -> Name | None:
        """Return what a function of place makes of `name`."""
        return self.outer.call(function, name, n)

    def rows(self, name: str, variable: str) -> "RowsScope | None":
        """Return the scope inside a function over rows."""
        return self.outer.rows(name, variable)

    def known(self) -> Iterable[str]:
        """Return the choice's names, then the outer ones."""
        yield from CHOICE
        yield from self.outer.known()

    def reads(self, reference: Reference) -> tuple[Place, ...]:
        """Return the places outside the choice that a reference reads."""
        own = reference.name in CHOICE and not reference.function
        return () if own else self.outer.reads(reference)


@dataclass(frozen=True, slots=True)
class RowsScope:
    """Inside `any`, `filter` … over a repeat: first the fields of the row, which is `variable`."""

    outer: FormScope
    repeat: str
    variable: str

    def find(self, name: str) -> Name | None:
        """Return what `name` is here."""
        spot = self.outer.around.names.spots.get(f"{self.repeat}[].{name}")
        return Name(spot.type, f"{self.variable}[{spot.slot}]") if spot else self.outer.find(name)

    def place(self, name: str) -> Place | None:
        """Return the place of `name`: a field of the row counts as its whole column."""
        names = self.outer.around.names
        return column(names, self.repeat, name) or self.outer.place(name)

    def call(self, function: str, name: str, n: int) -> Name | None:
        """Return what a function of place makes of `name` outside the rows."""
        return self.outer.call(function, name, n)

    def place_of_call(self, function: str, name: str, n: int) -> Place | None:
        """Return the place a function of place reads outside the rows."""
        return self.outer.place_of_call(function, name, n)

    def rows(self, name: str, variable: str) -> "RowsScope | None":
        """Return the scope of rows within rows."""
        return self.outer.rows(name, variable)

    def known(self) -> Iterable[str]:
        """Return the fields of the row, then the outer names."""
        yield from (spot.field.field for spot in self.outer.around.names.columns(self.repeat))
        yield from self.outer.known()


_Any = FormScope | RowsScope
AnyScope = FormScope | ChoiceScope


def _name(place: Place | None) -> Name | None:
    return Name(place.type, place.code) if place else None


def in_language(scope: FormScope, language: str) -> FormScope:
    """Return the same scope with `label_of` in another language."""
    return scope if scope.language == language else replace(scope, language=language)
