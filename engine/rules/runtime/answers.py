"""What generated code calls over answers and over the rows of lists, within the budget of one run."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

from engine.rules.errors import BudgetExceeded
from engine.rules.limits import ITEMS, SHORT, STEPS
from engine.rules.values import is_empty

Budget: TypeAlias = list[int]
"""The steps left, in a list of one, so that the rows of a rule spend from the same purse."""

Body: TypeAlias = Callable[[object], object]


def spend(budget: Budget, rows: Sequence[object] | None, weight: int) -> Sequence[object]:
    """Return the rows, paid for; an empty list for none. Raises BudgetExceeded."""
    if not rows:
        return ()
    if len(rows) > ITEMS:
        raise BudgetExceeded("items", ITEMS)
    budget[0] -= len(rows) * weight
    if budget[0] < 0:
        raise BudgetExceeded("steps", STEPS)
    return rows


def paid(budget: Budget, value: object) -> object:
    """Return a value that is read for each of many rows, paid for by its size. Raises BudgetExceeded."""
    if isinstance(value, str):
        budget[0] -= len(value) >> SHORT
    elif isinstance(value, list | tuple):
        budget[0] -= len(value)
    if budget[0] < 0:
        raise BudgetExceeded("steps", STEPS)
    return value


def pick(budget: Budget, rows: Sequence[object] | None, body: Body, weight: int) -> list[object]:
    """Return the rows in which `body` holds."""
    return [row for row in spend(budget, rows, weight) if body(row) is True]


def each(budget: Budget, rows: Sequence[object] | None, body: Body, weight: int) -> list[object]:
    """Return what `body` gives for each row."""
    return [body(row) for row in spend(budget, rows, weight)]


def any_row(budget: Budget, rows: Sequence[object] | None, body: Body, weight: int) -> bool | None:
    """Whether `body` holds in some row; unknown when it may in one that is unknown."""
    known: bool | None = False
    for row in spend(budget, rows, weight):
        holds = body(row)
        if holds is True:
            return True
        if holds is None:
            known = None
    return known


def every_row(budget: Budget, rows: Sequence[object] | None, body: Body, weight: int) -> bool | None:
    """Whether `body` holds in every row; true of no rows."""
    known: bool | None = True
    for row in spend(budget, rows, weight):
        holds = body(row)
        if holds is False:
            return False
        if holds is None:
            known = None
    return known


def no_row(budget: Budget, rows: Sequence[object] | None, body: Body, weight: int) -> bool | None:
    """Whether `body` holds in no row."""
    found = any_row(budget, rows, body, weight)
    return None if found is None else not found


def selected(answer: str | Sequence[object], value: str) -> bool:
    """Whether `value` is the choice made, or among those made."""
    return answer == value if isinstance(answer, str) else value in answer


def count_selected(answer: str | Sequence[object] | None) -> Decimal:
    """Return how many choices are made."""
    if isinstance(answer, str):
        return Decimal(1)
    return Decimal(len(answer)) if answer else Decimal(0)


def all_or_none(*answers: object) -> bool:
    """Whether all are filled in, or none is."""
    return len({is_empty(each) for each in answers}) == 1


def exclusive(*answers: object) -> bool:
    """Whether at most one has a value; `false` counts as none."""
    return sum(1 for each in answers if not is_empty(each) and each is not False) <= 1


def unique(items: Sequence[object] | None) -> bool:
    """Whether no item stands twice, empty ones aside."""
    known = [_hashable(each) for each in items or () if not is_empty(each)]
    return len(set(known)) == len(known)


def _hashable(item: object) -> object:
    """Return an item such that equal ones are found at once: rows and lists of choices as tuples."""
    if isinstance(item, list | tuple):
        return tuple(map(_hashable, item))
    return tuple(map(_hashable, item.items())) if isinstance(item, dict) else item
