"""A whole sheet at once: the plain HTML form, and a block pasted over cells. One event each.

Each value is judged by itself: what does not fit is listed with its sentence, the rest is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.filings.blocks import Block
from engine.filings.completion import reopened
from engine.filings.desk import Filing
from engine.filings.documents import pluck
from engine.filings.drafts import Edit, Raw, conflict_of, editable, known, merged, others_since
from engine.filings.events import Action, Change
from engine.filings.geometry import targets
from engine.filings.losing import give_up
from engine.filings.merging import Meanwhile, list_of
from engine.filings.refusals import Conflict, Losing
from engine.filings.responses import Actor, Response, Step, advance
from engine.filings.showing import field_of, is_open, meant, read_raw
from engine.forms import FormState, Refused
from engine.forms.fieldtypes.sizes import FILE_TYPES
from engine.problems import Problem, problem
from engine.store import Work


@dataclass(slots=True)
class Saved:
    """What saving many values did. `refused` gives, by path, the text as typed and its problem."""

    response: Response
    state: FormState
    paths: frozenset[str] = frozenset()
    accepted: tuple[str, ...] = ()
    refused: dict[str, tuple[Raw, Problem]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    waiting: tuple[Losing, ...] = ()
    """Changes that would clear other values and were not confirmed."""
    cleared: tuple[Change, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether everything that was typed is now saved."""
        return not self.refused and not self.conflicts and not self.waiting


def save(
    work: Work,
    filing: Filing,
    actor: Actor,
    *,
    typed: Mapping[str, Raw],
    revision: int,
    action: Action | None = "save",
    confirmed: str = "",
) -> Saved:
    """Save the values of one page. A value the page did not touch never overrules another person's.

    `confirmed` is the path of a change of which the filer knows what it clears.
    Writes nothing when nothing changes, and nothing at all without an `action`: then it is a
    rehearsal. Raises Refusal when the response takes no changes.
    """
    editable(filing)
    others = others_since(work, filing, revision)
    saved = Saved(filing.response, filing.state)
    waiting = dict(typed)
    while waiting:
        entered = _round(filing, saved, waiting, others, confirmed=confirmed)
        if not entered:
            break
    gone = {change.path for change in saved.cleared}
    for path, raw in waiting.items():
        if not gone.intersection((path, list_of(path))):
            _leave(filing, saved, path, raw)
    saved.paths |= merged(filing, others)
    if action is not None:
        _write(work, filing, saved, actor, action=action)
    return saved


def paste(
    work: Work, filing: Filing, actor: Actor, *, block: Block, start: str, revision: int, preview: bool
) -> Saved:
    """Write a block of cells over the grid or repeat that `start` stands in, from there on.

    With `preview` nothing is written: the answer says what would be kept and what refused. Raises
    Refused for a start that is no cell.
    """
    known(start)
    cells, outside = targets(filing, start, block)
    saved = save(work, filing, actor, typed=cells, revision=revision, action=None if preview else "paste")
    for one in saved.waiting:
        told = one.problems[0]
        saved.refused[told.path] = (cells.get(told.path, ""), told)
    saved.refused.update(outside)
    return saved


def _round(
    filing: Filing, saved: Saved, waiting: dict[str, Raw], others: Meanwhile, *, confirmed: str
) -> int:
    """Enter what is open now; returns how many values were dealt with. One may open the next."""
    before = len(waiting)
    for path in tuple(waiting):
        try:
            if _entered(filing, saved, others, path=path, raw=waiting[path], confirmed=path == confirmed):
                del waiting[path]
        except Losing as losing:
            saved.waiting += (losing,)
            del waiting[path]
        except Refused as refused:
            saved.refused[path] = (waiting.pop(path), refused.problem)
        except Conflict as conflict:
            saved.conflicts += (conflict,)
            del waiting[path]
    return before - len(waiting)


def _entered(
    filing: Filing, saved: Saved, others: Meanwhile, *, path: str, raw: Raw, confirmed: bool
) -> bool:
    """Deal with one value; False when its place is not open to typing (yet)."""
    field = field_of(filing, path)
    if field is None:
        raise Refused(problem("filing-path-unknown", name=path[:40]))
    if field.kind in FILE_TYPES and not raw:
        return True  # files come and go by themselves, never with the texts around them
    if not is_open(filing, path):
        return False
    ours, theirs = meant(filing, path, raw), pluck(filing.response.document, path)
    if ours == theirs:
        return True
    if others.touched(path) or others.moved(path):
        if ours != others.before.get(path):
            raise conflict_of(filing, Edit(path, raw, 0), theirs, others)
        return True
    was = filing.state.typed_value(path)
    try:
        changed = filing.state.enter(path, raw)
        paths, cleared = give_up(filing, changed, asked=path, confirmed=confirmed)
    except Losing:
        filing.state.set(path, was)
        raise
    saved.paths |= paths
    saved.cleared += cleared
    saved.accepted += (path,)
    return True


def _leave(filing: Filing, saved: Saved, path: str, raw: Raw) -> None:
    """List a value whose place stayed shut, unless it is only what the page shows there anyway."""
    text = raw if isinstance(raw, str) else "、".join(raw)
    value, blank = read_raw(filing, path, raw), not text.strip()
    if not blank and value not in (filing.state.typed_value(path), filing.state.value(path)):
        saved.refused[path] = (raw, problem("filing-cell-locked", path, value=text[:40]))


def _write(work: Work, filing: Filing, saved: Saved, actor: Actor, *, action: Action) -> None:
    before, document = filing.response.document or {}, filing.state.document()
    found = ((path, pluck(before, path), pluck(document, path)) for path in saved.accepted)
    changes = tuple(Change(path, old, new) for path, old, new in found if old != new)
    if changes:
        told, marks = reopened(filing, (*changes, *saved.cleared))
        step = Step(action, told)
        filing.moved_to(advance(work, filing.response, step, actor, document=document, **marks))
    saved.response = filing.response
