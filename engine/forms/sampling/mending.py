"""Makes a response hold to its checks, or break one on purpose, by moving the simplest figure."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Final

from engine.forms.board import Board
from engine.forms.fieldtypes.kind import Refused
from engine.forms.looking import placed
from engine.forms.model.fields import Field
from engine.forms.plan import CheckPlan, Comparison, Side
from engine.forms.state import FormState

ROUNDS: Final = 12
FARTHEST: Final = Decimal("0.4")
"""A check is broken by a figure that is off by no more than this share: a slip, not another enterprise."""
_STEP: Final = {">": 1, "<": -1, "!=": 1}
"""By how much a left side must pass the right one."""


class Mender:
    """Moves figures of one response. A side of a check can be moved if it is one entered number."""

    def __init__(self, state: FormState, board: Board) -> None:
        self._state, self._board = state, board
        self._plans = board.machine.blueprint.checks

    def mend(self) -> None:
        """Move figures until no check that compares two sides is broken, or nothing moves any more."""
        for _round in range(ROUNDS):
            broken = [found for found in self._all() if self._fails(*found)]
            moved = [self._move(plan, row) for plan, row in broken]
            if not any(moved):
                return

    def breach(self, random: Random) -> bool:
        """Break one soft check that holds; return whether one could be broken."""
        holding = [(plan, row) for plan, row in self._all() if self._breakable(plan, row)]
        random.shuffle(holding)
        return any(self._push(random, plan, row) for plan, row in holding)

    def _all(self) -> Iterator[tuple[CheckPlan, int]]:
        for plan in self._plans:
            rows = len(self._board.effective_rows(plan.repeat)) if plan.repeat else 0
            yield from ((plan, row) for row in (range(rows) if plan.repeat else (-1,)))

    def _fails(self, plan: CheckPlan, row: int) -> bool:
        return self._board.seat("r" if row >= 0 else "v", plan.slot, plan.repeat, row) is False

    def _breakable(self, plan: CheckPlan, row: int) -> bool:
        holds = self._board.seat("r" if row >= 0 else "v", plan.slot, plan.repeat, row) is True
        return holds and plan.check.severity == "warning"

    def _move(self, plan: CheckPlan, row: int) -> bool:
        return any(self._settle(plan, row, case) for case in self._cases(plan, row))

    def _push(self, random: Random, plan: CheckPlan, row: int) -> bool:
        for case in self._cases(plan, row):
            left, right = self._value(plan, row, case.left), self._value(plan, row, case.right)
            factor = Decimal(random.randint(2, 9)) / 100
            down = case.operator in (">=", ">")
            target = right and round(right * (1 - factor if down else 1 + factor), 0)
            if left is None or target is None or target == right or abs(target - left) > abs(left) * FARTHEST:
                continue
            if self._put(plan, row, case.left, target):
                return True
        return False

    def _cases(self, plan: CheckPlan, row: int) -> Iterator[Comparison]:
        for case in plan.cases:
            if all(self._board.call(number, plan.repeat, row) is True for number in case.when):
                yield case

    def _settle(self, plan: CheckPlan, row: int, case: Comparison) -> bool:
        left, right = self._value(plan, row, case.left), self._value(plan, row, case.right)
        step = _STEP.get(case.operator, 0)
        if right is not None and self._put(plan, row, case.left, right + step):
            return True
        return left is not None and self._put(plan, row, case.right, left - step)

    def _value(self, plan: CheckPlan, row: int, side: Side) -> Decimal | None:
        value = self._board.call(side.rule, plan.repeat, row)
        return value if isinstance(value, Decimal) else None

    def _put(self, plan: CheckPlan, row: int, side: Side, value: Decimal) -> bool:
        path = _path(plan, side)
        cell = self._board.machine.blueprint.cells.get(path)
        if cell is None or cell.calculated or (cell.repeat and row < 0) or _outside(cell.field, value):
            return False
        try:
            changed = self._state.set(placed(path, row if cell.repeat else -1), value)
        except Refused:
            return False
        return bool(changed)


def _outside(field: Field, value: Decimal) -> bool:
    low, high = field.minimum, field.maximum
    return (low is not None and value < low) or (high is not None and value > high)


def _path(plan: CheckPlan, side: Side) -> str:
    """Return the path of the one figure a side reads plainly, '' when it is more than that."""
    name = side.logic.get("var") if isinstance(side.logic, dict) else None
    name = name[0] if isinstance(name, list) and name else name
    found = (one.path for one in plan.figures if not one.function and one.written == name)
    return next(found, "")
