"""Quick looks over all values of a form or of a row: which of them may have a problem.

A look may doubt a good value (then the field type checks it), but never passes a bad one. It walks
tables by the kind of test, which costs less than a test written out for each cell, and compiles nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from engine.forms.model.fields import Choice, Field
from engine.forms.names import ALWAYS, NEVER
from engine.forms.plan import Cell
from engine.rules import fits

_LEAST: Final = Decimal("-Infinity")
_MOST: Final = Decimal("Infinity")
_LONGEST: Final = 10**9


@dataclass(frozen=True, slots=True)
class Look:
    """The tests of one form's or one repeat's cells, each with the slot of its value."""

    numbers: list[tuple[int, Decimal, Decimal]] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    lengths: list[tuple[int, int, int]] = field(default_factory=list)
    patterns: list[tuple[int, str]] = field(default_factory=list)
    ones: dict[frozenset[str | None], list[int]] = field(default_factory=dict)
    """The slots of single choices by what they offer, nothing included."""
    several: list[tuple[int, frozenset[str]]] = field(default_factory=list)
    doubts: list[int] = field(default_factory=list)
    """Cells that only their type can judge."""
    constraints: list[tuple[int, int]] = field(default_factory=list)
    required: list[tuple[int, int, int]] = field(default_factory=list)

    def doubtful(self, values: Sequence[Any]) -> Iterable[int]:
        """Return the slots of the values that may have a problem, each once."""
        found: list[int] = []
        self._judged(values, found.append)
        self._chosen(values, found.append)
        self._measured(values, found.append)
        for slot, gate, required in self.required:
            if values[slot] is None and values[required] and values[gate]:
                found.append(slot)
        return dict.fromkeys(found)

    def _judged(self, values: Sequence[Any], doubt: Callable[[int], None]) -> None:
        for slot, low, high in self.numbers:
            if (value := values[slot]) is not None and not low <= value <= high:
                doubt(slot)
        for slot, constraint in self.constraints:
            if values[constraint] is False and values[slot] is not None:
                doubt(slot)

    def _chosen(self, values: Sequence[Any], doubt: Callable[[int], None]) -> None:
        """Look at single choices of the same list together; at each only where one is amiss."""
        for admitted, slots in self.ones.items():
            if not admitted.issuperset(map(values.__getitem__, slots)):
                for slot in slots:
                    if values[slot] not in admitted:
                        doubt(slot)
        for slot, offered in self.several:
            if (value := values[slot]) is not None and len(offered.intersection(value)) < len(value):
                doubt(slot)  # one is not offered, or is chosen twice

    def _measured(self, values: Sequence[Any], doubt: Callable[[int], None]) -> None:
        for slot, digits in self.places:
            if (value := values[slot]) is not None and -value.as_tuple().exponent > digits:
                doubt(slot)
        for slot, low, high in self.lengths:
            if (value := values[slot]) is not None and not low <= len(value) <= high:
                doubt(slot)
        for slot, pattern in self.patterns:
            if (value := values[slot]) is not None and not fits(value, pattern):
                doubt(slot)
        for slot in self.doubts:
            if values[slot] is not None:
                doubt(slot)


def look_over(cells: Iterable[Cell]) -> Look:
    """Return the look over cells that are kept in one list."""
    look = Look()
    for cell in cells:
        make = _GUARDS.get(cell.field.kind)
        if make is None or cell.field.choice_filter is not None:
            look.doubts.append(cell.slot)
        else:
            make(look, cell.slot, cell.field)
        judged = {cell.constraint, cell.single} - {ALWAYS}
        look.constraints.extend((cell.slot, seat) for seat in judged)
        if cell.required != NEVER and not cell.calculated:
            look.required.append((cell.slot, cell.gate, cell.required))
    return look


def _number(look: Look, slot: int, field: Field) -> None:
    if field.minimum is not None or field.maximum is not None:
        low = _LEAST if field.minimum is None else field.minimum
        look.numbers.append((slot, low, _MOST if field.maximum is None else field.maximum))
    if field.decimals is not None:
        look.places.append((slot, field.decimals))


def _text(look: Look, slot: int, field: Field) -> None:
    if field.format is not None:
        look.doubts.append(slot)
    if field.minLength is not None or field.maxLength is not None:
        look.lengths.append((slot, field.minLength or 0, field.maxLength or _LONGEST))
    if field.pattern is not None:
        look.patterns.append((slot, field.pattern))


def _one(look: Look, slot: int, field: Field) -> None:
    values = _inline(field)
    if values:
        look.ones.setdefault(values | {None}, []).append(slot)
    else:
        look.doubts.append(slot)


def _several(look: Look, slot: int, field: Field) -> None:
    values = _inline(field)
    if values and field.minimum is None and field.maximum is None and not _exclusive(field):
        look.several.append((slot, values))
    else:
        look.doubts.append(slot)


def _inline(field: Field) -> frozenset[str]:
    choices = field.choices if isinstance(field.choices, tuple) else ()
    return frozenset(choice.value for choice in choices if isinstance(choice, Choice))


def _exclusive(field: Field) -> bool:
    choices = field.choices if isinstance(field.choices, tuple) else ()
    return any(isinstance(choice, Choice) and choice.exclusive for choice in choices)


def _nothing(look: Look, slot: int, field: Field) -> None:
    """Whatever the type lets in is good."""


_GUARDS: Final[Mapping[str, Callable[[Look, int, Field], None]]] = {
    "decimal": _number,
    "integer": _number,
    "text": _text,
    "textarea": _text,
    "boolean": _nothing,
    "date": _nothing,
    "datetime": _nothing,
    "month": _nothing,
    "calculate": _nothing,
    "select_one": _one,
    "select_multiple": _several,
}
