"""A draft whose form has a new version: carried over when its filer opens it, with a list of what was not.

The move is one event, so nothing goes in silence: what had no place any more is read back from it.
"""

from dataclasses import dataclass
from typing import Any, Final

from engine.filings import events
from engine.filings.desk import Desk
from engine.filings.documents import Document, pluck, put
from engine.filings.events import Action, Change
from engine.filings.fitting import STILL_GOOD
from engine.filings.responses import Actor, Response, Step, advance
from engine.forms import Misfits, Program
from engine.forms.differences import Crossing, view
from engine.forms.differences.views import leaves, placed
from engine.forms.paths import pattern
from engine.library import current_version
from engine.store import Work
from engine.store.exact_json import Json

ACTION: Final[Action] = "upgrade"


@dataclass(frozen=True, slots=True)
class Lost:
    """An answer that did not come along: where it stood in which version, and what it was."""

    version: str
    path: str
    value: Json


def due(work: Work, response: Response) -> bool:
    """Whether it is a draft in a version that is no longer its form's present one.

    What was submitted once and returned stays in the version it was judged by.
    """
    return response.state == "draft" and response.version != current_version(work, response.form)


def upgrade(work: Work, desk: Desk, response: Response, actor: Actor) -> Response:
    """Carry a locked draft over to the present version of its form."""
    program = desk.programs.current(work, response.form)
    crossing = desk.programs.crossing(work, response.version, program.version)
    before = response.document or {}
    after = _fitting(program, view(before, crossing).document)
    names = (name for name in (*before, *after) if before.get(name) != after.get(name))
    changes = tuple(Change(name, before.get(name), after.get(name)) for name in dict.fromkeys(names))
    step = Step(ACTION, changes, f"{response.version} {program.version}")
    # a sheet saved as complete was so in the old version: what the new one asks there was not looked at
    columns = {"document": after, "version": program.version, "completed": {} if response.completed else None}
    return advance(work, response, step, actor, **columns)


def versions_before(work: Work, response: Response) -> tuple[str, ...]:
    """Return the versions that a response was carried over from, the oldest first."""
    return tuple(event.note.split()[0] for event in events.named(work, response.id, ACTION))


def lost(work: Work, desk: Desk, response: Response) -> tuple[Lost, ...]:
    """Return every answer of a draft that did not come along when it was carried over, the oldest first."""
    found: list[Lost] = []
    for event in events.named(work, response.id, ACTION):
        old, new = event.note.split()
        crossing = desk.programs.crossing(work, old, new)
        before, after = ({change.path: getattr(change, side) for change in event.changes} for side in _SIDES)
        for path, value in leaves(before, crossing.paths.keys() | crossing.lost):
            if not _came(crossing, path, after):
                found.append(Lost(old, path, value))
    return tuple(found)


_SIDES: Final = ("before", "after")


def _came(crossing: Crossing, path: str, after: Document) -> bool:
    target = crossing.paths.get(pattern(path))
    if target is None:
        return False
    here = placed(target, path)
    head = here.partition(".")[0].partition("[")[0]
    return head not in after or pluck(after, here) is not None


def _fitting(program: Program, document: Document) -> Document:
    """Return what of a document the version can hold: what a limit forbids stays, to be changed."""
    for path, _value in tuple(leaves(document, program.cells)):
        if program.cells[pattern(path)].calculated:
            put(document, path, None)
    try:
        program.read(document)
    except Misfits as misfits:
        for misfit in misfits.problems:
            _leave_out(document, misfit.path, misfit.code, misfit.params)
    return document


def _leave_out(document: Document, path: str, code: str, params: Any) -> None:
    if code == "answer-rows-most":
        rows: Any = document[path]
        del rows[params["limit"] :]
    elif code not in STILL_GOOD:
        put(document, path, None)
