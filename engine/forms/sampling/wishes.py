"""How a response is moved towards a target before it is made to hold."""

from collections.abc import Callable, Mapping
from typing import Final

from engine.forms.plan import Cell, CheckPlan
from engine.forms.sampling.aim import Aim
from engine.forms.sampling.edges import edges
from engine.forms.sampling.targets import CONSTRAINT, MISSING, Deed, Target


def grant(aim: Aim, target: Target) -> None:
    """Move a response towards `target`, as far as it can be."""
    _WISHES[target.deed](aim, target)


def _cell(aim: Aim, target: Target) -> tuple[Cell | None, int]:
    """Return the cell of a target and a row that there is, made to be asked for; None for no cell."""
    cell = aim.board.machine.blueprint.cells.get(target.path)
    if cell is None:
        return None, -1
    row = row_of(aim, cell.repeat)
    if cell.repeat and row < 0:
        return None, -1
    aim.show(cell, row)
    return cell, row


def row_of(aim: Aim, repeat: str) -> int:
    """Return a row of a repeat that is asked for, adding one where there is none; -1 outside repeats."""
    if not repeat:
        return -1
    plan = aim.board.machine.blueprint.repeats[repeat]
    aim.decide(aim.board.machine.blueprint.reasons.get(("", plan.gate), ()), want=True)
    if not aim.board.rows[repeat] and not aim.hand.add_row(repeat):
        return -1
    return aim.hand.random.randrange(len(aim.board.rows[repeat]))


def _gate(aim: Aim, target: Target) -> tuple[str, tuple[int, ...]]:
    """Return the repeat and the reasons of a cell or an element."""
    machine = aim.board.machine
    one = machine.blueprint.cells.get(target.path) or machine.elements[target.path]
    return one.repeat, machine.blueprint.reasons.get((one.repeat, one.gate), ())


def _shown(aim: Aim, target: Target) -> None:
    repeat, reasons = _gate(aim, target)
    aim.decide(reasons, row=row_of(aim, repeat), want=True)


def _hidden(aim: Aim, target: Target) -> None:
    repeat, reasons = _gate(aim, target)
    if reasons:
        aim.decide(reasons, row=row_of(aim, repeat), want=False)


def _answered(aim: Aim, target: Target) -> None:
    cell, row = _cell(aim, target)
    if cell is not None and cell.calculated:
        number = aim.goals.number("calculation", cell.path)
        inputs = aim.goals.read(number).inputs if number is not None else ()
        for one in inputs:
            inner, at = aim.hand.place(one, row)
            if inner is not None and aim.show(inner, at):
                aim.hand.put(inner, at, aim.pool.draw(inner.path))
    elif cell is not None and aim.board.typed_value(cell, row) is None:
        aim.hand.put(cell, row, aim.pool.draw(cell.path))


def _empty(aim: Aim, target: Target) -> None:
    cell, row = _cell(aim, target)
    if cell is not None:
        number = aim.goals.number("required", cell.path)
        if number is not None:
            aim.reach(number, row=row if aim.goals.repeat(number) else -1, want=False)
        aim.hand.put(cell, row, None)
        aim.hand.moved.add((cell.path, row))


def _chosen(aim: Aim, target: Target) -> None:
    cell, row = _cell(aim, target)
    if cell is None:
        return
    code, codelist = target.detail, aim.board.machine.codelist(cell)
    while codelist is not None and cell.field.kind == "cascade" and codelist.children.get(code):
        code = aim.hand.random.choice(codelist.children[code])
    several = cell.field.kind in ("select_multiple", "rank")
    aim.hand.put(cell, row, [code] if several else code)
    aim.hand.moved.add((cell.path, row))


def _branch(aim: Aim, target: Target) -> None:
    _cell_, row = _cell(aim, target)
    number = int(target.detail)
    aim.reach(number, row=row if aim.goals.repeat(number) else -1, want=target.deed == "taken")


def _judged(aim: Aim, target: Target) -> None:
    if target.detail == "constraint":
        constrain(aim, target, want=target.deed == "held")
    else:
        plan = next(plan for plan in aim.board.machine.blueprint.checks if plan.id == target.path)
        check(aim, plan, want=target.deed == "held")


def constrain(aim: Aim, target: Target, *, want: bool) -> None:
    """Answer the cell so that its constraint holds, or not."""
    cell, row = _cell(aim, target)
    number = aim.goals.number("constraint", target.path)
    if cell is None or number is None:
        return
    if aim.board.value(cell, row) is None:
        aim.hand.put(cell, row, aim.pool.draw(cell.path))
    aim.reach(number, row=row if aim.goals.repeat(number) else -1, want=want)
    if not want:
        aim.spared.add(number)


def check(aim: Aim, plan: CheckPlan, *, want: bool) -> None:
    """Make a check be asked, and hold or not."""
    row = row_of(aim, plan.repeat)
    if plan.repeat and row < 0:
        return
    aim.decide(aim.board.machine.blueprint.reasons.get((plan.repeat, plan.gate), ()), row=row, want=True)
    for one in aim.goals.of(plan.rule).read.inputs:
        cell, at = aim.hand.place(one, row)
        if cell is not None and aim.show(cell, at) and aim.board.typed_value(cell, at) is None:
            aim.hand.put(cell, at, aim.pool.draw(cell.path))
    aim.reach(plan.rule, row=row, want=want)
    if not want:
        aim.spared.add(plan.rule)


def _edge(aim: Aim, target: Target) -> None:
    plan = aim.board.machine.blueprint.repeats.get(target.path)
    if plan is not None:
        row_of(aim, plan.name)
        wanted = plan.minimum if target.detail == "minimum" else plan.maximum
        change = aim.hand.remove_row if target.detail == "minimum" else aim.hand.add_row
        while len(aim.board.rows[plan.name]) != wanted and change(plan.name):
            pass
        return
    cell, row = _cell(aim, target)
    if cell is None:
        return
    stated = edges(cell.field, aim.board.machine.codelist(cell), aim.pool.period)
    for one in stated:
        if one.name == target.detail:
            aim.hand.put(cell, row, one.value)
            aim.hand.moved.add((cell.path, row))


def _wrong(aim: Aim, target: Target) -> None:
    """Make ready what is made wrong afterwards: asked for, answered, required."""
    plan = next((plan for plan in aim.board.machine.blueprint.checks if plan.id == target.path), None)
    if plan is not None:
        check(aim, plan, want=False)
    elif target.detail == CONSTRAINT:
        constrain(aim, target, want=False)
    elif target.path in aim.board.machine.blueprint.repeats:
        row_of(aim, target.path)
    else:
        _cell_, row = _cell(aim, target)
        number = aim.goals.number("required", target.path)
        if target.detail == MISSING and number is not None:
            aim.reach(number, row=row if aim.goals.repeat(number) else -1, want=True)


_WISHES: Final[Mapping[Deed, Callable[[Aim, Target], None]]] = {
    "shown": _shown,
    "hidden": _hidden,
    "answered": _answered,
    "empty": _empty,
    "chosen": _chosen,
    "taken": _branch,
    "passed": _branch,
    "held": _judged,
    "broken": _judged,
    "edge": _edge,
    "wrong": _wrong,
}
