"""What a rule comes down to: the values people type that decide it, through calculations and totals."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.forms.history import Spec
from engine.forms.machine import Machine
from engine.forms.names import Names, Seat
from engine.forms.plan import Cell
from engine.forms.scope import AnyScope, ChoiceScope, RowScope
from engine.rules import Logic, references

DEEPEST: Final = 40
"""Calculations of calculations that are followed."""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that can be moved: a cell, or with `rows` the rows of a repeat.

    `seat` says which cell of a repeat: 'r' of the row at hand, 'p' of the row before, 'col' of any.
    """

    cell: Cell | None
    seat: str = "v"
    rows: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What a rule reads in the end: inputs of the form, and what comes from outside it."""

    inputs: tuple[Input, ...]
    outside: tuple[Spec, ...]


class Trail:
    """Finds what rules of one form read."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        uses = machine.uses
        self._calculations = {use.path: use for use in uses if use.role == "calculation"}
        self._repeats = {plan.slot: name for name, plan in machine.blueprint.repeats.items()}
        derived = _names_of(uses[0].scope).derived.values() if uses else ()
        self._derived = {(one.repeat, one.slot): one.seats for one in derived}

    def read(self, logic: Logic, scope: AnyScope) -> Read:
        """Return what `logic` reads where it stands in `scope`."""
        found = dict.fromkeys(self._followed(logic, scope, "", 0))
        inputs = tuple(one for one in found if isinstance(one, Input))
        return Read(inputs, tuple(one for one in found if isinstance(one, tuple)))

    def _followed(self, logic: Logic, scope: AnyScope, seen_from: str, depth: int) -> Iterator[Input | Spec]:
        for reference in references(logic):
            for place in scope.reads(reference):
                for seat in place.seats:
                    yield from self._seat(seat, repeat_of(scope), seen_from, depth)

    def _seat(self, seat: Seat, repeat: str, seen_from: str, depth: int) -> Iterator[Input | Spec]:
        if seat.kind == "h":
            yield self._machine.blueprint.context[seat.slot]
            return
        own = repeat if seat.kind in ("r", "p") else seat.repeat
        kind = seen_from if seat.kind == "r" and seen_from else seat.kind
        cell = self._machine.by_slot.get((own, seat.slot))
        if cell is not None and not cell.calculated:
            yield Input(cell, kind)
        elif not own and seat.slot in self._repeats:
            yield Input(None, rows=self._repeats[seat.slot])
        elif depth < DEEPEST and cell is not None:
            use = self._calculations[cell.path]
            yield from self._followed(use.rule.logic, use.scope, kind if own else "", depth + 1)
        elif depth < DEEPEST:
            for inner in self._derived.get((own, seat.slot), ()):
                yield from self._seat(inner, own, kind if own else "", depth + 1)


def _names_of(scope: AnyScope) -> Names:
    inner = scope.outer if isinstance(scope, ChoiceScope) else scope
    return inner.around.names


def repeat_of(scope: AnyScope) -> str:
    """Return the repeat in whose rows a scope stands, '' for none."""
    inner = scope.outer if isinstance(scope, ChoiceScope) else scope
    return inner.repeat if isinstance(inner, RowScope) else ""
