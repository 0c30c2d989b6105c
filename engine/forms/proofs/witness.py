"""A model of the solver as a response with its surroundings, and whether the engine agrees with it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from engine.forms.board import Board
from engine.forms.documents import load
from engine.forms.history import Circumstances, fill
from engine.forms.paths import split
from engine.forms.periods import PER_YEAR, Period
from engine.forms.program import Program
from engine.forms.proofs.facts import LATER, Facts
from engine.forms.proofs.variables import told

Nested = dict[str, Any]


@dataclass(slots=True)
class Witness:
    """Values for which something is so, as `Program.start` takes them."""

    values: Nested = field(default_factory=dict)
    org: Nested = field(default_factory=dict)
    user: Nested = field(default_factory=dict)
    links: dict[str, Nested] = field(default_factory=dict)
    history: dict[Period, Nested] = field(default_factory=dict)
    period: Period | None = None
    now: datetime | None = None

    def board(self, program: Program) -> Board:
        """Return the values as the engine computes them."""
        around = Circumstances(self.org, self.user, self.period, self.links, self.history, self.now)
        context, _missing = fill(program.machine.blueprint.context, around)
        board = Board(program.machine, context)
        load(board, self.values)
        board.run()
        return board


def witness(facts: Facts, model: Any) -> Witness:
    """Return the response that a model describes."""
    found = Witness()
    form, period = facts.layout.form, facts.ledger.period
    if period is not None and form.collection.period != "none":
        year = model.eval(period.year, model_completion=True).as_long()
        index = model.eval(period.index, model_completion=True).as_long()
        most = PER_YEAR[form.collection.period]
        found.period = Period(form.collection.period, min(max(year, 2), 9998), min(max(index, 1), most))
    for repeat in facts.layout.repeats:
        there = [bool(model.eval(facts.present(repeat, row), model_completion=True)) for row in range(LATER)]
        if any(there):
            found.values[repeat] = [{} for present in there if present]
    for where, value in facts.ledger.variables.made.items():
        part = facts.ledger.variables.fields.get(where)
        _put(found, where, told(model, value, facts.ledger.universe, part))
    return found


def _put(into: Witness, where: tuple[object, ...], value: Any) -> None:
    head, *rest = where
    if head == "cell":
        _put_cell(into.values, str(rest[0]), int(str(rest[1])), value)
    elif head in ("org", "user"):
        _nest(into.org if head == "org" else into.user, str(rest[0]), value)
    elif head == "link":
        _nest(into.links.setdefault(str(rest[0]), {}), str(rest[1]), value)
    elif head == "today" and value is not None:
        into.now = datetime.combine(value, time(12), UTC)
    elif head == "prev" and into.period is not None and value is not None:
        _nest(into.history.setdefault(into.period.shift(-int(str(rest[1]))), {}), str(rest[0]), value)
    elif head == "earlier" and into.period is not None:
        _fill_year(into.history, into.period, str(rest[0]), value)


def _fill_year(history: dict[Period, Nested], period: Period, path: str, value: Any) -> None:
    """Put a year's earlier sum into the first filing of the year; the others are there without it."""
    for index in range(1, period.index):
        filing = history.setdefault(Period(period.kind, period.year, index), {})
        _nest(filing, path, value if index == 1 else None)


def _put_cell(values: Nested, path: str, row: int, value: Any) -> None:
    repeat, _, name = path.partition("[].")
    if not name:
        _nest(values, path, value)
        return
    rows = values.get(repeat) or []
    if row < len(rows):
        rows[row][name] = value


def _nest(values: Nested, path: str, value: Any) -> None:
    *above, last = split(path)
    for part in above:
        values = values.setdefault(str(part), {})
    values[str(last)] = value
