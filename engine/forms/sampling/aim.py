"""Moves the typed values of one response until a rule turns out as wanted: a search guided by the rule."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from engine.forms.board import Board
from engine.forms.names import text_choices
from engine.forms.plan import Cell
from engine.forms.sampling.balance import difference, wanted_gaps
from engine.forms.sampling.edges import admitted
from engine.forms.sampling.goals import Goal, Goals
from engine.forms.sampling.hand import Hand
from engine.forms.sampling.inputs import Input
from engine.forms.sampling.pool import Pool, moment_of
from engine.forms.sampling.values import fitted

TRIES: Final = 6
"""Rounds in which one rule is aimed at."""
CANDIDATES: Final = 24
DEEPEST: Final = 3
"""Questions that are made to be asked so that others can be."""
SECANTS: Final = 5
LARGEST: Final = Decimal(10) ** 14
_CONDITIONS: Final = frozenset({"relevant", "required", "read_only", "branch"})
"""Rules that do not hold when they come out empty."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a rule is judged: its repeat, '' for the form, and the row."""

    repeat: str
    row: int


@dataclass(slots=True)
class Aim:
    """Aims at rules of the form that the hand types into."""

    hand: Hand
    goals: Goals
    pool: Pool
    spared: set[int] = field(default_factory=set)
    """Rules that are broken on purpose."""

    @property
    def board(self) -> Board:
        """The response's values."""
        return self.hand.board

    def reach(self, number: int, *, row: int = -1, want: bool, depth: int = 0) -> bool:
        """Make a rule come out as wanted; return whether it does."""
        if depth > DEEPEST:
            return False
        goal, at = self.goals.of(number), Spot(self.goals.repeat(number), row)
        empty_too = not want and self.goals.use(number).role in _CONDITIONS
        for _try in range(TRIES):
            if self._stands(goal, at, want, empty_too):
                return True
            if not self._turn(goal, at, want, depth) and not self._shake(goal, at):
                break
        return self._stands(goal, at, want, empty_too)

    def show(self, cell: Cell, row: int = -1, depth: int = 0) -> bool:
        """Make a cell be asked for; return whether it is."""
        if self.board.relevant(cell, row):
            return True
        if cell.companion:
            self._open(cell, row, depth)
        else:
            self.decide(self.goals.machine.reasons_of(cell), row=row, want=True, depth=depth)
        return self.board.relevant(cell, row)

    def decide(self, reasons: tuple[int, ...], *, row: int = -1, want: bool, depth: int = 0) -> None:
        """Make what the rules `reasons` decide about be asked for, or not (one of them is enough)."""
        order = reasons if want else self.hand.random.sample(reasons, len(reasons))
        for number in order:
            jumps = self.goals.use(number).role == "branch"
            at = row if self.goals.repeat(number) else -1
            reached = self.reach(number, row=at, want=want is not jumps, depth=depth + 1)
            if reached and not want:
                return

    def _open(self, cell: Cell, row: int, depth: int) -> None:
        """Choose what opens the text box `cell`."""
        chosen = self.board.machine.blueprint.cells[cell.companion]
        if depth <= DEEPEST and self.show(chosen, row, depth + 1):
            value = self.hand.random.choice(text_choices(chosen.field))
            self.hand.put(chosen, row, [value] if chosen.field.kind == "select_multiple" else value)

    # --- inside ---------------------------------------------------------------------------------

    def _value(self, goal: Goal, at: Spot) -> Any:
        return self.board.apply(goal.function, at.repeat, at.row)

    def _stands(self, goal: Goal, at: Spot, want: bool, empty_too: bool) -> bool:
        found = self._value(goal, at)
        return found is want or (empty_too and found is None)

    def _turn(self, goal: Goal, at: Spot, want: bool, depth: int) -> bool:
        """Turn one part of a rule; return whether something was turned."""
        if goal.joint == "not":
            return self._turn(goal.parts[0], at, not want, depth)
        if goal.joint in ("and", "or"):
            wrong = [part for part in goal.parts if self._value(part, at) is not want]
            if (goal.joint == "and") is want:
                turned = [self._turn(part, at, want, depth) for part in wrong]
                return any(turned)
            shuffled = self.hand.random.sample(wrong, len(wrong))
            return any(self._turn(part, at, want, depth) for part in shuffled)
        if goal.joint == "compare" and self._balance(goal, at, want):
            return True
        return self._probe(goal, at, want, depth)

    def _balance(self, goal: Goal, at: Spot, want: bool) -> bool:
        """Move a figure or a day until the two sides stand to each other as wanted."""
        sides = [self._value(part, at) for part in goal.parts]
        first = goal.parts[0].read.inputs
        ordered = sorted(goal.read.inputs, key=lambda one: one not in first)
        for gap in wanted_gaps(goal.operator, want, sides, self.hand.random):
            for one in ordered:
                if self._solve(goal, at, one, (want, gap)):
                    return True
        return False

    def _solve(self, goal: Goal, at: Spot, one: Input, wanted: tuple[bool, Decimal]) -> bool:
        """Give one input the figure with which the sides differ as wanted; leave it where that fails."""
        want, gap = wanted
        cell, row = self.hand.place(one, at.row)
        if cell is None or not self.hand.free(cell, row) or not self.board.relevant(cell, row):
            return False
        before = self.board.typed_value(cell, row)
        if not isinstance(before, Decimal | date):
            return False
        where = (cell, row)
        secant(lambda x: self._gap_at(goal, at, where, _like(x, before, cell)), _number(before), gap)
        if self._value(goal, at) is want:
            return True
        self.hand.restore(cell, row, before)
        return False

    def _gap_at(self, goal: Goal, at: Spot, where: tuple[Cell, int], value: object) -> Decimal | None:
        """Return how far the sides are apart with `value` in a cell; None where it does not go in."""
        cell, row = where
        if value is None or not admitted(cell.field, value, None):
            return None
        self.hand.put(cell, row, value)
        return difference(*(self._value(part, at) for part in goal.parts[:2]))

    def _probe(self, goal: Goal, at: Spot, want: bool, depth: int) -> bool:
        """Try values in one input after the other."""
        inputs = goal.read.inputs
        for one in self.hand.random.sample(inputs, len(inputs)):
            if one.cell is None:
                change = self.hand.random.choice((self.hand.add_row, self.hand.remove_row))
                if change(one.rows) and self._value(goal, at) is want:
                    return True
                continue
            cell, row = self.hand.place(one, at.row)
            if cell is not None and self.show(cell, row, depth) and self._try(goal, at, want, (cell, row)):
                return True
        return False

    def _try(self, goal: Goal, at: Spot, want: bool, where: tuple[Cell, int]) -> bool:
        cell, row = where
        if not self.hand.free(cell, row):
            return False
        before = self.board.typed_value(cell, row)
        codelist = self.board.machine.codelist(cell)
        for value in self.pool.candidates(cell.path, cell.field, codelist, goal.literals)[:CANDIDATES]:
            self.hand.put(cell, row, value)
            if self._value(goal, at) is want:
                return True
        self.hand.restore(cell, row, before)
        return False

    def _shake(self, goal: Goal, at: Spot) -> bool:
        """Move something at random, so that another try begins elsewhere."""
        inputs = [one for one in goal.read.inputs if one.cell is not None]
        if not inputs:
            return False
        cell, row = self.hand.place(self.hand.random.choice(inputs), at.row)
        return cell is not None and self.hand.put(cell, row, self.pool.draw(cell.path))


def secant(gap_at: Callable[[Decimal], Decimal | None], start: Decimal, gap: Decimal) -> None:
    """Call `gap_at` with ever better x until it is `gap`, is no number, or the steps are out."""
    x, before = start, None
    for _step in range(SECANTS):
        now = gap_at(x)
        if now is None or now == gap:
            return
        slope = (now - before[1]) / (x - before[0]) if before and x != before[0] else Decimal(1)
        before = (x, now)
        x += (gap - now) / (slope or Decimal(1))
        if abs(x) > LARGEST:
            return


def _number(value: Decimal | date) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(value.toordinal())


def _like(x: Decimal, before: object, cell: Cell) -> Decimal | date | None:
    """Return `x` as a value of the cell: a figure it admits, or the day of that number."""
    if isinstance(before, Decimal):
        return fitted(x, cell.field)
    if not 366 < x < 3_600_000:
        return None
    day = date.fromordinal(int(x))
    if isinstance(before, datetime):
        return moment_of(day)
    return day.replace(day=1) if cell.field.kind == "month" else day
