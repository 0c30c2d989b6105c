"""Values worth trying in a cell when a rule is to turn out otherwise. Draws; knows no rules' structure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.fieldtypes.sizes import FILE_TYPES
from engine.forms.model.codelist import Codelist
from engine.forms.model.fields import Field
from engine.forms.periods import Period
from engine.forms.sampling import values as drawing
from engine.forms.sampling.edges import admitted, edges, step

FEW: Final = 60
"""A list of more choices is not tried through."""
DRAWN: Final = 4
"""Choices of a longer list that are tried."""
LITERALS: Final = 12
"""Texts and numbers of a rule that are tried in a cell."""

Literals = Sequence[str | Decimal]


@dataclass(frozen=True, slots=True)
class Pool:
    """Where values come from for one response: what is drawn, and its period."""

    random: Random
    period: Period | None
    draw: Callable[[str], Any]
    """Draws a plausible value for the cell of a path pattern."""

    def candidates(self, path: str, field: Field, codelist: Codelist | None, literals: Literals) -> list[Any]:
        """Return values that the field admits, the likeliest to matter first; None is to leave it empty."""
        found: list[Any] = []
        for value in self._all(path, field, codelist, literals):
            if value not in found and (value is None or admitted(field, value, codelist)):
                found.append(value)
        return found

    def _all(self, path: str, field: Field, codelist: Codelist | None, literals: Literals) -> Iterator[Any]:
        yield from self._told(field, codelist, literals)
        yield from (one.value for one in edges(field, codelist, self.period))
        yield self.draw(path)
        if codelist is not None and len(codelist.entries) > FEW:
            yield from (self.draw(path) for _number in range(DRAWN))
        else:
            offered = drawing.choice_values(field, codelist)
            yield from ([value] if field.kind == "select_multiple" else value for value in offered)
        if field.kind == "boolean":
            yield from (True, False)
        yield None

    def _told(self, field: Field, codelist: Codelist | None, literals: Literals) -> Iterator[Any]:
        """Return what the rule's own texts and numbers say of this kind of field."""
        for literal in literals[:LITERALS]:
            if isinstance(literal, Decimal):
                yield from _near(literal, field, self.period)
            elif codelist is not None:
                below = _first_below(codelist, literal)
                yield from (below,) if below else ()
            elif field.kind not in FILE_TYPES:
                yield from _typed([literal] if field.kind in ("select_multiple", "rank") else literal, field)


def _near(number: Decimal, field: Field, period: Period | None) -> Iterator[Any]:
    if field.kind in ("integer", "decimal", "rating", "year"):
        one = step(field)
        for value in (number, number + one, number - one):
            yield from _typed(value, field)
    elif field.kind in ("text", "textarea") and 0 < number <= 2000:
        yield from ("样" * int(number), "样" * (int(number) + 1))
    elif field.kind in _DAYS and period and abs(number) <= 400:
        start = period.start + timedelta(days=int(number))
        yield _DAYS[field.kind](start)


def _typed(value: object, field: Field) -> Iterator[Any]:
    try:
        yield TYPES[field.kind].coerce(value, field)
    except Refused:
        return


def _first_below(codelist: Codelist, code: str) -> str | None:
    """Return the first last-level code under `code`, itself if it has none under it."""
    while code in codelist.entries and (below := codelist.children.get(code)):
        code = below[0]
    return code if code in codelist.entries else None


def moment_of(day: date) -> datetime:
    """Return noon of a day, in UTC."""
    return datetime.combine(day, time(12), UTC)


_DAYS: Final[Mapping[str, Callable[[date], date]]] = {
    "date": lambda day: day,
    "datetime": moment_of,
    "month": lambda day: day.replace(day=1),
}
