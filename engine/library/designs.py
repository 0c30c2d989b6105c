"""Designs: definitions being edited. The text is the truth; every gesture is one change of it, kept for ever.

Whoever changes a design names the revision they had seen; the change is made on the text of that
revision and brought over what others did since. Two who change the same place both hear of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, func, or_, select

from engine.forms.editing import Change, Collision, NoSuchPlace, Splice
from engine.forms.editing.heads import Head, head_of
from engine.forms.nodes import DefinitionError, Place
from engine.forms.source import MAX_BYTES
from engine.library.undoing import Step, brought, stacks, standing
from engine.people import Denied
from engine.problems import Problem, problem
from engine.store import Work
from engine.store.tables.designs import design_changes, design_editors, designs
from engine.store.tables.trials import design_trials

Operation: TypeAlias = Callable[[str], Change]

MOST: Final = 500
"""The most designs of one system."""


class NoSuchDesign(Denied):
    """There is no design of that name, or it is not this person's business."""


class DesignRefused(Exception):
    """A gesture that was not done; nothing changed. `theirs` and `ours` are the texts of a collision."""

    def __init__(self, fault: Problem, *, theirs: str = "", ours: str = "") -> None:
        super().__init__(str(fault))
        self.problem, self.theirs, self.ours = fault, theirs, ours


@dataclass(frozen=True, slots=True)
class Design:
    """One definition being edited."""

    id: str
    system: str
    form: str
    kind: str
    title: str
    text: str
    revision: int
    follows: str | None
    published: int | None
    created_by: str
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, slots=True)
class Gesture:
    """Who does what, where and when. Undoing keeps the name of what it takes back: `undo put`."""

    name: str
    place: Place
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """One change of a design's history."""

    revision: int
    at: datetime
    by: str
    gesture: str
    place: Place
    change: Change
    inverse: Change
    undoes: int | None

    @property
    def step(self) -> Step:
        """The change as undoing sees it."""
        return Step(self.revision, self.undoes)


def create(
    work: Work, text: str, *, system: str, by: str, at: datetime, follows: str | None = None
) -> Design:
    """Begin a design with a text. Raises DesignRefused when there are too many."""
    count = work.connection.execute(_counted(designs.c.system == system)).scalar_one()
    if count >= MOST:
        raise DesignRefused(problem("design-too-many", count=count, limit=MOST))
    _require_room(text)
    head = head_of(text) or Head("", "", "")
    made = Design(str(uuid4()), system, head.form, head.kind, head.title, text, 1, follows, None, by, at, by)
    row = {name: getattr(made, name) for name in Design.__slots__}
    work.connection.execute(designs.insert(), {**row, "created_at": at})
    return made


def fetch(work: Work, design: str, *, system: str, lock: bool = False) -> Design:
    """Return a design of a system; `lock` for a change. Raises NoSuchDesign."""
    query = select(*_COLUMNS).where(designs.c.id == design, designs.c.system == system)
    row = work.connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NoSuchDesign(design[:40])
    return Design(**row._asdict())


def listed(
    work: Work, system: str, *, words: str = "", kind: str = "", offset: int = 0, limit: int = 50
) -> tuple[list[Design], int]:
    """Return a page of a system's designs, those changed last first, and how many there are of them."""
    where = [designs.c.system == system]
    if kind:
        where.append(designs.c.kind == kind)
    for word in words.split()[:8]:
        told = (designs.c.title, designs.c.form)
        where.append(or_(*(column.icontains(word, autoescape=True) for column in told)))
    query = select(*_COLUMNS).where(*where).order_by(designs.c.updated_at.desc(), designs.c.id)
    rows = work.connection.execute(query.offset(offset).limit(limit))
    return [Design(**row._asdict()) for row in rows], work.connection.execute(_counted(*where)).scalar_one()


def apply(work: Work, design: Design, operation: Operation, *, seen: int, gesture: Gesture) -> Design:
    """Do a gesture on the text that its page had seen, and bring it over what others did since.

    `design` was fetched with its lock. Raises DesignRefused where another changed the same place, or
    took away what the gesture speaks of, and where the text cannot be read.
    """
    later = history(work, design, after=seen) if seen < design.revision else []
    text = design.text
    for one in reversed(later):
        text = one.inverse.applied(text)
    try:
        change = brought(operation(text), (one.change for one in later))
    except NoSuchPlace as gone:
        raise DesignRefused(problem("design-moved-on")) from gone
    except DefinitionError as unreadable:
        raise DesignRefused(unreadable.problems[0]) from unreadable
    except Collision as two:
        fault = problem("design-collision", theirs=two.theirs.strip()[:80], ours=two.ours.strip()[:80])
        raise DesignRefused(fault, theirs=two.theirs, ours=two.ours) from two
    return _written(work, design, change, gesture) if change else design


