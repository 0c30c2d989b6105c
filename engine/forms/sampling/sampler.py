"""Plausible responses of any form: valid, consistent with their checks and with earlier periods.

It reads the definition alone and knows no form; a `Guide` may tell it magnitudes and words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any, Final

from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.sizes import FILE_TYPES
from engine.forms.history import pluck
from engine.forms.names import NEVER
from engine.forms.periods import PER_YEAR, Period
from engine.forms.plan import Cell, RepeatPlan
from engine.forms.program import Program
from engine.forms.sampling import values as drawing
from engine.forms.sampling.guide import Guide, fitting, sibling
from engine.forms.sampling.mending import Mender
from engine.forms.state import FormState

Values = dict[str, Any]
ATTEMPTS: Final = 6


@dataclass(frozen=True, slots=True)
class Draw:
    """How the value of one cell is drawn."""

    cell: Cell
    names: tuple[str, ...]
    """Where it stands in the values, or in its row."""
    span: drawing.Range
    offered: tuple[str, ...]
    weights: tuple[float, ...]
    alone: frozenset[str]
    words: tuple[str, ...]
    fixed: Any
    sum_of: str
    copy_of: str
    twin: str
    """The path of the cell that this one's default takes from last year."""

    @property
    def flexible(self) -> bool:
        """Whether the cell may be left empty; words beside a choice are always given."""
        return self.cell.required == NEVER and not self.cell.companion


class Sampler:
    """Draws responses of one program."""

    def __init__(self, program: Program, guide: Guide | None = None) -> None:
        self._program = program
        self._guide = guide or Guide()
        drawn = [self._draw(cell) for cell in program.cells.values() if not cell.calculated]
        drawn.sort(key=lambda draw: bool(draw.copy_of) + 2 * bool(draw.sum_of or draw.twin))
        self._form = [draw for draw in drawn if not draw.cell.repeat]
        self._rows = {name: [d for d in drawn if d.cell.repeat == name] for name in self._repeats}
        self._by_path = {draw.cell.path: draw for draw in drawn}

    @property
    def _repeats(self) -> Mapping[str, RepeatPlan]:
        return self._program.machine.blueprint.repeats

    def sample(
        self,
        random: Random,
        *,
        given: Mapping[str, Any] | None = None,
        org: Mapping[str, Any] | None = None,
        user: Mapping[str, Any] | None = None,
        period: Period | None = None,
        history: Mapping[Period, Mapping[str, Any]] | None = None,
        now: datetime | None = None,
    ) -> FormState:
        """Return a filled response, with the typed values `given`.

        `history` holds the values of earlier responses, which it continues.
        """
        around: dict[str, Any] = {
            "org": org or {}, "user": user or {}, "period": period, "history": history or {}, "now": now
        }  # fmt: skip
        earlier = _earlier(history or {}, period)
        values = self._program.prefill(**around) | dict(given or {})
        year_start = period is None or period.index == 1
        source = Source(random, self._guide, year_start, period.index if period else 1)
        source.fill(self._form, values, earlier)
        for repeat in self._rows:
            values[repeat] = self._rows_of(source, repeat, given=values.get(repeat), before=earlier[0])
        self._prune(values, self._program.start(values, **around))
        state = self._program.start(values, **around)
        self._correct(source, state)
        self._settle(random, state)
        return state

    def _rows_of(
        self, source: "Source", repeat: str, *, given: Any, before: Mapping[str, Any]
    ) -> list[Values]:
        old = before.get(repeat) or []
        plan = self._repeats[repeat]
        fewest, most = fitting(self._guide.rows, repeat) or (max(plan.minimum, 1), max(plan.minimum, 1) + 2)
        count = len(old) or source.random.randint(fewest, min(most, plan.maximum))
        rows: list[Values] = [dict(row) for row in given or ()]
        rows += [{} for _number in range(count - len(rows))]
        for index, row in enumerate(rows):
            turn = replace(source, row=index)
            turn.fill(self._rows[repeat], row, (old[index],) if index < len(old) else ({},))
        return rows

    def _prune(self, values: Values, state: FormState) -> None:
        """Take away what would not be asked: nobody could have typed it."""
        for draw in self._form:
            if not state.relevant(draw.cell.path):
                _put(values, draw.names, None)
        for repeat, draws in self._rows.items():
            for index, row in enumerate(values[repeat]):
                for draw in draws:
                    if not state.relevant(draw.cell.path.replace("[]", f"[{index}]")):
                        row.pop(draw.names[0], None)

    def _correct(self, source: "Source", state: FormState) -> None:
        """Draw anew what is refused, ever smaller; leave it empty when nothing fits."""
        for attempt in range(ATTEMPTS):
            wrong = [fault for fault in state.problems if fault.severity == "error" and fault.path]
            paths = dict.fromkeys(fault.path for fault in wrong if fault.code != "check-broken")
            if not paths:
                return
            for path in paths:
                self._redraw(source, state, path, attempt)

    def _redraw(self, source: "Source", state: FormState, path: str, attempt: int) -> None:
        draw = self._by_path.get(_pattern(path))
        if draw is None:
            return
        value = None if attempt == ATTEMPTS - 1 and draw.flexible else source.value(draw)
        if isinstance(value, Decimal) and attempt:
            value = max(drawing.fitted(value / 10**attempt, draw.cell.field), draw.span[0])
        try:
            state.set(path, value)
        except Refused:
            return

    def _settle(self, random: Random, state: FormState) -> None:
        mender = Mender(state, state._board)
        mender.mend()
        if self._guide.broken and random.random() < self._guide.broken:
            mender.breach(random)
        if self._guide.explanation:
            for found in state.unexplained:
                state.explain(found.check, self._guide.explanation)

    def _draw(self, cell: Cell) -> Draw:
        guide, path, field = self._guide, cell.path, cell.field
        offered = drawing.choice_values(field, self._program.machine.codelist(cell))
        summed = sibling(path, fitting(guide.sums, path)).rpartition("[].")[2]
        weighed = fitting(guide.weights, path)
        weights = (
            tuple(weighed.get(value, 0.0) for value in offered)
            if weighed
            else drawing.skewed(path, len(offered))
        )
        return Draw(
            cell=cell,
            names=tuple(path.rpartition("[].")[2].split(".")),
            span=drawing.limits(field, fitting(guide.ranges, path)),
            offered=offered,
            weights=weights,
            alone=drawing.exclusive_values(field),
            words=fitting(guide.words, path) or (),
            fixed=fitting(guide.values, path),
            sum_of=summed,
            copy_of="" if summed else sibling(path, fitting(guide.copies, path)).rpartition("[].")[2],
            twin=_twin(cell),
        )


