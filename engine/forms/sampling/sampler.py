"""Plausible responses of any form: valid, consistent with their checks and with earlier periods.

It reads the definition alone and knows no form; a `Guide` may tell it magnitudes and words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from engine.forms.board import Board
from engine.forms.documents import nested
from engine.forms.history import pluck
from engine.forms.names import ALWAYS, NEVER
from engine.forms.periods import Period, PeriodKind
from engine.forms.plan import Cell, RepeatPlan
from engine.forms.program import Program
from engine.forms.sampling.aim import Aim
from engine.forms.sampling.drawing import Draw, Source, Values, draws_of
from engine.forms.sampling.goals import Goals
from engine.forms.sampling.guide import Guide, fitting
from engine.forms.sampling.hand import Hand
from engine.forms.sampling.mending import Mender
from engine.forms.sampling.pool import Pool
from engine.forms.state import FormState

BACK: Final[Mapping[PeriodKind, tuple[int, ...]]] = {
    "month": (1, 2, 3, 6, 12),
    "quarter": (1, 2, 4),
    "half_year": (1, 2),
    "year": (1,),
}
"""The earlier periods that a response continues: the last one that has the figure."""

Wish = Callable[[Aim], bool]
"""Moves a drawn response towards what is wanted of it, before it is made to hold; says whether it arrived."""


@dataclass(frozen=True, slots=True)
class Workbench:
    """One response being drawn: its values, and what moves them."""

    source: Source
    aim: Aim
    board: Board


class Sampler:
    """Draws responses of one program."""

    def __init__(self, program: Program, guide: Guide | None = None) -> None:
        self.program = program
        self.guide = guide or Guide()
        self.goals = Goals(program.machine)
        drawn = draws_of(program.machine, self.guide)
        self._form = [draw for draw in drawn if not draw.cell.repeat]
        self._rows = {name: [d for d in drawn if d.cell.repeat == name] for name in self._repeats}
        self.draws = {draw.cell.path: draw for draw in drawn}
        self._lockable = [draw for draw in drawn if draw.cell.read_only != NEVER]
        self._hideable = [draw for draw in drawn if draw.cell.gate != ALWAYS]

    @property
    def _repeats(self) -> Mapping[str, RepeatPlan]:
        return self.program.machine.blueprint.repeats

    def sample(self, random: Random, *, given: Values | None = None, **around: Any) -> FormState:
        """Return a filled response, with the typed values `given`; `around` as `Program.start` takes it.

        The history's values are those it continues. Faults are left where nothing was found that
        fits: ask `complete()`.
        """
        bench = self._bench(
            Source(random, self.guide, self.program.machine, around.get("period")), given, around
        )
        return self._settled(bench, around)

    def aimed(self, random: Random, wish: Wish, *, guide: Guide, **around: Any) -> FormState | None:
        """Return a response that `wish` moved where it should be; None where the wish says it failed.

        `guide` overrides the sampler's rates, not its hints by path.
        """
        source = Source(random, guide, self.program.machine, around.get("period"))
        bench = self._bench(source, None, around)
        if not wish(bench.aim):
            return None
        bench.aim.hand.pin()
        return self._settled(bench, around)

    def _settled(self, bench: Workbench, around: Mapping[str, Any]) -> FormState:
        source = bench.source
        mender = Mender(bench.aim, lambda path, row: self._drawn(source, path, row))
        mender.mend()
        if source.guide.broken and source.random.random() < source.guide.broken and mender.breach():
            mender.mend()
        return self._finished(bench, around)

    def _bench(self, source: Source, given: Values | None, around: Mapping[str, Any]) -> Workbench:
        """Draw the values and put them on a board, without those that nobody could have typed."""
        earlier = _earlier(around.get("history") or {}, source.period)
        prefilled = self.program.prefill(**around) | (given or {})
        values = _copy(prefilled)
        source.fill(self._form, values, earlier)
        for repeat in self._rows:
            values[repeat] = self._rows_of(source, repeat, given=values.get(repeat), before=earlier[0])
        board = self.program.start(values, **around).board
        self._prune(board, prefilled)
        pool = Pool(source.random, source.period, lambda path: source.value(self.draws[path]))
        hand = Hand(board, source.random, lambda repeat, row: self._fill_row(source, board, repeat, row))
        return Workbench(source, Aim(hand, self.goals, pool), board)

    def _rows_of(self, source: Source, repeat: str, *, given: Any, before: Mapping[str, Any]) -> list[Values]:
        old = before.get(repeat) or []
        plan = self._repeats[repeat]
        fewest, most = fitting(source.guide.rows, repeat) or (
            max(plan.minimum, 1),
            max(plan.minimum, 1) + 2,
        )
        count = len(old) or source.random.randint(fewest, min(most, plan.maximum))
        rows: list[Values] = [dict(row) for row in given or ()]
        rows += [{} for _number in range(count - len(rows))]
        for index, row in enumerate(rows):
            turn = replace(source, row=index)
            turn.fill(self._rows[repeat], row, (old[index],) if index < len(old) else ({},))
        return rows

    def _fill_row(self, source: Source, board: Board, repeat: str, row: int) -> None:
        turn, values = replace(source, row=row), dict[str, Any]()
        turn.fill(self._rows[repeat], values, ({},))
        for draw in self._rows[repeat]:
            board.rows[repeat][row][draw.cell.slot] = values.get(draw.names[0])

    def _drawn(self, source: Source, path: str, row: int) -> Any:
        draw = self.draws.get(path)
        return replace(source, row=row if row >= 0 else None).value(draw) if draw else None

    def _prune(self, board: Board, prefilled: Values) -> None:
        """Put back what cannot be typed, and take away what would not be asked."""
        for cell, row in _places(board, self._lockable):
            if board.frame(cell, row)[cell.read_only] and cell.sheet not in board.locked:
                board.put(cell, row, pluck(_holder(prefilled, cell.repeat, row), _name(cell)))
        _forget_unasked(board, self._hideable)

    def _finished(self, bench: Workbench, around: Mapping[str, Any]) -> FormState:
        """Return the response as it stands on the board, its broken soft checks explained."""
        _forget_unasked(bench.board, self._hideable)
        machine = self.program.machine
        shown = {name for names in machine.once.values() for name in names} if bench.board.locked else ()
        typed = nested(bench.board, effective=False)
        own = {name: value for name, value in typed.items() if name not in shown}
        state = self.program.start(own, **around)
        text = bench.source.guide.explanation
        for found in state.unexplained if text else ():
            reason = bench.source.random.choice(found.reasons).value if found.reasons else None
            state.explain(found.check, text, reason)
        return state


def _places(board: Board, draws: Iterable[Draw]) -> Iterator[tuple[Cell, int]]:
    for draw in draws:
        repeat = draw.cell.repeat
        for row in range(len(board.rows[repeat])) if repeat else (-1,):
            yield draw.cell, row


def _forget_unasked(board: Board, draws: Iterable[Draw]) -> None:
    for name, plan in board.machine.blueprint.repeats.items():
        while board.rows[name] and not board.v[plan.gate]:
            board.remove_row(name, 0)
    for cell, row in _places(board, draws):
        typed = board.typed_value(cell, row)
        if typed is not None and not board.relevant(cell, row):
            board.put(cell, row, None)


def _holder(values: Values, repeat: str, row: int) -> Values:
    """Return the values a cell stands among: the form's, or its row's."""
    rows = values.get(repeat) or [] if repeat else [values]
    at = max(row, 0)
    return rows[at] if at < len(rows) else {}


def _name(cell: Cell) -> str:
    return cell.path.rpartition("[].")[2]


def _copy(values: Any) -> Any:
    """Return nested values anew, so that what is drawn leaves the old ones alone."""
    if isinstance(values, dict):
        return {name: _copy(value) for name, value in values.items()}
    return [_copy(value) for value in values] if isinstance(values, list) else values


def _earlier(
    history: Mapping[Period, Mapping[str, Any]], period: Period | None
) -> tuple[Mapping[str, Any], ...]:
    """Return the values of some periods before `period`, newest first; the first may be empty."""
    if period is None:
        return ({},)
    return tuple(history.get(period.shift(-back), {}) for back in BACK[period.kind])
