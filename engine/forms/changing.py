"""Changes of one response: values typed, rows added and moved, broken checks explained.

Every change says which element paths look different afterwards; bad input raises `Refused` and changes
nothing.
"""

from collections.abc import Iterable

from engine.forms.addressing import locate, row_at, rows_writable, told_at, writable
from engine.forms.clearing import lost
from engine.forms.defaults import fill_row
from engine.forms.fieldtypes.kind import Refused
from engine.forms.fieldtypes.registry import TYPES
from engine.forms.findings import MOST_CHARACTERS, Explanation
from engine.forms.model.fields import Field
from engine.forms.standing import Changed, Standing
from engine.problems import problem

_EXPLANATION = Field(field="explanation", type="textarea")


class Changing(Standing):
    """What may be done to a response. `FormState` reads it as well."""

    def set(self, path: str, value: object) -> Changed:
        """Type a value and return the element paths that look different; raises Refused."""
        at = writable(self._board, path)
        kind = TYPES[at.cell.field.kind]
        with told_at(path):
            typed = kind.coerce(value, at.cell.field, codelist=self._machine.codelist(at.cell))
        return self._put(at, typed)

    def enter(self, path: str, raw: str | list[str]) -> Changed:
        """Type what an HTML form sent; like `set`."""
        at = writable(self._board, path)
        kind = TYPES[at.cell.field.kind]
        with told_at(path):
            typed = kind.parse(raw, at.cell.field, codelist=self._machine.codelist(at.cell))
        return self._put(at, typed)

    def add_row(self, repeat: str) -> tuple[int, Changed]:
        """Add a row with its defaults at the end; return its index and the changed paths."""
        plan = rows_writable(self._board, repeat)
        rows = self._board.rows[repeat]
        if len(rows) >= plan.maximum:
            raise Refused(problem("answer-rows-most", repeat, limit=plan.maximum, count=len(rows)))
        faults = self._known_faults()
        self._board.add_row(repeat)
        fill_row(self._board, repeat, len(rows) - 1)
        return len(rows) - 1, self._rows_changed(repeat, faults)

    def remove_row(self, repeat: str, index: int) -> Changed:
        """Take a row away; raises Refused when there is none."""
        rows_writable(self._board, repeat)
        row_at(self._board, repeat, index)
        faults = self._known_faults()
        self._board.remove_row(repeat, index)
        return self._rows_changed(repeat, faults)

    def move_row(self, repeat: str, index: int, target: int) -> Changed:
        """Move a row so that it stands at `target`; raises Refused when there is no such place."""
        rows_writable(self._board, repeat)
        row_at(self._board, repeat, index)
        row_at(self._board, repeat, target)
        if index == target:
            return frozenset()
        faults = self._known_faults()
        self._board.move_row(repeat, index, target)
        return self._rows_changed(repeat, faults)

    def lost(self, changed: Iterable[str]) -> tuple[str, ...]:
        """Return the paths of typed values that a change just hid and that are not kept unseen."""
        return lost(self._board, changed)

    def clear(self, paths: Iterable[str]) -> Changed:
        """Give up the values that `lost` named; a repeat's rows as a whole."""
        changed: set[str] = set()
        for path in paths:
            if path in self._board.rows:
                faults = self._known_faults()
                self._board.clear_rows(path)
                changed |= self._rows_changed(path, faults)
            else:
                changed |= self._put(locate(self._board, path), None)
        return frozenset(changed)

    def explain(self, check: str, text: str, reason: str | None = None) -> Changed:
        """Explain a broken check with these figures; raises Refused for one that is not broken."""
        found = next((one for one in self._found("review") if one.check == check), None)
        if found is None:
            raise Refused(problem("check-unknown", name=check[:60]))
        path = found.paths[0] if found.paths else ""
        reasons = {choice.value for choice in found.reasons}
        if reason and reason not in reasons:
            raise Refused(problem("check-reason", path, given=reason[:60]))
        written = _written(text, path)
        if not written and not reason:
            raise Refused(problem("check-no-explanation", path))
        version = self._machine.blueprint.version
        self._explanations[check] = Explanation(written, reason or None, found.figures, version)
        self._kept.clear()
        return frozenset(found.paths)


def _written(text: str, path: str) -> str:
    """Return the text of an explanation, checked like any other long text."""
    with told_at(path):
        typed = str(TYPES["textarea"].coerce(text, _EXPLANATION) or "")
    if len(typed) > MOST_CHARACTERS:
        raise Refused(problem("check-long", path, limit=MOST_CHARACTERS, length=len(typed)))
    return typed
