"""What of a form responses can reach: items, choices, branches, checks, limits and refusals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from engine.forms.board import Board
from engine.forms.machine import Machine
from engine.forms.model.codelist import Codelist
from engine.forms.names import ALWAYS, NEVER
from engine.forms.periods import Period
from engine.forms.plan import Cell, Element
from engine.forms.sampling.edges import edges
from engine.forms.sampling.pool import FEW
from engine.forms.sampling.values import choice_values
from engine.forms.sampling.wrongs import wrongs

Deed = Literal[
    "shown", "hidden", "answered", "empty", "chosen", "taken", "passed", "held", "broken", "edge", "wrong"
]  # fmt: skip
Section = Literal["items", "choices", "branches", "checks", "limits", "refusals"]
SECTIONS: Final[dict[Deed, Section]] = {
    "shown": "items",
    "hidden": "items",
    "answered": "items",
    "empty": "items",
    "chosen": "choices",
    "taken": "branches",
    "passed": "branches",
    "held": "checks",
    "broken": "checks",
    "edge": "limits",
    "wrong": "refusals",
}
MOST_ROWS: Final = 30
"""A repeat of more rows is not filled to the brim."""
MISSING: Final = "answer-missing"
CONSTRAINT: Final = "answer-constraint"
NOT_OFFERED: Final = "answer-not-offered"
UNEXPLAINED: Final = "check-unexplained"
BROKEN: Final = "check-broken"
FEWEST_ROWS: Final = "answer-rows-least"
MOST_ROWS_CODE: Final = "answer-rows-most"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to reach: what happens (`deed`) to what (a path pattern, or a check's name), and which."""

    deed: Deed
    path: str
    detail: str = ""

    @property
    def section(self) -> Section:
        """The part of the report it belongs to."""
        return SECTIONS[self.deed]


Test = Callable[[Board, Period | None], bool]
"""Whether a response as it stands has reached a target, or is ready to be made wrong in just that."""


def targets(machine: Machine) -> Iterator[tuple[Target, Test]]:
    """Yield everything that can be reached, in reading order, with how to tell."""
    for element in machine.blueprint.elements:
        if element.gate != ALWAYS:
            yield from _shown(element)
    for cell in machine.blueprint.cells.values():
        yield from _cell(machine, cell)
    yield from _branches(machine)
    yield from _checks(machine)
    yield from _rows(machine)


def frames(board: Board, repeat: str) -> list[list[Any]]:
    """Return the lists of effective values: the form's, or those of each row that counts."""
    return board.effective_rows(repeat) if repeat else [board.v]


def _shown(one: Element | Cell) -> Iterator[tuple[Target, Test]]:
    repeat, gate = one.repeat, one.gate
    yield Target("shown", one.path), lambda board, _: any(frame[gate] for frame in frames(board, repeat))
    if gate != ALWAYS:
        yield (
            Target("hidden", one.path),
            lambda board, _: not all(frame[gate] for frame in frames(board, repeat)),
        )


def _cell(machine: Machine, cell: Cell) -> Iterator[tuple[Target, Test]]:
    repeat, slot, gate = cell.repeat, cell.slot, cell.gate
    yield from _shown(cell)
    yield (
        Target("answered", cell.path),
        lambda board, _: any(frame[slot] is not None for frame in frames(board, repeat)),
    )
    typed = not cell.calculated and cell.read_only != ALWAYS
    if typed and cell.required != ALWAYS and not cell.companion:
        yield (
            Target("empty", cell.path),
            lambda board, _: any(frame[slot] is None and frame[gate] for frame in frames(board, repeat)),
        )
    codelist = machine.codelist(cell)
    if typed:
        yield from _choices(cell, codelist)
        yield from _edges(cell, codelist, Period("month", 2025, 1) if machine.blueprint.per_year else None)
        yield from _wrongs(cell, codelist)
    if cell.constraint != ALWAYS:
        yield from _judged("constraint", cell.path, repeat, cell.constraint)


def _choices(cell: Cell, codelist: Codelist | None) -> Iterator[tuple[Target, Test]]:
    offered = choice_values(cell.field, codelist)
    if codelist is not None and len(offered) > FEW:
        offered = tuple(code for code in codelist.children.get("", ()) if len(codelist.children[""]) <= FEW)
    repeat, slot = cell.repeat, cell.slot
    for value in offered:

        def chosen(board: Board, _: Period | None, value: str = value) -> bool:
            return any(_chose(frame[slot], value, codelist) for frame in frames(board, repeat))

        yield Target("chosen", cell.path, value), chosen


