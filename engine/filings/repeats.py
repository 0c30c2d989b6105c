"""Rows of a repeat: added at the end, removed, moved, put back; each conflict-checked like a field."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, cast

from engine.filings.completion import reopened
from engine.filings.desk import Filing
from engine.filings.documents import pluck
from engine.filings.drafts import Changed, editable, merged, others_since
from engine.filings.events import Change, of
from engine.filings.losing import give_up
from engine.filings.merging import Meanwhile, list_of
from engine.filings.refusals import Conflict
from engine.filings.responses import Actor, Step, advance
from engine.filings.showing import field_of, is_open, label_of, typed
from engine.forms import Refused
from engine.problems import problem
from engine.store import Work
from engine.store.exact_json import Json

Verb: TypeAlias = Literal["add", "remove", "up", "down", "restore"]
CONFIRMED: Final = ":confirmed"
_STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True, slots=True)
class RowEdit:
    """One gesture on the rows of `repeat`; `index` (from 0) is not used by `add`.

    `confirmed`: the filer knows what the gesture clears elsewhere.
    """

    verb: Verb
    repeat: str
    index: int
    revision: int
    confirmed: bool = False

    @classmethod
    def parse(cls, text: str, revision: int) -> "RowEdit":
        """Read a button's value: 'add:products', 'remove:products:1', 'up:…', 'down:…', 'restore:…'.

        ':confirmed' at its end says that it is. Raises Refused for anything else.
        """
        plain = text.removesuffix(CONFIRMED)
        sure = plain != text
        verb, _, rest = plain.partition(":")
        repeat, _, index = rest.partition(":")
        whole = index.isascii() and index.isdigit() and len(index) < 6
        if verb == "add" and repeat and not index:
            return cls("add", repeat, 0, revision, sure)
        if verb in ("remove", "up", "down", "restore") and repeat and whole:
            return cls(cast(Verb, verb), repeat, int(index), revision, sure)
        raise Refused(problem("filing-path-unknown", name=text[:40]))


def change_rows(work: Work, filing: Filing, actor: Actor, *, edit: RowEdit) -> Changed:
    """Add, remove, move or put back one row. A move past either end changes nothing.

    Raises Refused (no such repeat or row, or as many rows as it may have), Conflict, Refusal.
    """
    editable(filing)
    others = others_since(work, filing, edit.revision)
    if edit.verb != "add" and _stale(others, edit):
        found = problem("filing-rows-moved", edit.repeat, label=label_of(filing, edit.repeat))
        raise Conflict(found, yours="", theirs=None, revision=filing.response.revision)
    if edit.verb == "restore":
        done = _restored(work, filing, actor, edit)
        return replace(done, paths=done.paths | merged(filing, others))
    before = filing.response.document or {}
    step, paths = _applied(filing, edit)
    paths, cleared = give_up(filing, paths, asked=edit.repeat, confirmed=edit.confirmed)
    paths |= merged(filing, others)
    document = filing.state.document()
    if step is not None and document != before:
        step = _told(step, pluck(document, step.changes[0].path))
        _write(work, filing, actor, step, cleared=cleared)
    return Changed(filing.response, filing.state, paths)


def _stale(others: Meanwhile, edit: RowEdit) -> bool:
    """Whether the row that was meant may be another now, or holds what the page did not show."""
    row = f"{edit.repeat}[{edit.index}]"
    return others.moved(edit.repeat) or any(path.startswith(row) for path in others.before)


def _applied(filing: Filing, edit: RowEdit) -> tuple[Step | None, frozenset[str]]:
    """Do it in the state; returns the event to leave (None: nothing happened) and what shows otherwise."""
    state, row = filing.state, f"{edit.repeat}[{edit.index}]"
    if edit.verb == "add":
        index, paths = state.add_row(edit.repeat)
        return Step("add", (Change(f"{edit.repeat}[{index}]", None, None),)), paths
    held = pluck(filing.response.document, edit.repeat)
    count = len(held) if isinstance(held, list) else 0
    if edit.index >= count:
        raise Refused(problem("filing-path-unknown", edit.repeat, name=row))
    if edit.verb == "remove":
        gone = Change(row, pluck(filing.response.document, row), None)
        return Step("remove", (gone,)), state.remove_row(edit.repeat, edit.index)
    return _moved(filing, edit, count)


def _restored(work: Work, filing: Filing, actor: Actor, edit: RowEdit) -> Changed:
    """Put the row that was last removed from a place back there, as it stood: added, then moved."""
    held = pluck(filing.response.document, edit.repeat)
    target = min(edit.index, len(held) if isinstance(held, list) else 0)
    values = _last_removed(work, filing, edit)
    last, paths = filing.state.add_row(edit.repeat)
    row = f"{edit.repeat}[{last}]"
    paths |= _filled(filing, {f"{row}.{name}": value for name, value in values.items()})
    document = filing.state.document()
    added = Step("add", (Change(row, None, pluck(document, row)),))
    _write(work, filing, actor, added)
    if target != last:
        paths |= filing.state.move_row(edit.repeat, last, target)
        _write(work, filing, actor, Step("move", (Change(edit.repeat, last, target),)))
    return Changed(filing.response, filing.state, paths | {edit.repeat})


def _write(work: Work, filing: Filing, actor: Actor, step: Step, *, cleared: tuple[Change, ...] = ()) -> None:
    """Write the document as the state has it: the rows' own event, then what it cleared elsewhere."""
    document = filing.state.document()
    changes, marks = reopened(filing, step.changes)
    told = replace(step, changes=changes)
    filing.moved_to(advance(work, filing.response, told, actor, document=document, **marks))
    if cleared:
        gone, marks = reopened(filing, cleared)
        filing.moved_to(advance(work, filing.response, Step("change", gone), actor, **marks))


def _last_removed(work: Work, filing: Filing, edit: RowEdit) -> Mapping[str, Json]:
    """Return what the row held; raises Refused when it is not what was last done to the rows."""
    row = f"{edit.repeat}[{edit.index}]"
    told = [(event.action, change) for event in of(work, filing.response.id) for change in event.changes]
    shifts = [(action, change) for action, change in told if list_of(change.path) == edit.repeat]
    action, change = next(
        (one for one in reversed(shifts) if one[0] in ("add", "remove", "move")),
        ("open", Change("", None, None)),
    )
    if action != "remove" or change.path != row:
        raise Refused(problem("filing-path-unknown", edit.repeat, name=row))
    return change.before if isinstance(change.before, dict) else {}


def _filled(filing: Filing, waiting: dict[str, Json]) -> frozenset[str]:
    """Set what the row held, as far as it can be typed; one value may open the place of another."""
    changed: frozenset[str] = frozenset()
    while waiting:
        opened = [path for path in waiting if is_open(filing, path)]
        if not opened:
            break
        for path in opened:
            field = field_of(filing, path)
            value = waiting.pop(path)
            if field is not None:
                changed |= filing.state.set(path, typed(field, value))
    return changed


def _moved(filing: Filing, edit: RowEdit, count: int) -> tuple[Step | None, frozenset[str]]:
    target = edit.index + _STEPS[edit.verb]
    if not 0 <= target < count:
        return None, frozenset()
    step = Step("move", (Change(edit.repeat, edit.index, target),))
    return step, filing.state.move_row(edit.repeat, edit.index, target)


def _told(step: Step, added: Json) -> Step:
    """Complete an added row's event with what the row began with."""
    if step.action != "add":
        return step
    return Step("add", (Change(step.changes[0].path, None, added),))