def undo(work: Work, design: Design, *, gesture: Gesture, again: bool = False) -> Design:
    """Take back somebody's last change, or (`again`) their last undoing. Raises DesignRefused."""
    found = stacks(_steps(work, design, gesture.by))
    waiting = found.redo if again else found.undo
    if not waiting:
        raise DesignRefused(problem("design-nothing-to-undo"))
    revision = waiting[-1]
    done = {one.revision: one for one in history(work, design, after=revision - 1)}
    later = standing([one.step for one in done.values() if one.revision > revision])
    try:
        change = brought(done[revision].inverse, (done[one].change for one in later))
    except Collision as two:
        fault = problem("design-undo-collision", theirs=two.theirs.strip()[:80])
        raise DesignRefused(fault, theirs=two.theirs, ours=two.ours) from two
    first = done[revision].gesture.rpartition(" ")[2]
    told = replace(gesture, name=f"{gesture.name} {first}", place=done[revision].place)
    return _written(work, design, change, told, undoes=revision)


def undoable(work: Work, design: Design, by: str) -> tuple[Done | None, Done | None]:
    """Return what somebody would take back next, and what they would do again."""
    found = stacks(_steps(work, design, by))
    ends = (found.undo[-1:], found.redo[-1:])
    first, second = (_done(work, design, end[0]) if end else None for end in ends)
    return first, second


def history(work: Work, design: Design, *, after: int = 0, limit: int | None = None) -> list[Done]:
    """Return the changes of a design after a revision, oldest first; with `limit` the newest ones."""
    changes = design_changes.c
    query = select(design_changes).where(changes.design == design.id, changes.revision > after)
    if limit is None:
        return [_read(row) for row in work.connection.execute(query.order_by(changes.revision))]
    newest = work.connection.execute(query.order_by(changes.revision.desc()).limit(limit))
    return [_read(row) for row in newest][::-1]


def delete(work: Work, design: Design) -> None:
    """Throw a design away with its history. Raises DesignRefused for one that was published."""
    if design.published is not None:
        raise DesignRefused(problem("design-published"))
    for table in (design_trials, design_editors, design_changes):
        work.connection.execute(table.delete().where(table.c.design == design.id))
    work.connection.execute(designs.delete().where(designs.c.id == design.id))


def _written(
    work: Work, design: Design, change: Change, gesture: Gesture, *, undoes: int | None = None
) -> Design:
    text = change.applied(design.text)
    _require_room(text)
    head = head_of(text) or Head(design.form, design.kind, design.title)
    made = replace(
        design,
        text=text,
        revision=design.revision + 1,
        form=head.form,
        kind=head.kind,
        title=head.title,
        updated_at=gesture.at,
        updated_by=gesture.by,
    )
    names = ("text", "revision", "form", "kind", "title", "updated_at", "updated_by")
    values = {name: getattr(made, name) for name in names}
    work.connection.execute(designs.update().where(designs.c.id == design.id), values)
    row = {
        "design": design.id,
        "revision": made.revision,
        "at": gesture.at,
        "by": gesture.by,
        "gesture": gesture.name,
        "place": list(gesture.place),
        "change": _told(change),
        "inverse": _told(change.inverse(design.text)),
        "undoes": undoes,
    }
    work.connection.execute(design_changes.insert(), row)
    return made


def _require_room(text: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise DesignRefused(problem("design-too-large", length=len(text), limit=MAX_BYTES))


def _steps(work: Work, design: Design, by: str) -> Sequence[Step]:
    changes = design_changes.c
    query = select(changes.revision, changes.undoes).where(changes.design == design.id, changes.by == by)
    return [Step(*row) for row in work.connection.execute(query.order_by(changes.revision))]


def _done(work: Work, design: Design, revision: int) -> Done:
    changes = design_changes.c
    query = select(design_changes).where(changes.design == design.id, changes.revision == revision)
    return _read(work.connection.execute(query).one())


def _told(change: Change) -> list[list[Any]]:
    return [list(splice) for splice in change.splices]


def _read(row: Any) -> Done:
    changes = {"change": _change(row.change), "inverse": _change(row.inverse)}
    return Done(row.revision, row.at, row.by, row.gesture, _place(row.place), undoes=row.undoes, **changes)


def _place(told: Any) -> Place:
    return tuple(step if isinstance(step, str) else int(step) for step in told)


def _change(told: Any) -> Change:
    return Change(tuple(Splice(int(start), int(end), text) for start, end, text in told))


_COLUMNS: Final = tuple(designs.c[name] for name in Design.__slots__)


def _counted(*where: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(designs).where(*where)
