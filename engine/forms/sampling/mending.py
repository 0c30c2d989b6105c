"""Makes a response hold: fills what is missing, corrects what is refused, moves figures of broken checks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from engine.forms.looking import At, faulty, problems_of
from engine.forms.offering import options
from engine.forms.plan import CheckPlan
from engine.forms.sampling.aim import Aim

ROUNDS: Final = 12
LATE: Final = 6
"""The round from which what does not fit and may be empty is left empty."""


@dataclass(slots=True)
class Mender:
    """Mends the response that `aim` moves; `draw` gives another value for a cell in a row."""

    aim: Aim
    draw: Callable[[str, int], Any]

    def mend(self) -> None:
        """Mend until nothing is wrong, or nothing moves any more."""
        for number in range(ROUNDS):
            values = [self._value(at, late=number >= LATE) for at in self._faulty()]
            rows = [self.aim.hand.add_row(name) for name in self._short()]
            checks = [self._check(plan, row) for plan, row in self._broken()]
            if not any((*values, *rows, *checks)):
                return

    def breach(self) -> bool:
        """Break one soft check that holds; return whether one could be broken."""
        holding = [found for found in self._checks() if self._breakable(*found)]
        for plan, row in self.aim.hand.random.sample(holding, len(holding)):
            if self.aim.reach(plan.rule, row=row, want=False):
                self.aim.spared.add(plan.rule)
                self.aim.hand.pin()
                return True
        return False

    def _faulty(self) -> list[At]:
        found = (at for at in faulty(self.aim.board) if problems_of(self.aim.board, at))
        return [at for at in found if self._constraint(at) not in self.aim.spared]

    def _constraint(self, at: At) -> int | None:
        return self.aim.goals.number("constraint", at.cell.path)

    def _value(self, at: At, *, late: bool) -> bool:
        """Give a cell that is missing or refused another value; return whether that was possible."""
        cell, row = at
        codes = {fault.code for fault in problems_of(self.aim.board, at)}
        if codes == {"answer-constraint"}:
            number = self._constraint(at)
            if number is not None and self.aim.reach(number, row=row, want=True):
                return True
        if "answer-not-offered" in codes or (cell.filter >= 0 and "answer-missing" in codes):
            return self._offered(at)
        if late and "answer-missing" not in codes and not self.aim.board.frame(cell, row)[cell.required]:
            return self.aim.hand.put(cell, row, None)
        return self.aim.hand.put(cell, row, self.draw(cell.path, row))

    def _offered(self, at: At) -> bool:
        """Choose what the filter lets pass."""
        cell, row = at
        values = [option.value for option in options(self.aim.board, cell, row)]
        chosen: Any = self.aim.hand.random.choice(values) if values else None
        several = chosen is not None and cell.field.kind in ("select_multiple", "rank")
        return self.aim.hand.put(cell, row, [chosen] if several else chosen)

    def _short(self) -> Iterator[str]:
        """Yield the repeats that lack rows."""
        board = self.aim.board
        for plan in board.machine.blueprint.repeats.values():
            if board.v[plan.gate] and len(board.rows[plan.name]) < plan.minimum:
                yield plan.name

    def _checks(self) -> Iterator[tuple[CheckPlan, int]]:
        board = self.aim.board
        for plan in board.machine.blueprint.checks:
            count = len(board.effective_rows(plan.repeat)) if plan.repeat else 0
            yield from ((plan, row) for row in (range(count) if plan.repeat else (-1,)))

    def _outcome(self, plan: CheckPlan, row: int) -> object:
        return self.aim.board.seat("r" if row >= 0 else "v", plan.slot, plan.repeat, row)

    def _broken(self) -> list[tuple[CheckPlan, int]]:
        return [
            (plan, row)
            for plan, row in self._checks()
            if plan.rule not in self.aim.spared and self._outcome(plan, row) is False
        ]

    def _check(self, plan: CheckPlan, row: int) -> bool:
        before = len(self.aim.hand.moved)
        return self.aim.reach(plan.rule, row=row, want=True) or len(self.aim.hand.moved) > before

    def _breakable(self, plan: CheckPlan, row: int) -> bool:
        return plan.check.severity == "warning" and self._outcome(plan, row) is True