def _chose(given: object, value: str, codelist: Codelist | None) -> bool:
    if isinstance(given, list):
        return value in given
    return given == value or (
        codelist is not None and isinstance(given, str) and codelist.under(given, value)
    )


def _edges(cell: Cell, codelist: Codelist | None, some: Period | None) -> Iterator[tuple[Target, Test]]:
    repeat, slot, field = cell.repeat, cell.slot, cell.field
    if cell.field.choices is not None and cell.field.kind in ("select_one", "cascade") and not codelist:
        return  # the first and the last are choices like the others
    for name in dict.fromkeys(one.name for one in edges(field, codelist, some)):

        def stands(board: Board, period: Period | None, name: str = name) -> bool:
            values = [frame[slot] for frame in frames(board, repeat)]
            stated = [one.value for one in edges(field, codelist, period) if one.name == name]
            if field.kind in ("file", "image", "signature"):
                return any(value and len(value) == len(one) for value in values for one in stated)
            return any(one in values for one in stated)

        yield Target("edge", cell.path, name), stands


def _wrongs(cell: Cell, codelist: Codelist | None) -> Iterator[tuple[Target, Test]]:
    """Yield what a cell can be refused for; the test says whether it is ready to be made wrong."""
    repeat, gate, sheet, required, shut = cell.repeat, cell.gate, cell.sheet, cell.required, cell.read_only

    def open_to(board: Board, _: Period | None) -> bool:
        free = sheet not in board.locked
        return free and any(frame[gate] and not frame[shut] for frame in frames(board, repeat))

    for code in dict.fromkeys(one.code for one in wrongs(cell.field, codelist)):
        yield Target("wrong", cell.path, code), open_to
    if cell.required != NEVER:
        yield (
            Target("wrong", cell.path, MISSING),
            lambda board, _: (
                sheet not in board.locked and any(f[gate] and f[required] for f in frames(board, repeat))
            ),
        )
    if cell.constraint != ALWAYS:
        yield Target("wrong", cell.path, CONSTRAINT), _is(repeat, cell.constraint, False)
    if cell.filter >= 0:
        yield Target("wrong", cell.path, NOT_OFFERED), open_to


def _is(repeat: str, slot: int, outcome: bool) -> Test:
    return lambda board, _: any(frame[slot] is outcome for frame in frames(board, repeat))


def _branches(machine: Machine) -> Iterator[tuple[Target, Test]]:
    for use in machine.uses:
        if use.role == "branch":
            cell = machine.blueprint.cells[use.path]
            yield Target("taken", use.path, str(use.number)), _jumps(cell, use.number, want=True)
            yield Target("passed", use.path, str(use.number)), _jumps(cell, use.number, want=False)


def _jumps(cell: Cell, number: int, *, want: bool) -> Test:
    def jumps(board: Board, period: Period | None) -> bool:
        rows = range(len(board.effective_rows(cell.repeat))) if cell.repeat else (-1,)
        return any(
            board.relevant(cell, row) and (board.call(number, cell.repeat, row) is True) is want
            for row in rows
        )

    return jumps


def _judged(name: str, path: str, repeat: str, slot: int) -> Iterator[tuple[Target, Test]]:
    yield Target("held", path, name), _is(repeat, slot, True)
    yield Target("broken", path, name), _is(repeat, slot, False)


def _checks(machine: Machine) -> Iterator[tuple[Target, Test]]:
    for plan in machine.blueprint.checks:
        yield from _judged("check", plan.id, plan.repeat, plan.slot)
        if plan.check.when != "review" and plan.check.severity != "info":
            code = BROKEN if plan.check.severity == "error" else UNEXPLAINED
            yield Target("wrong", plan.id, code), _is(plan.repeat, plan.slot, False)


def _rows(machine: Machine) -> Iterator[tuple[Target, Test]]:
    for plan in machine.blueprint.repeats.values():
        yield Target("edge", plan.name, "minimum"), _counts(plan.slot, plan.minimum)
        if plan.minimum:
            yield Target("wrong", plan.name, FEWEST_ROWS), _is("", plan.gate, True)
        if plan.maximum <= MOST_ROWS:
            yield Target("edge", plan.name, "maximum"), _counts(plan.slot, plan.maximum)
            yield Target("wrong", plan.name, MOST_ROWS_CODE), _is("", plan.gate, True)


def _counts(slot: int, wanted: int) -> Test:
    return lambda board, _: len(board.v[slot]) == wanted
