"""One check at one place: its name for ever, what it reads, where it is shown, how it may fail."""

import hashlib
from collections.abc import Container

from engine.forms.comparisons import Case, comparisons
from engine.forms.model.fields import Check
from engine.forms.names import ALWAYS, Seat
from engine.forms.plan import CheckPlan, Comparison, Figure, Side
from engine.forms.rulebook import Here, Rulebook
from engine.rules import Logic, Rule


def plan_check(book: Rulebook, check: Check, here: Here, *, place: str, taken: Container[str]) -> CheckPlan:
    """Plan `check`; `place` is the grid row or repeat it stands in ('' for none)."""
    name = _name(check, place, taken)
    gate = book.gate(name, check.relevant, here)
    number = book.use("check", name, check.rule, here.scope)
    figures = book.figures(number)
    return CheckPlan(
        id=name,
        check=check,
        sheet=here.sheet,
        slot=_result(book, number, gate, here),
        gate=gate,
        rule=number,
        repeat=here.repeat,
        heading=(place,) if place else (),
        at=tuple(_written(check, here, place)) or _read(figures),
        figures=figures,
        cases=tuple(_case(book, name, here, case) for case in comparisons(check.rule.logic)),
    )


def _name(check: Check, place: str, taken: Container[str]) -> str:
    own = check.check or f"check_{hashlib.sha256(repr(check.rule.logic).encode()).hexdigest()[:8]}"
    name = f"{place}.{own}" if place else own
    number = 2
    while name in taken:
        name = f"{place}.{own}_{number}" if place else f"{own}_{number}"
        number += 1
    return name


def _result(book: Rulebook, number: int, gate: int, here: Here) -> int:
    """Return the slot of the check's outcome; None while its place is not relevant."""
    code, seats = book.call(number), book.seats(number)
    if gate != ALWAYS:
        seat = Seat("r" if here.repeat else "v", gate)
        code, seats = f"{code} if {seat.code} else None", (seat, *seats)
    return book.node(here.repeat, code, seats, title=book.uses[number].title)


def _written(check: Check, here: Here, place: str) -> list[str]:
    """Return the paths of `at`; inside a row a bare name is first one of the row."""
    cells = here.scope.around.names.spots
    paths = [name.removeprefix("form.") for name in check.at]
    return [f"{place}.{name}" if f"{place}.{name}" in cells else name for name in paths]


def _read(figures: tuple[Figure, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.path for figure in figures if figure.seat.kind in ("v", "r")))


def _case(book: Rulebook, name: str, here: Here, case: Case) -> Comparison:
    when, operator, left, right = case
    return Comparison(
        tuple(_number(book, name, here, part) for part in when),
        operator,
        Side(left, _number(book, name, here, left)),
        Side(right, _number(book, name, here, right)),
    )


def _number(book: Rulebook, name: str, here: Here, logic: Logic) -> int:
    return book.use("part", name, Rule(logic), here.scope)
