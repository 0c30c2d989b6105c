"""Makes one thing wrong in a response that holds, and tells whether a problem is about just that."""

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any, Final

from engine.forms.board import Board
from engine.forms.looking import placed
from engine.forms.offering import options
from engine.forms.paths import pattern
from engine.forms.plan import Cell
from engine.forms.sampling.targets import (
    BROKEN,
    CONSTRAINT,
    FEWEST_ROWS,
    MISSING,
    MOST_ROWS_CODE,
    NOT_OFFERED,
    UNEXPLAINED,
    Target,
)
from engine.forms.sampling.values import choice_values
from engine.forms.sampling.wrongs import wrongs
from engine.forms.state import FormState
from engine.problems import Problem

Document = dict[str, Any]
_BY_RULE: Final = frozenset({CONSTRAINT, BROKEN, UNEXPLAINED})
"""What is wrong already when the response was moved there."""


def answers(problem: Problem, target: Target) -> bool:
    """Whether a problem says what the target was to make wrong."""
    if target.detail == UNEXPLAINED or target.detail == BROKEN:
        check = str(problem.params.get("check", ""))
        return problem.code == target.detail and pattern(check) == target.path
    return problem.code == target.detail and pattern(problem.path) == target.path


def spoiled(state: FormState, target: Target, random: Random) -> tuple[Document, dict[str, Any]] | None:
    """Return document and explanations with the target made wrong; None where it cannot be.

    What was wrong already must be of the target itself.
    """
    told = {name: one for name, one in state.explanations().items() if pattern(name) != target.path}
    document = deepcopy(state.document())
    if target.detail in _BY_RULE:
        return document, told
    if state.complete("submit"):
        return None
    if target.path in state.board.machine.blueprint.repeats:
        return (document, told) if _rows(document, state.board, target) else None
    cell = state.board.machine.blueprint.cells[target.path]
    places = list(_places(state, cell, target))
    if not places:
        return None
    row = random.choice(places)
    value = _value(state.board, cell, row, target)
    if value is None and target.detail != MISSING:
        return None
    _put(document, placed(cell.path, row), value)
    return document, told


def _places(state: FormState, cell: Cell, target: Target) -> Iterator[int]:
    """Yield the rows (-1 outside repeats) in which the cell may be typed into and made wrong."""
    rows = range(len(state.board.effective_rows(cell.repeat))) if cell.repeat else (-1,)
    for row in rows:
        path = placed(cell.path, row)
        free = state.relevant(path) and not state.read_only(path)
        if free and (target.detail != MISSING or state.required(path)):
            yield row


def _value(board: Board, cell: Cell, row: int, target: Target) -> Any:
    codelist = board.machine.codelist(cell)
    if target.detail == NOT_OFFERED:
        offered = {option.value for option in options(board, cell, row)}
        other = next((one for one in choice_values(cell.field, codelist) if one not in offered), None)
        return [other] if other and cell.field.kind in ("select_multiple", "rank") else other
    found = (one.value for one in wrongs(cell.field, codelist) if one.code == target.detail)
    return next(found, None)


def _rows(document: Document, board: Board, target: Target) -> bool:
    """Take rows away, or repeat the last one, until there is one too few or too many."""
    plan = board.machine.blueprint.repeats[target.path]
    rows = document.get(plan.name, [])
    if not board.v[plan.gate] or not rows:
        return False
    if target.detail == FEWEST_ROWS:
        document[plan.name] = rows[: plan.minimum - 1]
    if target.detail == MOST_ROWS_CODE:
        document[plan.name] = [*rows, *(deepcopy(rows[-1]) for _n in range(plan.maximum + 1 - len(rows)))]
    return True


def _put(document: Document, path: str, value: Any) -> None:
    """Put JSON data at a path; None takes away what stands there."""
    holder: Any = document
    *before, last = path.replace("[", ".[").split(".")
    for name in before:
        indexed = name.startswith("[")
        holder = holder[int(name[1:-1])] if indexed else holder.setdefault(name, {})
    if value is None:
        holder.pop(last, None)
    else:
        holder[last] = value
