"""What one evaluation of plain JSON Logic may still spend, and which lists it stands in.

A step is paid for each node, for each item gone over and for every so many characters; so nothing that a
rule makes and looks at again and again costs more time or memory than its steps.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engine.rules.errors import BudgetExceeded
from engine.rules.limits import DEPTH, ITEMS, SHORT, STEPS


@dataclass(slots=True)
class Frame:
    """A list being gone over, at one of its rows; `data` is what is seen outside. A `try` has no rows."""

    data: object
    rows: list[object] | None = None
    index: int = 0


@dataclass(slots=True)
class Purse:
    """The steps left, and the frames around the present node, outermost first."""

    steps: int = STEPS
    frames: list[Frame] = field(default_factory=list)

    def pay(self, steps: int) -> None:
        """Pay so many steps. Raises BudgetExceeded when there are not as many."""
        self.steps -= steps
        if self.steps < 0:
            raise BudgetExceeded("steps", STEPS)


def pay(purse: Purse, values: Iterable[object]) -> None:
    """Pay for looking at `values` once, with all lists inside. Raises BudgetExceeded."""
    for each in values:
        if isinstance(each, str):
            purse.steps -= len(each) >> SHORT
        elif isinstance(each, list):
            _pay_list(purse, each)
    if purse.steps < 0:
        raise BudgetExceeded("steps", STEPS)


def _pay_list(purse: Purse, whole: list[object]) -> None:
    """Pay for a list and what stands in it; what stands in it twice is paid twice."""
    pending: list[tuple[list[object], int]] = [(whole, 1)]
    while pending:
        values, depth = pending.pop()
        if depth > DEPTH:
            raise BudgetExceeded("depth", DEPTH)
        purse.pay(len(values))
        for each in values:
            if isinstance(each, str):
                purse.steps -= len(each) >> SHORT
            elif isinstance(each, list):
                pending.append((each, depth + 1))


def pay_rows(purse: Purse, rows: list[object], weight: int) -> None:
    """Pay for doing something of `weight` steps with each row. Raises BudgetExceeded."""
    if len(rows) > ITEMS:
        raise BudgetExceeded("items", ITEMS)
    purse.pay(len(rows) * weight)
