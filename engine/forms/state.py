"""One response being filled in: what is typed, what it means, what is wrong with it.

Nothing here reads a clock or a database.
"""

from typing import Any

from engine.forms.addressing import (
    element_at,
    held_at,
    locate,
    place_of,
    relevant_at,
)
from engine.forms.board import Board
from engine.forms.changing import Changing
from engine.forms.documents import load, nested, told, told_typed
from engine.forms.findings import Finding, NotRun, not_run, verdicts
from engine.forms.looking import At
from engine.forms.model.base import Text
from engine.forms.offering import Option, options
from engine.forms.serials import Series, series_of
from engine.forms.standing import Changed, SheetStatus, unexplained
from engine.forms.why import explained, relevance, weighed
from engine.forms.wording import interpolated
from engine.problems import DEFAULT_LANGUAGE, Problem

Nested = dict[str, Any]
__all__ = ["Changed", "FormState", "Nested", "SheetStatus"]


class FormState(Changing):
    """A response as it stands. Made by `Program.start`; one thread at a time.

    Element paths: 'x', 'econ.power' (grid row), 'econ.power.ytd', 'products', 'products[0].name',
    'm.r1', '#group.x', '#sheet.x', '#note.0' (notes counted in reading order).
    """

    # --- reading --------------------------------------------------------------------------------

    @property
    def values(self) -> Nested:
        """The effective values, nested by name; every name is there, empty values as None."""
        found: Nested = self._keep("values", lambda: nested(self._board, effective=True))
        return found

    @property
    def typed(self) -> Nested:
        """The values as typed, nested by name; calculated ones are None."""
        found: Nested = self._keep("typed", lambda: nested(self._board, effective=False))
        return found

    def document(self) -> Nested:
        """Return what was typed as JSON data without empty values; numbers are Decimal."""
        found = nested(self._board, effective=False, tell=told_typed)
        if self._board.locked:
            shown = {name for names in self._machine.once.values() for name in names}
            found = {name: told for name, told in found.items() if name not in shown} | self._own_told()
        return found

    def effective_document(self) -> Nested:
        """Return the effective values as JSON data without empty values; numbers are Decimal."""
        return nested(self._board, effective=True, tell=told)

    def value(self, path: str) -> Any:
        """Return the effective value at a path; a list of rows, or a mapping, for what holds more."""
        cell = self._machine.form_cells.get(path)
        return self._board.v[cell.slot] if cell else held_at(self._board, path, self.values, effective=True)

    def typed_value(self, path: str) -> Any:
        """Return what was typed at a path, relevant or not."""
        cell = self._machine.form_cells.get(path)
        return self._board.t[cell.slot] if cell else held_at(self._board, path, self.typed, effective=False)

    def relevant(self, path: str) -> bool:
        """Whether a cell or any other element is to be shown and answered."""
        return relevant_at(self._board, path)

    def required(self, path: str) -> bool:
        """Whether a cell must be answered now."""
        at = locate(self._board, path)
        return self._board.relevant(at.cell, at.row) and self._holds(at, at.cell.required)

    def read_only(self, path: str) -> bool:
        """Whether a cell cannot be typed into: read-only now, or calculated."""
        at = locate(self._board, path)
        theirs = at.cell.reviewed is not self._board.reviewing
        shut = at.cell.calculated or theirs or at.cell.sheet in self._board.locked
        return shut or self._holds(at, at.cell.read_only)

    def series(self) -> Series | None:
        """Return the series that its serial number is of; None for a form without serial numbers."""
        plan = self._machine.blueprint.serial
        return series_of(self._board, plan) if plan else None

    def choices(self, path: str) -> tuple[Option, ...]:
        """Return what a cell offers now, after its choice filter; a whole codelist if it is one's."""
        at = locate(self._board, path)
        return options(self._board, at.cell, at.row)

    def text(self, text: Text | None, path: str = "", language: str = DEFAULT_LANGUAGE) -> str:
        """Return a text of the definition shown at `path`, in `language`, its holes filled."""
        place, row = place_of(self._board, path)
        return interpolated(self._board, text, place, row=row, language=language)

    # --- judging --------------------------------------------------------------------------------

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems in reading order: of values (missing ones too) and of checks, any severity."""
        return self._problems("change")

    def problems_at(self, path: str) -> tuple[Problem, ...]:
        """Return the problems shown at a path."""
        found: dict[str, tuple[Problem, ...]] = self._keep("by path", self._by_path)
        return found.get(path, ())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The broken checks that run on every change, in order."""
        return self.findings_at("change")

    def findings_at(self, moment: str) -> tuple[Finding, ...]:
        """Return the broken checks of 'change', of 'submit' too, or of 'review' as well."""
        return self._found(moment)

    @property
    def unexplained(self) -> tuple[Finding, ...]:
        """The broken warnings that lack an explanation of their present figures."""
        return tuple(one for one in self.findings if one.severity == "warning" and not one.explained)

    @property
    def not_run(self) -> tuple[NotRun, ...]:
        """The checks that could not be run because an earlier filing is missing."""
        found: tuple[NotRun, ...] = self._keep(
            "not run", lambda: tuple(not_run(self._board, self._missing, "review"))
        )
        return found

    def explanations(self) -> dict[str, dict[str, Any]]:
        """Return the explanations by check as JSON data, as `Program.start` takes them."""
        return {check: one.document() for check, one in self._explanations.items()}

    def complete(self, moment: str = "submit") -> tuple[Problem, ...]:
        """Return what blocks submission (or the end of a review): errors and unexplained warnings."""
        errors = [one for one in self._problems(moment) if one.severity == "error"]
        warnings = (one for one in self.findings_at(moment) if one.severity == "warning")
        return (*errors, *(unexplained(one) for one in warnings if not one.explained))

    def sheet_status(self, sheet: str) -> SheetStatus:
        """Return how far a sheet is."""
        status: dict[str, SheetStatus] = self._keep("status", dict)
        if sheet not in status:
            status[sheet] = self._status(sheet)
        return status[sheet]

    def why(self, path: str, language: str = DEFAULT_LANGUAGE) -> str:
        """Say in words why the cell at `path` is as it is: shown or hidden, calculated, wrong."""
        at = locate(self._board, path)
        return explained(self._board, at, self._machine.uses, language)

    def why_shown(self, path: str, language: str = DEFAULT_LANGUAGE) -> str:
        """Say in words why a cell or any other element is shown or hidden."""
        at = element_at(self._board, path)
        return "\n".join(relevance(self._board, at, self._machine.uses, language))

    def locked(self, path: str) -> bool:
        """Whether a path stands on a sheet that shows the year's filing, so that nothing is typed there."""
        locked = self._board.locked
        return bool(locked) and self._machine.sheet_of(path) in locked

    @property
    def locked_sheets(self) -> frozenset[str]:
        """The sheets that show the year's filing."""
        return self._board.locked

    def verdict(self, check: str) -> frozenset[bool | None]:
        """Return how a check of the definition came out in its rows; None where it was not judged."""
        return verdicts(self._board, self._machine.checks[check])

    def why_check(self, check: str, language: str = DEFAULT_LANGUAGE) -> str:
        """Say in words what a check of the definition weighs, with the figures of its first row."""
        return weighed(self._board, self._machine.checks[check], self._machine.uses, language)

    # --- inside ---------------------------------------------------------------------------------

    def _own_told(self) -> Nested:
        """Return as JSON what was typed on sheets that show the year's filing: it is kept, unseen."""
        board = Board(self._machine, self._board.h)
        load(board, self._own)
        board.run()
        return nested(board, effective=False, tell=told_typed)

    def _holds(self, at: At, slot: int) -> bool:
        return bool(self._board.frame(at.cell, at.row)[slot])
