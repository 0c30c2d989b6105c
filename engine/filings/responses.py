"""Responses as rows: read by primary key, insert, and write the next revision.

Plain statements, no object graph: the path of one autosave is one select, one update and one insert.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal, TypeAlias
from uuid import uuid4

from sqlalchemy import Row, Select, Update, bindparam, select

from engine.filings.events import GENESIS, Action, Change, Event, append, seal
from engine.filings.refusals import Missing
from engine.store import Work
from engine.store.exact_json import Json
from engine.store.tables.responses import responses

State: TypeAlias = Literal["draft", "submitted", "approved", "returned"]
Document: TypeAlias = dict[str, Json]
EDITABLE: Final = frozenset({"draft", "returned"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, and when (aware UTC); `id` is '' for the visitor of a public link."""

    id: str
    at: datetime
    name: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """One response as it stands in the store."""

    id: str
    form: str
    version: str
    period: str
    organisation: str | None = None
    link: str | None = None
    visitor: str = ""
    slot: str = ""
    state: State = "draft"
    revision: int = 0
    document: Document | None = None
    effective: Document | None = None
    explanations: Mapping[str, Json] | None = None
    screening: str | None = None
    source: str = "online"
    filed_by: str = ""
    head: str = GENESIS
    created_at: datetime | None = None
    updated_at: datetime | None = None
    submitted_at: datetime | None = None
    approved_at: datetime | None = None
    completed: Mapping[str, Json] | None = None
    """The sheets that are saved as complete, with the revision that did it."""
    serial: str | None = None
    """The number issued on approval."""

    @property
    def editable(self) -> bool:
        """Whether its state lets the filer change it (the period may still forbid it)."""
        return self.state in EDITABLE


@dataclass(frozen=True, slots=True)
class Step:
    """What one write does besides the columns it sets: the event it leaves."""

    action: Action
    changes: tuple[Change, ...] = ()
    note: str = ""


_COLUMNS: Final = tuple(responses.c[name] for name in Response.__slots__)
_BY_ID: Final = select(*_COLUMNS).where(responses.c.id == bindparam("id"))
_LOCKED: Final = _BY_ID.with_for_update()
_INSERT: Final = responses.insert()


def new_id() -> str:
    """Return an identity that nobody can guess (122 random bits)."""
    return str(uuid4())


def fetch(work: Work, response: str, *, lock: bool = False) -> Response:
    """Return one response; `lock` keeps other writers off until the unit of work ends.

    Raises Missing.
    """
    row = work.connection.execute(_LOCKED if lock else _BY_ID, {"id": response}).one_or_none()
    if row is None:
        raise Missing(response)
    return _response(row)


def find(work: Work, *where: object, limit: int | None = None) -> tuple[Response, ...]:
    """Return the responses for which all of the SQL conditions hold, newest first."""
    query: Select[tuple[object, ...]] = select(*_COLUMNS).where(*where)  # type: ignore[arg-type]  # column expressions
    rows = work.connection.execute(query.order_by(responses.c.created_at.desc(), responses.c.id).limit(limit))
    return tuple(map(_response, rows))


def insert(work: Work, response: Response, step: Step, actor: Actor) -> Response:
    """Write a new response and its first event; returns it at revision 1.

    A second response for the same organisation, form and period is refused by the database.
    """
    first = replace(response, revision=1, created_at=actor.at, updated_at=actor.at)
    event = _event(first, step, actor)
    sealed = replace(first, head=seal(GENESIS, event))
    work.connection.execute(_INSERT, _columns(sealed))
    append(work, event, head=GENESIS)
    return sealed


def advance(work: Work, response: Response, step: Step, actor: Actor, **columns: object) -> Response:
    """Write the next revision of a locked response with `columns` changed, and its event."""
    after = replace(response, revision=response.revision + 1, updated_at=actor.at, **columns)  # type: ignore[arg-type]  # names of Response
    return _sealed(work, after, step, actor, *columns)


def _sealed(work: Work, response: Response, step: Step, actor: Actor, *changed: str) -> Response:
    event = _event(response, step, actor)
    sealed = replace(response, head=append(work, event, head=response.head))
    written = (*changed, "revision", "updated_at", "head")
    values = {f"new_{name}": getattr(sealed, name) for name in written}
    work.connection.execute(_update(written), {"this": sealed.id, **values})
    return sealed


def _event(response: Response, step: Step, actor: Actor) -> Event:
    return Event(response.id, response.revision, actor.at, actor.id, step.action, step.changes, step.note)


@lru_cache(maxsize=64)
def _update(written: tuple[str, ...]) -> Update:
    """Return the statement that writes these columns of one response: making it costs more than running."""
    values: dict[str, object] = {name: bindparam(f"new_{name}") for name in written}
    return responses.update().where(responses.c.id == bindparam("this")).values(values)


def _columns(response: Response) -> dict[str, object]:
    return {name: getattr(response, name) for name in Response.__slots__}


def _response(row: Row[tuple[object, ...]]) -> Response:
    return Response(**row._mapping)
