"""What is wrong with a response as it stands, kept up to date change by change.

The faults of single values are kept; whatever else is asked is made when asked, until the next change.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.forms.board import Board, FormChanges, RowChanges
from engine.forms.carrying import year_filing
from engine.forms.documents import load
from engine.forms.findings import Explanation, Finding, broken, finding
from engine.forms.history import Circumstances, fill
from engine.forms.looking import At, faulty, placed, problems_of, rows_problems
from engine.forms.machine import Machine
from engine.forms.wording import Wording
from engine.problems import Problem, problem

Changed = frozenset[str]
Faults = dict[At, tuple[Problem, ...]]
MISSING: Final = ("answer-missing", "answer-rows-least")
"""Codes of the problems that are merely unfinished work."""


@dataclass(frozen=True, slots=True)
class SheetStatus:
    """How far a sheet is. `errors` and `warnings` count problems without the missing answers."""

    errors: int
    warnings: int
    missing: int
    answered: int
    relevant: bool


class Standing:
    """The values of one response with their problems. `FormState` is its public face."""

    def __init__(
        self,
        machine: Machine,
        values: Mapping[str, Any],
        around: Circumstances,
        explanations: Mapping[str, Any],
    ) -> None:
        context, self._missing = fill(machine.blueprint.context, around)
        self._machine = machine
        self._board = Board(machine, context, reviewing=around.reviewing)
        held = year_filing(machine, around)
        self._own: Mapping[str, Any] = {}
        """What was typed on sheets that show the year's filing instead."""
        if held is not None:
            names = {name for own in machine.once.values() for name in own}
            self._own = {name: values[name] for name in names if name in values}
            values = {**values, **{name: held.get(name) for name in names}}
            self._board.locked = frozenset(machine.once)
        self._explanations = {name: Explanation.of(told) for name, told in explanations.items()}
        load(self._board, values)
        self._board.run()
        self._faults: Faults | None = None
        self._kept: dict[str, Any] = {}

    @property
    def board(self) -> Board:
        """The values behind the response, for those who look at many; to be read only."""
        return self._board

    def _keep(self, name: str, make: Callable[[], Any]) -> Any:
        """Return what `make` gives, made once until the next change."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    def _known_faults(self) -> Faults:
        if self._faults is None:
            self._faults = self._look(faulty(self._board))
        return self._faults

    def _look(self, cells: Iterable[At]) -> Faults:
        locked = self._board.locked
        found = ((at, problems_of(self._board, at)) for at in cells if at.cell.sheet not in locked)
        return {at: faults for at, faults in found if faults}

    # --- after a change -------------------------------------------------------------------------

    def _put(self, at: At, typed: object) -> Changed:
        old = self._board.typed_value(at.cell, at.row)
        if typed == old and str(typed) == str(old):
            return frozenset()
        faults = self._known_faults()
        form, rows = self._board.put(at.cell, at.row, typed)
        self._kept.clear()
        paths = self._after(form, rows, faults)
        paths.update(self._look_again(faults, [at]))
        paths.add(at.path)
        return frozenset(paths)

    def _rows_changed(self, repeat: str, faults: Faults) -> Changed:
        form, rows = self._board.rows_changed(repeat)
        self._kept.clear()
        for at in [at for at in faults if at.cell.repeat == repeat]:
            del faults[at]
        paths = self._after(form, rows, faults)
        faults.update(self._look(at for at in faulty(self._board) if at.cell.repeat == repeat))
        paths.update(self._rows_watchers(repeat))
        return frozenset(paths | {repeat})

    def _rows_watchers(self, repeat: str) -> Iterator[str]:
        """Return the paths that show something of the repeat as a whole."""
        slot = self._machine.blueprint.repeats[repeat].slot
        for path, _every in self._machine.blueprint.watch.shown.get(("", slot), ()):
            yield from self._spread(path, -1)

    def _after(self, form: FormChanges, rows: RowChanges, faults: Faults) -> set[str]:
        """Return the paths that changed values are shown at, having looked again at what reads them."""
        watch = self._machine.blueprint.watch
        paths: set[str] = set()
        changes = [(("", slot), -1, old) for slot, old in form.items()]
        changes += [((repeat, slot), row, old) for (repeat, row, slot), old in rows.items()]
        again: dict[At, None] = {}
        for key, row, _old in changes:
            for path, every in watch.shown.get(key, ()):
                paths.update(self._spread(path, -1 if every else row))
            for cell, every in watch.cells.get(key, ()):
                again.update(dict.fromkeys(self._cells(cell, -1 if every else row)))
            for number, every in watch.checks.get(key, ()):
                paths.update(self._shown_check(number, -1 if every else row, form, rows))
        paths.update(self._look_again(faults, again))
        self._forget_hidden(form, faults)
        return paths

    def _look_again(self, faults: Faults, cells: Iterable[At]) -> Iterator[str]:
        for at in cells:
            before, now = faults.get(at, ()), problems_of(self._board, at)
            if before == now or at.cell.sheet in self._board.locked:
                continue
            if now:
                faults[at] = now
            else:
                del faults[at]
            yield at.path

    def _forget_hidden(self, form: FormChanges, faults: Faults) -> None:
        """Look anew at all rows of a repeat that was shown or hidden."""
        for name, plan in self._machine.blueprint.repeats.items():
            if plan.gate in form:
                for at in [at for at in faults if at.cell.repeat == name]:
                    del faults[at]
                faults.update(self._look(at for at in faulty(self._board) if at.cell.repeat == name))

    def _shown_check(self, number: int, row: int, form: FormChanges, rows: RowChanges) -> Iterator[str]:
        plan = self._machine.blueprint.checks[number]
        if not plan.repeat:
            if self._board.v[plan.slot] is False or form.get(plan.slot) is False:
                yield from plan.at
            return
        effective = self._board.effective_rows(plan.repeat)
        for index in range(len(effective)) if row < 0 else [row]:
            was = rows.get((plan.repeat, index, plan.slot))
            if was is False or (index < len(effective) and effective[index][plan.slot] is False):
                yield from (placed(path, index) for path in plan.at)

    def _spread(self, path: str, row: int) -> Iterator[str]:
        """Return an element path for its row, or for every row it stands in."""
        if "[]" not in path:
            yield path
        elif row >= 0:
            yield placed(path, row)
        else:
            count = len(self._board.rows[path.partition("[")[0]])
            yield from (placed(path, index) for index in range(count))

    def _cells(self, cell: Any, row: int) -> Iterator[At]:
        if not cell.repeat:
            yield At(cell)
        elif row >= 0:
            yield At(cell, row)
        else:
            yield from (At(cell, index) for index in range(len(self._board.rows[cell.repeat])))

    # --- judging --------------------------------------------------------------------------------

    def _problems(self, moment: str) -> tuple[Problem, ...]:
        """Return the problems of values and of the checks of `moment`, in reading order."""
        checks = self._found(moment)
        if moment != "change" and checks == self._found("change"):
            return self._problems("change")
        found: tuple[Problem, ...] = self._keep(f"problems {moment}", lambda: self._sorted(checks))
        return found

    def _sorted(self, checks: Iterable[Finding]) -> tuple[Problem, ...]:
        found = [one for faults in self._known_faults().values() for one in faults]
        found.extend(rows_problems(self._board, self._machine.blueprint.repeats))
        found.extend(one.problem for one in checks)
        position = self._machine.position
        return tuple(sorted(found, key=lambda one: position(one.path)))

    def _found(self, moment: str) -> tuple[Finding, ...]:
        found: tuple[Finding, ...] = self._keep(f"findings {moment}", lambda: tuple(self._findings(moment)))
        return found

    def _findings(self, moment: str) -> Iterator[Finding]:
        for plan, row in broken(self._board, moment):
            yield finding(self._board, plan, row, self._explanations.get(placed(plan.id, row)))

    def _by_path(self) -> dict[str, tuple[Problem, ...]]:
        found: dict[str, tuple[Problem, ...]] = {}
        shown = {id(one.problem): one.paths for one in self._found("change")}
        for fault in self._problems("change"):
            for path in shown.get(id(fault), ()) or (fault.path,):
                found[path] = (*found.get(path, ()), fault)
        return found

    def _status(self, sheet: str) -> SheetStatus:
        machine = self._machine
        own = [one for one in self._problems("change") if machine.sheet_of(one.path) == sheet]
        missing = sum(one.code in MISSING for one in own)
        return SheetStatus(
            errors=sum(one.severity == "error" for one in own) - missing,
            warnings=sum(one.severity == "warning" for one in own),
            missing=missing,
            answered=self._answered(sheet),
            relevant=bool(self._board.v[machine.elements[f"#sheet.{sheet}"].gate]),
        )

    def _answered(self, sheet: str) -> int:
        """Count the values that somebody gave; what is calculated does not count."""
        board = self._board
        cells = [cell for cell in self._machine.blueprint.cells.values() if cell.sheet == sheet]
        given = 0
        for cell in cells:
            if not cell.calculated:
                frames = board.effective_rows(cell.repeat) if cell.repeat else [board.v]
                given += sum(frame[cell.slot] is not None for frame in frames)
        return given


def unexplained(found: Finding) -> Problem:
    """Return the problem of a broken warning that is not explained for its present figures."""
    code = "check-stale" if found.stale else "check-unexplained"
    path = found.paths[0] if found.paths else ""
    blank = problem(code, path)
    params = {"check": found.check}
    said = Wording(lambda language: f"{found.problem.message(language)} {blank.message(language)}")
    return Problem(code, path, params, "error", text=said)