@dataclass(frozen=True, slots=True)
class Source:
    """Draws values in one period."""

    random: Random
    guide: Guide
    year_start: bool
    index: int
    """The period's number in its year."""
    row: int | None = None
    """The row of a repeat that is drawn: the words given are used in turn."""

    def fill(self, draws: list[Draw], values: Values, earlier: Sequence[Mapping[str, Any]]) -> None:
        """Give each cell still empty a value; `earlier` are the periods before, newest first."""
        for draw in draws:
            if pluck(values, ".".join(draw.names)) is None:
                _put(values, draw.names, self._cell(draw, values, earlier))

    def _cell(self, draw: Draw, values: Values, earlier: Sequence[Mapping[str, Any]]) -> Any:
        path = ".".join(draw.names)
        if draw.fixed is not None:
            return draw.fixed
        if draw.copy_of:
            return pluck(values, draw.copy_of)
        if draw.sum_of:
            return self._year_so_far(pluck(values, draw.sum_of), pluck(earlier[0], path))
        near = next((was for one in earlier if (was := pluck(one, path)) is not None), None)
        if near is None and draw.flexible and not draw.twin and self._skips(draw, earlier):
            return None
        return self.value(draw, pluck(values, draw.twin) if near is None and draw.twin else near)

    def _skips(self, draw: Draw, earlier: Sequence[Mapping[str, Any]]) -> bool:
        """Whether an optional cell stays empty; who left it empty before mostly goes on doing so."""
        source = Random(draw.cell.path) if any(earlier) else self.random
        return source.random() >= self.guide.answered

    def _year_so_far(self, flow: object, was: object) -> Decimal | None:
        if not isinstance(flow, Decimal):
            return None
        if self.year_start:
            return flow
        return flow + was if isinstance(was, Decimal) else flow * self.index

    def value(self, draw: Draw, near: object = None) -> Any:
        """Return a value of a cell's type; `near` is one it should resemble."""
        field, random = draw.cell.field, self.random
        if field.kind in ("integer", "decimal", "rating"):
            if isinstance(near, Decimal):
                return drawing.moved(random, near, field)
            return drawing.number(random, field, draw.span)
        if near is not None:
            return near
        if field.kind in FILE_TYPES:
            return drawing.files(random, field)
        if draw.offered:
            return self._chosen(draw)
        if field.kind in ("text", "textarea"):
            if draw.words and self.row is not None:
                return draw.words[self.row % len(draw.words)]
            return drawing.words(random, field, draw.words)
        return drawing.other(random, field)

    def _chosen(self, draw: Draw) -> str | list[str]:
        kind = draw.cell.field.kind
        if kind == "select_multiple":
            return drawing.several(self.random, draw.offered, draw.weights, draw.alone)
        if kind == "rank":
            return self.random.sample(draw.offered, len(draw.offered))
        return self.random.choices(draw.offered, draw.weights)[0]


def _earlier(
    history: Mapping[Period, Mapping[str, Any]], period: Period | None
) -> tuple[Mapping[str, Any], ...]:
    """Return the values of the periods of the year before `period`, newest first; the first may be empty."""
    if period is None:
        return ({},)
    back = range(1, PER_YEAR[period.kind] + 1)
    return tuple(history.get(period.shift(-number), {}) for number in back)


def _put(values: Values, names: tuple[str, ...], value: Any) -> None:
    for name in names[:-1]:
        values = values.setdefault(name, {})
    values[names[-1]] = value


def _pattern(path: str) -> str:
    head, bracket, rest = path.partition("[")
    return f"{head}[]{rest.partition(']')[2]}" if bracket else path


def _twin(cell: Cell) -> str:
    """Return the path of what a default `same_last_year(x)` reads, when it is a cell beside it."""
    logic = cell.field.default.logic if cell.field.default else None
    given = logic.get("same_last_year") if isinstance(logic, dict) else None
    name = next(_names(given), "")
    return sibling(cell.path, name) if cell.grid and name else ""


def _names(logic: object) -> Iterator[str]:
    for one in logic if isinstance(logic, list) else [logic]:
        if isinstance(one, dict) and isinstance(one.get("var"), str):
            yield one["var"]
